import type { Api } from '#lib/graphql/api.ts';
import { m } from '#lib/paraglide/messages.js';
import { refusalWords, type Refusal } from '../refusal.ts';
import { normalisedNames, withMoved, type Names, type TreeNode } from './tree-order.ts';

/** Another administrator may be at it too, and nothing tells of that. */
const refreshEveryMs = 5_000;

/** Why something was not done; with the server's words where it did not like a value. */
export interface Refused {
  refusal: Refusal;
  message?: string;
}

export function refusedWords({ refusal, message }: Refused): string {
  return message === undefined ? refusalWords(refusal) : m.value_refused({ message });
}

/** What the server answered to a change: the node's type, or why not. */
export interface Outcome {
  __typename: string;
  message?: string;
}

/** Where a tree is kept. `save` adds below `parentId`, or renames the one with the id. */
export interface TreeSource<N extends TreeNode> {
  /** The type that a change answers with when it was done. */
  readonly typeName: string;
  load: () => Promise<readonly N[]>;
  save: (node: { id?: string; parentId?: string | null }, names: Names) => Promise<Outcome>;
  remove: (id: string) => Promise<Outcome>;
  move: (id: string, before: string | null) => Promise<Outcome>;
}

/** A tree of the service under the hands of an administrator. */
export class Tree<N extends TreeNode> {
  readonly #api: Api;
  readonly #source: TreeSource<N>;
  #nodes = $state.raw<readonly N[]>();
  #failed = $state(false);
  /** Changes that wait for their answer; one is sent after the other. */
  #pending = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Counts the questions and what outdates them; only the answer to the last one counts. */
  #asked = 0;

  constructor(api: Api, source: TreeSource<N>) {
    this.#api = api;
    this.#source = source;
  }

  /** Every parent before its children; undefined until the server told. */
  get all(): readonly N[] | undefined {
    return this.#nodes;
  }

  /** The last question got no answer; what is known stays. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Keeps up with the server until the returned function is called. */
  start(): () => void {
    void this.load();
    const stop = this.#api.onOpen(() => void this.load());
    const timer = setInterval(() => document.hidden || void this.load(), refreshEveryMs);
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  async load(): Promise<void> {
    if (this.#pending > 0) return;
    const asked = ++this.#asked;
    try {
      const nodes = await this.#source.load();
      if (asked !== this.#asked) return;
      this.#nodes = nodes;
      this.#failed = false;
    } catch {
      if (asked === this.#asked) this.#failed = true;
    }
  }

  add(parentId: string | null, names: Names): Promise<Refused | null> {
    return this.change(() => this.#source.save({ parentId }, normalisedNames(names)));
  }

  rename(id: string, names: Names): Promise<Refused | null> {
    return this.change(() => this.#source.save({ id }, normalisedNames(names)));
  }

  remove(id: string): Promise<Refused | null> {
    return this.change(() => this.#source.remove(id));
  }

  /** Shows at once in the new place; where that was refused, the list says again what holds. */
  move(id: string, before: string | null): Promise<Refused | null> {
    this.#nodes = withMoved(this.#nodes ?? [], id, before);
    return this.change(() => this.#source.move(id, before));
  }

  /** Sends a change after those before it, then asks what holds. */
  change(send: () => Promise<Outcome>): Promise<Refused | null> {
    this.#pending += 1;
    this.#asked += 1;
    const changed = this.#queue.then(async () => {
      const outcome = await send().catch(() => null);
      this.#pending -= 1;
      await this.load();
      return this.#refusalOf(outcome);
    });
    this.#queue = changed;
    return changed;
  }

  #refusalOf(outcome: Outcome | null): Refused | null {
    if (outcome === null) return { refusal: 'Unreachable' };
    if (outcome.__typename === this.#source.typeName) return null;
    return outcome.__typename === 'InvalidInput'
      ? { refusal: 'InvalidInput', message: outcome.message }
      : { refusal: 'NotPermitted' };
  }
}
