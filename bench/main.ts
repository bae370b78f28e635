import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { buildWeb } from '../scripts/build-web.ts';
import { measureDetection } from './detection.ts';
import { measureHistory } from './history.ts';
import { describeMachine, isPinned } from './machine.ts';
import { measureProcesses } from './processes.ts';
import { printProfile } from './profile.ts';
import { measureOccasions } from './occasions.ts';
import { appendToHistory } from './record.ts';
import { printReport, saveReport } from './report.ts';
import {
  measureClaims,
  measureMemory,
  measureSends,
  scenarioNames,
  usualScenarios,
  type Plan,
  type Results,
  type ScenarioName,
} from './scenarios.ts';
import { measureTickets } from './tickets.ts';
import { measureUploads } from './uploads.ts';
import { migrate } from '../api/src/migrate.ts';
import { seedDamso, startDatabase } from './servers.ts';
import { agents, chatsPerReader } from './target.ts';

const plan = readPlan();
const machine = describeMachine();
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());

const results: Results = { rows: [], notes: [], rounds: {}, loadBegan: 0 };
if (plan.only.includes('detection')) measureDetection(plan, results);
const postgres = plan.only.some((name) => name !== 'detection') ? await measureServers() : 'no PostgreSQL';

const report = {
  date: new Date().toISOString().slice(0, 19),
  machine: { ...machine, postgres },
  shape:
    `${plan.chats} chats, each with its customer's socket; ${agents} agents, at most ${chatsPerReader} chats to a reading socket; ` +
    `medians of ${plan.rounds} rounds of ${plan.window.seconds} s\n` +
    (isPinned ? 'server on a core of its own, driver and PostgreSQL on another' : 'nothing is pinned to a core'),
  ...results,
};
printReport(report);
console.log(`\n${saveReport(report)}`);
if (plan.isFull) console.log(appendToHistory(report, plan.only));
if (plan.profileDir) printProfile(plan.profileDir, results.loadBegan);

/** All that needs servers and a database, whose version it returns. */
async function measureServers(): Promise<string> {
  buildWeb();
  await using opened = new AsyncDisposableStack();
  const dir = opened.adopt(mkdtempSync(join(tmpdir(), 'damso-bench-')), (path) =>
    rmSync(path, { recursive: true, force: true }),
  );
  // PostgreSQL may have to run as another user than this process.
  chmodSync(dir, 0o755);
  const database = opened.adopt(await startDatabase(join(dir, 'database')), (started) => started.stop());
  const dataDir = join(dir, 'damso');
  seedDamso(await database.url('damso'), dataDir);

  const bench = { plan, database, dataDir, interrupt: interrupt.signal };
  const alone: ScenarioName[] = [
    'memory',
    'claim',
    'desk',
    'cold',
    'uploads',
    'detection',
    'processes',
    'history',
    'long',
    'tickets',
  ];
  if (plan.only.some((name) => !alone.includes(name))) await measureSends(bench, results);
  if (plan.only.includes('claim')) await measureClaims(bench, results);
  if (plan.only.some((name) => ['desk', 'cold'].includes(name))) await measureOccasions(bench, results);
  if (plan.only.includes('uploads')) await measureUploads(bench, results);
  if (plan.only.includes('memory')) await measureMemory(bench, results);
  if (plan.only.includes('processes')) await measureProcesses(bench, results);
  if (plan.only.some((name) => ['history', 'long'].includes(name))) {
    const databaseUrl = plan.history ?? (await database.url('history'));
    await migrate(databaseUrl);
    await measureHistory({ ...plan, databaseUrl, chats: plan.past }, results);
  }
  if (plan.only.includes('tickets')) {
    const [databaseUrl, small] = [await database.url('tickets'), await database.url('few_tickets')];
    await migrate(databaseUrl);
    await migrate(small);
    await measureTickets({ ...plan, databaseUrl, small }, results);
  }
  return await postgresVersion(await database.url('postgres'));
}

function readPlan(): Plan {
  const options = {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: usualScenarios.join(',') },
    chats: { type: 'string', default: '64' },
    rate: { type: 'string', default: '1000' },
    sockets: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    past: { type: 'string', default: '1000000' },
    tickets: { type: 'string', default: '100000' },
    history: { type: 'string' },
    profile: { type: 'string' },
  } as const;
  const { values, tokens } = parseArgs({ options, tokens: true });
  const only = values.only.split(',') as ScenarioName[];
  const unknown = only.find((name) => !scenarioNames.includes(name));
  if (unknown !== undefined) throw new Error(`--only takes ${scenarioNames.join(', ')}; there is no ${unknown}`);
  const { quick } = values;
  return {
    only,
    isFull: tokens.every((token) => token.kind !== 'option' || token.name === 'only'),
    chats: Number(values.chats),
    rate: Number(values.rate),
    pageClients: 8,
    idleSockets: Number(values.sockets ?? (quick ? 1_000 : 5_000)),
    settled: quick ? 4 : 10,
    rounds: Number(values.rounds ?? (quick ? 2 : 3)),
    window: { warmup: quick ? 0.5 : 2, seconds: Number(values.seconds ?? (quick ? 2 : 8)) },
    heating: { warmup: 0, seconds: quick ? 2 : 6 },
    past: Number(values.past),
    tickets: Number(values.tickets),
    history: values.history,
    profileDir: values.profile,
  };
}

async function postgresVersion(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return `PostgreSQL ${rows[0]!.server_version}`;
}
