import { request as httpRequest, type IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import {
  headersOf,
  Kit,
  TestSocket,
  type Answer,
  type Credentials,
  type TestCustomer,
  type TestService,
} from '../../test/kit.ts';

const kit = await Kit.start();

const site = 'https://shop.example';
const stranger = 'https://stranger.example';
const chatChanges = 'subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }';
const viewer = JSON.stringify({ query: '{ viewer { __typename } }' });

/** At home on `site` alone; another service of the same installation is at home on `elsewhere`; and one is at home everywhere. */
let service: TestService;
let foreign: TestService;
let open: TestService;
const elsewhere = 'https://elsewhere.example';
let customer: TestCustomer;

async function register(of: TestService, origin: string, verb: 'addSite' | 'removeSite' = 'addSite'): Promise<void> {
  const admin = await of.admin();
  await admin.run(`mutation ($o: String!) { ${verb}(origin: $o) { __typename } }`, { o: origin });
  await vi.waitUntil(() => (kit.app.sites.ofSlug(of.slug)?.has(origin) ?? false) === (verb === 'addSite'), 20_000);
}

beforeAll(async () => {
  [service, foreign, open] = [await kit.service(), await kit.service(), await kit.service()];
  for (const each of [service, foreign, open]) await each.onlineAgent();
  await register(service, site);
  await register(foreign, elsewhere);
  customer = await service.customer();
});

interface Told {
  status: number;
  code: string | undefined;
  allowed: string | null;
}

function toldBy({ status, headers }: Response, body: Answer): Told {
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.get('vary')).toContain('Origin');
  return { status, code: body?.errors?.[0]?.extensions.code, allowed: headers.get('access-control-allow-origin') };
}

