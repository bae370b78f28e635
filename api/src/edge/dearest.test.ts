import { parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, type Answer } from '../../test/kit.ts';
import { makeManyTickets } from '../../test/many-tickets.ts';
import { shapesOf, valuesIn } from '../../test/operation-shapes.ts';
import { makePastChats } from '../../test/past-chats.ts';
import { schema } from '../schema.ts';
import { Costs, limits } from './costs.ts';

const kit = await Kit.start();
const shapes = shapesOf(schema);
const costs = new Costs(schema);
const sizes = [100, 50, 20, 10, 5, 2, 1];

/** However much is asked for, an operation takes so many statements at most. */
const mostStatements = 40;

/** The largest pages with which a shape is let in. */
function dearestOf(query: string): { n: number; complexity: number } | null {
  const document = parse(query);
  for (const n of sizes) {
    const { excess, complexity } = costs.of({ schema, document, variableValues: { n } });
    if (!excess) return { n, complexity };
  }
  return null;
}

const { lead } = await makePastChats(kit.databaseUrl, 400);
const { agent } = await makeManyTickets(kit.databaseUrl, 400);
await kit.app.sql.query(`update agent set role = 'ADMIN'`, []);
const viewers = [lead, agent].map((cookie) => ({ cookie }));

describe('the dearest operations that are let in', () => {
  test('are looked for along every way through the schema', () => {
    expect(shapes.length).toBeGreaterThanOrEqual(40);
    const dearest = shapes.map(({ query }) => dearestOf(query)?.complexity ?? 0);
    // The search reaches what is permitted, not only what is cheap.
    expect(Math.max(...dearest)).toBeGreaterThan(limits.complexity * 0.7);
  });

  test.each(shapes.map(({ name, query }) => [name, query] as const))(
    '%s: no more values than were counted, and no statement for each',
    async (_, query) => {
      const dearest = dearestOf(query);
      if (!dearest) return;
      const { n, complexity } = dearest;
      for (const credentials of viewers) {
        let body: Answer;
        const asked = JSON.stringify({ query, variables: { n } });
        const statements = await kit.statementsOf(async () => {
          ({ body } = await kit.post(asked, credentials));
        });
        expect(valuesIn(body.data)).toBeLessThanOrEqual(complexity);
        expect(statements).toBeLessThanOrEqual(mostStatements);
      }
    },
  );
});
