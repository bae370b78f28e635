import type { Fetcher, Storage } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** What is typed may hold personal data and credentials: nothing of it outlives the page. */
class Memory implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  clear(): void {
    this.#items.clear();
  }
}

/** GraphiQL in an element of the page, which is React's from then on. */
export class Explorer {
  readonly #root;
  readonly #storage = new Memory();
  readonly #query: string;

  constructor(element: HTMLElement, query: string) {
    this.#root = createRoot(element);
    this.#query = query;
  }

  /** What is asked from now on is asked by `fetcher`; what was typed stays. */
  show(fetcher: Fetcher): void {
    this.#root.render(
      createElement(GraphiQL, {
        fetcher,
        storage: this.#storage,
        defaultQuery: this.#query,
        shouldPersistHeaders: false,
      }),
    );
  }

  close(): void {
    this.#root.unmount();
  }
}
