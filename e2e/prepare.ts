import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { ensureChromium, ensureRedis, findHeadlessShell } from '../scripts/programs.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data of a product that was started and stopped once: what each story's product begins with. */
    prepared: string;
  }
}

/**
 * What every browser test needs, made once: Chromium, the web part, a database with the demo in it. The latter two are made while tests
 * of other projects run; `each-file.ts` waits for them.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env['CHROMIUM'] = ensureChromium();
  const headlessShell = findHeadlessShell();
  if (headlessShell) process.env['HEADLESS_SHELL'] = headlessShell;
  process.env['REDIS_SERVER'] = ensureRedis();
  const dir = await mkdtemp(join(tmpdir(), 'damso-prepared-'));
  const prepared = join(dir, 'data');
  project.provide('prepared', prepared);
  const making = fork(join(import.meta.dirname, 'make-prepared.ts'), [prepared]);
  const made = new Promise<void>((resolve) => {
    making.once('exit', (code) => {
      if (code === 0) resolve();
      else void writeFile(`${prepared}.failed`, '').then(resolve);
    });
  });
  return async () => {
    await made;
    await endShared(dir);
    await rm(dir, { recursive: true, force: true });
  };
}

/** Ends the products that files have shared (`stage.ts`): none of these knows that it is the last. */
async function endShared(dir: string): Promise<void> {
  for (const name of (await readdir(dir)).filter((name) => name.endsWith('.pids'))) {
    const pids = (await readFile(join(dir, name), 'utf8')).split(' ').map(Number);
    for (const pid of pids) end(pid);
    // Its PostgreSQL is the last of a product that ends.
    const postgres = join(dir, name.replace('.pids', ''), 'postgres/postmaster.pid');
    for (let looks = 0; looks < 200 && existsSync(postgres); looks += 1) await delay(100);
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It is gone already.
  }
}
