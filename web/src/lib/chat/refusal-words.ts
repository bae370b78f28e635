import { m } from '#lib/paraglide/messages.js';
import type { Refusal } from './outbox.ts';

const words: Partial<Record<Refusal, () => string>> = {
  ChatEnded: m.chat_refused_ended,
  InvalidText: m.chat_refused_text,
  NotPermitted: m.chat_refused_permission,
  AttachmentMissing: m.chat_refused_files,
  FilesDisabled: m.chat_refused_files,
};

/** Why a message was not taken. */
export const refusalInWords = (refusal: Refusal): string => (words[refusal] ?? m.chat_refused_other)();
