import type { Files } from '../files/files.ts';
import type { Statements } from '../sql.ts';

/**
 * Contents without a row, by the thousand at most: nobody can ever reach them. A row is there before its content and goes after it, so
 * only a database that was brought back from an older copy has any, and a store that is another database's.
 */
export async function* lostFiles(sql: Statements, files: Files): AsyncGenerator<readonly string[]> {
  for await (const ids of files.ids()) {
    const { rows } = await sql.query<{ id: string }>(
      `select id from unnest($1::uuid[]) as kept (id) where not exists (select from attachment a where a.id = kept.id)
         and not exists (select from picture p where kept.id in (p.id, p.small_id))`,
      [ids],
    );
    if (rows.length > 0) yield rows.map(({ id }) => id);
  }
}
