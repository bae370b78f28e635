import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ask } from './ask.ts';
import { contextIn, Look } from './look.ts';
import { AgentPage, soon } from './people.ts';
import { browser, openStage, product } from './stage.ts';
import { languages, wordsOf } from './words.ts';

openStage({ alone: true });

/** What the page asks other sites for, and what its policy or a script complains about. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(product.url).host)
      complaints.push(`asked ${request.url()}`);
  });
  return complaints;
}

/** A key of the demo's service, as an administrator makes it. */
async function newKey({ page }: AgentPage): Promise<string> {
  const { createApiClient } = await ask(
    product.url,
    page,
    `mutation { createApiClient(input: { name: "Explorer", scopes: ["events:read"] }) { ... on CreatedApiClient { secret } } }`,
  );
  return createApiClient.secret;
}

/** Its tabs have a button in them, and its editors scroll by their caret, which axe does not know. */
const ofGraphiql =
  /^explorer \(.*\) (nested-interactive at \.graphiql-tab:|scrollable-region-focusable at \S.*\.CodeMirror-scroll:)/;

/** Writes an operation in the explorer and runs it; what was answered is under the last of the editors. */
async function run(page: Page, query: string): Promise<void> {
  await page.locator('.graphiql-query-editor .CodeMirror').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(query);
  await page.keyboard.press('ControlOrMeta+Enter');
}
const answer = (page: Page) => page.locator('.result-window .CodeMirror-code').innerText();

