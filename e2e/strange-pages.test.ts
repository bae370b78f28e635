import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AgentPage, CustomerPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';

openStage({ alone: true });

/** Another company's site: a page of it is what was last said to be there. */
let site: Server;
let siteUrl: string;
const pages = new Map<string, { html: string; headers?: OutgoingHttpHeaders }>();
function put(path: string, html: string, headers?: OutgoingHttpHeaders): string {
  pages.set(path, { html, ...(headers && { headers }) });
  return siteUrl + path;
}

beforeAll(async () => {
  site = createServer(({ url }, response) => {
    const page = pages.get(url!);
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.html);
  });
  await new Promise<void>((resolve) => site.listen(0, resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => {
  site.close();
});

const script = (more = 'data-service="demo"', query = '') =>
  `<script src="${product.url}/widget.js${query}" ${more}></script>`;
const pageWith = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`;

const buttonIn = (page: Page | Frame): Locator => page.locator('[data-damso] button[aria-expanded]');
/** Shows that the launcher has heard of the agents: it listens and asks. */
const waitUntilKnown = (page: Page) => soon(() => buttonIn(page).getAttribute('aria-label')).toContain(', ');

describe('the launcher under the style of its page', () => {
  const everything = `display:none; visibility:hidden; opacity:0; pointer-events:none; position:relative; inset:0; z-index:-1;
    margin:40px; padding:40px; border:9px solid; width:100%; height:100%; min-width:400px; min-height:400px; max-width:1px; max-height:1px;
    overflow:hidden; clip-path:circle(0); mask:linear-gradient(#0000 0 0); filter:invert(1) blur(9px); transform:translate(-90px,-90px) scale(2);
    translate:50px; rotate:45deg; scale:3; perspective:100px; zoom:2; contain:strict; content-visibility:hidden; float:left; direction:rtl;
    mix-blend-mode:difference; transition:all 9s; animation:away 1s infinite alternate; font-size:80px; color:red; background:red; outline:9px solid`;
  const important = everything.replace(/;|$/g, '!important;');
  const styles = [
    'div:empty{display:none}',
    'body>div{height:100%;width:100%}',
    'body>div{position:relative;min-height:300px}',
    'div{display:none!important}',
    '*{all:unset!important}',
    `*:not(html,head,body){${everything}}`,
    `html>*:not(head,body){${important}}`,
    `:empty{${important}}`,
    `[lang]:not(html){${important}}`,
    `[data-damso]{${important}}`,
    `html :last-child{${important}}`,
    `@layer page{damso-launcher{${important}}}`,
    '*::before,*::after{content:"";display:block!important;position:fixed!important;inset:0!important}',
    `body{transform:translate(200px);filter:blur(2px);opacity:0;pointer-events:none;display:flex;overflow:hidden}`,
    `html{pointer-events:none;visibility:hidden;direction:rtl;font-size:40px;cursor:none}`,
  ];
  const keyframes = '@keyframes away{from{opacity:0;transform:translate(50px)}}';

  test('stands in its corner as it is, and takes no click but its own', async () => {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 700 } });
    const page = await context.newPage();
    const corner = { x: 1000 - 20 - 56, y: 700 - 20 - 56, width: 56, height: 56 };
    const look = async (style: string) => {
      await page.goto(
        put('/style', pageWith(`<h1>Shop</h1><div></div>${script()}`, `<style>${keyframes}${style}</style>`)),
      );
      await waitUntilKnown(page);
      const at = (x: number, y: number) =>
        page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.localName ?? 'nothing', [x, y]);
      return {
        box: await buttonIn(page).boundingBox(),
        hit: await at(corner.x + 28, corner.y + 28),
        beside: await Promise.all([at(10, 10), at(500, 350), at(corner.x - 9, corner.y - 9), at(990, 690)]),
        // The middle of the icon: what lies beside it is the page's.
        picture: (
          await page.screenshot({
            clip: { x: corner.x + 14, y: corner.y + 20, width: 26, height: 22 },
            animations: 'allow',
          })
        ).toString('base64'),
      };
    };
    const plain = await look('');
    expect(plain).toMatchObject({ box: corner, hit: 'damso-launcher' });
    for (const style of styles) {
      const { beside, ...rest } = await look(style);
      expect(rest, style).toEqual({ box: plain.box, hit: plain.hit, picture: plain.picture });
      expect(beside, style).not.toContain('damso-launcher');
    }
    await context.close();
  });
});

describe('the launcher on a page that replaces itself', () => {
  const again = (body: string, more?: string) => `<h1>${body}</h1>${script(more)}`;
  /** Scripts that come by `innerHTML` do not run; libraries put them in anew so that they do. */
  const ways: Record<string, (page: Page) => Promise<unknown>> = {
    'a body exchanged for another, its script run again': (page) =>
      page.evaluate((html) => {
        const body = document.createElement('body');
        body.innerHTML = html;
        for (const dead of body.querySelectorAll('script')) {
          const live = document.createElement('script');
          for (const { name, value } of dead.attributes) live.setAttribute(name, value);
          dead.replaceWith(live);
        }
        document.documentElement.replaceChild(body, document.body);
      }, again('Next')),
    'a body filled anew': (page) => page.evaluate(() => (document.body.innerHTML = '<h1>Filled</h1>')),
    'a page filled anew with its own markup': (page) =>
      page.evaluate(() => {
        const { outerHTML } = document.querySelector('[data-damso]')!;
        document.documentElement.innerHTML = `<head></head><body><h1>Same</h1>${outerHTML}</body>`;
      }),
    'a page written anew': (page) =>
      page.evaluate(() => {
        document.open();
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- what pages do
        document.write('<!doctype html><title>Written</title><h1>Written</h1>');
        document.close();
      }),
    'a page written anew with the script in it': (page) =>
      page.evaluate(
        (html) => {
          document.open();
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- what pages do
          document.write(html);
          document.close();
        },
        pageWith(again('Written')),
      ),
    'an element taken out': (page) => page.evaluate(() => document.querySelector('[data-damso]')?.remove()),
    'the script loaded twice more': (page) =>
      page.evaluate(async (src) => {
        for (const _ of [1, 2])
          await new Promise((resolve) => {
            const live = Object.assign(document.createElement('script'), { src, onload: resolve });
            live.dataset['service'] = 'demo';
            document.head.append(live);
          });
      }, `${product.url}/widget.js`),
  };

  test.each([
    ['head', ''],
    ['body', ''],
    ['head', 'async'],
  ])('is there once, asks once and opens once: script in %s %s', async (place, how) => {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    const tag = script(`data-service="demo" ${how}`);
    await page.clock.install();
    const url = put(`/replaced`, place === 'head' ? pageWith('<h1>Shop</h1>', tag) : pageWith(`<h1>Shop</h1>${tag}`));
    for (const [name, change] of Object.entries(ways)) {
      await page.goto('about:blank');
      await page.goto(url);
      await waitUntilKnown(page);
      await change(page);
      await change(page);
      await page.clock.runFor(100);
      await soon(() => page.locator('[data-damso]').count()).toBe(1);
      await waitUntilKnown(page);

      // Each time that it asks, it asks once.
      let asked = 0;
      const count = (request: { url(): string }) =>
        (asked += Number(request.url().endsWith('/widget/availability/demo')));
      page.on('request', count);
      for (const times of [1, 2]) {
        const answered = page.waitForResponse('**/widget/availability/demo');
        await page.clock.runFor(3_000);
        await (await answered).finished();
        await page.evaluate(() => new Promise((resolve) => queueMicrotask(() => resolve(0))));
        expect(asked, name).toBe(times);
      }
      page.off('request', count);

      await page.evaluate(() => (location.hash = 'damso'));
      const close = page.frameLocator('[data-damso] iframe').getByRole('button', { name: 'Close chat' });
      await close.waitFor();
      expect(await page.locator('[data-damso] iframe').count(), name).toBe(1);
      expect(page.url(), name).toBe(url);
      await close.click();
      await soon(() => close.isVisible()).toBe(false);
      await buttonIn(page).click();
      await close.waitFor();
    }
    await context.close();
  });

  test('keeps the open dialog and its conversation', async () => {
    const agent = await AgentPage.signIn(browser, product.url);
    await agent.openDesk();
    await agent.setAvailability('Online');
    // On a site of the same domain, where the browser keeps what the dialog stores.
    const customer = await CustomerPage.at(
      browser,
      put('/talk', pageWith(again('Talk'))).replace('127.0.0.1', 'localhost'),
    );
    await customer.launcher.click();
    await customer.agree();
    await customer.say('Still here?');
    await soon(() => customer.words()).toEqual(['Still here?']);
    for (const [name, change] of Object.entries(ways)) {
      await change(customer.page);
      await soon(() => customer.page.locator('[data-damso] iframe').count()).toBe(1);
      await customer.composer.waitFor();
      await soon(() => customer.words()).toEqual(['Still here?']);
      expect(await buttonIn(customer.page).getAttribute('aria-expanded'), name).toBe('true');
    }
    for (const { context } of [agent, customer]) await context.close();
  });

  test('takes what the page says of it on its next visit, in its other language', async () => {
    const customer = await CustomerPage.at(
      browser,
      put('/languages', pageWith(again('One', 'data-service="demo" data-language="en"'))),
    );
    await waitUntilKnown(customer.page);
    await customer.page.evaluate((src) => {
      const live = Object.assign(document.createElement('script'), { src });
      Object.assign(live.dataset, { service: 'demo', language: 'ko', side: 'left' });
      document.body.replaceChildren(live);
    }, `${product.url}/widget.js`);
    await soon(() => customer.launcher.getAttribute('aria-label')).toContain('채팅 상담 열기');
    expect(await customer.page.locator('[data-damso]').count()).toBe(1);
    expect((await customer.launcher.boundingBox())!.x).toBe(20);
    await customer.context.close();
  });
});

describe('a page whose policy is in the dialog’s way', () => {
  const start = (page: Page) =>
    page
      .frameLocator('[data-damso] iframe')
      .getByRole('button', { name: /Agree and start chat|Leave an inquiry/ })
      .first();

  test.each(['require-corp', 'credentialless'])('isolated by %s: the dialog opens', async (value) => {
    const customer = await CustomerPage.at(
      browser,
      put(`/${value}`, pageWith(script('crossorigin data-service="demo"')), {
        'cross-origin-embedder-policy': value,
        'cross-origin-opener-policy': 'same-origin',
      }),
    );
    await waitUntilKnown(customer.page);
    await customer.launcher.click();
    await start(customer.page).waitFor();
    expect(customer.complaints).toEqual([]);
    await customer.context.close();
  });

  test('a file: the dialog opens, and closes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'damso-page-'));
    const file = join(folder, 'page.html');
    await writeFile(file, pageWith(script()));
    const customer = await CustomerPage.at(browser, pathToFileURL(file).href);
    await waitUntilKnown(customer.page);
    await customer.launcher.click();
    await start(customer.page).waitFor();
    await customer.dialog.getByRole('button', { name: 'Close chat' }).click();
    await soon(() => customer.launcher.getAttribute('aria-expanded')).toBe('false');
    await customer.context.close();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['en', 'Chat could not be opened here.', 'Open the help center in a new window'],
    ['ko', '여기에서는 채팅 상담을 열지 못했습니다.', '헬프센터를 새 창에서 열기'],
  ])('no frames: the help center is offered instead, in words (%s)', async (language, refused, elsewhere) => {
    const customer = await CustomerPage.at(
      browser,
      put('/no-frames', pageWith(script(`data-service="demo" data-language="${language}"`)), {
        'content-security-policy': `default-src 'self'; script-src ${product.url}; connect-src ${product.url}`,
      }),
    );
    await customer.launcher.click();
    const { page } = customer;
    await soon(() => page.getByRole('alert').textContent()).toBe(refused);
    const link = page.getByRole('link', { name: elsewhere });
    const [help] = await Promise.all([customer.context.waitForEvent('page'), link.click()]);
    await soon(() => help.url()).toBe(`${product.url}/help/demo?lang=${language}`);
    // The way out still works.
    await page.locator('[data-damso] section').getByRole('button').press('Escape');
    await soon(() => link.isVisible()).toBe(false);
    await soon(() => customer.launcher.evaluate((button) => button.matches(':focus'))).toBe(true);
    await customer.context.close();
  });

  test('a sandbox: the help center is offered instead, with its address to copy', async () => {
    put('/inner', pageWith(script()));
    const customer = await CustomerPage.at(
      browser,
      put('/sandbox', pageWith('<iframe sandbox="allow-scripts" src="/inner" width="500" height="700"></iframe>')),
    );
    const inner = (await (await customer.page.locator('iframe').elementHandle()).contentFrame())!;
    await buttonIn(inner).click();
    await inner.getByRole('link', { name: 'Open the help center in a new window' }).waitFor();
    await inner.getByText(`${product.url}/help/demo?lang=en`).waitFor();
    await customer.context.close();
  });
});

describe('a page without the attributes of the script', () => {
  test('says them in its address', async () => {
    const customer = await CustomerPage.at(
      browser,
      put('/query', pageWith(script('', '?service=demo&language=ko&side=left&accent=%230a7f5a'))),
    );
    await soon(() => customer.launcher.getAttribute('aria-label')).toContain('채팅 상담 열기, ');
    expect((await customer.launcher.boundingBox())!.x).toBe(20);
    expect(await customer.launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
      'rgb(10, 127, 90)',
    );
    await customer.context.close();
  });

  test('says them by damso(), before the script has loaded and after, wherever that comes from', async () => {
    const stub = '<script>window.damso ||= (...call) => (damso.q ||= []).push(call);</script>';
    const ask = `<script>damso('start', { service: 'demo', language: 'en' }); damso('open');</script>`;
    const customer = await CustomerPage.at(
      browser,
      put('/stub', pageWith(`${stub}${ask}${script('type="module" crossorigin')}`)),
    );
    const close = customer.dialog.getByRole('button', { name: 'Close chat' });
    await close.waitFor();
    const say = (command: string) =>
      customer.page.evaluate(
        (command) => (window as unknown as { damso: (it: string) => void }).damso(command),
        command,
      );
    await say('close');
    await soon(() => close.isVisible()).toBe(false);
    await say('open');
    await close.waitFor();
    expect(customer.complaints).toEqual([]);
    await customer.context.close();
  });

  test('as the example shows: at any address of Damso, and in words where Damso is elsewhere', async () => {
    const customer = await CustomerPage.at(browser, `${product.url}/example.html`);
    await soon(() => customer.launcher.getAttribute('aria-label')).toContain('채팅 상담 열기, ');
    await customer.context.close();
    const example = await readFile(join(import.meta.dirname, '../web/static/example.html'), 'utf8');
    const lost = await CustomerPage.at(browser, put('/example', example.replaceAll('localhost:4000', 'localhost:9')));
    await lost.page.getByText('No chat button?').waitFor();
    await lost.page.goto(put('/example', example.replaceAll('http://localhost:4000', product.url)));
    await soon(() => lost.launcher.getAttribute('aria-label')).toContain('채팅 상담 열기, ');
    await soon(() => lost.page.getByText('No chat button?').count()).toBe(0);
    await lost.context.close();
  });
});
