import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parse } from 'graphql';
import { Costs } from '../api/src/edge/costs.ts';
import { startEmbeddedPostgres } from '../api/src/embedded-postgres.ts';
import { migrate } from '../api/src/migrate.ts';
import { schema } from '../api/src/schema.ts';
import { makeManyTickets } from '../api/test/many-tickets.ts';
import { shapesOf, valuesIn } from '../api/test/operation-shapes.ts';
import { makePastChats } from '../api/test/past-chats.ts';
import { openDamso } from './lists.ts';

// Prints how long the dearest operations that are let in hold up everybody else in the process: along every way through the lists
// of the schema, with the largest pages that are permitted, the longest turn of the event loop, in milliseconds.

const dir = mkdtempSync(join(tmpdir(), 'damso-operations-'));
// PostgreSQL may have to run as another user than this process.
chmodSync(dir, 0o755);
const postgres = await startEmbeddedPostgres(join(dir, 'database'));
const url = await postgres.database('operations');
await migrate(url);
const { lead } = await makePastChats(url, 20_000);
const { agent } = await makeManyTickets(url, 20_000);
const costs = new Costs(schema);

const measured: { name: string; n: number; complexity: number; values: number; ms: number; block: number }[] = [];
for (const cookie of [lead, agent]) {
  await using damso = await openDamso(url, cookie);
  await damso.app.sql.query(`update agent set role = 'ADMIN'`, []);
  for (const { name, query } of shapesOf(schema)) {
    const document = parse(query);
    const n = [100, 50, 20, 10, 5, 2, 1].find(
      (size) => !costs.of({ schema, document, variableValues: { n: size } }).excess,
    );
    if (n === undefined) continue;
    const { complexity } = costs.of({ schema, document, variableValues: { n } });
    let [best, block, values] = [Infinity, Infinity, 0];
    // More often than an operation runs before it is compiled.
    for (let run = 0; run < 8; run += 1) {
      const delays = monitorEventLoopDelay({ resolution: 1 });
      delays.enable();
      const began = performance.now();
      const answer = await damso.ask<object>(query, { n }).catch(() => null);
      best = Math.min(best, performance.now() - began);
      delays.disable();
      block = Math.min(block, delays.max / 1e6);
      values = valuesIn(answer);
    }
    measured.push({ name, n, complexity, values, ms: best, block });
  }
}
await postgres.stop();
rmSync(dir, { recursive: true, force: true });

measured.sort((a, b) => b.block - a.block);
console.log('longest turn, ms | answer, ms | complexity | values | pages of | lists');
for (const { name, n, complexity, values, ms, block } of measured.slice(0, 40)) {
  console.log([block.toFixed(1), ms.toFixed(1), complexity, values, n, name].join(' | '));
}
