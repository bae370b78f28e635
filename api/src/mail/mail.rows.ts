import type { Statements } from '../sql.ts';

/** How many mails wait and how many are dead. */
export async function countMails(sql: Statements): Promise<{ waiting: number; dead: number }> {
  const { rows } = await sql.query<{ waiting: number; dead: number }>(
    'select count(due_at)::int as waiting, (count(*) - count(due_at))::int as dead from mail',
    [],
  );
  return rows[0]!;
}
