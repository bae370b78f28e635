import { expect } from 'vitest';
import type { Statements } from '../src/sql.ts';

/** SQL: the connections to this database that wait for a lock, in statements with the words $1. A transaction sees them as they were at its first look. */
const waitingText = `
select pid from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock' and strpos(query, $1) > 0 and pid <> pg_backend_pid()`;

/** How many connections to a database wait for a lock, in statements with these words. */
export async function countWaiting(sql: Statements, words = ''): Promise<number> {
  return (await sql.query(waitingText, [words])).rows.length;
}

export interface Waiting {
  /** So many at least. */
  readonly count?: number;
  /** Whether nobody needs to wait any more. */
  readonly isOver?: () => boolean;
}

/** Resolves once somebody waits so. */
export async function untilWaiting(
  sql: Statements,
  words = '',
  { count = 1, isOver = () => false }: Waiting = {},
): Promise<void> {
  await expect
    .poll(async () => isOver() || (await countWaiting(sql, words)) >= count, { interval: 5, timeout: 20_000 })
    .toBe(true);
}

/** Cancels what waits so, or breaks its connection; how many that were. */
export async function endWaiting(
  sql: Statements,
  words = '',
  how: 'cancel' | 'terminate' = 'terminate',
): Promise<number> {
  return (await sql.query(`select pg_${how}_backend(pid) from (${waitingText}) w`, [words])).rows.length;
}
