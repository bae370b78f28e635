import { createClient } from 'graphql-ws';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { Actor, Kit, type Answer } from '../../test/kit.ts';
import { beginEpoch } from './epoch.ts';

/** What a socket is told when it is let in. */
async function acknowledged(kit: Kit): Promise<Answer> {
  let client: ReturnType<typeof createClient> | undefined;
  const payload = await new Promise((resolve, reject) => {
    client = createClient({
      url: `${kit.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: reject,
      on: {
        connected: (_, told) => {
          resolve(told);
        },
      },
    });
  });
  await client?.dispose();
  return payload;
}

const resume = `subscription ($id: ID!, $after: Int, $epoch: String) {
  chatChanges(chatId: $id, after: $after, epoch: $epoch) { revision messages { body } } }`;

describe('a database that was restored', () => {
  test('makes the process that still runs on it end, and a resume from before begin anew', async () => {
    const before = await Kit.start();
    const service = await before.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    await customer.send(customer.chatId, 'one');
    const { epoch, chat } = await before.run(
      'query ($id: ID!) { epoch chat(id: $id) { revision } }',
      {
        id: customer.chatId,
      },
      agent.credentials,
    );
    expect(await acknowledged(before)).toEqual({ epoch });

    await beginEpoch(before.app.sql);
    await before.app.epoch.over;

    const after = await Kit.process(before.databaseUrl);
    const told = await acknowledged(after);
    expect(told.epoch).not.toBe(epoch);
    expect(await after.run('{ epoch }')).toEqual(told);
    const { revision } = chat;
    const socket = agent.socket(after);
    const variables = { id: customer.chatId, after: revision };
    expect((await socket.subscribe(resume, { ...variables, epoch }).next()).errors).toMatchObject([
      { extensions: { code: 'EPOCH_CHANGED' } },
    ]);
    // Nobody else's chats are told of this way either.
    expect((await socket.subscribe(resume, { ...variables, id: 'Chat_0', epoch }).next()).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    const resumed = socket.subscribe(resume, { ...variables, epoch: told.epoch });
    const unaware = socket.subscribe(resume, variables);
    await new Actor(after, customer.credentials).send(customer.chatId, 'two');
    for (const stream of [resumed, unaware]) {
      const { chatChanges } = await stream.next();
      expect(chatChanges).toEqual({ revision: Number(revision) + 1, messages: [{ body: 'two' }] });
    }
  });
});
