import type { ConversationMessage, Side } from './conversation.svelte.ts';

/** One message and its place among its neighbours. */
export interface Line<M = ConversationMessage> {
  message: M;
  own: boolean;
  /** Set where a new day begins. */
  day?: Date;
  /** First and last of a group: the same sender within a few minutes. */
  first: boolean;
  last: boolean;
}

const groupWithinMs = 3 * 60_000;

type Spoken = Pick<ConversationMessage, 'sender' | 'senderName' | 'sentAt'>;

/** Messages with day separators and groups, as the list shows them. */
export function layOut<M extends Spoken>(messages: readonly M[], side: Side): Line<M>[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const day = new Date(message.sentAt);
    const newDay = !before || new Date(before.sentAt).toDateString() !== day.toDateString();
    return {
      message,
      own: message.sender === side,
      ...(newDay ? { day } : {}),
      first: !before || !together(before, message),
      last: !after || !together(message, after),
    };
  });
}

function together(a: Spoken, b: Spoken): boolean {
  const [sentA, sentB] = [new Date(a.sentAt), new Date(b.sentAt)];
  return (
    a.sender === b.sender &&
    a.senderName === b.senderName &&
    sentB.getTime() - sentA.getTime() < groupWithinMs &&
    sentA.toDateString() === sentB.toDateString()
  );
}
