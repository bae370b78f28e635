import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage();
let shop: Server;
let shopUrl: string;

beforeAll(async () => {
  shop = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Shop</title></head>
<body><h1>Shop</h1><p><a href="#damso">Ask us</a></p><script src="${product.url}/widget.js" data-service="demo"></script></body></html>`);
  });
  await new Promise<void>((resolve) => shop.listen(0, resolve));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
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

  test('shows the consent after three rounds of requests and 40 kB', async () => {
    const context = await browser.newContext({ ...phone, locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(shopUrl);
    const launcher = page.locator('[data-damso] button');
    await soon(() => launcher.getAttribute('aria-label')).toContain(', ');
    const requests: { url: string; sentAt: number; endedAt: number; bytes: number }[] = [];
    page.on('requestfinished', async (request) => {
      const { startTime, responseEnd } = request.timing();
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      requests.push({
        url: request.url(),
        sentAt: startTime,
        endedAt: startTime + responseEnd,
        bytes: responseBodySize + responseHeadersSize,
      });
    });
    const consent = page.frameLocator('[data-damso] iframe').getByRole('button', { name: /Agree|Leave an inquiry/ });
    await launcher.tap();
    await consent.first().waitFor();
    await page.waitForLoadState('networkidle');
    // What is sent after the answer has come, the talk say, no consent waits for.
    const answeredAt = requests.find(({ url }) => url.endsWith('/graphql'))!.endedAt;
    const before = requests.filter(
      ({ url, sentAt }) => url.startsWith(product.url) && sentAt < answeredAt && !/availability|widget\.js$/.test(url),
    );
    const names = before.map(({ url }) => new URL(url).pathname.replace(/-[\w-]{8}\./, '.')).sort();
    expect(names).not.toContain('/widget/assets/Talk.js');
    expect(names).toContain('/graphql');
    expect(before.length).toBeLessThanOrEqual(8);
    expect(before.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(40_000);
    // A round begins when what the last one brought is there: the page, its parts, and the answer, asked by the smallest of the parts.
    const at = (part: RegExp) => before.find(({ url }) => part.test(url))!;
    const html = at(/\/widget\/\?/);
    const asked = at(/\/graphql$/);
    const parts = before.filter(({ url }) => /\/assets\//.test(url));
    for (const part of parts) expect(part.sentAt, part.url).toBeLessThan(asked.sentAt);
    expect(html.sentAt).toBeLessThan(asked.sentAt);
    await context.close();
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
