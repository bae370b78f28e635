import { lexicographicSortSchema, printSchema } from 'graphql';
import { readConfig } from '../src/config.ts';
import { describeError } from '../src/log.ts';
import { schema } from '../src/schema.ts';

/** What `built.test.ts` looks at from within, as it is and built: the schema, and what is told of an error. */
export const present = () => ({ schema: `${printSchema(lexicographicSortSchema(schema))}\n`, told: toldError() });

function toldError() {
  try {
    return readConfig({ PORT: 'none' });
  } catch (error) {
    return describeError(error);
  }
}
