import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { openShop } from './shop.ts';
import { browser, openStage, product } from './stage.ts';

/** A chat while its customer goes from page to page of a shop. */
openStage();

let shop: Awaited<ReturnType<typeof openShop>>;
let shopUrl: string;
let agent: AgentPage;

const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

beforeAll(async () => {
  shop = await openShop(product.url);
  shopUrl = shop.url;
  agent = await AgentPage.signIn(browser, product.url);
  await agent.openDesk();
  await agent.setAvailability('Online');
});
afterAll(() => {
  shop.close();
});

const frameOf = (page: Page) => page.locator('[data-damso] iframe');
const label = ({ launcher }: CustomerPage) => soon(() => launcher.getAttribute('aria-label'));
const title = ({ page }: CustomerPage) => soon(() => page.title());

async function talking(name: string, customer: CustomerPage): Promise<void> {
  await customer.launcher.click();
  await customer.agree(name);
  await customer.say(`This is ${name}`);
  await agent.pick(new RegExp(name));
  await soon(() => agent.words()).toContain(`This is ${name}`);
}

test('an answer is seen on the next page, without a click: on the launcher and in the title', async () => {
  const customer = await CustomerPage.at(browser, shopUrl);
  const { page } = customer;
  await talking('Haneul', customer);
  await customer.dialog.getByRole('button', { name: 'Close chat' }).click();
  await frameOf(page).waitFor({ state: 'hidden' });
  await page.goto(`${shopUrl}next`);
  await frameOf(page).waitFor({ state: 'attached' });
  expect(await frameOf(page).isVisible()).toBe(false);
  await agent.say('It is on its way.');
  await label(customer).toContain('unread messages: 1');
  await title(customer).toBe('(1) Shop');

  // The page has a title of its own, and keeps it.
  await page.evaluate(() => (document.title = 'Basket'));
  await title(customer).toBe('(1) Basket');
  await agent.say('It comes tomorrow.');
  await title(customer).toBe('(2) Basket');
  // One that insists has its way, until there is news.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.title !== 'Sale') document.title = 'Sale';
    }).observe(document.head, { subtree: true, childList: true });
    document.title = 'Sale';
  });
  await agent.say('Or on Monday.');
  await label(customer).toContain('unread messages: 3');
  await title(customer).toBe('Sale');

  await page.reload();
  await label(customer).toContain('unread messages: 3');
  await title(customer).toBe('(3) Shop');
  await customer.launcher.click();
  await soon(() => customer.words()).toEqual([
    'This is Haneul',
    'It is on its way.',
    'It comes tomorrow.',
    'Or on Monday.',
  ]);
  await title(customer).toBe('Shop');
  await label(customer).not.toContain('unread');
  expect(customer.complaints).toEqual([]);
  await customer.context.close();
});

test('a dialog that was open comes back beside the page, and never takes the keyboard from it', async () => {
  const customer = await CustomerPage.at(browser, shopUrl);
  const { page } = customer;
  await talking('Byeol', customer);
  await page.goto(`${shopUrl}next`);
  await page.getByLabel('Search').focus();
  await soon(() => customer.words()).toEqual(['This is Byeol']);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search');
  await page.keyboard.type('parcel');
  expect(await page.getByLabel('Search').inputValue()).toBe('parcel');
  // Closed, it stays closed.
  await customer.dialog.getByRole('button', { name: 'Close chat' }).click();
  await frameOf(page).waitFor({ state: 'hidden' });
  await page.goto(shopUrl);
  await frameOf(page).waitFor({ state: 'attached' });
  expect(await frameOf(page).isVisible()).toBe(false);
  await customer.launcher.click();

  // Once it is over and read, nothing is left of it.
  await customer.dialog.getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByRole('alertdialog').getByRole('button', { name: 'End chat' }).click();
  await customer.dialog.getByText('The chat has ended. You can still read').waitFor();
  const notes = () => page.evaluate(() => [...Object.entries(localStorage), ...Object.entries(sessionStorage)]);
  await soon(notes).toEqual([]);
  await page.goto(`${shopUrl}next`);
  await label(customer).toContain('Open chat');
  expect(page.frames()).toHaveLength(1);
  await customer.context.close();
});

test('on a phone it does not cover the next page', async () => {
  const customer = await CustomerPage.at(browser, shopUrl, phone);
  await talking('Dal', customer);
  await customer.page.goto(`${shopUrl}next`);
  await frameOf(customer.page).waitFor({ state: 'attached' });
  await agent.say('Hello, Dal');
  await label(customer).toContain('unread messages: 1');
  expect(await frameOf(customer.page).isVisible()).toBe(false);
  await customer.context.close();
});

test('nothing is opened or noted for whoever looked at the dialog and did not agree', async () => {
  const customer = await CustomerPage.at(browser, shopUrl);
  const { page } = customer;
  await customer.launcher.click();
  await customer.dialog.getByRole('button', { name: 'Agree and start chat' }).waitFor();
  await page.goto(`${shopUrl}next`);
  await label(customer).toContain('Agents are online');
  expect(page.frames()).toHaveLength(1);
  expect(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([[], []]);
  expect(await customer.context.cookies()).toEqual([]);
  await customer.context.close();
});

describe('the sound for answers', () => {
  test('is off until it is wished, comes from one tab of several, and never before somebody has touched the page', async () => {
    const customer = await CustomerPage.nowhere(browser);
    const heard: Page[] = [];
    await customer.context.exposeBinding('sounded', ({ page }) => {
      heard.push(page);
    });
    await customer.context.addInitScript(() => {
      const part = { connect: (to: unknown) => to };
      const none = () => {};
      class Silent {
        currentTime = 0;
        createOscillator() {
          (window as unknown as { sounded: () => void }).sounded();
          return { ...part, frequency: {}, start: none, stop: none };
        }
        createGain() {
          const gain = { setValueAtTime: none, linearRampToValueAtTime: none, exponentialRampToValueAtTime: none };
          return { ...part, gain };
        }
        close = none;
      }
      Object.assign(window, { AudioContext: Silent });
    });
    await customer.page.goto(shopUrl);
    await talking('Sori', customer);
    const close = (tab: CustomerPage) => tab.dialog.getByRole('button', { name: 'Close chat' }).click();
    await close(customer);
    await agent.say('silent');
    await label(customer).toContain('unread messages: 1');
    await customer.launcher.click();
    const sound = customer.dialog.getByRole('button', { name: 'Sound for answers' });
    expect(await sound.getAttribute('aria-pressed')).toBe('false');
    expect(heard).toHaveLength(0);
    // It lets hear what it will be like.
    await sound.click();
    await soon(() => heard.length).toBe(1);
    await close(customer);

    const other = await CustomerPage.beside(customer);
    await frameOf(other.page).waitFor({ state: 'attached' });
    await other.page.getByLabel('Search').click();
    await agent.say('heard once');
    for (const tab of [customer, other]) await label(tab).toContain('unread messages: 1');
    await soon(() => heard.length).toBe(2);
    await other.page.close();

    // Nobody has touched this page yet.
    await customer.page.goto(`${shopUrl}next`);
    await label(customer).toContain('unread messages: 1');
    await agent.say('not heard');
    await label(customer).toContain('unread messages: 2');
    await customer.page.getByLabel('Search').click();
    await agent.say('heard again');
    await soon(() => heard.length).toBe(3);
    await customer.context.close();
  });
});
