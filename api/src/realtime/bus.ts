/**
 * Tells every process of this product that something changed. What travels is ids and numbers, never content: whoever is
 * interested reads the present state from the database. A message may be lost; every reader of the bus also compares with the
 * database now and then.
 */
export interface Bus {
  /** Returns at once; nobody waits for the other processes. */
  publish(topic: string, message: BusMessage): void;
  /**
   * Returns the function that ends the subscription. `missed` is called when messages of the topic may have been lost: once,
   * however many topics it was given with.
   */
  subscribe(topic: string, listener: (message: BusMessage) => void, missed?: () => void): () => void;
  /** False while news of the other processes do not come, or own ones do not go, and only comparing finds them. */
  readonly isConnected: boolean;
  close(): Promise<void>;
}

export type BusMessage = Readonly<Record<string, string | number | boolean | null>>;

interface Subscription {
  readonly listener: (message: BusMessage) => void;
  readonly missed: (() => void) | undefined;
}

/** The bus of a product that runs as one process. */
export class InProcessBus implements Bus {
  readonly #subscriptions = new Map<string, Set<Subscription>>();
  readonly isConnected: boolean = true;

  publish(topic: string, message: BusMessage): void {
    for (const { listener } of this.#subscriptions.get(topic) ?? []) listener(message);
  }

  subscribe(topic: string, listener: (message: BusMessage) => void, missed?: () => void): () => void {
    const subscription = { listener, missed };
    const subscriptions = this.#subscriptions.get(topic) ?? new Set();
    this.#subscriptions.set(topic, subscriptions.add(subscription));
    return () => {
      subscriptions.delete(subscription);
      if (subscriptions.size === 0) this.#subscriptions.delete(topic);
    };
  }

  get isEmpty(): boolean {
    return this.#subscriptions.size === 0;
  }

  /** What to call when messages may have been lost, some of it many times. */
  *missed(): Generator<() => void> {
    for (const subscriptions of this.#subscriptions.values()) {
      for (const { missed } of subscriptions) if (missed) yield missed;
    }
  }

  close(): Promise<void> {
    this.#subscriptions.clear();
    return Promise.resolve();
  }
}
