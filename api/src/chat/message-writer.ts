import type { Statements } from '../sql.ts';
import { appendExpected } from './append-expected.ts';
import { appendMessages, type Appended, type NewMessage, type Sent } from './append-messages.ts';
import type { ChatFeeds } from './chat-feed.ts';
import type { KnownChats } from './known-chats.ts';

/** So many statements at a time, chats spread over them: one that waits for a locked chat holds up only its own share. */
const lanes = 4;
/** More than so many wait for the next statement. */
const batchLimit = 128;

interface Waiting {
  message: NewMessage;
  resolve: (appended: Appended) => void;
  reject: (reason: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  running: boolean;
}

/** Group commit: what arrives while a statement is under way goes together into the next one. */
export class MessageWriter {
  readonly #lanes: readonly Lane[] = Array.from({ length: lanes }, () => ({ waiting: [], running: false }));
  readonly #sql: Statements;
  readonly #known: KnownChats;
  readonly #feeds: ChatFeeds;
  readonly #batchLimit: number;
  /** Since the process began: messages that are written, those that may not be, and those that failed. */
  readonly counts = { acknowledged: 0, refused: 0, failed: 0 };

  /** The feeds are told of what was written before any sender is, so whoever hears of a message can already read it. */
  constructor(sql: Statements, known: KnownChats, feeds: ChatFeeds, most = batchLimit) {
    this.#sql = sql;
    this.#known = known;
    this.#feeds = feeds;
    this.#batchLimit = most;
  }

  append(message: NewMessage): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes[message.chatId.charCodeAt(message.chatId.length - 1) % lanes] as Lane;
      lane.waiting.push({ message, resolve, reject });
      if (lane.running) return;
      lane.running = true;
      // What the same turn of the event loop still brings goes along.
      setImmediate(() => void this.#run(lane));
    });
  }

  /** Messages that wait for the next statement of their lane. */
  get waiting(): number {
    return this.#lanes.reduce((total, lane) => total + lane.waiting.length, 0);
  }

  /** Lanes with a statement under way. */
  get lanesAtWork(): number {
    return this.#lanes.filter(({ running }) => running).length;
  }

  async #run(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = this.#takeBatch(lane);
      try {
        await this.#write(batch);
      } catch (error) {
        // Those who have their answer already do not hear of it.
        for (const { reject } of batch) reject(error);
        this.counts.failed += batch.length;
      }
    }
    lane.running = false;
  }

  /** Answers each as soon as what it sent is written: what becomes of the others is not its matter. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    const expected = await appendExpected(
      this.#sql,
      batch.map(({ message }) => message),
      this.#known,
    );
    this.#tell([...expected.values()]);
    const rest: Waiting[] = [];
    for (const waiting of batch) {
      const sent = expected.get(waiting.message.id);
      if (sent) waiting.resolve(sent);
      else rest.push(waiting);
    }
    this.counts.acknowledged += batch.length - rest.length;
    if (rest.length === 0) return;
    const appended = await appendMessages(
      this.#sql,
      rest.map(({ message }) => message),
      (sent) => {
        this.#tell(sent);
      },
    );
    // Whoever wrote what is sent again may have died before telling anyone.
    for (const each of appended) {
      if (each.outcome === 'DUPLICATE') this.#feeds.repeated(each.message);
      if ('message' in each) this.counts.acknowledged += 1;
      else this.counts.refused += 1;
    }
    rest.forEach(({ resolve }, index) => {
      resolve(appended[index] as Appended);
    });
  }

  #tell(sent: readonly Sent[]): void {
    for (const [, ofChat] of Map.groupBy(sent, ({ chat }) => chat.id)) {
      const messages = ofChat.map(({ message }) => message).sort((a, b) => a.seq - b.seq);
      if (ofChat[0]) this.#feeds.written(ofChat[0].chat, messages);
    }
  }

  /** The first of those waiting; a second sending of the same message stays for the next statement. */
  #takeBatch(lane: Lane): Waiting[] {
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    const taken = new Set<string>();
    for (const waiting of lane.waiting) {
      const { id } = waiting.message;
      if (batch.length < this.#batchLimit && !taken.has(id)) {
        taken.add(id);
        batch.push(waiting);
      } else rest.push(waiting);
    }
    lane.waiting = rest;
    return batch;
  }
}
