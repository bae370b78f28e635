import type { Side } from './conversation.svelte.ts';
import type { ChatMessage } from './thread.svelte.ts';

/** One message and its place among its neighbours. */
export interface Line<M = ChatMessage> {
  message: M;
  /**
   * `talk` is said by somebody, `service` in the service's own words, `rating` in the customer's judgement of the chat, and all three
   * are bubbles; `event` is a quiet line about what happened, also for what a later server tells and this client does not know yet.
   */
  kind: 'talk' | 'service' | 'rating' | 'event';
  /** On the side of the one at this screen; what the service says stands with its agents. */
  own: boolean;
  /** Set where a new day begins. */
  day?: Date;
  /** First and last of a group: the same sender within a few minutes. */
  first: boolean;
  last: boolean;
}

const groupWithinMs = 3 * 60_000;

type Spoken = Pick<ChatMessage, 'sender' | 'senderName' | 'sentAt' | 'event'>;

/** Messages with day separators and groups, as the list shows them; of a long list only the part from one place to another. */
export function layOut<M extends Spoken>(
  messages: readonly M[],
  side: Side,
  from = 0,
  to = messages.length,
): Line<M>[] {
  return messages.slice(from, to).map((message, index) => {
    const before = messages[from + index - 1];
    const after = messages[from + index + 1];
    const day = new Date(message.sentAt);
    const newDay = !before || new Date(before.sentAt).toDateString() !== day.toDateString();
    const kind = kindOf(message);
    return {
      message,
      kind,
      own: kind === 'service' ? side === 'AGENT' : message.sender === side,
      ...(newDay ? { day } : {}),
      first: !before || !together(before, message),
      last: !after || !together(message, after),
    };
  });
}

function kindOf({ sender, event }: Spoken): Line['kind'] {
  if (event === 'RATING') return 'rating';
  if (sender !== 'SYSTEM') return 'talk';
  return event === 'GREETING' || event === 'RATING_REQUEST' ? 'service' : 'event';
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

/** Part of a list that comes and goes as a whole. */
export interface Block {
  id: number;
  from: number;
  to: number;
}

const blockSize = 50;

/** Cuts messages into blocks. A message is always in the same one, whatever else is loaded before or after it. */
export function inBlocks(messages: readonly { seq: number }[]): Block[] {
  const blocks: Block[] = [];
  messages.forEach(({ seq }, index) => {
    const id = Math.floor(seq / blockSize);
    const last = blocks.at(-1);
    if (last?.id === id) last.to = index + 1;
    else blocks.push({ id, from: index, to: index + 1 });
  });
  return blocks;
}
