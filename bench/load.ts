import { setTimeout as delay } from 'node:timers/promises';
import { DamsoTarget } from './damso-target.ts';
import { coreBusy, familyCpu, loadCore, processCpu, serverCore } from './machine.ts';
import { pageSize, type Target } from './target.ts';

export interface Window {
  /** Seconds of load before anything counts. */
  warmup: number;
  seconds: number;
}

/** What one round measured. "Done" is a message delivered to the other side, or a page read. */
export interface Measurement {
  done: number;
  perSecond: number;
  /** Microseconds of the server's CPU for each one done. */
  cpu: number;
  /** Share of its core that the server used. */
  serverBusy: number;
  /** The same of PostgreSQL's CPU; not held against anything, but it bounds the messages per second as well. */
  postgres: number;
  /** Share of either core, the higher one, that somebody else used: a high figure means a disturbed round. */
  disturbance: number;
  /** Frames from the server per message, acknowledgements included. */
  frames: number;
  /** Milliseconds from send to delivery, of the messages sent in the window. */
  latency?: Latency;
  /** The same, of the messages that were sent to another process than their reader listens to, where there are several. */
  across?: Latency;
  /** And of the others. */
  within?: Latency;
}

interface Latency {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/** Numbers the texts it gives out and notices which of them arrive, how late, and whether one came twice. */
export class Deliveries {
  delivered = 0;
  readonly #sentAt: number[] = [];
  readonly #deliveredAt: number[] = [];
  readonly #chats: number[] = [];

  /** The next text, for a chat: a number and words, 60 characters in all. */
  readonly nextText = (chat: number): string => {
    const number = this.#sentAt.push(performance.now()) - 1;
    this.#chats.push(chat);
    return `${String(number).padStart(9, '0')} 안녕하세요, 어제 주문한 상품이 아직 도착하지 않아서 문의드려요. order no. 1024`;
  };

