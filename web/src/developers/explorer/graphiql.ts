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

/** Its editors have no names for who cannot see where they stand. */
function nameEditors(element: HTMLElement): void {
  const names = {
    '.graphiql-query-editor': 'Operation',
    '.graphiql-editor-tool': 'Variables and headers',
    '.result-window': 'Answer',
  };
  for (const [place, name] of Object.entries(names))
    for (const field of element.querySelectorAll(`${place} .CodeMirror textarea:not([aria-label])`))
      field.setAttribute('aria-label', name);
}

/** GraphiQL in an element of the page, which is React's from then on. */
export class Explorer {
  readonly #root;
  readonly #storage = new Memory();
  readonly #query: string;
  readonly #observer: MutationObserver;

  constructor(element: HTMLElement, query: string) {
    this.#root = createRoot(element);
    this.#query = query;
    this.#observer = new MutationObserver(() => nameEditors(element));
    this.#observer.observe(element, { childList: true, subtree: true });
  }

  /** What is asked from now on is asked by `fetcher`; what was typed stays. */
  show(fetcher: Fetcher): void {
    const properties = { fetcher, storage: this.#storage, defaultQuery: this.#query, shouldPersistHeaders: false };
    // Whose it is says the page; its own sign leads to another site.
    this.#root.render(createElement(GraphiQL, properties, createElement(GraphiQL.Logo, {}, null)));
  }

  close(): void {
    this.#observer.disconnect();
    this.#root.unmount();
  }
}
