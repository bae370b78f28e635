import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context } from '../context.ts';
import { derive, type Passage, type Stream } from '../realtime/stream.ts';
import type { Graphql } from './graphql.ts';

/** The events of a subscription, whatever carries them; or why it cannot begin. `ended` is called once they are over. */
export async function eventsOf(
  graphql: Graphql,
  args: ExecutionArgs,
  ended: (events: Stream<ExecutionResult>) => void,
): Promise<Stream<ExecutionResult> | ExecutionResult> {
  const context = args.contextValue as Context;
  const refusal = await graphql.refusalOf(args);
  // Opened with a context of its own, so that what is remembered for opening goes when that is done.
  const opening = context.fresh();
  const result = refusal ?? (await createSourceEventStream({ ...args, contextValue: opening }));
  opening.forget();
  if (!(Symbol.asyncIterator in result)) return graphql.masked(result, context);
  const told = new Told(graphql, args, result as Stream<unknown>, ended);
  const events = derive(told.source, told);
  told.events = events;
  return events;
}

/** What a source yields, told by events. A class, because every idle subscription keeps one. */
class Told implements Passage<unknown, ExecutionResult> {
  readonly source: Stream<unknown>;
  events: Stream<ExecutionResult> | undefined;
  readonly #graphql: Graphql;
  readonly #args: ExecutionArgs;
  readonly #ended: (events: Stream<ExecutionResult>) => void;

  constructor(
    graphql: Graphql,
    args: ExecutionArgs,
    source: Stream<unknown>,
    ended: (events: Stream<ExecutionResult>) => void,
  ) {
    this.#graphql = graphql;
    this.#args = args;
    this.source = source;
    this.#ended = ended;
  }

  /** Each event runs with a context of its own, so nothing it read is shown again with the next. */
  map(rootValue: unknown): ExecutionResult | Promise<ExecutionResult> {
    const event = this.#graphql.tell({ ...this.#args, rootValue, contextValue: this.#context.fresh() });
    return event instanceof Promise ? event.then((told) => this.#endIfFailed(told)) : this.#endIfFailed(event);
  }

  failed(error: unknown): ExecutionResult {
    return { errors: [this.#graphql.mask(error, this.#context)] };
  }

  ended(): void {
    if (this.events) this.#ended(this.events);
    void this.source.return();
  }

  get #context(): Context {
    return this.#args.contextValue as Context;
  }

  /** An event that failed is not skipped: the stream ends, and the client resumes from its last revision. */
  #endIfFailed(event: ExecutionResult): ExecutionResult {
    if (!event.data || event.errors?.some(({ extensions }) => extensions['code'] === 'INTERNAL')) {
      void this.source.return();
    }
    return event;
  }
}
