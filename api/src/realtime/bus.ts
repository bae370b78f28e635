/**
 * Tells every process of this product that something changed. What travels is ids and numbers, never content: whoever is
 * interested reads the present state from the database. A message may be lost; every reader of the bus also compares with the
 * database now and then.
 */
export interface Bus {
  publish(topic: string, message: BusMessage): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: (message: BusMessage) => void): () => void;
  /** News reach the other processes at this moment. */
  readonly isConnected: boolean;
  close(): Promise<void>;
}

export type BusMessage = Readonly<Record<string, string | number | boolean | null>>;

/** The bus of a product that runs as one process. */
export class InProcessBus implements Bus {
  readonly isConnected = true;
  readonly #listeners = new Map<string, Set<(message: BusMessage) => void>>();

  publish(topic: string, message: BusMessage): void {
    for (const listener of this.#listeners.get(topic) ?? []) listener(message);
  }

  subscribe(topic: string, listener: (message: BusMessage) => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  close(): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}
