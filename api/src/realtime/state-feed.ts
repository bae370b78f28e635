import { stream, type Stream, type Wake } from './stream.ts';

/**
 * Present state first, then every change, where only the latest state of each key matters: what a slow reader has not taken yet
 * is overwritten by what came after it, so memory is bounded by the number of keys.
 */
export class StateFeed<V> {
  readonly #channels = new Map<string, Set<StateSubscriber<V>>>();
  readonly #join: (channel: string) => () => void;
  readonly #leave = new Map<string, () => void>();

  /** `join` is called when the first subscriber of a channel comes; the function it returns, when the last one leaves. */
  constructor(join: (channel: string) => () => void = () => () => undefined) {
    this.#join = join;
  }

  /**
   * Values of one channel. `present` is read after the subscriber joined, so nothing falls between the two. Between two values at
   * least `pause` milliseconds pass; what changes meanwhile is told once, as it then is.
   */
  subscribe(channel: string, present: () => Promise<Iterable<readonly [key: string, value: V]>>, pause = 0): Stream<V> {
    return stream((wake) => this.#run(channel, present, pause, wake));
  }

  push(channel: string, key: string, value: V): void {
    for (const subscriber of this.#channels.get(channel) ?? []) subscriber.set(key, value);
  }

  isWatched(channel: string): boolean {
    return this.#channels.has(channel);
  }

  get watched(): readonly string[] {
    return [...this.#channels.keys()];
  }

  async *#run(
    channel: string,
    present: () => Promise<Iterable<readonly [string, V]>>,
    pause: number,
    wake: Wake,
  ): AsyncGenerator<V, void, void> {
    const subscriber = new StateSubscriber<V>(wake);
    this.#enter(channel, subscriber);
    try {
      const initial = await present();
      for (const [key, value] of initial) subscriber.setIfAbsent(key, value);
      while (!wake.isStopped) {
        const taken = subscriber.take();
        if (taken.length === 0) await wake.wait();
        for (const value of taken) yield value;
        if (taken.length > 0 && pause > 0) await wake.rest(pause);
      }
    } finally {
      this.#exit(channel, subscriber);
    }
  }

  #enter(channel: string, subscriber: StateSubscriber<V>): void {
    const subscribers = this.#channels.get(channel);
    if (subscribers) subscribers.add(subscriber);
    else {
      this.#channels.set(channel, new Set([subscriber]));
      this.#leave.set(channel, this.#join(channel));
    }
  }

  #exit(channel: string, subscriber: StateSubscriber<V>): void {
    const subscribers = this.#channels.get(channel);
    subscribers?.delete(subscriber);
    if (subscribers?.size !== 0) return;
    this.#channels.delete(channel);
    this.#leave.get(channel)?.();
    this.#leave.delete(channel);
  }
}

class StateSubscriber<V> {
  readonly #wake: Wake;
  #pending = new Map<string, V>();

  constructor(wake: Wake) {
    this.#wake = wake;
  }

  set(key: string, value: V): void {
    this.#pending.delete(key);
    this.#pending.set(key, value);
    this.#wake.wake();
  }

  /** A value that came live while the present state was being read is the newer one. */
  setIfAbsent(key: string, value: V): void {
    if (!this.#pending.has(key)) this.#pending.set(key, value);
  }

  take(): V[] {
    const taken = [...this.#pending.values()];
    this.#pending.clear();
    return taken;
  }
}
