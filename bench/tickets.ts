import { filtersOfTickets, makeManyTickets, ticketQuery, ticketsQuery } from '../api/test/many-tickets.ts';
import { measureFilters, openDamso, timed, type Ask } from './lists.ts';
import type { Results } from './scenarios.ts';

const listQuery = `query ($filter: TicketFilter, $orderBy: TicketOrder, $after: String) {
  list: tickets(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {
    edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

/**
 * Damso against itself: each filter of the ticket list over many tickets against the unfiltered first page, and the page of one ticket
 * among them against the same among a hundred.
 */
export async function measureTickets(
  { databaseUrl, small, tickets, rounds }: { databaseUrl: string; small: string; tickets: number; rounds: number },
  results: Results,
): Promise<void> {
  const [many, few] = [await makeManyTickets(databaseUrl, tickets), await makeManyTickets(small, 100)];
  await using large = await openDamso(databaseUrl, many.agent);
  await using little = await openDamso(small, few.agent);
  await measureFilters(
    large.app,
    large.ask,
    {
      name: 'tickets',
      query: listQuery,
      filters: filtersOfTickets(many),
      orders: ['CREATED_AT_DESC', 'CREATED_AT_ASC'],
      large: ['ticket', 'ticket_comment', 'ticket_change', 'customer'],
      mostRows: 25_000,
      rounds,
    },
    results,
  );
  const newest = async ({ ask }: { ask: Ask }) =>
    (await ask<{ tickets: { edges: [{ node: { id: string } }] } }>(ticketsQuery, { first: 1 })).tickets.edges[0].node
      .id;
  for (const [metric, query, variables] of [
    [
      'tickets: the list as the console asks for it, against that of 100',
      ticketsQuery,
      () => Promise.resolve({ first: 50 }),
    ],
    [
      'tickets: one of them, against one of 100',
      ticketQuery,
      async (side: { ask: Ask }) => ({ id: await newest(side) }),
    ],
  ] as const) {
    const [floor, damso]: [number[], number[]] = [[], []];
    for (let round = 0; round < 10 * rounds; round += 1) {
      floor.push(await timed(async () => little.ask(query, await variables(little))));
      damso.push(await timed(async () => large.ask(query, await variables(large))));
    }
    results.rows.push({
      metric,
      unit: 'ms',
      floor: floor.slice(rounds),
      damso: damso.slice(rounds),
      judged: 'ratio',
      target: { most: 1.5 },
    });
  }
}