async function ask(query: string, variables: object, origin: string, credentials: Credentials = {}): Promise<Told> {
  const response = await fetch(`${kit.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headersOf(credentials) },
    body: JSON.stringify({ query, variables }),
  });
  return toldBy(response, await response.json());
}

const asked = (origin: string, credentials: Credentials = {}) =>
  ask('{ viewer { __typename } }', {}, origin, credentials);

describe('a preflight', () => {
  const preflight = (origin: string, path = '/graphql') =>
    fetch(`${kit.url}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test.each(['/graphql', '/files', '/files/Attachment_x', '/pictures/x'])(
    'to %s is answered to a site of any service, to be kept, and to nobody else',
    async (path) => {
      for (const origin of [site, elsewhere]) {
        const { status, headers } = await preflight(origin, path);
        expect(status).toBe(204);
        expect(Object.fromEntries(headers)).toMatchObject({
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'GET, HEAD, POST',
          'access-control-allow-headers': 'authorization, content-type, x-file-name, x-request-id, x-service',
          'access-control-max-age': '7200',
          vary: 'Origin',
        });
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
      for (const origin of [stranger, 'http://shop.example', 'https://shop.example:444', 'null']) {
        const response = await preflight(origin, path);
        expect(toldBy(response, await response.json())).toEqual({ status: 403, code: 'FOREIGN_SITE', allowed: null });
      }
    },
  );
});

describe('a page of a registered site', () => {
  test('reads the API as nobody, with a customer’s token and with an API key, refusals included', async () => {
    const key = await service.apiClient(['chats:read']);
    for (const credentials of [{}, customer.credentials, key.credentials]) {
      expect(await asked(site, credentials)).toEqual({ status: 200, code: undefined, allowed: site });
    }
    const wrong = { token: 'not-a-token-of-anybody-at-all' };
    expect(await asked(site, wrong)).toEqual({ status: 401, code: 'UNAUTHENTICATED', allowed: site });
    const help = 'query ($s: String!) { helpCenter(service: $s) { service { name } } }';
    expect(await ask(help, { s: service.slug }, site)).toEqual({ status: 200, code: undefined, allowed: site });
  });

  test('cannot use a cookie of ours', async () => {
    const agent = await service.agent();
    const refused = { status: 403, code: 'FOREIGN_ORIGIN', allowed: site };
    expect(await asked(site, agent.credentials)).toEqual(refused);
    // Neither by an event stream, nor by an address, where a cookie means nobody.
    const headers = { origin: site, accept: 'text/event-stream', ...headersOf(agent.credentials) };
    const stream = await fetch(`${kit.url}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { deskChanges { removed } }' }),
    });
    expect(toldBy(stream, await stream.json())).toEqual(refused);
    const query = encodeURIComponent('subscription { deskChanges { removed } }');
    const byAddress = await fetch(`${kit.url}/graphql?query=${query}`, { headers });
    expect(await byAddress.text()).toContain('UNAUTHENTICATED');
  });

  test('listens by an event stream, also without a header of its own, until its site is taken away', async () => {
    const query = 'subscription ($s: String!) { chatAvailability(service: $s) { state } }';
    const address = `${kit.url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify({ s: service.slug }) })}`;
    const first = async (origin: string) => {
      const end = new AbortController();
      const headers = { origin, accept: 'text/event-stream', 'sec-fetch-site': 'cross-site' };
      const response = await fetchAsBrowser(address, headers, end.signal);
      return { ...response, end };
    };
    const heard = await first(site);
    expect(heard.status).toBe(200);
    expect(heard.headers['access-control-allow-origin']).toBe(site);
    heard.end.abort();
    const refused = await first(stranger);
    expect(refused.status).toBe(403);
    expect(refused.headers['access-control-allow-origin']).toBeUndefined();

    const leaving = 'https://leaving.example';
    await register(service, leaving);
    const stream = await fetch(`${kit.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        origin: leaving,
        ...headersOf(customer.credentials),
      },
      body: JSON.stringify({ query: chatChanges, variables: { id: customer.chatId } }),
    });
    const text = stream.text();
    await register(service, leaving, 'removeSite');
    expect(await text).toMatch(/event: next[^]*FOREIGN_SITE[^]*event: complete/);
  });

  test('of another service is refused, whatever says which service is meant', async () => {
    // It may read why: that is for whoever writes the page.
    const refused = { status: 403, code: 'FOREIGN_SITE', allowed: elsewhere };
    const key = await service.apiClient(['chats:read']);
    for (const { credentials } of [customer, key]) expect(await asked(elsewhere, credentials)).toEqual(refused);
    const answered = { ...refused, status: 200 };
    const s = service.slug;
    const consent = 'consent: { noticeVersion: "1", language: en }';
    for (const query of [
      'query ($s: String!) { helpCenter(service: $s) { service { name } } }',
      `mutation ($s: String!) { startChat(input: { service: $s, ${consent} }) { __typename } }`,
      'mutation ($s: String!) { identify(input: { service: $s, identity: "x" }) { __typename } }',
      `mutation ($s: String!) { submitInquiry(input: { service: $s, inquiryTypeId: "${service.inquiryTypeId}", email: "a@b.example",
        title: "t", content: "c", ${consent} }) { __typename } }`,
    ]) {
      expect(await ask(query, { s }, elsewhere)).toEqual(answered);
      // Nor from a page that is nobody's: browsers stop that at the preflight, and nothing is done for others.
      expect(await ask(query, { s }, stranger)).toEqual({ ...answered, allowed: null });
    }
    const none = await service.start({}, {});
    expect(none.__typename).toBe('StartedChat');
  });

  test('sends and reads files, and nobody else does', async () => {
    const send = async (origin: string, headers: Record<string, string>) => {
      const response = await fetch(`${kit.url}/files`, {
        method: 'POST',
        headers: { origin, 'x-file-name': 'a.txt', ...headers },
        body: 'text',
      });
      return toldBy(response, await response.json());
    };
    for (const who of [{ 'x-service': service.slug }, headersOf(customer.credentials)]) {
      expect(await send(site, who)).toEqual({ status: 201, code: undefined, allowed: site });
      expect(await send(elsewhere, who)).toEqual({ status: 403, code: 'FOREIGN_SITE', allowed: elsewhere });
      expect(await send(stranger, who)).toEqual({ status: 403, code: 'FOREIGN_SITE', allowed: null });
    }
    for (const path of ['/files/Attachment_none', '/pictures/none']) {
      const response = await fetch(`${kit.url}${path}`, {
        headers: { origin: site, ...headersOf(customer.credentials) },
      });
      expect(toldBy(response, await response.json())).toMatchObject({ status: 404, allowed: site });
    }
  });
});

describe('a service that has registered no site', () => {
  test('is used as before, by whoever needs no leave of a browser', async () => {
    const its = await open.customer();
    expect(await asked(stranger, its.credentials)).toEqual({ status: 200, code: undefined, allowed: null });
    const socket = new TestSocket(kit, its.credentials, { origin: stranger });
    expect((await socket.subscribe(chatChanges, { id: its.chatId }).next()).chatChanges.revision).toBe(2);
    await socket.close();
  });

  test('and one that has, by whoever is no page', async () => {
    expect((await kit.post(viewer, customer.credentials)).body.data.viewer.__typename).toBe('Customer');
    expect((await kit.post(viewer, customer.credentials, { origin: kit.url })).body.data.viewer.__typename).toBe(
      'Customer',
    );
  });
});

