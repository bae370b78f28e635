import { busy } from '../errors.ts';
import { isLockTimeout, type Statements } from '../sql.ts';
import { appendExpected } from './append-expected.ts';
import { appendMessages, type Appended, type NewMessage, type Sent } from './append-messages.ts';
import type { ChatFeeds } from './chat-feed.ts';
import type { KnownChats } from './known-chats.ts';

/** So many statements at a time, chats spread over them. */
export const lanes = 4;
/** More than so many wait for the next statement. */
const batchLimit = 128;
/** So long something waits for a chat that somebody keeps locked; clients wait a little longer for their answer. */
const patienceMs = 10_000;
/** So many wait for locked chats at most. */
const mostHeld = 2_000;

interface Waiting {
  readonly message: NewMessage;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (reason: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  running: boolean;
}

/** What is waiting for a locked chat, and since when. */
type Held = Waiting & { readonly since: number };

/**
 * Group commit: what arrives while a statement is under way goes together into the next one.
 *
 * A statement that does not get the lock of one of its chats within the lock timeout of its connection fails as a whole. Then the
 * chats that somebody keeps locked are put aside, to wait by themselves, and the others go on: they were held up once, for that
 * timeout. Whatever is sent to a chat that was put aside waits behind what was sent to it before.
 */
export class MessageWriter {
  readonly #lanes: readonly Lane[] = Array.from({ length: lanes }, () => ({ waiting: [], running: false }));
  readonly #sql: Statements;
  readonly #known: KnownChats;
  readonly #feeds: ChatFeeds;
  readonly #batchLimit: number;
  readonly #patienceMs: number;
  /** By chat, those that were not tried for the longest time first; a chat is here until nothing is left of what it had to wait for. */
  readonly #held = new Map<string, Held[]>();
  #isStanding = false;
  /** Since the process began: messages that are written, those that may not be, and those that failed. */
  readonly counts = { acknowledged: 0, refused: 0, failed: 0 };

  /** The feeds are told of what was written before any sender is, so whoever hears of a message can already read it. */
  constructor(sql: Statements, known: KnownChats, feeds: ChatFeeds, most = batchLimit, patience = patienceMs) {
    this.#sql = sql;
    this.#known = known;
    this.#feeds = feeds;
    this.#batchLimit = most;
    this.#patienceMs = patience;
  }

