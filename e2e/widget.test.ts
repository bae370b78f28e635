import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emailOf, service } from './demo.ts';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();
let shop: Server;
let shopUrl: string;

/** A page of another company, whose policy allows our script and our frame and nothing else of ours. */
const shopPage = (host: string) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>Shop</h1><p><a href="#damso">Ask us</a></p><script src="${host}/widget.js" data-service="${service}" data-side="left" data-accent="#0a7f5a"></script></body></html>`;

/** The same page without the widget, to hold it against. */
const plainPage = shopPage('').replace(/<script.*<\/script>/, '');

beforeAll(async () => {
  shop = createServer(({ url }, response) => {
    response.writeHead(200, {
      'content-type': 'text/html',
      'content-security-policy': `default-src 'self'; script-src ${product.url}; frame-src ${product.url}; connect-src 'self' ${product.url}`,
    });
    response.end(url === '/plain' ? plainPage : shopPage(product.url));
  });
  await new Promise<void>((resolve) => shop.listen(0, resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
});
afterAll(() => {
  shop.close();
});

const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

describe('S1: the widget on a page of another origin, on a phone', () => {
  test('stores nothing and opens no socket or frame before the click, then carries a whole talk', async () => {
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    await agent.setAvailability('Online');

    const context = await browser.newContext({ locale: 'en-US', ...phone });
    const opened: string[] = [];
    context.on('page', (page) => {
      page.on('websocket', (socket) => opened.push(socket.url()));
      page.on('request', (request) => opened.push(request.url()));
    });
    const page = await context.newPage();
    await page.goto(shopUrl);
    const launcher = page.locator('[data-damso] button');
    await soon(() => launcher.getAttribute('aria-label')).toContain('Agents are online');
    expect(
      opened.every(
        (url) =>
          url.startsWith(shopUrl) || /\/widget\.js$/.test(url) || url.endsWith(`/widget/availability/${service}`),
      ),
    ).toBe(true);
    expect(page.frames()).toHaveLength(1);
    expect(await context.cookies()).toEqual([]);
    const stored = await context.storageState({ indexedDB: true });
    expect(stored).toEqual({ cookies: [], origins: [] });
    await context.close();

    const customer = await CustomerPage.at(browser, shopUrl, phone);
    await customer.launcher.click();
    await customer.agree();
    // The dialog is the screen: nothing of it lies outside, nothing scrolls sideways.
    const box = (await customer.page.locator('[data-damso] iframe').boundingBox())!;
    expect([box.x, box.width]).toEqual([0, 390]);
    await agent.pick(/guest-/);
    await customer.say('Hello from the shop');
    await soon(() => agent.words()).toEqual(['Hello from the shop']);
    await agent.say('Hello, shop');
    await soon(() => customer.words()).toEqual(['Hello from the shop', 'Hello, shop']);
    const wide = await customer.dialog.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(wide).toBe(0);
    expect(customer.complaints).toEqual([]);
  });

  test('carries a talk in a browser that blocks every storage, also through a time without a network', async () => {
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    await agent.setAvailability('Online');
    const customer = await CustomerPage.nowhere(browser);
    await customer.context.addInitScript(() => {
      const denied = () => {
        throw new DOMException('Access is denied.', 'SecurityError');
      };
      for (const storage of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
        Object.defineProperty(window, storage, { get: denied });
      Object.defineProperty(document, 'cookie', { get: denied, set: denied });
    });
    await customer.page.goto(shopUrl);
    await customer.launcher.click();
    await customer.agree('Storeless');
    await agent.pick(/Storeless/);
    await customer.say('one');
    await soon(() => agent.words()).toEqual(['one']);
    await agent.say('two');
    await soon(() => customer.words()).toEqual(['one', 'two']);
    await customer.context.setOffline(true);
    await customer.say('three');
    await customer.dialog.getByText('not sent yet').waitFor();
    await customer.context.setOffline(false);
    for (const person of [customer, agent]) await soon(() => person.words()).toEqual(['one', 'two', 'three']);
    const complaints = customer.complaints.filter((words) => !words.includes('ERR_INTERNET_DISCONNECTED'));
    expect(complaints).toEqual([]);
    for (const { context } of [agent, customer]) await context.close();
  });
});

describe('an address that ends in #damso', () => {
  /** Whether the keyboard is in the dialog. */
  const isInDialog = (page: Page) => page.evaluate(() => document.activeElement?.matches('[data-damso]') ?? false);

  test('opens the dialog: from a link of the page, again after closing, and from an e-mail', async () => {
    const shopper = await CustomerPage.at(browser, shopUrl);
    const { page } = shopper;
    const close = shopper.dialog.getByRole('button', { name: 'Close chat' });
    for (const _ of ['once', 'again']) {
      await page.getByRole('link', { name: 'Ask us' }).press('Enter');
      await close.waitFor();
      expect(await isInDialog(page)).toBe(true);
      // A reload must not open what the customer closes now.
      expect(page.url()).toBe(shopUrl);
      await close.press('Enter');
      await soon(() => close.isVisible()).toBe(false);
      await soon(() => shopper.launcher.evaluate((button) => button.matches(':focus'))).toBe(true);
    }
    await page.goto('about:blank');
    await page.goto(`${shopUrl}#damso`);
    await close.waitFor();
    expect(shopper.complaints).toEqual([]);
    await shopper.context.close();
  });

  test('opens the dialog by a script that runs before ours has loaded', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    let load = () => {};
    const held = new Promise<void>((resolve) => (load = resolve));
    await page.route('**/widget.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(shopUrl, { waitUntil: 'commit' });
    await page.getByRole('link', { name: 'Ask us' }).waitFor();
    await page.evaluate(() => (location.hash = 'damso'));
    load();
    await page.frameLocator('[data-damso] iframe').getByRole('button', { name: 'Close chat' }).waitFor();
    await context.close();
  });
});

