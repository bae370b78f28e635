import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildWeb } from '../scripts/build-web.ts';
import { ensureChromium, ensureRedis, findHeadlessShell } from '../scripts/programs.ts';
import { Product } from './product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The data of a product that was started and stopped once: what each story's product begins with. */
    prepared: string;
  }
}

/** What every browser test needs, made once: Chromium, the web part, a database with the demo in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  process.env['CHROMIUM'] = ensureChromium();
  const headlessShell = findHeadlessShell();
  if (headlessShell) process.env['HEADLESS_SHELL'] = headlessShell;
  process.env['REDIS_SERVER'] = ensureRedis();
  buildWeb();
  const product = await Product.start();
  await product.end();
  // Nothing of a test has to outlive the machine.
  await appendFile(join(product.dataDir, 'postgres/postgresql.conf'), 'fsync = off\nfull_page_writes = off\n');
  project.provide('prepared', product.dataDir);
  return () => rm(product.dataDir, { recursive: true, force: true });
}
