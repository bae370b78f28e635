import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { describeError, type Log } from '../log.ts';
import type { Periodic } from '../periodic.ts';
import { InProcessBus, type Bus, type BusMessage } from './bus.ts';
import type { RedisConnection } from './redis.ts';

/** Topics are spread over so many channels, so that a process hears little that it has no readers for, without a subscription each. */
const channelCount = 64;
/** How often the connection is asked whether it is alive. */
const beatMs = 1_000;
/** Past so many batches that Redis has not acknowledged, no more are sent: a server that hangs must not fill our memory. */
const mostUnanswered = 256;

const away = 'no connection to Redis; what other processes do shows within 20 seconds until it is back';

/** What travels on a channel. Whatever else is found there is another program's, and left alone. */
const batchSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.strictObject({
    /** The bus that sent it, which told its own readers before. */
    from: v.string(),
    /** News for this channel were lost before this batch. */
    missed: v.boolean(),
    news: v.array(
      v.strictTuple([v.string(), v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]))]),
    ),
  }),
);
type Batch = v.InferOutput<typeof batchSchema>;

/** One of the channels: who reads it in this process, and what is to be told to the others. */
class Channel {
  readonly name: string;
  readonly readers = new InProcessBus();
  /** In this turn of the event loop. */
  news: Batch['news'] = [];
  /** The other processes may have missed something that this one had to tell. */
  hasMissed = false;
  /** Asked of Redis, or to be asked as soon as it is there. */
  isHeard = false;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * The bus of several processes, over publish and subscribe of Redis or Valkey. Own readers are told at once, as by `InProcessBus`;
 * everybody else by a batch for each turn of the event loop and channel. Redis keeps nothing of it: whatever is published while a
 * process does not listen, or while Redis is away, is lost. So whenever news may have been lost, the readers of their topics are
 * told so, here after each new subscription, elsewhere by the next batch, and compare with the database.
 */
export class RedisBus implements Bus {
  readonly #redis: RedisConnection;
  readonly #log: Log;
  readonly #id = randomUUID();
  readonly #channels: readonly Channel[];
  readonly #byName: ReadonlyMap<string, Channel>;
  /** The channels that this turn has news for. */
  #due = new Set<Channel>();
  #unanswered = 0;
  /** Subscribed to everything that somebody reads here, and the last beat was answered. */
  #isConnected = false;
  #isClosed = false;
  /** Whether it is there, as it was said last. */
  #said: boolean | undefined;
  #lastError: unknown;

