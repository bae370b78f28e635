import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createApi, RequestFailed, type Api } from './api.ts';
import type { TypedDocument } from './document.ts';
import { retryDelay } from './socket.ts';
import { createUrql, through } from './urql.ts';

const document = (text: string) => text as unknown as TypedDocument<Record<string, unknown>, Record<string, unknown>>;
const Greeting = document('query Greeting($name: String) { greeting(name: $name) }');
const Changes = document('subscription Changes($after: Int) { changes(after: $after) }');

interface Heard {
  type: string;
  payload?: { variables?: { after?: number }; authorization?: string };
  id?: string;
}

/** A server that notes what it is asked and says what the test wants it to say, on the wire of the real one. */
class Wire {
  readonly requests: { method: string; url: string; accept: string; body: string }[] = [];
  readonly sockets: WebSocket[] = [];
  answer: { status: number; body: unknown } = { status: 200, body: { data: { greeting: 'hello' } } };
  /** Whether a connection with these parameters is let in. */
  admits: (authorization: string | undefined) => boolean = () => true;
  epoch = 'one';
  readonly #http: Server;
  readonly #ws: WebSocketServer;
  readonly #subscribed: { socket: WebSocket; heard: Heard }[] = [];
  #waiting: (() => void)[] = [];

  constructor() {
    this.#http = createServer((request, response) => {
      void readAll(request).then((body) => {
        const { method = '', url = '', headers } = request;
        this.requests.push({ method, url, accept: headers.accept ?? '', body });
        response.writeHead(this.answer.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(this.answer.body));
      });
    });
    this.#ws = new WebSocketServer({ server: this.#http, handleProtocols: () => 'graphql-transport-ws' });
    this.#ws.on('connection', (socket) => {
      this.sockets.push(socket);
      socket.on('message', (data: Buffer) => {
        const heard = JSON.parse(data.toString()) as Heard;
        if (heard.type === 'connection_init') {
          if (this.admits(heard.payload?.authorization))
            socket.send(JSON.stringify({ type: 'connection_ack', payload: { epoch: this.epoch } }));
          else socket.close(4401, 'Unauthorized');
        }
        if (heard.type === 'subscribe') {
          this.#subscribed.push({ socket, heard });
          for (const tell of this.#waiting.splice(0)) tell();
        }
      });
    });
  }

  async listen(): Promise<string> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/graphql`;
  }

  /** The next subscription that comes in. */
  async subscribed(): Promise<{ after: number | undefined; send(data: unknown): void; close(code: number): void }> {
    while (this.#subscribed.length === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const { socket, heard } = this.#subscribed.shift()!;
    return {
      after: heard.payload?.variables?.after,
      send: (data) => {
        socket.send(JSON.stringify({ type: 'next', id: heard.id, payload: { data } }));
      },
      close: (code) => {
        socket.close(code);
      },
    };
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate();
    this.#ws.close();
    this.#http.close();
    this.#http.closeAllConnections();
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

let wire: Wire;
let url: string;
const opened: Api[] = [];

function open(options: Partial<Parameters<typeof createApi>[0]> = {}): Api {
  const api = createApi({ url, webSocketImpl: WebSocket, ...options });
  opened.push(api);
  return api;
}

beforeEach(async () => {
  wire = new Wire();
  url = await wire.listen();
});

afterEach(() => {
  for (const api of opened.splice(0)) api.dispose();
  wire.close();
});

describe('asking the API', () => {
  test.each([
    ['a plain request', () => open()],
    ['the client of the console', () => open({ send: through(createUrql({ url })) })],
  ])('puts nothing into an address: %s goes by POST, however short', async (_, make) => {
    expect(await make().request(Greeting, { name: '김하늘' })).toMatchObject({ greeting: 'hello' });
    expect(wire.requests).toHaveLength(1);
    expect(wire.requests[0]).toMatchObject({ method: 'POST', url: '/graphql' });
    expect(wire.requests[0]!.body).toContain('김하늘');
    expect(wire.requests[0]!.accept).toBe('application/graphql-response+json, application/json');
  });

  test.each([
    ['errors', { status: 200, body: { errors: [{ message: 'Unexpected error.' }] } }, false],
    ['a failing server', { status: 503, body: {} }, false],
    ['too many requests', { status: 429, body: {} }, false],
    ['a refused request', { status: 400, body: { errors: [{ message: 'Syntax Error' }] } }, true],
  ])('fails on %s, and says whether another try makes sense', async (_, answer, refused) => {
    wire.answer = answer;
    await expect(open().request(Greeting, {})).rejects.toThrow(RequestFailed);
    await expect(open().request(Greeting, {})).rejects.toMatchObject({ refused });
  });

  test('fails when nobody is there', async () => {
    wire.close();
    await expect(open().request(Greeting, {})).rejects.toMatchObject({ name: 'RequestFailed', refused: false });
  });
});

describe('a subscription', () => {
  test.each([1001, 1006, 1011, 4500])('resumes after what it has when the connection is lost (%i)', async (code) => {
    const api = open();
    let after = 0;
    api.subscribe(Changes, () => ({ after }), { next: ({ changes }) => (after = changes as number) });
    const first = await wire.subscribed();
    expect(first.after).toBe(0);
    first.send({ changes: 7 });
    await expect.poll(() => after).toBe(7);
    expect(api.connection.state).toBe('open');

    if (code === 1006) wire.sockets.at(-1)!.terminate();
    else first.close(code);
    expect((await wire.subscribed()).after).toBe(7);
    await expect.poll(() => api.connection.state).toBe('open');
  });

  test('is told before anything else when the database was restored since the last connection, and only then', async () => {
    const api = open();
    const heard: unknown[] = [];
    api.onRestored(() => heard.push('restored'));
    api.subscribe(Changes, {}, { next: ({ changes }) => heard.push(changes) });
    (await wire.subscribed()).send({ changes: 1 });
    await expect.poll(() => heard).toEqual([1]);
    wire.sockets.at(-1)!.terminate();
    (await wire.subscribed()).send({ changes: 2 });
    await expect.poll(() => heard).toEqual([1, 2]);
    wire.epoch = 'another';
    wire.sockets.at(-1)!.terminate();
    (await wire.subscribed()).send({ changes: 3 });
    await expect.poll(() => heard).toEqual([1, 2, 'restored', 3]);
  });

  test('rests when the credentials are no longer valid, and goes on with new ones', async () => {
    let token = 'old';
    let signedOut = 0;
    wire.admits = (authorization) => authorization === 'Bearer new';
    const api = open({ token: () => token, onSignedOut: () => (signedOut += 1) });
    api.subscribe(Changes, {}, { next: () => {} });
    await expect.poll(() => api.connection.state).toBe('signed-out');
    expect(signedOut).toBe(1);
    expect(wire.sockets).toHaveLength(1);

    token = 'new';
    api.reconnect();
    await wire.subscribed();
    expect(api.connection.state).toBe('open');
    expect(wire.sockets).toHaveLength(2);
  });

  test('goes on even when the new credentials come in the very moment the old ones are refused', async () => {
    let token = 'old';
    wire.admits = (authorization) => authorization === 'Bearer new';
    const api = open({
      token: () => token,
      onSignedOut: () => {
        token = 'new';
        api.reconnect();
      },
    });
    api.subscribe(Changes, {}, { next: () => {} });
    await wire.subscribed();
    expect(api.connection.state).toBe('open');
  });

  test('ends when it is disposed, and stays ended', async () => {
    const api = open();
    const seen: unknown[] = [];
    const stop = api.subscribe(Changes, {}, { next: (data) => seen.push(data) });
    const first = await wire.subscribed();
    stop();
    first.send({ changes: 1 });
    const closed = once(wire.sockets[0]!, 'close');
    await closed;
    expect(seen).toEqual([]);
    expect(wire.sockets).toHaveLength(1);
  });
});

describe('waiting before another try', () => {
  test('is spread over the whole of a growing, bounded time', () => {
    expect(retryDelay(0, () => 0)).toBe(0);
    expect(retryDelay(0, () => 1)).toBe(500);
    expect(retryDelay(3, () => 1)).toBe(4_000);
    expect(retryDelay(400, () => 1)).toBe(10_000);
  });
});