describe('a socket', () => {
  const listen = (origin: string, credentials: Credentials) => new TestSocket(kit, credentials, { origin });

  test('is for pages of its service’s sites', async () => {
    const heard = listen(site, customer.credentials);
    expect((await heard.subscribe(chatChanges, { id: customer.chatId }).next()).chatChanges.revision).toBe(2);
    await heard.close();
    for (const origin of [stranger, elsewhere]) expect(await listen(origin, customer.credentials).closed).toBe(4403);
    const state = 'subscription ($s: String!) { chatAvailability(service: $s) { state } }';
    const anonymous = listen(stranger, {});
    expect((await anonymous.subscribe(state, { s: service.slug }).next()).errors[0].extensions.code).toBe(
      'FOREIGN_SITE',
    );
    await anonymous.close();
  });

  test('of a registered site counts no cookie, on a domain that shares ours too', async () => {
    const { credentials } = await service.agent();
    const nobody = listen(site, credentials);
    const { errors } = await nobody.subscribe('subscription { deskChanges { removed } }').next();
    expect(errors[0].extensions.code).toBe('UNAUTHENTICATED');
    await nobody.close();
    const both = listen(site, { ...credentials, ...customer.credentials });
    expect((await both.subscribe(chatChanges, { id: customer.chatId }).next()).chatChanges.revision).toBe(2);
    await both.close();
  });

  test('ends when its site is taken away', async () => {
    const leaving = 'https://leaving-too.example';
    await register(service, leaving);
    const socket = listen(leaving, customer.credentials);
    await socket.subscribe(chatChanges, { id: customer.chatId }).next();
    await register(service, leaving, 'removeSite');
    expect(await socket.closed).toBe(4403);
  });
});

describe('a launcher', () => {
  test('learns on a site that is not registered that it is to stay away, and why', async () => {
    const availability = async (of: TestService, origin?: string) => {
      const response = await fetch(`${kit.url}/widget/availability/${of.slug}`, { headers: origin ? { origin } : {} });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('vary')).toBe('Origin');
      return response.json();
    };
    const why = expect.stringContaining(service.slug) as string;
    expect(await availability(service, stranger)).toEqual({ state: 'DISABLED', why });
    for (const origin of [site, kit.url, undefined]) {
      expect(await availability(service, origin)).toEqual({ state: 'AVAILABLE' });
    }
    expect(await availability(open, stranger)).toEqual({ state: 'AVAILABLE' });
    await kit.app.sites.write();
    const { refusedSites } = await (await service.admin()).run('{ refusedSites { origin refusedAt } }');
    expect(refusedSites).toContainEqual({ origin: stranger, refusedAt: expect.any(String) as string });
  });
});

/** Node's own fetch says where it comes from itself. */
function fetchAsBrowser(address: string, headers: Record<string, string>, signal: AbortSignal) {
  return new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
    httpRequest(address, { headers, signal, agent: false }, (response) => {
      response.on('error', () => undefined);
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

test('where a page is at home is looked at once with each request and each socket', async () => {
  let looks = 0;
  const count = ({ headers }: IncomingMessage) => {
    const { origin } = headers;
    if (origin !== site) return;
    Object.defineProperty(headers, 'origin', { enumerable: true, get: () => ((looks += 1), origin) });
  };
  const { http } = kit.server;
  for (const event of ['request', 'upgrade']) http.prependListener(event, count);
  const looksDuring = async (act: () => Promise<unknown>) => {
    looks = 0;
    await act();
    return looks;
  };
  expect(await looksDuring(() => asked(site, customer.credentials))).toBe(1);
  expect(await looksDuring(() => fetch(`${kit.url}/files/Attachment_none`, { headers: { origin: site } }))).toBe(1);
  expect(
    await looksDuring(async () => {
      const socket = new TestSocket(kit, customer.credentials, { origin: site });
      await socket.subscribe(chatChanges, { id: customer.chatId }).next();
      await socket.close();
    }),
  ).toBe(1);
  for (const event of ['request', 'upgrade']) http.removeListener(event, count);
});