  constructor(redis: RedisConnection, log: Log, periodic: Periodic) {
    this.#redis = redis;
    this.#log = log;
    const { client, prefix } = redis;
    this.#channels = Array.from({ length: channelCount }, (_, index) => new Channel(`${prefix}news:${index}`));
    this.#byName = new Map(this.#channels.map((channel) => [channel.name, channel]));
    client.on('message', (name: string, message: string) => {
      this.#receive(name, message);
    });
    client.on('ready', () => void this.#resume());
    client.on('error', (error) => (this.#lastError = error));
    client.on('close', () => {
      this.#isConnected = false;
      this.#say(false);
    });
    periodic.every(beatMs, 'Redis could not be asked whether it is there; tried again soon', () => this.#beat());
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  publish(topic: string, message: BusMessage): void {
    const channel = this.#channelOf(topic);
    if (this.#due.size === 0) {
      setImmediate(() => {
        this.#flush();
      });
    }
    this.#due.add(channel);
    channel.news.push([topic, message]);
    channel.readers.publish(topic, message);
  }

  subscribe(topic: string, listener: (message: BusMessage) => void, missed?: () => void): () => void {
    const channel = this.#channelOf(topic);
    const leave = channel.readers.subscribe(topic, listener, missed);
    if (!channel.isHeard) {
      channel.isHeard = true;
      if (this.#redis.isReady) void this.#hear([channel]);
    }
    // The channel is left with the next beat, so a reader that reconnects finds it still there.
    return leave;
  }

  /** What was published by whatever has closed before is still sent. The connection is closed by who opened it. */
  async close(): Promise<void> {
    this.#flush();
    this.#isClosed = true;
    this.#isConnected = false;
    await Promise.all(this.#channels.map(({ readers }) => readers.close()));
  }

  /** The same topic has the same channel in every process and version. */
  #channelOf(topic: string): Channel {
    let hash = 0;
    for (let index = 0; index < topic.length; index += 1) hash = (Math.imul(hash, 31) + topic.charCodeAt(index)) | 0;
    return this.#channels[(hash >>> 0) % channelCount] as Channel;
  }

  /** A connection stands, and nothing is subscribed on it yet. */
  async #resume(): Promise<void> {
    const heard = this.#channels.filter(({ isHeard }) => isHeard);
    if (heard.length > 0) await this.#hear(heard);
    await this.#beat();
  }

  #say(isThere: boolean): void {
    if (this.#said === isThere || this.#isClosed) return;
    this.#said = isThere;
    if (isThere) this.#log.info('connected to Redis');
    else this.#log.warn(this.#lastError === undefined ? {} : describeError(this.#lastError), away);
  }

  /** What was told on these channels before the subscription stands was not heard. */
  async #hear(channels: readonly Channel[]): Promise<void> {
    try {
      await this.#redis.client.subscribe(...channels.map(({ name }) => name));
    } catch {
      // On the next connection all of them are subscribed.
      this.#reconnect();
      return;
    }
    this.#miss(channels);
  }

  #miss(channels: readonly Channel[]): void {
    const missed = new Set(channels.flatMap(({ readers }) => [...readers.missed()]));
    for (const each of missed) this.#guarded(each);
  }

  async #beat(): Promise<void> {
    // While it connects by itself there is nobody to ask.
    if (!this.#redis.isReady) return;
    try {
      await this.#redis.client.ping();
    } catch {
      // It hangs, or the network swallows what is sent: a new connection shows.
      this.#reconnect();
      return;
    }
    this.#isConnected = true;
    this.#say(true);
    this.#leave(this.#channels.filter(({ isHeard, readers }) => isHeard && readers.isEmpty));
    for (const channel of this.#channels) if (channel.hasMissed) this.#due.add(channel);
    this.#flush();
  }

  #reconnect(): void {
    if (this.#redis.isReady) this.#redis.client.disconnect(true);
  }

  #leave(channels: readonly Channel[]): void {
    if (channels.length === 0) return;
    for (const channel of channels) channel.isHeard = false;
    this.#redis.client.unsubscribe(...channels.map(({ name }) => name)).catch(() => {
      this.#reconnect();
    });
  }

  #flush(): void {
    const due = this.#due;
    this.#due = new Set();
    const batches = [...due].map((channel) => {
      const batch: Batch = { from: this.#id, missed: channel.hasMissed, news: channel.news };
      channel.hasMissed = false;
      channel.news = [];
      return { channel, batch };
    });
    if (batches.length > 0) void this.#send(batches);
  }

  /** All of a turn in one write. */
  async #send(batches: readonly { channel: Channel; batch: Batch }[]): Promise<void> {
    let answers: [error: Error | null, result: unknown][] | null = null;
    if (this.#redis.isReady && this.#unanswered < mostUnanswered) {
      this.#unanswered += 1;
      const pipeline = this.#redis.client.pipeline();
      for (const { channel, batch } of batches) pipeline.publish(channel.name, JSON.stringify(batch));
      answers = await pipeline.exec().catch(() => null);
      this.#unanswered -= 1;
    }
    batches.forEach(({ channel }, index) => {
      if (!answers || answers[index]?.[0] !== null) channel.hasMissed = true;
    });
  }

  #receive(name: string, message: string): void {
    const channel = this.#byName.get(name);
    const { success, output: batch } = v.safeParse(batchSchema, message);
    if (!channel || !success || batch.from === this.#id) return;
    if (batch.missed) this.#miss([channel]);
    for (const [topic, each] of batch.news) {
      this.#guarded(() => {
        channel.readers.publish(topic, each);
      });
    }
  }

  /** A reader that fails is no matter of the others, nor of the connection that brought the news. */
  #guarded(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#log.error(describeError(error), 'news of another process could not be told');
    }
  }
}
