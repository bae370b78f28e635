import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { Refusal } from '../refusal.ts';
import { withMoved, type CategoryNode } from './category-order.ts';

graphql(`
  fragment CategoryNode on Category {
    id
    name
    level
    parentId
    removed
  }
`);

const CategoryTreeOfService = graphql(`
  query CategoryTreeOfService {
    categories {
      ...CategoryNode
    }
  }
`);

const SaveCategory = graphql(`
  mutation SaveCategory($input: SaveCategoryInput!) {
    saveCategory(input: $input) {
      __typename
      ...CategoryNode
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const RemoveCategory = graphql(`
  mutation RemoveCategory($categoryId: ID!) {
    removeCategory(categoryId: $categoryId) {
      __typename
    }
  }
`);

const MoveCategory = graphql(`
  mutation MoveCategory($categoryId: ID!, $before: ID) {
    moveCategory(categoryId: $categoryId, before: $before) {
      __typename
    }
  }
`);

/** Another administrator may be at it too, and nothing tells of that. */
const refreshEveryMs = 5_000;

/** Why something was not done; with the server's words where it did not like a value. */
export interface Refused {
  refusal: Refusal;
  message?: string;
}

/** The categories of the service under the hands of an administrator. */
export class CategoryTree {
  readonly #api: Api;
  #categories = $state.raw<readonly CategoryNode[]>();
  #failed = $state(false);
  /** Changes that wait for their answer; one is sent after the other. */
  #pending = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Counts the questions and what outdates them; only the answer to the last one counts. */
  #asked = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Every parent before its children; undefined until the server told. */
  get all(): readonly CategoryNode[] | undefined {
    return this.#categories;
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
      const { categories } = await this.#api.request(CategoryTreeOfService, {});
      if (asked !== this.#asked) return;
      this.#categories = categories.filter(({ removed }) => !removed);
      this.#failed = false;
    } catch {
      if (asked === this.#asked) this.#failed = true;
    }
  }

  add(parentId: string | null, name: string): Promise<Refused | null> {
    return this.#change(() => this.#save({ parentId, name }));
  }

  rename(id: string, name: string): Promise<Refused | null> {
    return this.#change(() => this.#save({ id, name }));
  }

  remove(id: string): Promise<Refused | null> {
    return this.#change(async () => {
      const { removeCategory: outcome } = await this.#api.request(RemoveCategory, { categoryId: id });
      return outcome.__typename === 'Category' ? null : { refusal: outcome.__typename };
    });
  }

  /** Shows at once in the new place; where that was refused, the list says again what holds. */
  move(id: string, before: string | null): Promise<Refused | null> {
    this.#categories = withMoved(this.#categories ?? [], id, before);
    return this.#change(async () => {
      const { moveCategory: outcome } = await this.#api.request(MoveCategory, { categoryId: id, before });
      return outcome.__typename === 'Category' ? null : { refusal: outcome.__typename };
    });
  }

  async #save(input: { id?: string; parentId?: string | null; name: string }): Promise<Refused | null> {
    const { saveCategory: outcome } = await this.#api.request(SaveCategory, { input });
    if (outcome.__typename === 'Category') return null;
    return outcome.__typename === 'InvalidInput'
      ? { refusal: 'InvalidInput', message: outcome.message }
      : { refusal: outcome.__typename };
  }

  #change(send: () => Promise<Refused | null>): Promise<Refused | null> {
    this.#pending += 1;
    this.#asked += 1;
    const changed = this.#queue.then(async () => {
      const refused = await send().catch((): Refused => ({ refusal: 'Unreachable' }));
      this.#pending -= 1;
      await this.load();
      return refused;
    });
    this.#queue = changed;
    return changed;
  }
}
