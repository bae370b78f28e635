import { namesInFolder } from './migrate.ts';
import type { Check } from './readiness.ts';
import type { Statements } from './sql.ts';

/**
 * Whether database and program fit. Migrations that this program does not know count only if they were there when it started: later
 * ones are those of a newer program beside this one, which by the rule for migrations this one works with.
 */
export async function checkMigrations(sql: Statements): Promise<Check> {
  const ours = new Set(await namesInFolder());
  const applied = async () => {
    const { rows } = await sql.query<{ name: string }>('select name from mikro_orm_migrations', []);
    return rows.map(({ name }) => name);
  };
  const newer = (await applied()).filter((name) => !ours.has(name)).length;
  return async () => {
    if (newer > 0) return `the database is of a newer program: it has ${newer} that this one does not know`;
    const there = new Set(await applied());
    const missing = [...ours].filter((name) => !there.has(name)).length;
    return missing > 0 ? `${missing} are not applied; run \`npm run migrate\`` : null;
  };
}
