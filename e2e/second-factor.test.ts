import type { Page, WebSocket } from 'playwright-core';
import { expect, test } from 'vitest';
import { codeAt } from '../api/src/account/one-time-codes.ts';
import { AgentPage, patience, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ own: true });

const inSteps = (steps: number) => new Date(Date.now() + steps * 30_000);

/** Shows the password and a code; answers the secret and the recovery codes. */
async function setUp(page: Page, password: string): Promise<{ secret: string; codes: string[] }> {
  await page.getByLabel('Present password').first().fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = (await page.locator('p[translate="no"]').innerText()).replaceAll(' ', '');
  const field = page.getByLabel('The 6 digits that the app shows');
  await field.fill('12345');
  await field.press('Enter');
  await page.getByText('This code is not right.').waitFor();
  await field.fill(codeAt(secret, new Date()));
  await field.press('Enter');
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  return { secret, codes: await list.getByRole('listitem').allInnerTexts() };
}

async function enter(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('damso-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function showCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('O2, O4: a second factor is set up and asked for, by code or recovery code, and an owner requires it of everybody', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const { page } = mina;
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.goto(new URL('/account', page.url()).href);
  await page.getByRole('button', { name: 'Switch on second factor' }).click();
  const section = page.getByRole('region', { name: 'Second factor' });
  await section.getByLabel('Present password').fill('not it');
  await section.getByRole('button', { name: 'Continue' }).click();
  await section.getByText('This is not your present password.').waitFor();
  // The form of the password has a field of the same name.
  await section.getByLabel('Present password').fill('damso-demo');
  await section.getByRole('button', { name: 'Continue' }).click();
  await section.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
  const secret = (await section.locator('p[translate="no"]').innerText()).replaceAll(' ', '');
  await section.getByLabel('The 6 digits that the app shows').fill(codeAt(secret, new Date()));
  await section.getByRole('button', { name: 'Confirm and switch on' }).click();
  const list = section.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  const codes = await list.getByRole('listitem').allInnerTexts();
  expect(codes).toHaveLength(10);
  const downloading = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toBe('damso-recovery-codes.txt');
  await section.getByRole('button', { name: 'I have kept them' }).click();
  await section.getByText('Recovery codes left: 10').waitFor();

  // Out, and in again with a code; the password is not typed twice.
  // The socket ends before the answer is there.
  await page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('mutation SignOut')) return route.fallback();
    const response = await route.fetch();
    // The page before had one too, whose end with that page nobody tells.
    const socket = sockets.at(-1)!;
    if (!socket.isClosed()) await socket.waitForEvent('close');
    await route.fulfill({ response });
  });
  await page.getByRole('button', { name: /^Menu of 민아/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
  await enter(page, 'mina@demo.test');
  await page.getByText('Now enter your code.').waitFor();
  await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('code');
  expect(new URL(page.url()).search).toBe('');
  await showCode(page, '00000');
  await page.getByText('This code is not right.').waitFor();
  await showCode(page, codeAt(secret, inSteps(-3)));
  await page.getByText('device that made this code is slow').waitFor();
  await showCode(page, codeAt(secret, inSteps(1)));
  await page.getByRole('link', { name: 'Agents', exact: true }).waitFor();

  // Elsewhere without the phone, by a recovery code, which is good once.
  for (const works of [true, false]) {
    const context = await browser.newContext({ locale: 'en-US' });
    const tab = await context.newPage();
    tab.setDefaultTimeout(patience);
    await tab.goto(new URL('/sign-in', page.url()).href);
    await enter(tab, 'mina@demo.test');
    await showCode(tab, codes[0]!);
    await (
      works ? tab.getByRole('link', { name: 'Agents', exact: true }) : tab.getByText('code is not right')
    ).waitFor();
    await context.close();
  }

  // Required of everybody: whoever has none is led to it from where they work, and goes on there.
  const jun = await AgentPage.signIn(browser, product.url, 'jun');
  await jun.page.goto(new URL('/history', jun.page.url()).href);
  await jun.page.getByRole('heading', { name: 'Chat history' }).waitFor();
  await page.getByRole('link', { name: 'Organisation', exact: true }).click();
  const rule = page.getByRole('switch', { name: 'Require a second factor of everybody' });
  await rule.click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Require it' }).click();
  await soon(() => rule.getAttribute('aria-checked')).toBe('true');
  await jun.page.getByText('Your organisation requires a second factor of everybody.').waitFor();
  expect(new URL(jun.page.url()).pathname).toBe('/second-factor');
  // There is no way around it.
  await jun.page.goto(new URL('/tickets', jun.page.url()).href);
  await jun.page.getByText('Your organisation requires a second factor of everybody.').waitFor();
  await setUp(jun.page, 'damso-demo');
  await jun.page.getByRole('button', { name: 'I have kept them' }).click();
  await jun.page.getByRole('heading', { name: 'Tickets' }).first().waitFor();

  // A phone that is lost: an owner resets it, and Jun sets up another one.
  await page.goto(new URL('/organisation/accounts', page.url()).href);
  await page.getByRole('searchbox').fill('jun@');
  await page.getByRole('button', { name: /^Reset the second factor of/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset second factor' }).click();
  await jun.page.getByText('Your session is over.').waitFor();
  await enter(jun.page, 'jun@demo.test');
  await jun.page.getByText('Your organisation requires a second factor of everybody.').waitFor();
  await page.goto(new URL('/organisation/log', page.url()).href);
  await page.getByText(/^The second factor of .* was reset/).waitFor();
  await page.getByText('A second factor is required of everybody').waitFor();
  for (const { context } of [mina, jun]) await context.close();
}, 180_000);
