import { availableParallelism } from 'node:os';
import { RedisServer } from '../api/test/redis-server.ts';
import { newMaskKey } from '../api/src/masking/mask-keys.ts';
import { LoadProcess } from './load-process.ts';
import type { Command } from './driver.ts';
import type { Measurement } from './load.ts';
import { familyCpu, loadCore, moveToCore, processCpu, serverCore } from './machine.ts';
import { median } from './report.ts';
import type { Bench, Results } from './scenarios.ts';
import { seedDamso, startDamso } from './servers.ts';

/** So many processes on one database. */
const counts = [1, 2, 4];

/** The cores that processes of Damso share; the driver, PostgreSQL and Redis have the other one. */
const cores = Array.from({ length: availableParallelism() }, (_, core) => core).filter((core) => core !== loadCore);

interface Measured {
  readonly sends: Measurement[];
  readonly latency: Measurement[];
}

/**
 * Damso against itself: several processes that a Redis connects, each connection to the next of them, held against one. And, within
 * the same runs, what is sent to one process and read on another against what is sent and read on the same.
 */
export async function measureProcesses(bench: Bench, results: Results): Promise<void> {
  const { plan } = bench;
  const measured = new Map<number, Measured>();
  for (const count of counts) measured.set(count, await measureSome(bench, count, results));
  results.rounds['processes'] = Object.fromEntries(measured);
  const alone = measured.get(1)!;
  for (const [count, { sends, latency }] of measured) {
    if (count === 1) continue;
    const p99 = (what: 'across' | 'within') => latency.map((round) => round[what]!.p99);
    results.rows.push(
      {
        metric: `${count} processes against one: messages per second, ${plan.chats} senders`,
        unit: '/s',
        floor: alone.sends.map(({ perSecond }) => perSecond),
        damso: sends.map(({ perSecond }) => perSecond),
        judged: 'ratio',
      },
      {
        metric: `${count} processes against one: all servers' CPU per message`,
        unit: 'µs',
        floor: alone.sends.map(({ cpu }) => cpu),
        damso: sends.map(({ cpu }) => cpu),
        judged: 'ratio',
      },
      {
        metric: `${count} processes, ${plan.rate / 2}/s: p99 across processes against within one`,
        unit: 'ms',
        floor: p99('within'),
        damso: p99('across'),
        judged: 'ratio',
        target: { most: 2 },
      },
    );
  }
}

async function measureSome({ plan, database, dataDir, interrupt }: Bench, count: number, results: Results) {
  await using opened = new AsyncDisposableStack();
  const open = <T extends { stop(): Promise<void> }>(what: T) => opened.adopt(what, () => what.stop());
  const redis = open(await RedisServer.start());
  moveToCore(loadCore, redis.pid);
  const url = await database.url(`processes_${count}`);
  seedDamso(url, dataDir);
  const env = { REDIS_URL: redis.url, DAMSO_MASK_KEYS: newMaskKey() };
  const servers = [];
  for (let index = 0; index < count; index += 1) {
    const core = cores[index % cores.length] ?? serverCore;
    servers.push(open(await startDamso(url, dataDir, { env, core })));
  }
  const load = open(new LoadProcess(interrupt));
  const [address, ...others] = servers.map((server) => server.address);
  const server = servers.map(({ pid }) => pid);
  const pids = { server, postgres: database.pid };
  await load.perform({ do: 'join', side: 'damso', address: address!, others, pids, chats: plan.chats });
  results.loadBegan ||= Number(process.hrtime.bigint() / 1_000n);

  const send: Command = { do: 'send', side: 'damso', via: 'socket', window: plan.window };
  // Half the usual rate: the processes may have to share a core.
  const sendAtRate: Command = { do: 'sendAtRate', side: 'damso', rate: plan.rate / 2, window: plan.window };
  await load.measure({ ...send, window: plan.heating });
  const measured: Measured = { sends: [], latency: [] };
  const shares: Record<string, number>[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const before = cpuOf(redis.pid, database.pid);
    const sends = await load.measure(send);
    const after = cpuOf(redis.pid, database.pid);
    const latency = await load.measure(sendAtRate);
    measured.sends.push(sends);
    measured.latency.push(latency);
    const elapsed = after.at - before.at;
    shares.push({
      servers: sends.serverBusy,
      postgres: (after.postgres - before.postgres) / elapsed,
      redis: (after.redis - before.redis) / elapsed,
    });
    console.log(
      `processes ${count} ${round + 1}: ${sends.perSecond.toFixed(0)}/s, p99 ${latency.latency!.p99.toFixed(2)} ms`,
    );
  }
  const share = (what: string) => `${Math.round(median(shares.map((each) => each[what]!)) * 100)} %`;
  results.notes.push(
    `processes, ${count}: of a core the servers took ${share('servers')} together on ${Math.min(count, cores.length)}, ` +
      `PostgreSQL ${share('postgres')} and Redis ${share('redis')} of the one they share with the driver`,
  );
  return measured;
}

/** In microseconds. */
function cpuOf(redis: number, postgres: number) {
  const ofPostgres = [...familyCpu(postgres).values()].reduce((sum, each) => sum + each, 0);
  return { at: performance.now() * 1_000, redis: processCpu(redis), postgres: ofPostgres };
}
