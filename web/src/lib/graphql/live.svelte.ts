import { createSubscriber } from 'svelte/reactivity';
import type { Api } from './api.ts';
import type { TypedDocument } from './document.ts';

/**
 * The latest value of a subscription as a rune: connected while some effect or template reads `current`, silent otherwise. For streams
 * of state (each event replaces the last); streams of changes are folded by their own class, as Conversation does.
 */
export class Live<Data> {
  readonly #read: () => void;
  #current: Data | undefined;

  constructor(start: (next: (data: Data) => void) => () => void) {
    this.#read = createSubscriber((update) =>
      start((data) => {
        this.#current = data;
        update();
      }),
    );
  }

  get current(): Data | undefined {
    this.#read();
    return this.#current;
  }
}

export function live<Data, Variables>(
  api: Api,
  document: TypedDocument<Data, Variables>,
  variables: Variables | (() => Variables),
): Live<Data> {
  return new Live((next) => api.subscribe(document, variables, { next }));
}
