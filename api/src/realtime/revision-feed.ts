import { BatchLoader } from './batch-loader.ts';
import { stream, type Stream, type Wake } from './stream.ts';

/** What became of one object between two of its revisions: its present rows, not a list of events. */
export interface Change {
  readonly id: string;
  /** The change holds everything after this revision … */
  readonly from: number;
  /** … up to this one. */
  readonly revision: number;
  /** There is more after `revision` already; this was one page of it. */
  readonly partial?: boolean;
  /** Something around the object changed, which has no revision of its own. */
  readonly aside?: boolean;
}

export interface RevisionSource<C extends Change> {
  /** For each request what changed after its revision, in the order of the requests; null where the object does not exist. */
  read(requests: readonly { id: string; after: number }[]): Promise<readonly (C | null)[]>;
  /** The present revisions of those of the objects that exist. */
  revisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Whether the later change tells something of the earlier one anew, which must then not be told as it was any more. */
  rewrites(later: C, earlier: C): boolean;
}

/** Thrown to a subscriber that asks for what comes after a revision the object has not reached. */
export class RevisionAhead extends Error {
  override readonly name = 'RevisionAhead';
}

/** At most so many changes wait for one subscriber; past that it reads from the database when it drains. */
const backlogLimit = 64;

interface Subscriber<C> {
  backlog: C[];
  stale: boolean;
  wake: Wake;
}

class Channel<C> {
  /** Up to where this process has handed everything out; null until a first read tells. */
  revision: number | null = null;
  /** The highest revision anyone told of. */
  wanted = 0;
  catchingUp = false;
  /** An array, because mostly it is one, for which a Set takes three times as much. */
  subscribers: readonly Subscriber<C>[] = [];
  leave: () => void = () => undefined;
}

/**
 * Replay, then live: a subscriber joins the live channel first, reads what it missed from the database, then goes on with what
 * came meanwhile. Each change says which revision it builds on, so a hole is noticed and read from the database; what arrives
 * twice is dropped. Memory per subscriber is bounded whatever the reader does.
 */
export class RevisionFeed<C extends Change> {
  readonly #channels = new Map<string, Channel<C>>();
  readonly #source: RevisionSource<C>;
  readonly #reader: BatchLoader<{ id: string; after: number }, C | null>;
  readonly #join: (id: string) => () => void;
  /** How often readers here were brought up to a revision that others told of, since the process began. */
  catchUps = 0;

  /** `join` is called when the first subscriber of an object comes; the function it returns, when the last one leaves. */
  constructor(source: RevisionSource<C>, join: (id: string) => () => void = () => () => undefined) {
    this.#source = source;
    this.#reader = new BatchLoader((requests) => source.read(requests), 200);
    this.#join = join;
  }

