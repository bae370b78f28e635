import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../api/src/embedded-postgres.ts';
import { MailServer } from '../api/test/mail-server.ts';
import { patience, soon } from './people.ts';
import { Product } from './product.ts';
import { sharedBrowser } from './stage.ts';
import { localeOf, wordsOf, type Language, type Say } from './words.ts';

let dir: string;
let postgres: EmbeddedPostgres;
let mails: MailServer;
let browser: Browser;
let product: Product;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'damso-e2e-own-'));
  // PostgreSQL runs as another user when the tests run as root.
  await chmod(dir, 0o755);
  postgres = await startEmbeddedPostgres(dir, ['fsync=off']);
  mails = await MailServer.start();
  browser = await sharedBrowser();
});
afterEach(async () => {
  // A page that is left open would look for its product for as long as the file runs.
  await Promise.all(browser.contexts().map((context) => context.close()));
  await product.stop();
});
afterAll(async () => {
  await mails.stop();
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
});

const desktop = { viewport: { width: 1_440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const password = 'a long password';

interface Move {
  readonly language: Language;
  readonly device: BrowserContextOptions;
}

test.each<Move>([
  { language: 'ko', device: desktop },
  { language: 'en', device: phone },
])('O1, M1, S6, S10: a company moves in and answers its first customers ($language)', async ({ language, device }) => {
  const say = wordsOf(language);
  product = await Product.startOn(await postgres.database(`moves_in_${language}`), mails);
  const open = async (address: string): Promise<Page> => {
    const context = await browser.newContext({ locale: localeOf[language], ...device });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(address);
    return page;
  };

  // Whoever started it follows the address that it printed.
  const hana = await open(/http\S+\/set-up#\S+/.exec(product.said)![0]);
  await fill(hana, {
    [say('setup_organisation')]: '한빛상점',
    [say('setup_service')]: 'Hanbit',
    [say('invite_name')]: '하나',
    [say('invite_email')]: `hana.${language}@hanbit.example`,
    [say('invitation_password')]: password,
  });
  await hana.getByText(`${product.url}/help/hanbit`).waitFor();
  await press(hana, say('invitation_accept'));

  // What is left to do leads to whom to invite, and a mail tells the second agent.
  const checklist = hana.getByRole('region', { name: say('checklist_title') });
  await checklist.getByText(say('checklist_done', { done: 1, all: 6 })).waitFor();
  await checklist.getByRole('link', { name: say('checklist_agents') }).click();
  await press(hana, say('invite_agent'));
  const second = `june.${language}@hanbit.example`;
  await fill(hana, { [say('invite_email')]: second, [say('invite_name')]: '준' });
  await press(hana, say('invite_submit'));
  await hana.getByText(say('invitation_mailed', { email: second })).waitFor();
  await soon(() => mails.of(second).length).toBe(1);
  const mail = mails.of(second)[0]!;
  const link = /http\S+\/invitation#[\w-]+/.exec(mail.text!)![0];
  expect(mail.html).toContain(link);
  await hana
    .getByRole('dialog')
    .getByRole('button', { name: say('close') })
    .last()
    .click();

  // By its link they choose a password, and with that they sign in.
  const invited = await open(link);
  await fill(invited, { [say('invitation_password')]: password });
  await press(invited, say('invitation_accept'));
  await invited.locator('a[href="/desk"]').waitFor();
  await invited.context().close();
  const june = await open(`${product.url}/sign-in`);
  await fill(june, { [say('sign_in_email')]: second, [say('sign_in_password')]: password });
  await press(june, say('sign_in_submit'));

  const help = `${product.url}/help/hanbit?lang=${language}`;
  const first = await open(help);
  await first.locator(launcher).click();
  await dialogOf(first)
    .getByRole('heading', { name: say('dialog_absent') })
    .waitFor();
  for (const page of [hana, june]) await goOnline(page, say);
  // Who has fewer chats is next, so each of them has one.
  const customers = [first, await open(help)];
  await customers[1]!.locator(launcher).click();
  for (const [at, page] of customers.entries()) await begin(page, say, names[at]!);

  for (const [page, name] of [
    [hana, '하나'],
    [june, '준'],
  ] as const) {
    const request = page.getByRole('list', { name: say('desk_list') }).getByRole('button');
    await request.waitFor();
    const whose = (await request.innerText()).includes(names[0]) ? 0 : 1;
    const customer = dialogOf(customers[whose]!);
    await request.click();
    await customer.getByText(say('dialog_active', { agent: name })).waitFor();
    await write(customer, say, `Where is my parcel? ${names[whose]}`);
    await page.getByRole('log').getByText(`Where is my parcel? ${names[whose]}`).waitFor();
    await write(page, say, `On its way, says ${name}.`);
    await customer.getByRole('log').getByText(`On its way, says ${name}.`).waitFor();
  }
  for (const page of [hana, june, ...customers]) {
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

const launcher = '[data-damso] button[aria-expanded]';
const names = ['Haneul', 'Soyul'] as const;

const dialogOf = (page: Page) => page.frameLocator('[data-damso] iframe');

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
}

async function press(page: Page | FrameLocator, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

async function goOnline(page: Page, say: Say): Promise<void> {
  await page.locator('nav a[href="/desk"]').click();
  const online = `${say('availability_label')}: ${say('availability_online')}`;
  await page.getByRole('button', { name: new RegExp(`^${say('availability_label')}: `) }).click();
  await page.getByRole('menuitemradio', { name: say('availability_online') }).click();
  await page.getByRole('button', { name: online, exact: true }).waitFor();
  await page.getByText(say('presence_assignable'), { exact: true }).first().waitFor();
}

/** The dialog that said that nobody is there goes on by itself. */
async function begin(page: Page, say: Say, name: string): Promise<void> {
  const dialog = dialogOf(page);
  await dialog.getByLabel(say('consent_name'), { exact: true }).fill(name);
  await press(dialog, say('consent_start'));
  await dialog.getByRole('textbox', { name: say('chat_composer'), exact: true }).waitFor();
}

async function write(page: Page | FrameLocator, say: Say, text: string): Promise<void> {
  await page.getByRole('textbox', { name: say('chat_composer'), exact: true }).fill(text);
  await press(page, say('chat_send'));
}
