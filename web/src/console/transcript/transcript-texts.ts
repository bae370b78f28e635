import type { MaskableMessage } from '#console/masking/pieces.ts';
import type { ChatMessage, ChatNote } from '#lib/chat/thread.svelte.ts';

/** What something can be hidden in, of an agent's note. */
export const noteText = ({ id, revision, body, masks, suggestions }: ChatNote) =>
  ({
    id,
    revision,
    place: { objectId: id, field: 'body' },
    internal: true,
    body,
    masks,
    suggestions,
  }) satisfies MaskableMessage;

/** The texts of a conversation; the last message is where the keyboard comes in. */
export const textsOf = (thread: {
  readonly messages: readonly ChatMessage[];
  readonly notes: readonly ChatNote[];
}): MaskableMessage[] => [...thread.notes.map(noteText), ...thread.messages];
