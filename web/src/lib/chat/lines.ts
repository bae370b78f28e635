import type { ConversationMessage, Side } from './conversation.svelte.ts';

/** One message and its place among its neighbours. */
export interface Line<M = ConversationMessage> {
  message: M;
  /**
   * `talk` is said by somebody, `greeting` by the service, and both are bubbles; `event` is a quiet line about what happened, also for
   * what a later server tells and this client does not know yet.
   */
  kind: 'talk' | 'greeting' | 'event';
  /** On the side of the one at this screen; the service's greeting stands with its agents. */
  own: boolean;
  /** Set where a new day begins. */
  day?: Date;
  /** First and last of a group: the same sender within a few minutes. */
  first: boolean;
  last: boolean;
}

const groupWithinMs = 3 * 60_000;

type Spoken = Pick<ConversationMessage, 'sender' | 'senderName' | 'sentAt' | 'event'>;

/** Messages with day separators and groups, as the list shows them. */
export function layOut<M extends Spoken>(messages: readonly M[], side: Side): Line<M>[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const day = new Date(message.sentAt);
    const newDay = !before || new Date(before.sentAt).toDateString() !== day.toDateString();
    const kind = message.sender !== 'SYSTEM' ? 'talk' : message.event === 'GREETING' ? 'greeting' : 'event';
    return {
      message,
      kind,
      own: kind === 'greeting' ? side === 'AGENT' : message.sender === side,
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
    a.event === b.event &&
    sentB.getTime() - sentA.getTime() < groupWithinMs &&
    sentA.toDateString() === sentB.toDateString()
  );
}
