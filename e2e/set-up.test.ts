import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../api/src/embedded-postgres.ts';
import { patience } from './people.ts';
import { Product } from './product.ts';
import { sharedBrowser } from './stage.ts';
import { violationsIn } from './violations.ts';
import { localeOf, wordsOf, type Language } from './words.ts';

let dir: string;
let postgres: EmbeddedPostgres;
let product: Product;
let browser: Browser;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'damso-e2e-own-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(dir, 0o755);
  postgres = await startEmbeddedPostgres(dir, ['fsync=off']);
  product = await Product.startOn(await postgres.database('own'));
  browser = await sharedBrowser();
});
afterAll(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await product.stop();
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
});

async function pageIn(language: Language, width: number): Promise<Page> {
  const context = await browser.newContext({ locale: localeOf[language], viewport: { width, height: 844 } });
  context.setDefaultTimeout(patience);
  return context.newPage();
}

const [ko, en] = [wordsOf('ko'), wordsOf('en')];

/** Everything that the page asks for. */
async function fillIn(page: Page, say: typeof ko, service: string): Promise<void> {
  await page.getByLabel(say('setup_organisation'), { exact: true }).fill('한빛상점');
  await page.getByLabel(say('setup_service'), { exact: true }).fill(service);
  await page.getByLabel(say('invite_name'), { exact: true }).fill('하나');
  await page.getByLabel(say('invite_email'), { exact: true }).fill('hana@hanbit.example');
  await page.getByLabel(say('invitation_password'), { exact: true }).fill('a long password');
}

test('O1: an empty database is set up by the printed address, once, and its administrator is at the desk', async () => {
  const address = /http\S+\/set-up#\S+/.exec(product.said)![0];
  // A start that nobody followed up takes nothing away and prints nothing secret again.
  await product.end();
  await product.run();
  expect(product.said).toContain('npm run setup');
  expect(product.said).not.toContain('#');

  const [phone, desktop] = [await pageIn('ko', 390), await pageIn('en', 1_440)];
  for (const [page, say] of [
    [phone, ko],
    [desktop, en],
  ] as const) {
    await page.goto(address);
    await page.getByRole('heading', { name: say('setup_title') }).waitFor();
    await page.waitForURL((url) => url.hash === '');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    // A reload of the tab still has the token.
    await page.reload();
    await page.getByRole('button', { name: say('invitation_accept') }).click();
    await page.getByText(say('setup_slug_wrong')).waitFor();
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('organisation');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page.mainFrame())).toEqual([]);
    }
  }
  await fillIn(phone, ko, '한빛상점');
  await fillIn(desktop, en, 'Hanbit Shop');
  await desktop.getByText(`${product.url}/help/hanbit-shop`).waitFor();

  await desktop.getByRole('button', { name: en('invitation_accept') }).click();
  await desktop.getByRole('link', { name: en('nav_desk'), exact: true }).click();
  await desktop.waitForURL('**/desk');

  // What is left to do: each leads there, and is done by what is done; what Damso cannot know is confirmed.
  await desktop.goto(product.url);
  const list = desktop.getByRole('region', { name: en('checklist_title') });
  await list.getByText('0 of 6 done').waitFor();
  for (const [title, path] of [
    ['checklist_agents', '/service/agents'],
    ['checklist_hours', '/service/chat'],
    ['checklist_consent', '/service/consent'],
    ['checklist_embed', '/service/widget'],
    ['checklist_mail', '/service/mail'],
  ] as const) {
    await list.getByRole('link', { name: en(title) }).click();
    await desktop.waitForURL((url) => url.pathname === path);
    await desktop.goBack();
  }
  await list.getByRole('button', { name: en('checklist_embed_confirm') }).click();
  await list.getByText('1 of 6 done').waitFor();
  await list.getByRole('button', { name: en('checklist_keys_confirm') }).click();
  await list.getByText('2 of 6 done').waitFor();
  for (const [width, colorScheme] of [
    [390, 'dark'],
    [1_440, 'light'],
  ] as const) {
    await desktop.setViewportSize({ width, height: 900 });
    await desktop.emulateMedia({ colorScheme });
    expect(await desktop.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsIn(desktop.mainFrame())).toEqual([]);
  }
  await desktop.goto(`${product.url}/service/chat`);
  await desktop.getByRole('switch', { name: en('hours_always') }).click();
  await desktop.getByRole('button', { name: en('save'), exact: true }).click();
  await desktop.getByText(en('save_saved'), { exact: true }).waitFor();
  await desktop
    .getByRole('link', { name: en('nav_team'), exact: true })
    .first()
    .click();
  await list.getByText('3 of 6 done').waitFor();
  await list.getByRole('button', { name: en('checklist_dismiss') }).click();
  await desktop
    .getByRole('alertdialog')
    .getByRole('button', { name: en('checklist_dismiss_cancel') })
    .click();
  await list.getByRole('button', { name: en('checklist_dismiss') }).click();
  await desktop
    .getByRole('alertdialog')
    .getByRole('button', { name: en('checklist_dismiss') })
    .click();
  await list.waitFor({ state: 'detached' });
  await desktop.reload();
  await desktop.getByRole('heading', { name: en('team_title') }).waitFor();
  expect(await list.count()).toBe(0);

  // Who was at the page too is told, and then there is none.
  await phone.getByLabel(ko('setup_slug'), { exact: true }).fill('hanbit');
  await phone.getByRole('button', { name: ko('invitation_accept') }).click();
  await phone.getByRole('heading', { name: ko('setup_taken_title') }).waitFor();
  expect(await violationsIn(phone.mainFrame())).toEqual([]);
  await phone.goto(address);
  await phone.getByRole('heading', { name: ko('error_not_found_title') }).waitFor();

  await product.end();
  await product.run();
  expect(product.said).not.toContain('set up');
  await phone.goto(`${product.url}/help/hanbit-shop`);
  await phone.getByText('Hanbit Shop').first().waitFor();
});