test('A6: a stranger reads how the API works, finds a field, and tries it in the explorer with a key and with a session', async () => {
  const mina = await AgentPage.signIn(browser, product.url);
  const secret = await newKey(mina);
  const { page } = mina;
  await page.goto(`${product.url}/service/api-keys`);
  await page.getByRole('link', { name: 'API documentation' }).click();
  await page.waitForURL('**/developers');
  const complaints = watch(page);

  await page.getByRole('main').getByRole('link', { name: 'Errors', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
  await page
    .getByRole('navigation', { name: 'On this page' })
    .getByRole('link', { name: 'Codes', exact: true })
    .click();
  await page.getByText('EPOCH_CHANGED').first().waitFor();

  // From anywhere a key leads to the search, and what is found follows the typing.
  await page.keyboard.press('/');
  await page.keyboard.type('startchat');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/developers/search?q=startchat');
  await page.getByRole('searchbox').fill('Chat.revision');
  await page.getByRole('link', { name: 'Chat.revision', exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/developers/reference/Chat#revision');
  expect(await page.locator(':target').innerText()).toContain('revision: Int!');

  await page.goto(`${product.url}/developers/reference/Mutation#startChat`);
  const startChat = page.getByRole('region', { name: /^startChat/ });
  await startChat.getByText('An operation to begin with').click();
  await startChat.getByRole('button', { name: 'Copy' }).click();
  await startChat.getByRole('link', { name: 'StartChatInput' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'StartChatInput' }).waitFor();

  await page.getByRole('link', { name: 'Explorer', exact: true }).click();
  await page.getByLabel('API key or customer’s token').check();
  await page.getByLabel('API key or token', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Use' }).click();
  await page.getByText('Asking as: API key').waitFor();
  await run(page, '{ viewer { __typename } }');
  await soon(() => answer(page)).toContain('"ApiClient"');
  // Subscriptions come over a socket, as whoever the key is.
  const socket = page.waitForEvent('websocket');
  await run(page, 'subscription { chatAvailability(service: "demo") { state } }');
  expect((await socket).url()).toContain('/graphql');
  await soon(() => answer(page)).toContain('"state": "ABSENT"');
  await page.getByRole('button', { name: /^Stop/ }).click();

  await page.getByLabel('My console session').check();
  await run(page, '{ viewer { ... on Agent { email } } }');
  await soon(() => answer(page)).toContain('mina@demo.test');
  await page.getByLabel('Nobody').check();
  await run(page, '{ viewer { __typename } }');
  await soon(() => answer(page)).toContain('"viewer": null');

  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain('damso_');
  expect(kept).not.toContain('graphiql');
  expect(complaints).toEqual([]);
});

describe('without a script', () => {
  test('everything is read, linked and searched', async () => {
    const context = await contextIn('ko', { javaScriptEnabled: false });
    const page = await context.newPage();
    const say = wordsOf('ko');
    await page.goto(`${product.url}/developers?lang=ko`);
    await page.getByRole('searchbox').fill('sendMessage');
    await page.getByRole('button', { name: say('developers_search'), exact: true }).click();
    await page.getByRole('link', { name: 'Mutation.sendMessage', exact: true }).click();
    await page.getByRole('region', { name: /^sendMessage/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('lang')).toBe('ko');
    await page.getByRole('link', { name: 'SendMessageInput' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'SendMessageInput' }).waitFor();
    await page.goto(`${product.url}/developers/explorer?lang=ko`);
    expect(await page.content()).toContain(say('developers_explorer_no_script'));
    const missing = await page.goto(`${product.url}/developers/reference/Nothing?lang=ko`);
    expect(missing!.status()).toBe(404);
    await page.getByRole('heading', { name: say('developers_missing') }).waitFor();
    await context.close();
  });
});

test('every page is described, and every link on it leads to a page that has the place', async () => {
  const pages = new Map<string, Promise<string>>();
  const flaws: string[] = [];
  const read = async (path: string): Promise<string> => {
    const response = await fetch(product.url + path, { headers: { accept: 'text/html', 'accept-language': 'en' } });
    const text = await response.text();
    if (response.status !== 200) flaws.push(`${path}: ${response.status}`);
    return text;
  };
  const page = (path: string) => pages.get(path) ?? pages.set(path, read(path)).get(path)!;
  const waiting = ['/developers'];
  const seen = new Set(waiting);
  for (const path of waiting) {
    const html = await page(path);
    if (!html.startsWith('<!')) continue;
    if (!/<meta name="(description|robots)" content="[^"]{10,}|<meta name="robots"/.test(html))
      flaws.push(`${path}: no description`);
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      if (/^https?:/.test(href)) continue;
      const target = new URL(href.replaceAll('&amp;', '&'), product.url + path);
      const place = decodeURIComponent(target.hash.slice(1));
      const at = target.pathname;
      if (place && !new RegExp(`id="${place}"`).test(await page(at))) flaws.push(`${path}: ${at}#${place}`);
      if (seen.has(at)) continue;
      seen.add(at);
      if (at.startsWith('/developers')) waiting.push(at);
      else await page(at);
    }
  }
  expect(flaws).toEqual([]);
  for (const path of [
    '/developers/guides',
    '/developers/api',
    '/developers/examples/relay/main.ts',
    '/developers/reference/EventKind',
  ])
    expect(seen).toContain(path);
});

test('an example comes as a file to who is no browser', async () => {
  const response = await fetch(`${product.url}/developers/examples/talk.ts`);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await response.text()).toBe(readFileSync('examples/talk.ts', 'utf8'));
  expect((await fetch(`${product.url}/developers/examples/nothing.ts`)).status).toBe(404);
});

test('the explorer’s weight is on its page alone', async () => {
  const context = await contextIn('en');
  const page = await context.newPage();
  const scripts = new Map<string, Promise<string>>();
  const isExplorer = (script: string) => /CodeMirror|__REACT_DEVTOOLS/.test(script);
  page.on('response', (response) => {
    if (response.status() === 200 && /\.js(\?|$)/.test(response.url())) scripts.set(response.url(), response.text());
  });
  for (const path of ['/sign-in', '/help/demo', '/developers', '/developers/reference/Mutation'])
    await page.goto(product.url + path, { waitUntil: 'networkidle' });
  for (const [url, text] of scripts) expect(isExplorer(await text), url).toBe(false);
  scripts.clear();
  await page.goto(`${product.url}/developers/explorer`);
  await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
  expect((await Promise.all(scripts.values())).some(isExplorer)).toBe(true);
  await context.close();
});

describe.each(languages)('in %s', (language) => {
  test('every page is read by everybody, on a phone too', async () => {
    const look = new Look(language);
    const context = await contextIn(language, { viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    for (const path of [
      '',
      '/guides',
      '/guides/keys',
      '/examples',
      '/examples/urql.ts',
      '/api/errors',
      '/reference',
      '/reference/Query',
      '/reference/Chat',
      '/reference/StartChatInput',
      '/search?q=chat',
      '/search?q=nothing-of-this',
    ]) {
      await page.goto(`${product.url}/developers${path}`);
      await look.at(path, page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
    await page.goto(`${product.url}/developers/explorer`);
    await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
    await page.getByLabel(wordsOf(language)('developers_as_token')).check();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await look.at('explorer', page);
    expect(look.found.filter((violation) => !ofGraphiql.test(violation))).toEqual([]);
    await context.close();
  });
});
