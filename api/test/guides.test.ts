import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { ensureCurl } from '../../scripts/programs.ts';
import { Company } from './company.ts';
import { follow, guidesDir } from './guide.ts';
import { Kit, type TestService } from './kit.ts';

ensureCurl();
const kit = await Kit.start({ OUTGOING_INNER_NETWORKS: '127.0.0.1' });

type Given = Record<string, string>;

/** The agent whom guides speak of, who greets whoever says something. */
async function mina(service: TestService): Promise<Given> {
  const agent = await service.onlineAgent({ name: 'Mina' });
  const desk = agent.subscribe('subscription { deskChanges { removed chat { id unreadCount lastSeq } } }');
  void (async () => {
    for await (const { deskChanges } of desk) {
      const { removed, chat } = deskChanges;
      if (removed || chat.unreadCount === 0) continue;
      await agent.run('mutation ($id: ID!, $seq: Int!) { markRead(chatId: $id, seq: $seq) { __typename } }', {
        id: chat.id,
        seq: chat.lastSeq,
      });
      await agent.send(chat.id, 'Hello! How can I help?');
    }
  })();
  return {};
}

/** One who says nothing. */
async function somebody(service: TestService): Promise<Given> {
  await service.onlineAgent();
  return {};
}

async function key(service: TestService, scopes: string[]): Promise<Given> {
  return { DAMSO_API_KEY: (await service.apiClient(scopes)).credentials.token! };
}

/** Of those that no system gives away by itself, so that it is free still when the reader's program takes it. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, () => resolve(true));
    });
    await new Promise((resolve) => probe.close(resolve));
    if (isFree) return port;
  }
}

async function webhook(service: TestService): Promise<Given> {
  await somebody(service);
  const port = await freePort();
  const { createWebhook } = await (
    await service.admin()
  ).run(
    `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { __typename
      ... on WebhookSecret { secret } ... on InvalidInput { field message } } }`,
    { input: { url: `http://127.0.0.1:${port}`, kinds: ['CHAT_STARTED'] } },
  );
  return { PORT: String(port), DAMSO_WEBHOOK_SECRET: createWebhook.secret };
}

/** Some chats, one of which does not fit on two pages. */
async function pastChats(service: TestService): Promise<Given> {
  await service.onlineAgent();
  await service.saveChatSettings({ seats: 50 });
  const customers = await Promise.all(Array.from({ length: 23 }, () => service.customer({ message: 'Hi', key: 'hi' })));
  await Promise.all(
    Array.from({ length: 160 }, (_, at) => customers[0]!.send(customers[0]!.chatId, `Message ${at + 1}`)),
  );
  return key(service, ['chats:read', 'events:read']);
}

/** What each guide needs besides a service: people who are there, and what its reader made in the console. */
const guides: Record<string, (service: TestService) => Promise<Given>> = {
  'bot.md': async (service) => ({
    ...(await somebody(service)),
    ...(await key(service, ['events:read', 'chats:write'])),
  }),
  'errors.md': somebody,
  'export.md': pastChats,
  'first-message.md': mina,
  'identify.md': async (service) => ({
    ...(await somebody(service)),
    DAMSO_MEMBER_SECRET: (await Company.of(service)).secret,
  }),
  'inquiry.md': () => Promise.resolve({}),
  'polling.md': mina,
  'resume.md': mina,
  'webhooks.md': webhook,
};

describe('a guide does what it says:', () => {
  test.concurrent.for(Object.entries(guides))('%s', async ([name, prepare]) => {
    const service = await kit.service();
    const given = await prepare(service);
    await follow(name, { DAMSO_URL: kit.url, DAMSO_SERVICE: service.slug, ...given });
  });

  test('and none is left out', () => {
    expect(readdirSync(guidesDir).sort()).toEqual(Object.keys(guides).sort());
  });
});