describe('the launcher on its host page', () => {
  /** Loads the page anew and waits until it stands still. */
  async function load(path: string, measure: (page: Page, session: CDPSession) => Promise<number>): Promise<number> {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
      Object.assign(window, { shifts });
    });
    const session = await context.newCDPSession(page);
    // The processor's time for the page, so that a busy machine makes it no longer.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const answered = path === '/plain' ? undefined : page.waitForResponse(`**/widget/availability/${service}`);
    await page.goto(new URL(path, shopUrl).href);
    await (await answered)?.finished();
    await page.evaluate(async () => {
      for (let count = 0; count < 3; count += 1) await new Promise(requestAnimationFrame);
    });
    const measured = await measure(page, session);
    await context.close();
    return measured;
  }

  const shiftsOf = (page: Page) =>
    page.evaluate(async () => {
      await new Promise(requestAnimationFrame);
      return (window as unknown as { shifts: number[] }).shifts.length;
    });

  test('moves nothing', async () => {
    expect(await load('/', shiftsOf)).toBe(0);
    // What does move something is seen.
    const moved = await load('/plain', async (page) => {
      await page.evaluate(() => {
        const banner = document.createElement('p');
        banner.textContent = 'Sale';
        document.body.prepend(banner);
      });
      let shifts = 0;
      await soon(async () => (shifts = await shiftsOf(page))).toBeGreaterThan(0);
      return shifts;
    });
    expect(moved).toBeGreaterThan(0);
  });

  test('takes less than 10 ms of the main thread', async () => {
    const busyMs = async (_: Page, session: CDPSession) => {
      const { metrics } = await session.send('Performance.getMetrics');
      const counted = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);
      return metrics.reduce((sum, { name, value }) => (counted.has(name) ? sum + value * 1_000 : sum), 0);
    };
    // The least of several loads: whatever else the machine does can only add to it.
    const least = async (path: string) => {
      const times: number[] = [];
      for (let count = 0; count < 7; count += 1) times.push(await load(path, busyMs));
      return Math.min(...times);
    };
    const took = (await least('/')) - (await least('/plain'));
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(10);
  });
});

describe('the help center', () => {
  test('is readable without JavaScript, in both languages, and keeps nothing', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ko-KR' });
    const page = await context.newPage();
    await page.goto(`${product.url}/help/${service}`);
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await page.getByRole('heading', { name: '무엇을 도와드릴까요?' }).waitFor();
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'How can we help?' }).waitFor();
    expect(await context.cookies()).toEqual([]);
    expect((await page.goto(`${product.url}/help/nobody`))?.status()).toBe(404);
    await context.close();
  });
});

describe('the console', () => {
  test('keeps what was typed when signing in fails, and says why', async () => {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(`${product.url}/desk`);
    await page.getByLabel('E-mail').fill(emailOf('jun'));
    await page.getByLabel('Password').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The e-mail or the password is wrong.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(emailOf('jun'));
    await page.getByLabel('Password').fill('damso-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    // It goes where the person wanted to go.
    await page.waitForURL(`${product.url}/desk`);
    await context.close();
  });

  test('calls a chat on every page, and opens the desk over it', async () => {
    const sora = await AgentPage.signIn(browser, product.url, 'sora');
    await sora.openDesk();
    await sora.setAvailability('Online');
    await sora.page.getByRole('link', { name: 'Agents' }).click();
    const widget = sora.page.getByRole('button', { name: /^Open chat/ });
    await widget.waitFor();
    // The other test's agent may be Online too, so chats are begun until one is hers.
    const customers: CustomerPage[] = [];
    while (!/\d new/.test((await widget.getAttribute('aria-label')) ?? '') && customers.length < 4) {
      const customer = await CustomerPage.at(browser, `${product.url}/help/${service}?lang=en`);
      await customer.launcher.click();
      await customer.agree(`Customer ${customers.length}`);
      customers.push(customer);
    }
    // The next one may have come to her before the label told of the first.
    await soon(() => sora.page.title()).toMatch(/^\(\d\)/);
    await widget.click();
    await sora.list
      .getByRole('button', { name: /New request/ })
      .first()
      .click();
    await sora.composer.waitFor();
    await sora.page.keyboard.press('Escape');
    await sora.page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
