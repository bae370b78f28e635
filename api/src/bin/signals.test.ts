import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { Kit } from '../../test/kit.ts';
import { SpawnedProcess } from '../../test/spawned-process.ts';
import { decodeId } from '../ids.ts';

const kit = await Kit.start();
const startProcess = () => SpawnedProcess.start(kit, { LIMIT_SENDS_PER_MINUTE: '1000000' });

const sendText = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on Message { key } } }`;

/** The answer to a send at a process; null where none came. */
async function send(
  url: string,
  token: string,
  input: object,
): Promise<{ key: string; connection: string | null } | null> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: sendText, variables: { input } }),
    });
    const { data } = (await response.json()) as { data: { sendMessage: { __typename: string; key: string } } };
    expect(data.sendMessage.__typename).toBe('Message');
    return { key: data.sendMessage.key, connection: response.headers.get('connection') };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Resolves when a process takes no connection any more. */
const refused = (url: string) =>
  expect
    .poll(
      () =>
        fetch(`${url}/health`).then(
          () => false,
          () => true,
        ),
      { timeout: 20_000 },
    )
    .toBe(true);

test('a process that is told to end answers the sends under way, and none is lost or doubled', async () => {
  const service = await kit.service();
  await service.onlineAgent();
  const [held, busy] = [await service.customer(), await service.customer()];
  const { child, ended, url } = await startProcess();
  const keys: string[] = [];
  const answered = new Set<string>();
  let isGone = false;
  // Many that come one after another, until nobody takes them any more …
  const sender = async (name: number) => {
    for (let index = 0; !isGone; index += 1) {
      const key = `${name}-${index}`;
      keys.push(key);
      if (await send(url, busy.credentials.token!, { chatId: busy.chatId, key, text: key })) answered.add(key);
      else isGone = true;
    }
  };
  const senders = [1, 2, 3, 4].map(sender);
  await expect.poll(() => answered.size, { timeout: 20_000 }).toBeGreaterThan(20);
  // … and one that waits for a locked chat while the process is told to end.
  const release = await kit.lock('chat', decodeId('Chat', held.chatId)!);
  const slow = send(url, held.credentials.token!, { chatId: held.chatId, key: 'slow', text: 'slow' });
  await kit.untilWaiting('message');
  child.kill('SIGTERM');
  await refused(url);
  await release();
  // It was told before the answer began, so the client is told to use another connection.
  expect(await slow).toEqual({ key: 'slow', connection: 'close' });
  await Promise.all(senders);
  expect(await ended).toEqual({ code: 0, signal: null });
  // At another process each is sent again with its key.
  for (const key of keys) await busy.send(busy.chatId, key, key);
  const { rows } = await kit.app.sql.query<{ body: string }>(
    `select body from message where 'Chat_' || chat_id = $1 and sender = 'CUSTOMER'`,
    [busy.chatId],
  );
  expect(rows.map(({ body }) => body).sort()).toEqual([...keys].sort());
}, 60_000);

test('it closes its sockets with 1001, and those with an operation under way once that is answered', async () => {
  const service = await kit.service();
  await service.onlineAgent();
  const customer = await service.customer();
  const { child, ended, url } = await startProcess();
  const socketOf = async () => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${customer.credentials.token}` } }),
    );
    await once(socket, 'message');
    const frames: string[] = [];
    socket.on('message', (data: Buffer) => frames.push(data.toString()));
    const closed = once(socket, 'close').then(([code]) => code as number);
    return { socket, frames, closed };
  };
  const [busy, idle] = [await socketOf(), await socketOf()];
  const release = await kit.lock('chat', decodeId('Chat', customer.chatId)!);
  const input = { chatId: customer.chatId, key: randomUUID(), text: 'over the socket' };
  busy.socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: sendText, variables: { input } } }));
  await kit.untilWaiting('message');
  child.kill('SIGTERM');
  expect(await idle.closed).toBe(1001);
  expect(busy.socket.readyState).toBe(WebSocket.OPEN);
  await release();
  expect(await busy.closed).toBe(1001);
  expect(busy.frames.join()).toContain(input.key);
  expect(await ended).toEqual({ code: 0, signal: null });
}, 60_000);

test('a second signal ends it at once, and one that npm hands on does not', async () => {
  const service = await kit.service();
  await service.onlineAgent();
  const customer = await service.customer();
  const { child, ended, url } = await startProcess();
  const release = await kit.lock('chat', decodeId('Chat', customer.chatId)!);
  const answer = send(url, customer.credentials.token!, { chatId: customer.chatId, key: 'k', text: 'k' });
  await kit.untilWaiting('message');
  child.kill('SIGINT');
  child.kill('SIGINT');
  await refused(url);
  expect(child.exitCode).toBeNull();
  // Again and again, as somebody impatient does: the first that comes a second later counts.
  const impatient = setInterval(() => child.kill('SIGINT'), 200);
  expect(await ended).toEqual({ code: 1, signal: null });
  clearInterval(impatient);
  expect(await answer).toBeNull();
  await release();
}, 60_000);
