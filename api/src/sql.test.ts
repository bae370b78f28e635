import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';

/** In a process with so large a heap that it is never collected as a whole: what it keeps then of statements that are over, for each of them. */
const program = `
import { getHeapSpaceStatistics } from 'node:v8';
import pg from 'pg';
import { statementsOn } from '${join(import.meta.dirname, 'sql.ts')}';
const pool = new pg.Pool({ connectionString: process.argv[1], max: 2 });
const sql = statementsOn(pool);
const old = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_used_size;
const ask = async (times) => {
  const text = 'select n, n + 1 as next from generate_series(1, $1::int) n';
  for (let time = 0; time < times; time += 1) await sql.query({ name: 'rows', text, values: [100] });
};
await ask(3000);
const before = old();
await ask(3000);
console.log(Math.round((old() - before) / 3000));
await pool.end();`;

test('what a statement read goes with the next collection of the young generation', async () => {
  const { databaseUrl } = await Kit.start();
  const flags = ['--initial-heap-size=1000', '--max-semi-space-size=2', '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, databaseUrl]);
  // A hundred rows of it are some 8,000 bytes.
  expect(Number(stdout)).toBeLessThan(1_000);
});
