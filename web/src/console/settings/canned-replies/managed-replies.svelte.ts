import { CannedReplies, type CannedReply } from '#console/service/canned-replies.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { keepUp } from '#lib/graphql/keep-up.ts';
import type { Refusal } from '../refusal.ts';
import { withMoved } from '../reorder/order.ts';
import type { ReplyDraft } from './reply-draft.ts';

const SaveCannedReply = graphql(`
  mutation SaveCannedReply($input: SaveCannedReplyInput!) {
    saveCannedReply(input: $input) {
      __typename
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const RemoveCannedReply = graphql(`
  mutation RemoveCannedReply($cannedReplyId: ID!) {
    removeCannedReply(cannedReplyId: $cannedReplyId) {
      __typename
    }
  }
`);

const MoveCannedReply = graphql(`
  mutation MoveCannedReply($cannedReplyId: ID!, $before: ID) {
    moveCannedReply(cannedReplyId: $cannedReplyId, before: $before) {
      __typename
    }
  }
`);

/** Another administrator may be at work, too. */
const refreshEveryMs = 10_000;

/** Why a change did not come about; for a value that was refused, which one. */
export interface Refused {
  refusal: Refusal;
  field?: string;
}

/** The canned replies under the hands of an administrator: one change is sent after the other, and then the list is asked for again. */
export class ManagedReplies {
  readonly #api: Api;
  readonly #replies: CannedReplies;
  #pending = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(api: Api) {
    this.#api = api;
    this.#replies = new CannedReplies(api);
  }

  get all(): readonly CannedReply[] | undefined {
    return this.#replies.all;
  }

  get failed(): boolean {
    return this.#replies.failed;
  }

  /** Keeps up with the server until the returned function is called. */
  start(): () => void {
    void this.refresh();
    return keepUp(this.#api, refreshEveryMs, () => void this.refresh());
  }

  /** While a change is on its way the list shows what was wished. */
  async refresh(): Promise<void> {
    if (this.#pending === 0) await this.#replies.refresh();
  }

  save(draft: ReplyDraft, id: string | null): Promise<Refused | null> {
    return this.#change(async () => {
      const { saveCannedReply: outcome } = await this.#api.request(SaveCannedReply, { input: { ...draft, id } });
      if (outcome.__typename === 'CannedReply') return null;
      return outcome.__typename === 'InvalidInput'
        ? { refusal: 'InvalidInput', field: outcome.field }
        : { refusal: outcome.__typename };
    });
  }

  remove(cannedReplyId: string): Promise<Refused | null> {
    return this.#change(async () => {
      const { removeCannedReply: outcome } = await this.#api.request(RemoveCannedReply, { cannedReplyId });
      return outcome.__typename === 'CannedReply' ? null : { refusal: outcome.__typename };
    });
  }

  /** Shows at once in the new place; where that was refused, the list says again what holds. */
  move(cannedReplyId: string, before: string | null): Promise<Refused | null> {
    this.#replies.become(withMoved(this.all ?? [], cannedReplyId, before));
    return this.#change(async () => {
      const { moveCannedReply: outcome } = await this.#api.request(MoveCannedReply, { cannedReplyId, before });
      return outcome.__typename === 'CannedReply' ? null : { refusal: outcome.__typename };
    });
  }

  #change(send: () => Promise<Refused | null>): Promise<Refused | null> {
    this.#pending += 1;
    const changed = this.#queue.then(async () => {
      const refused = await send().catch((): Refused => ({ refusal: 'Unreachable' }));
      this.#pending -= 1;
      await this.refresh();
      return refused;
    });
    this.#queue = changed;
    return changed;
  }
}
