import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { openShop } from './shop.ts';
import { browser, openStage, product } from './stage.ts';
import { violationsIn } from './violations.ts';

openStage();
let shop: Awaited<ReturnType<typeof openShop>>;
let stranger: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop(product.url);
  stranger = await openShop(product.url);
});
afterAll(() => {
  for (const site of [shop, stranger]) site.close();
});

/** A page's own client of the API: what it is told, or that the browser kept it from being told anything. */
const askFrom = (page: Page, credentials: 'omit' | 'include') =>
  page.evaluate(
    async ([url, mode, service]) => {
      try {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          credentials: mode as RequestCredentials,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: `{ helpCenter(service: "${service}") { service { name } } }` }),
        });
        return Object.keys(((await response.json()) as { data: object }).data);
      } catch (error) {
        return (error as Error).name;
      }
    },
    [product.url, credentials, service] as const,
  );

let frames = 0;
/** Puts the dialog into a frame of a page, and answers what came: a page of ours, or the browser's where it was refused. */
const framedIn = async (page: Page) => {
  await page.evaluate(
    ([url, address]) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.name = 'by-hand';
        frame.onload = resolve;
        frame.src = `${url}${address}`;
        document.body.append(frame);
      }),
    // Another address each time: a browser keeps the dialog for a minute.
    [product.url, `/widget/?service=${service}&language=en&n=${(frames += 1)}`] as const,
  );
  return () => page.frame('by-hand')?.url();
};

test('H6: an administrator says which sites may carry the widget, and no other can', async () => {
  const admin = await AgentPage.signIn(browser, product.url);
  const { page } = admin;
  const fits = async () => {
    for (const [width, colorScheme] of [
      [390, 'dark'],
      [1_440, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page.mainFrame())).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
  };
  const before = await CustomerPage.at(browser, stranger.url);
  await before.launcher.waitFor();
  await soon(await framedIn(before.page)).toContain(product.url);
  // A browser lets nobody read the API whose site nobody registered.
  expect(await askFrom(before.page, 'omit')).toBe('TypeError');
  await before.context.close();

  await page.goto(`${product.url}/service/widget`);
  await page.getByText('No site is registered').waitFor();
  await page.getByLabel('Language of the widget').selectOption('English');
  const code = page.getByRole('textbox', { name: 'Code' });
  await soon(() => code.inputValue()).toContain(`data-service="${service}" data-language="en"`);
  await fits();

  const address = page.getByLabel('Address of the site');
  await address.fill('https://shop.example/cart');
  await address.press('Enter');
  await page.getByText('Enter the site without a path').waitFor();
  expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
  await address.fill(shop.url);
  await address.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('On this site alone?').waitFor();
  await dialog.getByRole('button', { name: 'Add' }).click();
  const origin = (site: { url: string }) => new URL(site.url).origin;
  await page.getByRole('button', { name: `Remove ${origin(shop)}` }).waitFor();
  await page.getByText('No site was refused lately.').waitFor();

  const customer = await CustomerPage.at(browser, shop.url);
  await customer.launcher.click();
  await customer.dialog.getByRole('button', { name: 'Close chat' }).waitFor();
  await soon(() => askFrom(customer.page, 'omit')).toEqual(['helpCenter']);
  // Never with our cookies.
  expect(await askFrom(customer.page, 'include')).toBe('TypeError');

  // The customers' process hears of it from the agents'.
  await soon(async () =>
    (await fetch(`${product.url}/widget/?service=${service}`)).headers.get('content-security-policy'),
  ).toContain(`frame-ancestors 'self' ${origin(shop)}`);
  const refused = await CustomerPage.nowhere(browser);
  const said: string[] = [];
  refused.page.on('console', (message) => {
    if (message.type() === 'warning') said.push(message.text());
  });
  const asked = () => refused.page.waitForResponse(`**/widget/availability/${service}`);
  const [answer] = await Promise.all([asked(), refused.page.goto(stranger.url)]);
  await answer.finished();
  await soon(() => said).toEqual([expect.stringContaining('has not registered the site of this page')]);
  expect(await refused.launcher.isVisible()).toBe(false);
  await soon(await framedIn(refused.page)).toMatch(/^chrome-error:/);
  expect(await askFrom(refused.page, 'omit')).toBe('TypeError');

  // Whoever was refused is shown, and is let in from there.
  const add = page.getByRole('button', { name: `Add ${origin(stranger)}` });
  await soon(async () => {
    await page.reload();
    await page.getByText('Refused lately').waitFor();
    await page.getByText('No site was refused lately.').or(add).waitFor();
    return add.isVisible();
  }).toBe(true);
  await fits();
  await add.click();
  await page.getByText(`${origin(stranger)} was added.`).waitFor();
  await soon(async () => {
    await Promise.all([asked(), refused.page.reload()]);
    return refused.launcher.isVisible();
  }).toBe(true);
  await soon(await framedIn(refused.page)).toContain(product.url);

  // Without the last of them every site counts again.
  for (const site of [stranger, shop]) {
    const remove = page.getByRole('button', { name: `Remove ${origin(site)}` });
    await remove.click();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await remove.waitFor({ state: 'detached' });
  }
  await page.getByText('No site is registered').waitFor();
  for (const { context } of [customer, refused, admin]) await context.close();
});
