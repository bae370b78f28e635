import type { Api } from '#lib/graphql/api.ts';
import type { CannedReplyPartsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment CannedReplyParts on CannedReply {
    id
    shortcut
    body
  }
`);

const CannedReplyList = graphql(`
  query CannedReplyList {
    cannedReplies {
      ...CannedReplyParts
    }
  }
`);

export type CannedReply = CannedReplyPartsFragment;

/** The canned replies of the service in their order, as they were when they were last asked for. */
export class CannedReplies {
  readonly #api: Api;
  #all = $state.raw<readonly CannedReply[]>();
  #failed = $state(false);
  #asked = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** Undefined until the server told. */
  get all(): readonly CannedReply[] | undefined {
    return this.#all;
  }

  /** The last question got no answer. */
  get failed(): boolean {
    return this.#failed;
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { cannedReplies } = await this.#api.request(CannedReplyList, {});
      if (asked !== this.#asked) return;
      this.#all = cannedReplies;
      this.#failed = false;
    } catch {
      if (asked === this.#asked) this.#failed = true;
    }
  }

  /** Shows what was chosen here before the server tells; an answer that is on its way is of before. */
  become(all: readonly CannedReply[]): void {
    this.#asked += 1;
    this.#all = all;
  }
}
