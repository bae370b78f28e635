import type { Refusal } from './refusal.ts';

interface Refused<Values> {
  name: keyof Values;
  refusal: Refusal;
}

/**
 * Choices that take effect at once. Each shows what was wished while that is on its way, and the truth again once it arrived or was
 * refused. One is sent after the other, so that the last click is the last word; a page that is left before would take those that
 * wait along, so the browser asks.
 */
export class Choices<Values extends object> {
  readonly #truth: () => Values;
  readonly #save: (change: Partial<Values>) => Promise<Refusal | undefined>;
  #wishes = $state.raw<Partial<Values>>({});
  #refused = $state.raw<Refused<Values>>();
  #queue: Promise<unknown> = Promise.resolve();
  readonly #askFirst = (event: Event) => {
    event.preventDefault();
  };

  /** `save` answers why it did not happen, if so; it rejects when no answer came. */
  constructor(truth: () => Values, save: (change: Partial<Values>) => Promise<Refusal | undefined>) {
    this.#truth = truth;
    this.#save = save;
  }

  get<Name extends keyof Values>(name: Name): Values[Name] {
    return this.#wishes[name] ?? this.#truth()[name];
  }

  isSaving(name: keyof Values): boolean {
    return name in this.#wishes;
  }

  /** The last choice that was refused, until the next is made. */
  get refused(): Refused<Values> | undefined {
    return this.#refused;
  }

  choose<Name extends keyof Values>(name: Name, value: Values[Name]): Promise<void> {
    this.#refused = undefined;
    this.#wishes = { ...this.#wishes, [name]: value };
    window.addEventListener('beforeunload', this.#askFirst);
    const sent = this.#queue.then(async () => {
      const refusal = await this.#save({ [name]: value } as unknown as Partial<Values>).catch(
        (): Refusal => 'Unreachable',
      );
      // A later wish for the same is on its way: that one will tell.
      if (this.#wishes[name] !== value) return;
      const { [name]: _done, ...others } = this.#wishes;
      this.#wishes = others as Partial<Values>;
      if (Object.keys(others).length === 0) window.removeEventListener('beforeunload', this.#askFirst);
      if (refusal) this.#refused = { name, refusal };
    });
    this.#queue = sent;
    return sent;
  }
}
