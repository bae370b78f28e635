import type { Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentPage, CustomerPage, launchBrowser, soon } from './people.ts';
import { openShop } from './shop.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ alone: true });
let shop: Awaited<ReturnType<typeof openShop>>;
let shopUrl: string;

beforeAll(async () => {
  shop = await openShop(product.url);
  shopUrl = shop.url;
});
afterAll(() => {
  shop.close();
});

const phone = { viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true };

describe('a slow phone', () => {
  test.each(['light', 'dark'] as const)(
    'paints the dialog’s outline and a way out at once, %s',
    async (colorScheme) => {
      const context = await browser.newContext({ ...phone, locale: 'en-US', colorScheme });
      const page = await context.newPage();
      let asked = 0;
      // Nothing of the dialog comes.
      await page.route(/\/widget\/(\?|panel)/, () => void (asked += 1));
      await page.goto(shopUrl);
      await page.locator('[data-damso] button').tap();
      const panel = page.locator('[data-damso] section');
      expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 760 });
      const background = colorScheme === 'dark' ? 'rgb(25, 28, 35)' : 'rgb(255, 255, 255)';
      expect(await panel.evaluate((it) => getComputedStyle(it).backgroundColor)).toBe(background);
      expect(await page.locator('[data-damso] iframe').evaluate((it) => getComputedStyle(it).opacity)).toBe('0');
      await soon(() => asked).toBeGreaterThan(0);
      await panel.getByRole('button', { name: 'Close chat' }).tap();
      await soon(() => panel.isVisible()).toBe(false);
      await context.close();
    },
  );

  test('shows the consent after two rounds of requests and 32 kB', async () => {
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    await agent.setAvailability('Online');
    // Frames of other sites have a process, and a network of DevTools, of their own otherwise.
    const slow = await launchBrowser({
      whole: true,
      args: ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process'],
    });
    const context = await slow.newContext({ ...phone, viewport: { width: 390, height: 844 }, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(shopUrl);
    const launcher = page.locator('[data-damso] button');
    await soon(() => launcher.getAttribute('aria-label')).toContain('Agents are online');

    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    const bytes = 400_000 / 8;
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 300,
      downloadThroughput: bytes,
      uploadThroughput: bytes,
    });
    const nameOf = (url: string) => new URL(url).pathname.replace(/-[\w-]{8}\./, '.');
    interface Sent {
      name: string;
      /** A round begins when what the one before brought is there. */
      round: number;
      bytes?: number;
    }
    const sent = new Map<string, Sent>();
    devtools.on('Network.requestWillBeSent', ({ requestId, request, initiator }) => {
      if (!request.url.startsWith(product.url)) return;
      const by = initiator.url ?? initiator.stack?.callFrames[0]?.url ?? '';
      const before = [...sent.values()].find(({ name }) => by.startsWith(product.url) && name === nameOf(by));
      sent.set(requestId, { name: nameOf(request.url), round: (before?.round ?? 0) + 1 });
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const it = sent.get(requestId);
      if (it) it.bytes = encodedDataLength;
    });
    // What is loaded later never comes, and no consent waits for it.
    await page.route(/\/assets\/(?!start-)/, () => undefined);
    let asked: Request | undefined;
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked ??= request;
    });

    await launcher.tap();
    const frame = page.locator('[data-damso] iframe');
    await page.frameLocator('[data-damso] iframe').getByRole('button', { name: 'Agree and start chat' }).waitFor();
    await soon(() => frame.evaluate((it) => getComputedStyle(it).opacity)).toBe('1');

    const needed = [...sent.values()].filter(({ bytes }) => bytes !== undefined);
    expect(needed.map(({ round, name }) => `${round} ${name}`).sort()).toEqual([
      '1 /widget/',
      '1 /widget/panel.js',
      '2 /graphql',
      '2 /widget/assets/start.js',
    ]);
    expect(needed.reduce((sum, { bytes }) => sum + bytes!, 0)).toBeLessThanOrEqual(32_000);
    // Nothing of the customer goes along.
    expect((asked!.postDataJSON() as { variables: unknown }).variables).toEqual({ service: 'demo', language: 'en' });
    const headers = await asked!.allHeaders();
    expect([headers['cookie'], headers['authorization']]).toEqual([undefined, undefined]);
    await slow.close();
    await agent.context.close();
  });

  test('begins the chat all the same when what it takes does not come at first', async () => {
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    await agent.setAvailability('Online');
    const customer = await CustomerPage.at(browser, shopUrl, phone);
    const { page, dialog, composer, launcher } = customer;
    let lost = 0;
    // Styles first: what tries again must not take a sheet that did not come for one that did.
    await page.route(/\/assets\/later-.*\.css/, (route) => {
      lost += 1;
      return route.abort();
    });
    await launcher.tap();
    const agree = dialog.getByRole('button', { name: 'Agree and start chat' });
    await agree.waitFor();
    await soon(() => lost).toBeGreaterThan(0);
    await agree.tap();
    await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute(/\/assets\/later-.*\.css/);
    await page.route(/\/assets\/later-.*\.js/, (route) => route.abort(), { times: 1 });
    // By itself.
    await composer.waitFor();
    expect(await composer.evaluate((it) => getComputedStyle(it).resize)).toBe('none');
    await customer.say('It came');
    await soon(() => customer.words()).toContain('It came');
    await customer.context.close();
    await agent.context.close();
  });
});

describe('the Back button of a phone', () => {
  test('closes the dialog and stays on the site; closed otherwise the dialog leaves nothing to go back over', async () => {
    const customer = await CustomerPage.at(browser, 'about:blank', phone);
    const { page, launcher } = customer;
    await page.addInitScript(() => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      // A router keeps what it needs in the state, and looks there and at the address.
      if (history.state === null) history.replaceState({ page: 7 }, '');
      addEventListener('popstate', ({ state }) =>
        told.push([location.href, (state as { page?: number } | null)?.page]),
      );
    });
    await page.goto(shopUrl);
    const expanded = () => launcher.getAttribute('aria-expanded');
    const close = customer.dialog.getByRole('button', { name: 'Close chat' });
    const isEntered = () => page.evaluate(() => !!(history.state as { damso?: true } | null)?.damso);

    await launcher.tap();
    await close.waitFor();
    await soon(isEntered).toBe(true);
    await page.goBack();
    await soon(expanded).toBe('false');
    expect(page.url()).toBe(shopUrl);
    await page.goForward();
    await soon(expanded).toBe('true');
    await close.tap();
    await soon(expanded).toBe('false');
    await soon(isEntered).toBe(false);
    await page.getByRole('link', { name: 'Ask us' }).tap();
    await soon(expanded).toBe('true');
    await soon(isEntered).toBe(true);
    await page.goBack();
    await soon(expanded).toBe('false');
    expect(page.url()).toBe(shopUrl);
    // What a router hears of the dialog's entry is the page it already shows.
    const told = await page.evaluate(() => (window as unknown as { told: [string, unknown][] }).told);
    for (const it of told.slice(0, 3)) expect(it).toEqual([shopUrl, 7]);
    await customer.context.close();
  });

  test('is left alone on a wide screen', async () => {
    const customer = await CustomerPage.at(browser, shopUrl);
    const length = await customer.page.evaluate(() => history.length);
    await customer.launcher.click();
    await customer.dialog.getByRole('button', { name: 'Close chat' }).waitFor();
    expect(await customer.page.evaluate(() => history.length)).toBe(length);
    await customer.context.close();
  });
});
