import { setTimeout as delay } from 'node:timers/promises';
import { exactCpu, exactFamilyCpu } from './machine.ts';

/** What something took that happens once and not many times a second. */
export interface Occasion {
  /** Milliseconds, by what had to happen. */
  took: Record<string, number>;
  /** Microseconds of the server's CPU and of PostgreSQL's. */
  cpu: number;
  postgres: number;
}

/** The process of the server and that of PostgreSQL. */
export interface Pids {
  server: number;
  postgres: number;
}

/** Long enough for what is left to do after the last answer, which counts too. */
const restMs = 100;

export async function observe(pids: Pids, happen: () => Promise<Record<string, number>>): Promise<Occasion> {
  const [server, postgres] = [exactCpu(pids.server), exactFamilyCpu(pids.postgres)];
  const took = await happen();
  await delay(restMs);
  return { took, cpu: exactCpu(pids.server) - server, postgres: exactFamilyCpu(pids.postgres) - postgres };
}
