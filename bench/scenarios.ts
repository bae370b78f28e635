import { setTimeout as delay } from 'node:timers/promises';
import { makeCrowd } from './crowd.ts';
import type { Side } from './driver.ts';
import type { Measurement, Window } from './load.ts';
import { LoadProcess } from './load-process.ts';
import { openFilesLimit, residentMemory } from './machine.ts';
import { median, type Row } from './report.ts';
import { startDamso, startFloor, type Database, type Server } from './servers.ts';
import { pageSize } from './target.ts';

/** What runs when no scenario is named; the others fill a database for minutes first. */
export const usualScenarios = [
  'ws',
  'http',
  'latency',
  'page',
  'claim',
  'desk',
  'cold',
  'memory',
  'uploads',
  'detection',
] as const;
export const scenarioNames = [...usualScenarios, 'processes', 'history', 'long', 'tickets'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Plan {
  only: ScenarioName[];
  /** Nothing is shortened, made smaller or profiled, so that the figures can be held against those of other days. */
  isFull: boolean;
  chats: number;
  rate: number;
  pageClients: number;
  idleSockets: number;
  /** Seconds for which memory must stand still before it is read. */
  settled: number;
  rounds: number;
  window: Window;
  /** Load before the first round, for the compiler to settle. */
  heating: Window;
  /** Chats in the history. */
  past: number;
  tickets: number;
  /** A database that is filled with them once and used again. */
  history: string | undefined;
  /** Where Damso, when it is to be profiled, writes the profile of its CPU. */
  profileDir: string | undefined;
}

export interface Bench {
  plan: Plan;
  database: Database;
  /** A folder for Damso's own data. */
  dataDir: string;
  interrupt: AbortSignal;
}

export interface Results {
  rows: Row[];
  notes: string[];
  rounds: Record<string, unknown>;
  /** When everybody had joined, in microseconds of the monotonic clock. */
  loadBegan: number;
}

type Rounds = Record<Side, Measurement[]>;
const sides: Side[] = ['floor', 'damso'];
/** Share of a core that others may use before a round counts as disturbed. */
const tolerated = 0.15;

/** Everything that needs customers who send: one pair of servers and one set of sockets for all of it. */
export async function measureSends(bench: Bench, results: Results): Promise<void> {
  const { plan, database, dataDir, interrupt } = bench;
  await using opened = new AsyncDisposableStack();
  const open = <T extends { stop(): Promise<void> }>(what: T) => opened.adopt(what, () => what.stop());

  const servers: Record<Side, Server> = {
    floor: open(await startFloor(await database.url('floor'))),
    damso: open(await startDamso(await database.url('damso'), dataDir, { profileDir: plan.profileDir })),
  };
  const load = open(new LoadProcess(interrupt));
  for (const side of sides) {
    const { address, pid } = servers[side];
    const pids = { server: pid, postgres: database.pid };
    await load.perform({ do: 'join', side, address, pids, chats: plan.chats });
  }
  results.loadBegan = Number(process.hrtime.bigint() / 1_000n);

  let ws: Rounds | undefined;
  if (plan.only.includes('ws')) {
    ws = await inTurns(plan, 'ws', (side, window) => load.measure({ do: 'send', side, via: 'socket', window }));
    results.rows.push(
      row(`WebSocket: messages per second, ${plan.chats} senders`, '/s', ws, (round) => round.perSecond, {
        least: 1.2,
      }),
      row('WebSocket: server CPU per delivered message', 'µs', ws, (round) => round.cpu, { most: 1.5 }),
      row("WebSocket: PostgreSQL's CPU per message", 'µs', ws, (round) => round.postgres, { most: 1 }),
    );
    note(results, 'ws', ws);
  }
  if (plan.only.includes('http')) {
    const http = await inTurns(plan, 'http', (side, window) => load.measure({ do: 'send', side, via: 'http', window }));
    results.rows.push(
      row(`HTTP: messages per second, ${plan.chats} senders`, '/s', http, (round) => round.perSecond),
      row('HTTP: server CPU per delivered message', 'µs', http, (round) => round.cpu, { most: 1.5 }),
    );
    if (ws) {
      const againstWs = { floor: ws.floor, damso: http.damso };
      results.rows.push(row("HTTP: the same, against the floor's WebSocket", 'µs', againstWs, (round) => round.cpu));
    }
    note(results, 'http', http);
  }
  if (plan.only.includes('latency')) {
    const rate = await rateOfFloor(load, plan.rate);
    if (rate < plan.rate) {
      results.notes.push(`latency: the floor does not keep up with ${plan.rate}/s here; ${rate}/s were sent`);
    }
    const latency = await inTurns(plan, 'latency', (side, window) =>
      load.measure({ do: 'sendAtRate', side, rate, window }),
    );
    results.rows.push(
      row(`${rate} messages per second: p50 send → delivered`, 'ms', latency, (round) => round.latency!.p50),
      row(`${rate} messages per second: p95`, 'ms', latency, (round) => round.latency!.p95),
      row(`${rate} messages per second: p99`, 'ms', latency, (round) => round.latency!.p99, { most: 1.5 }),
      row(`${rate} messages per second: server CPU per message`, 'µs', latency, (round) => round.cpu, { most: 2 }),
    );
    note(results, 'latency', latency);
  }
  if (plan.only.includes('page')) {
    const clients = plan.pageClients;
    const page = await inTurns(plan, 'page', (side, window) =>
      load.measure({ do: 'readPages', side, clients, window }),
    );
    results.rows.push(
      row(`page of ${pageSize} messages: server CPU per request`, 'µs', page, (round) => round.cpu, { most: 1.5 }),
      row(`page of ${pageSize} messages: PostgreSQL's CPU per request`, 'µs', page, (round) => round.postgres, {
        most: 2,
      }),
    );
    note(results, 'page', page);
  }
}

/**
 * Damso against itself: what a start and the claim of a freed seat cost in a service with many agents and a long line, held against
 * one with few and none.
 */
export async function measureClaims(bench: Bench, results: Results): Promise<void> {
  const { plan, database, dataDir, interrupt } = bench;
  await using opened = new AsyncDisposableStack();
  const open = <T extends { stop(): Promise<void> }>(what: T) => opened.adopt(what, () => what.stop());

  const url = await database.url('damso');
  const crowds = {
    floor: await makeCrowd(url, 'few', { agents: 3, line: 0 }),
    damso: await makeCrowd(url, 'many', { agents: 1_000, line: 10_000 }),
  };
  const { address, pid } = open(await startDamso(url, dataDir, { profileDir: plan.profileDir }));
  const load = open(new LoadProcess(interrupt));
  const pids = { server: pid, postgres: database.pid };
  for (const side of sides) await load.perform({ do: 'crowd', address, pids, crowd: crowds[side] });
  results.loadBegan ||= Number(process.hrtime.bigint() / 1_000n);

  const claim = await inTurns(plan, 'claim', (side, window) =>
    load.measure({ do: 'claim', service: crowds[side].service, clients: plan.pageClients, window }),
  );
  const sizes = '1,000 agents and 10,000 in line, against 3 and none';
  results.rows.push(
    row(`starts and claims per second: ${sizes}`, '/s', claim, (round) => round.perSecond),
    row(`server CPU of each: ${sizes}`, 'µs', claim, (round) => round.cpu),
    row(`PostgreSQL's CPU of each: ${sizes}`, 'µs', claim, (round) => round.postgres),
    both('3 agents, no line', claim.floor, 4),
    both('1,000 agents, 10,000 in line', claim.damso, 6),
  );
  note(results, 'claim', claim);
}

/**
 * Memory that an idle socket takes. The servers are freshly started and the chats made before: otherwise the sockets would reuse
 * memory that the server had taken for something else, and seem to cost nothing. The first few sockets stay open and do not count,
 * because they make the server load and compile its code.
 */
export async function measureMemory(bench: Bench, results: Results): Promise<void> {
  const { plan, database, dataDir, interrupt } = bench;
  const few = Math.ceil(plan.idleSockets / 20);
  const many = few + plan.idleSockets;
  if (openFilesLimit() < many + 200) {
    results.notes.push(`memory: not measured, ${many} sockets need a higher limit of open files (ulimit -n)`);
    return;
  }
  const perSocket: Record<Side, number[]> = { floor: [], damso: [] };
  for (const side of sides) {
    const url = await database.url(side);
    const start = () => (side === 'floor' ? startFloor(url) : startDamso(url, dataDir));
    await using opened = new AsyncDisposableStack();
    const load = opened.adopt(new LoadProcess(interrupt), (process) => process.stop());

    const first = await start();
    try {
      await load.perform({ do: 'makeIdleChats', side, address: first.address, count: many });
    } finally {
      await first.stop();
    }
    const { address, pid } = opened.adopt(await start(), (server) => server.stop());
    await load.perform({ do: 'openIdleSockets', side, address, from: 0, to: few });
    const memoryOfFew = await settledMemory(pid, plan.settled);
    await load.perform({ do: 'openIdleSockets', side, address, from: few, to: many });
    const memoryOfMany = await settledMemory(pid, plan.settled);
    // Before the server, so that its closing is not taken for a failure.
    await load.stop();
    perSocket[side].push((memoryOfMany - memoryOfFew) / plan.idleSockets / 1_000);
    console.log(
      `memory ${side.padEnd(5)} ${megabytes(memoryOfFew)} with ${few} sockets, ${megabytes(memoryOfMany)} with ${many}`,
    );
  }
  results.rounds.memory = perSocket;
  results.rows.push({
    metric: `resident memory per idle subscribed socket, at ${plan.idleSockets}`,
    unit: 'kB',
    ...perSocket,
    judged: 'itself',
    target: { most: 12 },
  });
}

/**
 * Floor and Damso in turns, the one that begins changing with the round, after a discarded run of each. Rounds that others
 * disturbed are made good by more rounds, at most as many again; the least disturbed ones count, whatever their figures.
 */
async function inTurns(
  plan: Plan,
  name: ScenarioName,
  measure: (side: Side, window: Window) => Promise<Measurement>,
): Promise<Rounds> {
  const rounds: Record<Side, Measurement>[] = [];
  const disturbance = (round: Record<Side, Measurement>) => Math.max(...sides.map((side) => round[side].disturbance));
  const undisturbed = () => rounds.filter((round) => disturbance(round) < tolerated).length;
  for (const side of sides) await measure(side, plan.heating);
  while (rounds.length < plan.rounds || (rounds.length < plan.rounds * 2 && undisturbed() < plan.rounds)) {
    const round: Partial<Record<Side, Measurement>> = {};
    for (const side of rounds.length % 2 === 0 ? sides : sides.toReversed()) {
      round[side] = await measure(side, plan.window);
      console.log(`${name} ${rounds.length + 1} ${side.padEnd(5)} ${inWords(round[side])}`);
    }
    rounds.push(round as Record<Side, Measurement>);
  }
  rounds.sort((a, b) => disturbance(a) - disturbance(b)).splice(plan.rounds);
  return { floor: rounds.map(({ floor }) => floor), damso: rounds.map(({ damso }) => damso) };
}

function inWords({ perSecond, cpu, serverBusy, postgres, disturbance, latency }: Measurement): string {
  return (
    `${perSecond.toFixed(0)}/s, ${cpu.toFixed(1)} µs each, server ${percent(serverBusy)}, ` +
    `PostgreSQL ${postgres.toFixed(1)} µs each, others ${percent(disturbance)}` +
    (latency ? `, p99 ${latency.p99.toFixed(2)} ms` : '')
  );
}

/** The wanted rate, or the highest lower one that the floor keeps up with. */
async function rateOfFloor(load: LoadProcess, wanted: number): Promise<number> {
  const window = { warmup: 1, seconds: 2 };
  for (let rate = wanted; ; rate = Math.floor((rate * 0.75) / 10) * 10) {
    const { perSecond, latency } = await load.measure({ do: 'sendAtRate', side: 'floor', rate, window });
    if ((perSecond >= rate * 0.98 && latency!.p99 < 100) || rate <= 50) return rate;
  }
}

/** Resident memory once it has stayed within 1 % for so many seconds, or after a minute. */
async function settledMemory(pid: number, seconds: number): Promise<number> {
  const samples = [residentMemory(pid)];
  for (let second = 0; second < 60; second += 1) {
    await delay(1_000);
    samples.push(residentMemory(pid));
    const last = samples.slice(-seconds);
    if (last.length === seconds && Math.max(...last) < Math.min(...last) * 1.01) break;
  }
  return samples.at(-1)!;
}

function row(
  metric: string,
  unit: string,
  measured: Rounds,
  figure: (round: Measurement) => number,
  target?: NonNullable<Row['target']>,
): Row {
  return {
    metric,
    unit,
    floor: measured.floor.map(figure),
    damso: measured.damso.map(figure),
    judged: 'ratio',
    ...(target && { target }),
  };
}

/** CPU of an end and a start, the server's and PostgreSQL's together, in a service of this size. */
function both(size: string, rounds: Measurement[], most: number): Row {
  const damso = rounds.map(({ cpu, postgres }) => (cpu + postgres) / 1_000);
  return { metric: `an end and a start, all CPU: ${size}`, unit: 'ms', damso, judged: 'itself', target: { most } };
}

/** Keeps the rounds, and says what a reader of the table has to know to believe it. */
function note(results: Results, name: ScenarioName, measured: Rounds): void {
  results.rounds[name] = measured;
  const middle = (side: Side, figure: (round: Measurement) => number) => median(measured[side].map(figure));
  const each = (what: string, figure: (side: Side) => string) => `${what} ${figure('floor')} and ${figure('damso')}`;
  results.notes.push(
    [
      each(`${name}, floor and Damso: server's core busy`, (side) =>
        percent(middle(side, (round) => round.serverBusy)),
      ),
      each('PostgreSQL', (side) => `${middle(side, (round) => round.postgres).toFixed(0)} µs`),
      ...(name === 'page' || name === 'claim'
        ? []
        : [each('frames out', (side) => middle(side, (round) => round.frames).toFixed(1))]),
    ].join('; '),
  );
  const worst = Math.max(...sides.flatMap((side) => measured[side].map((round) => round.disturbance)));
  if (worst >= tolerated) results.notes.push(`${name}: DISTURBED, others used up to ${percent(worst)} of a core`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