  readonly onDelivered = (body: string): void => {
    const number = Number(body.slice(0, 9));
    if (this.#sentAt[number] === undefined) throw new Error(`a message nobody sent was delivered: ${body}`);
    if (this.#deliveredAt[number] !== undefined) throw new Error(`a message was delivered twice: ${body}`);
    this.#deliveredAt[number] = performance.now();
    this.delivered += 1;
  };

  get sent(): number {
    return this.#sentAt.length;
  }

  async allDelivered(): Promise<void> {
    for (let wait = 0; this.delivered < this.sent; wait += 1) {
      if (wait === 1_200) throw new Error(`${this.sent - this.delivered} of ${this.sent} messages never arrived`);
      await delay(50);
    }
  }

  /** Of the messages from one number to another, all or those of some chats. */
  latency(from: number, to: number, isMeant: (chat: number) => boolean = () => true): Latency {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index);
    const meant = numbers.filter((number) => isMeant(this.#chats[number]!));
    const sorted = Float64Array.from(meant, (number) => this.#deliveredAt[number]! - this.#sentAt[number]!).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  }
}

export interface Running {
  target: Target;
  deliveries: Deliveries;
  /** The processes of the server and of PostgreSQL. */
  pids: { server: number | number[]; postgres: number };
  chats: number;
}

/** Every customer sends, waits for the acknowledgement, and sends again. */
export async function sendInClosedLoop(running: Running, via: 'socket' | 'http', window: Window): Promise<Measurement> {
  const { target, deliveries, chats } = running;
  const stop = new AbortController();
  const customers = Array.from({ length: chats }, async (_, chat) => {
    while (!stop.signal.aborted) {
      const text = deliveries.nextText(chat);
      await (via === 'socket' ? target.sendOverSocket(chat, text) : target.sendOverHttp(chat, text));
    }
  });
  const measured = measure(running, () => deliveries.delivered, window).finally(() => {
    stop.abort();
  });
  const [measurement] = await Promise.all([measured, ...customers]);
  await deliveries.allDelivered();
  return measurement;
}

/** Sends `rate` messages a second over the sockets, chat after chat, whether or not the server keeps up. */
export async function sendInOpenLoop(running: Running, rate: number, window: Window): Promise<Measurement> {
  const { target, deliveries, chats } = running;
  const stop = new AbortController();
  const acknowledged: Promise<void>[] = [];
  const sender = (async () => {
    const start = performance.now();
    let sent = 0;
    while (!stop.signal.aborted) {
      for (const due = ((performance.now() - start) / 1_000) * rate; sent < due; sent += 1) {
        const chat = sent % chats;
        acknowledged.push(target.sendOverSocket(chat, deliveries.nextText(chat)));
      }
      await delay(1);
    }
  })();
  let from = 0;
  let to = 0;
  const measured = measure(running, () => deliveries.delivered, window, {
    begin() {
      from = deliveries.sent;
    },
    end() {
      to = deliveries.sent;
    },
  }).finally(() => {
    stop.abort();
  });
  const [measurement] = await Promise.all([measured, sender]);
  await Promise.all(acknowledged);
  await deliveries.allDelivered();
  const latency = deliveries.latency(from, to);
  if (!(target instanceof DamsoTarget) || target.processes === 1) return { ...measurement, latency };
  return {
    ...measurement,
    latency,
    across: deliveries.latency(from, to, (chat) => target.isAcross(chat)),
    within: deliveries.latency(from, to, (chat) => !target.isAcross(chat)),
  };
}

/** Every client reads a page, waits for it, and reads it again. */
export async function readPages(running: Running, clients: number, window: Window): Promise<Measurement> {
  const { target, deliveries } = running;
  await Promise.all(
    Array.from({ length: clients }, async (_, chat) => {
      for (let message = 0; message < pageSize; message += 1) {
        await target.sendOverSocket(chat, deliveries.nextText(chat));
      }
    }),
  );
  await deliveries.allDelivered();
  let done = 0;
  const stop = new AbortController();
  const readers = Array.from({ length: clients }, async (_, client) => {
    while (!stop.signal.aborted) {
      const messages = await target.readPage(client, client);
      if (messages !== pageSize) throw new Error(`a page of ${messages} messages`);
      done += 1;
    }
  });
  const measured = measure(running, () => done, window).finally(() => {
    stop.abort();
  });
  const [measurement] = await Promise.all([measured, ...readers]);
  return measurement;
}

/** Every client frees a seat by ending a chat, lets a customer start one, waits for both, and does it again. */
export async function replaceChats(
  running: Running,
  target: { replaceChat(client: number): Promise<void> },
  clients: number,
  window: Window,
): Promise<Measurement> {
  let done = 0;
  const stop = new AbortController();
  const all = Array.from({ length: clients }, async (_, client) => {
    while (!stop.signal.aborted) {
      await target.replaceChat(client);
      done += 1;
    }
  });
  const measured = measure(running, () => done, window).finally(() => {
    stop.abort();
  });
  const [measurement] = await Promise.all([measured, ...all]);
  return measurement;
}

async function measure(
  { target, pids }: Running,
  count: () => number,
  { warmup, seconds }: Window,
  on: { begin?(): void; end?(): void } = {},
): Promise<Measurement> {
  const read = () => ({
    at: performance.now(),
    done: count(),
    frames: target.framesReceived,
    server: [pids.server].flat().reduce((sum, pid) => sum + processCpu(pid), 0),
    postgres: familyCpu(pids.postgres),
    driver: processCpu(process.pid),
    serverCore: coreBusy(serverCore),
    loadCore: coreBusy(loadCore),
  });
  await delay(warmup * 1_000);
  on.begin?.();
  const before = read();
  await delay(seconds * 1_000);
  const after = read();
  on.end?.();
  const grown = (what: Exclude<keyof typeof after, 'postgres'>) => after[what] - before[what];
  let postgres = 0;
  for (const [pid, cpu] of after.postgres) postgres += cpu - (before.postgres.get(pid) ?? 0);
  const elapsed = grown('at') * 1_000;
  const done = grown('done');
  const others = Math.max(grown('serverCore') - grown('server'), grown('loadCore') - grown('driver') - postgres);
  return {
    done,
    perSecond: (done / elapsed) * 1_000_000,
    cpu: grown('server') / done,
    serverBusy: grown('server') / elapsed,
    postgres: postgres / done,
    disturbance: Math.max(0, others / elapsed),
    frames: grown('frames') / done,
  };
}
