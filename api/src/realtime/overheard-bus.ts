import type { Bus, BusMessage } from './bus.ts';

/**
 * A bus of which one part of this process hears everything that this process itself publishes, whatever the topic, where a
 * subscription for each of a hundred thousand topics would be too much.
 */
export class OverheardBus implements Bus {
  readonly #bus: Bus;
  #hear: (topic: string, message: BusMessage) => void = () => undefined;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** Called within `publish`, so it has to be quick. */
  overhear(hear: (topic: string, message: BusMessage) => void): void {
    this.#hear = hear;
  }

  get isConnected(): boolean {
    return this.#bus.isConnected;
  }

  publish(topic: string, message: BusMessage): void {
    this.#bus.publish(topic, message);
    this.#hear(topic, message);
  }

  subscribe(topic: string, listener: (message: BusMessage) => void, missed?: () => void): () => void {
    return this.#bus.subscribe(topic, listener, missed);
  }

  close(): Promise<void> {
    return this.#bus.close();
  }
}
