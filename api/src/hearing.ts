import type { Bus } from './realtime/bus.ts';

const topic = 'running';
/** Each says every two seconds that it runs, so this many milliseconds of silence are no accident. */
const patienceMs = 15_000;

const unheard =
  'another process of Damso on this database is not heard over Redis: REDIS_URL must lead all of them to the same one';

/** Notices when processes on one database do not hear each other over the bus, as when each has a Redis of its own. */
export class Hearing {
  readonly #bus: Bus;
  /** When each process that runs was heard, or looked for in vain for the first time. */
  #since = new Map<number, number>();
  #problem: string | null = null;

  constructor(bus: Bus) {
    this.#bus = bus;
    bus.subscribe(topic, ({ id }) => {
      this.#since.set(Number(id), performance.now());
    });
  }

  /** In words; null when all is well, and when the bus is away, which it says itself. */
  get problem(): string | null {
    return this.#problem;
  }

  /** This process says that it runs, and holds those that do against those it heard. */
  look(own: number, others: readonly number[]): void {
    this.#bus.publish(topic, { id: own });
    const now = performance.now();
    // While this one hears nobody, the silence of the others says nothing about them.
    this.#since = new Map(others.map((id) => [id, this.#bus.isConnected ? (this.#since.get(id) ?? now) : now]));
    this.#problem = [...this.#since.values()].some((at) => now - at > patienceMs) ? unheard : null;
  }
}
