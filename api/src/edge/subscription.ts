import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context } from '../context.ts';
import { derive, type Stream } from '../realtime/stream.ts';
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
  const result = refusal ?? (await createSourceEventStream({ ...args, contextValue: context.fresh() }));
  if (!(Symbol.asyncIterator in result)) return graphql.masked(result, context);
  const source = result as Stream<unknown>;
  const endIfFailed = (event: ExecutionResult) => {
    // An event that failed is not skipped: the stream ends, and the client resumes from its last revision.
    if (!event.data || event.errors?.some(({ extensions }) => extensions['code'] === 'INTERNAL')) {
      void source.return();
    }
    return event;
  };
  const events: Stream<ExecutionResult> = derive(source, {
    // Each event runs with a context of its own, so nothing it read is shown again with the next.
    map: (rootValue) => {
      const event = graphql.tell({ ...args, rootValue, contextValue: context.fresh() });
      return event instanceof Promise ? event.then(endIfFailed) : endIfFailed(event);
    },
    failed: (error) => ({ errors: [graphql.mask(error, context)] }),
    ended() {
      ended(events);
      void source.return();
    },
  });
  return events;
}
