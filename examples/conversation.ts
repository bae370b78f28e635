import type { Chat, Position } from './damso.ts';

/** A chat as it is known here, and up to where. */
export class Conversation {
  /** What is shown of each message, by its id. */
  readonly #shown = new Map<string, string>();
  readonly #print: (line: string) => void;
  #tickets = 0;
  #state = '';
  #ratingRequested = false;
  #after = 0;
  #epoch: string;

  constructor(epoch: string, print: (line: string) => void) {
    this.#epoch = epoch;
    this.#print = print;
  }

  /** Where to go on after the connection was lost. */
  get position(): Pick<Position, 'after' | 'epoch'> {
    return { after: this.#after, epoch: this.#epoch };
  }

  /** Told again it does no harm: a message is known by its id, and one that is other than before was masked or released. */
  apply({ revision, chat, messages }: Chat['chatChanges']): void {
    for (const { id, sender, senderName, body } of messages) {
      const line = `${senderName ?? sender}: ${body}`;
      const before = this.#shown.get(id);
      if (line === before) continue;
      this.#shown.set(id, line);
      this.#print(before === undefined ? line : `${line} (changed)`);
    }
    if (chat.state !== this.#state) this.#print(`[${(this.#state = chat.state)}]`);
    for (const { number, title } of chat.tickets.slice(this.#tickets)) this.#print(`Ticket ${number}: ${title}`);
    this.#tickets = chat.tickets.length;
    if (chat.ratingRequestedAt !== null && !this.#ratingRequested) {
      this.#ratingRequested = true;
      this.#print('How was it? /rate SATISFIED or /rate UNSATISFIED');
    }
    this.#after = revision;
  }

  /** The database was restored from a backup: what was read may not have happened, so it is read anew. */
  restart(epoch: string): void {
    this.#shown.clear();
    this.#tickets = 0;
    this.#after = 0;
    this.#epoch = epoch;
  }
}
