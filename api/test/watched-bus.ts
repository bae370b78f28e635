import { InProcessBus, type BusMessage } from '../src/realtime/bus.ts';

/** A bus that can be asked which topics somebody listens to: every live stream listens to one. */
export class WatchedBus extends InProcessBus {
  readonly #counts = new Map<string, number>();

  override subscribe(topic: string, listener: (message: BusMessage) => void): () => void {
    const leave = super.subscribe(topic, listener);
    this.#counts.set(topic, this.listenersOf(topic) + 1);
    return () => {
      leave();
      this.#counts.set(topic, this.listenersOf(topic) - 1);
    };
  }

  listenersOf(topic: string): number {
    return this.#counts.get(topic) ?? 0;
  }
}
