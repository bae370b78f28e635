import type { Api } from '#lib/graphql/api.ts';
import type { RetentionForecastQuery } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

const RetentionForecastDocument = graphql(`
  query RetentionForecast {
    retentionForecast {
      chats
      tickets
      customers
    }
  }
`);

/** So far the API counts. */
const countedUpTo = 1_000;

/** What is erased by itself within a week. */
export class RetentionForecast {
  readonly #api: Api;
  #counts = $state.raw<RetentionForecastQuery['retentionForecast']>();
  #failed = $state(false);

  constructor(api: Api) {
    this.#api = api;
  }

  /** No answer came, so far. */
  get failed(): boolean {
    return this.#failed && this.#counts === undefined;
  }

  /** The kinds of which something goes, and how much; undefined until the server told. */
  get rows(): { label: string; count: string }[] | undefined {
    if (!this.#counts) return undefined;
    const { chats, tickets, customers } = this.#counts;
    return [
      { label: m.retention_forecast_chats(), many: chats },
      { label: m.retention_forecast_tickets(), many: tickets },
      { label: m.retention_forecast_customers(), many: customers },
    ].flatMap(({ label, many }) => (many > 0 ? [{ label, count: countWords(many) }] : []));
  }

  async load(): Promise<void> {
    try {
      this.#counts = (await this.#api.request(RetentionForecastDocument, {})).retentionForecast;
      this.#failed = false;
    } catch {
      // What is known stays.
      this.#failed = true;
    }
  }
}

function countWords(many: number): string {
  const count = many.toLocaleString(getLocale());
  return many >= countedUpTo ? m.retention_forecast_many({ count }) : m.retention_forecast_count({ count });
}
