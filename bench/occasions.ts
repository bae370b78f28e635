import { LoadProcess } from './load-process.ts';
import type { Occasion } from './occasion.ts';
import type { Row } from './report.ts';
import type { Bench, Results } from './scenarios.ts';
import { seedDamso, startDamso } from './servers.ts';

const chatsAtDesk = 100;
/** A desk is opened so often before it counts, and so often in each round. */
const openingsBefore = 5;
const openingsPerRound = 5;

/**
 * What happens once and not many times a second, in a database of its own: a console opens a full desk (`desk`), and a customer sends
 * the first message that a process gets that has just been started (`cold`). The floor has no like of either.
 */
export async function measureOccasions(bench: Bench, results: Results): Promise<void> {
  const { plan, database, dataDir, interrupt } = bench;
  const url = await database.url('occasions');
  seedDamso(url, dataDir);
  await using opened = new AsyncDisposableStack();
  const load = opened.adopt(new LoadProcess(interrupt), (process) => process.stop());
  const onServer = async (
    work: (server: { address: string; pids: { server: number; postgres: number } }) => Promise<void>,
  ) => {
    const server = await startDamso(url, dataDir, { profileDir: plan.profileDir });
    try {
      await work({ address: server.address, pids: { server: server.pid, postgres: database.pid } });
    } finally {
      await server.stop();
    }
  };

  const desks: Occasion[] = [];
  await onServer(async ({ address, pids }) => {
    await load.perform({ do: 'fillDesk', address, chats: chatsAtDesk });
    results.loadBegan ||= Number(process.hrtime.bigint() / 1_000n);
    if (plan.only.includes('desk')) {
      for (let count = 0; count < openingsBefore + plan.rounds * openingsPerRound; count += 1) {
        desks.push(await load.observe({ do: 'openDesk', pids }));
      }
    }
    // Before the server, so that its closing is not taken for a failure.
    await load.perform({ do: 'leaveDesk' });
  });
  if (plan.only.includes('desk')) {
    keep(results, 'desk', `a desk of ${chatsAtDesk} chats`, desks.slice(openingsBefore), {
      time: { open: ['opened', 150] },
      cpu: 150,
      postgres: 40,
    });
  }

  if (!plan.only.includes('cold')) return;
  const first: Occasion[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    await onServer(async ({ address, pids }) => {
      first.push(await load.observe({ do: 'firstMessage', address, pids, chat: round }));
    });
  }
  keep(results, 'cold', 'first message to a new process', first, {
    time: {
      join: ['connected and subscribed', 100],
      acknowledge: ['send → acknowledged', 40],
      deliver: ['send → delivered', 40],
    },
    cpu: 100,
    postgres: 30,
  });
}

/** In milliseconds, about half as much again as was measured when they were set. */
interface Bounds {
  time: Record<string, [what: string, most: number]>;
  cpu: number;
  postgres: number;
}

function keep(results: Results, name: 'desk' | 'cold', what: string, all: Occasion[], bounds: Bounds): void {
  results.rounds[name] = all;
  const row = (metric: string, most: number, figure: (occasion: Occasion) => number): Row => ({
    metric: `${what}: ${metric}`,
    unit: 'ms',
    damso: all.map(figure),
    judged: 'itself',
    target: { most },
  });
  results.rows.push(
    ...Object.entries(bounds.time).map(([step, [metric, most]]) => row(metric, most, ({ took }) => took[step]!)),
    row('server CPU', bounds.cpu, ({ cpu }) => cpu / 1_000),
    row("PostgreSQL's CPU", bounds.postgres, ({ postgres }) => postgres / 1_000),
  );
  console.log(
    `${name}: ${all
      .map(({ took }) =>
        Object.values(took)
          .map((time) => time.toFixed(0))
          .join('/'),
      )
      .join(' ')} ms`,
  );
}