  append(message: NewMessage): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const waiting = { message, resolve, reject };
      if (this.#held.has(message.chatId)) {
        this.#hold([waiting]);
        return;
      }
      const lane = this.#lanes[message.chatId.charCodeAt(message.chatId.length - 1) % lanes] as Lane;
      lane.waiting.push(waiting);
      if (lane.running) return;
      lane.running = true;
      // What the same turn of the event loop still brings goes along.
      setImmediate(() => void this.#run(lane));
    });
  }

  /** Messages that wait for the next statement of their lane, or for a locked chat. */
  get waiting(): number {
    return [...this.#lanes.map(({ waiting }) => waiting), ...this.#held.values()].reduce(
      (total, { length }) => total + length,
      0,
    );
  }

  /** Lanes with a statement under way. */
  get lanesAtWork(): number {
    return this.#lanes.filter(({ running }) => running).length;
  }

  async #run(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = this.#batchOf(lane.waiting);
      lane.waiting = batch.length === lane.waiting.length ? [] : without(lane.waiting, batch);
      const left = await this.#write(batch);
      if (left.length > 0) await this.#part(lane, left);
    }
    lane.running = false;
  }

  /** Of what a statement left because of a lock, the locked chats are put aside and the rest is written. */
  async #part(lane: Lane, left: readonly Waiting[]): Promise<void> {
    const locked = await this.#lockedOf(left);
    const free = left.filter(({ message }) => !locked.has(message.chatId));
    // What they do not get now either, they cannot get together: it may be no lock of a chat at all.
    const stillLeft = new Set(free.length > 0 ? await this.#write(free) : []);
    for (const { message } of stillLeft) locked.add(message.chatId);
    const aside = [
      ...left.filter((waiting) => !free.includes(waiting) || stillLeft.has(waiting)),
      ...lane.waiting.filter(({ message }) => locked.has(message.chatId)),
    ];
    lane.waiting = without(lane.waiting, aside);
    this.#hold(aside);
  }

  #hold(aside: readonly Waiting[]): void {
    const since = performance.now();
    let count = [...this.#held.values()].reduce((sum, { length }) => sum + length, 0);
    for (const waiting of aside) {
      const { chatId } = waiting.message;
      if (count >= mostHeld) {
        waiting.reject(busy());
        this.counts.failed += 1;
      } else this.#held.set(chatId, [...(this.#held.get(chatId) ?? []), { ...waiting, since }]);
      count += 1;
    }
    if (this.#isStanding) return;
    this.#isStanding = true;
    void this.#stand();
  }

  /**
   * For as long as chats are put aside: writes to those whose lock is free, all together, and then stands in line for the lock of one
   * that is not, each in turn. So a single connection waits, however many chats are locked, and a lock that is freed is noticed within
   * one lock timeout.
   */
  async #stand(): Promise<void> {
    while (this.#held.size > 0) {
      const locked = await this.#lockedOf([...this.#held.values()].flat());
      await this.#writeHeld([...this.#held.keys()].filter((chatId) => !locked.has(chatId)));
      const [next] = this.#held.keys();
      if (next !== undefined) await this.#writeHeld([next]);
      this.#giveUp();
    }
    this.#isStanding = false;
  }

  async #writeHeld(chatIds: readonly string[]): Promise<void> {
    const batch = this.#batchOf(chatIds.flatMap((chatId) => this.#held.get(chatId) ?? []));
    if (batch.length === 0) return;
    const left = new Set(await this.#write(batch));
    const done = batch.filter((waiting) => !left.has(waiting));
    for (const chatId of new Set(batch.map(({ message }) => message.chatId))) {
      const rest = without(this.#held.get(chatId) ?? [], done);
      this.#held.delete(chatId);
      if (rest.length > 0) this.#held.set(chatId, rest);
    }
  }

  #giveUp(): void {
    const before = performance.now() - this.#patienceMs;
    for (const [chatId, held] of this.#held) {
      const rest = held.filter(({ since }) => since > before);
      const tired = held.slice(0, held.length - rest.length);
      for (const { reject } of tired) reject(busy());
      this.counts.failed += tired.length;
      if (rest.length > 0) this.#held.set(chatId, rest);
      else this.#held.delete(chatId);
    }
  }

  /** Which of their chats somebody has locked; all of them if that cannot be seen. */
  async #lockedOf(waiting: readonly Waiting[]): Promise<Set<string>> {
    const chatIds = [...new Set(waiting.map(({ message }) => message.chatId))];
    try {
      const { rows } = await this.#sql.query<{ id: string }>({
        name: 'locked-chats',
        text: lockedText,
        values: [chatIds],
      });
      return new Set(rows.map(({ id }) => id));
    } catch {
      return new Set(chatIds);
    }
  }

  /** Writes them in one statement or two and answers each, but for those that it returns: a lock they need was not to be had in time. */
  async #write(batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    let rest = batch;
    try {
      const expected = await appendExpected(
        this.#sql,
        batch.map(({ message }) => message),
        this.#known,
      );
      this.#tell([...expected.values()]);
      // Each has its answer as soon as what it sent is written: what becomes of the others is not its matter.
      rest = batch.filter(({ message, resolve }) => {
        const sent = expected.get(message.id);
        if (sent) resolve(sent);
        return !sent;
      });
      this.counts.acknowledged += batch.length - rest.length;
      if (rest.length > 0) await this.#writeRest(rest);
      return [];
    } catch (error) {
      if (isLockTimeout(error)) return rest;
      for (const { reject } of rest) reject(error);
      this.counts.failed += rest.length;
      return [];
    }
  }

  async #writeRest(rest: readonly Waiting[]): Promise<void> {
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
  #batchOf<W extends Waiting>(waiting: readonly W[]): W[] {
    const batch = new Map<string, W>();
    for (const each of waiting) {
      if (batch.size >= this.#batchLimit) break;
      if (!batch.has(each.message.id)) batch.set(each.message.id, each);
    }
    return [...batch.values()];
  }
}

function without<W extends Waiting>(waiting: readonly W[], gone: readonly W[]): W[] {
  const those = new Set<Waiting>(gone);
  return waiting.filter((each) => !those.has(each));
}

/** A lock that is free is taken, and given back when the statement ends. A chat that does not exist has none. */
const lockedText = `
with free as materialized (select id from chat where id = any($1::uuid[]) for no key update skip locked)
select c.id from chat c where c.id = any($1::uuid[]) and not exists (select from free f where f.id = c.id)`;
