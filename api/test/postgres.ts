import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { migrate } from '../src/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated template database that each test file clones. */
    template: string;
    /** How the processes of the tests write what is sent; undefined for the way of production. */
    sends: 'GUESSING_WRONG' | 'ONE_BY_ONE' | undefined;
  }
}

interface Server {
  readonly template: string;
  readonly stop: () => Promise<void>;
}

let server: Promise<Server> | undefined;
/** Projects of this run whose tests it serves. */
let projects = 0;

/** One PostgreSQL for all test files of all projects, of their own and gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  projects += 1;
  const { template, stop } = await (server ??= start());
  project.provide('template', template);
  return async () => {
    projects -= 1;
    if (projects === 0) await stop();
  };
}

async function start(): Promise<Server> {
  const dir = await mkdtemp(join(tmpdir(), 'damso-test-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(dir, 0o755);
  const postgres = await startEmbeddedPostgres(dir, ['fsync=off', 'full_page_writes=off', 'max_connections=800']);
  const template = await postgres.database('template');
  await migrate(template);
  return {
    template,
    async stop() {
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
