import type { MaskingAction, PersonalDataKind } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { moment } from '#lib/ui/elapsed.ts';
import type { MaskFailure, MaskingRefusal } from './masking.svelte.ts';
import type { Mask, MaskableMessage } from './pieces.ts';

/** In the order of the screens. */
export const kinds: readonly PersonalDataKind[] = [
  'RESIDENT_NUMBER',
  'PHONE',
  'CARD',
  'ACCOUNT',
  'PASSPORT',
  'DRIVER_LICENSE',
  'EMAIL',
];

/** From what does least to what cannot be taken back. */
export const actions: readonly MaskingAction[] = ['OFF', 'SUGGEST', 'MASK', 'DESTROY'];

export function actionWord(action: MaskingAction): string {
  return { OFF: m.masking_off, SUGGEST: m.masking_suggest, MASK: m.masking_mask, DESTROY: m.masking_destroy }[action]();
}

/** What becomes of such data, in one line. */
export function actionText(action: MaskingAction): string {
  return {
    OFF: m.masking_off_text,
    SUGGEST: m.masking_suggest_text,
    MASK: m.masking_mask_text,
    DESTROY: m.masking_destroy_text,
  }[action]();
}

export function kindWord(kind: PersonalDataKind): string {
  return {
    RESIDENT_NUMBER: m.kind_resident_number,
    PHONE: m.kind_phone,
    CARD: m.kind_card,
    ACCOUNT: m.kind_account,
    PASSPORT: m.kind_passport,
    DRIVER_LICENSE: m.kind_driver_license,
    EMAIL: m.kind_email,
  }[kind]();
}

/** What a mask is called: as many characters as it has asterisks. */
export function maskName({ start, end, sealed }: Mask): string {
  const count = end - start;
  return sealed ? m.mask_name_sealed({ count }) : m.mask_name({ count });
}

/** Who hid it and when, and whether it can be released. */
export function maskStory({ maskedBy, apiClient, maskedAt, sealed }: Mask, now: Date, language: string): string {
  const time = moment(new Date(maskedAt), now, language);
  const by = maskedBy ?? apiClient;
  const story = by ? m.mask_by({ name: by.name, time }) : m.mask_at_intake({ time });
  return sealed ? `${story} · ${m.mask_destroyed()}` : story;
}

/** Who sees a text again once a mask on it is released. */
export function releaseWords(text: MaskableMessage | undefined): string {
  if (text?.internal) return m.mask_release_text_internal();
  if (text?.place?.objectId.startsWith('Customer_')) return m.mask_release_text_customer();
  return text?.place ? m.mask_release_text_ticket() : m.mask_release_text();
}

const longestQuote = 30;

/** Why a text was not masked; of several, which ones were not. */
export function maskFailureWords({ of, failed }: MaskFailure): string {
  if (of === 1) return failed.map(({ refusal }) => maskingRefusalWords(refusal)).join(' ');
  const each = failed.map(({ body, refusal }) =>
    m.mask_failed_one({ text: quoted(body), reason: maskingRefusalWords(refusal) }),
  );
  return [m.mask_failed_several({ count: failed.length, of }), ...each].join(' ');
}

function quoted(body: string): string {
  const line = body.trim().replace(/\s+/g, ' ');
  const start = Array.from(line).slice(0, longestQuote).join('');
  return start === line ? line : `${start}…`;
}

/** Why something was not done, and what to do. */
export function maskingRefusalWords(refusal: MaskingRefusal): string {
  if (refusal.name === 'RateLimited') {
    return m.mask_refused_rate({ minutes: Math.max(1, Math.ceil(refusal.retryAfter / 60)) });
  }
  return {
    FileUnavailable: m.mask_refused_file,
    InvalidInput: m.mask_refused_reason,
    InvalidRange: m.mask_refused_range,
    MaskingDisabled: m.mask_refused_disabled,
    MaskSealed: m.mask_refused_sealed,
    NotPermitted: m.mask_refused_right,
    OriginalUnavailable: m.mask_refused_unavailable,
    StaleRevision: m.mask_refused_stale,
    StaleText: m.mask_refused_stale_text,
    Unreachable: m.mask_refused_unreachable,
  }[refusal.name]();
}
