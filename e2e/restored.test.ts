import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CustomerPage, soon } from './people.ts';
import { minaOnline } from './recovery.ts';
import { browser, openStage, product } from './stage.ts';

const run = promisify(execFile);

openStage({ alone: true });

let backup: string;
beforeAll(async () => {
  backup = await mkdtemp(join(tmpdir(), 'damso-backup-'));
});
afterAll(() => rm(backup, { recursive: true, force: true }));

test('a restored copy shows what it holds and nothing that was said since, and what is typed stays and is sent once', async () => {
  const agent = await minaOnline(browser, product);
  const customer = await CustomerPage.at(browser, `${product.url}/help/demo?lang=en`);
  await customer.launcher.click();
  await customer.agree('Haneul');
  await agent.pick(/Haneul/);
  const both = async (expected: string[]) => {
    await soon(() => customer.words()).toEqual(expected);
    await soon(() => agent.words()).toEqual(expected);
  };
  await customer.say('before the backup');
  await both(['before the backup']);

  // As docs/operations.md says it of a database that Damso brings along: its folder, while nothing runs.
  await product.end();
  await run('cp', ['-a', `${product.dataDir}/.`, backup]);
  await product.run();
  await customer.say('lost with the disk');
  await both(['before the backup', 'lost with the disk']);
  await agent.say('this too');
  await both(['before the backup', 'lost with the disk', 'this too']);

  await product.end();
  await customer.say('written meanwhile');
  await agent.composer.fill('half an answer');
  await rm(product.dataDir, { recursive: true });
  await run('cp', ['-a', backup, product.dataDir]);
  // Others came back earlier, and revisions are further than the ones from before.
  await product.sql('update chat set revision = revision + 50');
  expect(await product.program('restored')).toContain('Every screen begins anew');
  await product.run();
  await both(['before the backup', 'written meanwhile']);
  expect(await agent.composer.inputValue()).toBe('half an answer');
  await agent.composer.press('Enter');
  await both(['before the backup', 'written meanwhile', 'half an answer']);

  // Restored beneath its feet, a process does not go on with what it remembers.
  await product.program('restored');
  expect(await product.ended).toContain('The database was restored from a backup. Damso ends');
  await customer.say('and on');
  await product.run();
  await both(['before the backup', 'written meanwhile', 'half an answer', 'and on']);
  await Promise.all([agent.context.close(), customer.context.close()]);
});