  /** Everything after revision `after`, then everything that comes. Ends when the object does not exist. */
  subscribe(id: string, after: number): Stream<C> {
    return stream((wake) => this.#run(id, after, wake));
  }

  /** What a subscriber would be told first, for one who asks again instead of listening; null where the object does not exist. */
  read(id: string, after: number): Promise<C | null> {
    return this.#reader.load({ id, after });
  }

  /** The process that wrote a change hands it to its own readers. */
  publish(change: C): void {
    const channel = this.#channels.get(change.id);
    if (!channel || (channel.revision !== null && change.revision <= channel.revision)) return;
    if (channel.revision !== null && change.from > channel.revision) {
      this.poke(change.id, change.revision);
      return;
    }
    channel.revision = change.revision;
    for (const subscriber of channel.subscribers) {
      if (subscriber.stale) continue;
      if (subscriber.backlog.length >= backlogLimit || this.#isRewritten(subscriber, change)) {
        subscriber.stale = true;
        subscriber.backlog = [];
      } else {
        subscriber.backlog.push(change);
      }
      subscriber.wake.wake();
    }
  }

  /** What waits for a slow reader may hold what was hidden since: it reads the present instead. */
  #isRewritten({ backlog }: Subscriber<C>, change: C): boolean {
    return backlog.some((earlier) => this.#source.rewrites(change, earlier));
  }

  /** Tells what has no revision to those who stand at the object's present one; the others read it with what they miss. */
  aside(change: C): void {
    for (const subscriber of this.#channels.get(change.id)?.subscribers ?? []) {
      if (subscriber.stale || subscriber.backlog.length >= backlogLimit) continue;
      subscriber.backlog.push({ ...change, from: change.revision, aside: true });
      subscriber.wake.wake();
    }
  }

  /** Someone, perhaps another process, took the object to `revision`. */
  poke(id: string, revision: number): void {
    const channel = this.#channels.get(id);
    if (!channel) return;
    channel.wanted = Math.max(channel.wanted, revision);
    if (channel.revision !== null && channel.wanted > channel.revision) void this.#catchUp(id, channel);
  }

  /** Finds what lost pokes would have told of: one query over everything watched. */
  async compare(): Promise<void> {
    if (this.#channels.size === 0) return;
    for (const [id, revision] of await this.#source.revisions([...this.#channels.keys()])) this.poke(id, revision);
  }

  isWatched(id: string): boolean {
    return this.#channels.has(id);
  }

  get watched(): number {
    return this.#channels.size;
  }

  async *#run(id: string, after: number, wake: Wake): AsyncGenerator<C, void, void> {
    const subscriber: Subscriber<C> = { backlog: [], stale: false, wake };
    const channel = this.#enter(id, subscriber);
    let cursor = after;
    let reading = true;
    try {
      while (!wake.isStopped) {
        if (subscriber.stale) {
          subscriber.stale = false;
          reading = true;
        }
        if (reading) {
          const change = await this.#reader.load({ id, after: cursor });
          if (!change) return;
          if (change.revision < cursor) throw new RevisionAhead();
          reading = change.partial === true;
          this.#seen(id, channel, change);
          if (change.revision > cursor || cursor === 0) {
            cursor = change.revision;
            yield change;
          }
          continue;
        }
        const change = subscriber.backlog.shift();
        // Another subscriber's read may have taken the channel to a later revision than this one's own read, which began before it.
        // Nobody will hand those changes to this subscriber, so it reads again.
        if (!change && cursor < (channel.revision ?? 0)) reading = true;
        else if (!change) await wake.wait();
        else if (change.from > cursor) reading = true;
        else if (change.revision > cursor || (change.aside && change.revision === cursor)) {
          cursor = change.revision;
          yield change;
        }
      }
    } finally {
      this.#exit(id, channel, subscriber);
    }
  }

  #enter(id: string, subscriber: Subscriber<C>): Channel<C> {
    let channel = this.#channels.get(id);
    if (!channel) {
      channel = new Channel<C>();
      this.#channels.set(id, channel);
      channel.leave = this.#join(id);
    }
    channel.subscribers = channel.subscribers.concat(subscriber);
    return channel;
  }

  #exit(id: string, channel: Channel<C>, subscriber: Subscriber<C>): void {
    channel.subscribers = channel.subscribers.filter((other) => other !== subscriber);
    if (channel.subscribers.length > 0) return;
    this.#channels.delete(id);
    channel.leave();
  }

  /** A first read tells the channel where it stands. */
  #seen(id: string, channel: Channel<C>, change: C): void {
    if (change.partial) return;
    channel.revision ??= change.revision;
    if (channel.wanted > change.revision) void this.#catchUp(id, channel);
  }

  async #catchUp(id: string, channel: Channel<C>): Promise<void> {
    if (channel.catchingUp) return;
    channel.catchingUp = true;
    this.catchUps += 1;
    try {
      while (channel.revision !== null && channel.wanted > channel.revision && channel.subscribers.length > 0) {
        const { wanted } = channel;
        const change = await this.#reader.load({ id, after: channel.revision });
        if (!change) break;
        this.publish(change);
        // The database does not know of it (any more): do not ask for ever.
        if (channel.revision < wanted && !change.partial) break;
      }
    } catch {
      // The database did not answer; the next poke or comparison tries again.
    } finally {
      channel.catchingUp = false;
    }
  }
}
