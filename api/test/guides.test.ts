import { randomInt, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureCurl } from '../../scripts/programs.ts';
import { AgentRole } from '../src/agent/agent.entity.ts';
import { Company } from './company.ts';
import { follow, guidesDir, programs, start } from './guide.ts';
import { Kit, password, type TestService } from './kit.ts';

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

/** Mina, who is not there yet. */
async function administrator(service: TestService): Promise<Given> {
  const { email } = await service.agent({ name: 'Mina', role: AgentRole.ADMIN });
  return { DAMSO_EMAIL: email, DAMSO_PASSWORD: password };
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
  // Or the second run would find some of it among the events that follow the first.
  await kit.app.eventLog.settle();
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
  'keys.md': administrator,
  'polling.md': mina,
  'resume.md': mina,
  'webhooks.md': webhook,
};

describe('a guide does what it says:', () => {
  // Each starts some programs, all at once.
  test.concurrent.for(Object.entries(guides))('%s', { timeout: 90_000 }, async ([name, prepare]) => {
    const service = await kit.service();
    const given = await prepare(service);
    await follow(name, { DAMSO_URL: kit.url, DAMSO_SERVICE: service.slug, ...given });
  });

  test('and none is left out', () => {
    expect(readdirSync(guidesDir).sort()).toEqual(Object.keys(guides).sort());
  });
});

/** A token and a chat that are not one customer's. */
async function anothersChat(service: TestService): Promise<Given> {
  await service.onlineAgent();
  const [one, other] = [await service.customer(), await service.customer()];
  return { TOKEN: one.credentials.token!, CHAT: other.chatId };
}

const wrongToken = () => ({ TOKEN: 'wrong', CHAT: 'Chat_1' });
const wrongKey = () => ({ DAMSO_API_KEY: 'damso_wrong' });
/** Of another history, as after a longer pause than events are kept. */
const gone = () => ({ cursor: Buffer.from(`${randomUUID()} 1`).toString('base64url') });
const keyWithoutScopes = (service: TestService) => key(service, ['team:read']);
const nowhere = () => ({ DAMSO_URL: 'http://127.0.0.1:1', TOKEN: 'wrong', CHAT: 'Chat_1' });

/** With what a program cannot go on, and what it says then. */
type End = [
  program: string,
  why: string,
  given: (service: TestService) => Given | Promise<Given>,
  says: RegExp,
  files?: Given,
];
const ends: End[] = [
  ['listen.mts', 'with a wrong token', wrongToken, /token is wrong.* export the TOKEN/],
  ['listen.mts', 'where no Damso runs', nowhere, /no connection to ws:.*start this program again/],
  ['listen.mts', 'for another’s chat', anothersChat, /TOKEN and CHAT have to come from the same answer/],
  ['resume.mts', 'with a wrong token', wrongToken, /token is wrong.* export the TOKEN/],
  ['resume.mts', 'for another’s chat', anothersChat, /TOKEN and CHAT have to come from the same answer/],
  ['poll.mts', 'with a wrong token', wrongToken, /token is wrong.* export the TOKEN/],
  ['poll.mts', 'for another’s chat', anothersChat, /TOKEN and CHAT have to come from the same answer/],
  ['bot.mts', 'with a wrong key', wrongKey, /key is wrong.* export it as DAMSO_API_KEY/],
  ['bot.mts', 'without its scopes', keyWithoutScopes, /Give the key the scopes/],
  ['export.mts', 'with a wrong key', wrongKey, /key is wrong.* export it as DAMSO_API_KEY/],
  ['export.mts', 'without its scopes', keyWithoutScopes, /Give the key the scopes/],
  ['bot.mts', 'with what is no cursor', (service) => key(service, ['events:read']), /cursor is none/, { cursor: 'x' }],
  [
    'export.mts',
    'after a longer pause than events are kept',
    (service) => key(service, ['chats:read', 'events:read']),
    /Remove cursor and chats.jsonl/,
    gone(),
  ],
  ['agent.mts', 'with a wrong password', () => ({ DAMSO_EMAIL: 'a@b.test', DAMSO_PASSWORD: 'x' }), /See DAMSO_EMAIL/],
  ['agent.mts', 'where no Damso runs', nowhere, /Nothing answers at http:.*See that Damso runs there/],
  [
    'reliable.mts',
    'for a service that is none',
    () => ({ DAMSO_SERVICE: 'nobodys' }),
    /^No chat began: .*See DAMSO_SERVICE/,
  ],
  ['sign.mts', 'without a secret', () => ({}), /Export DAMSO_SERVICE, and DAMSO_MEMBER_SECRET/],
  ['receiver.mts', 'without a secret', () => ({ PORT: '1' }), /Export PORT, and DAMSO_WEBHOOK_SECRET/],
];

describe('a program of a guide ends with a sentence that says what to do:', () => {
  test.concurrent.for(ends)('%s %s', async ([program, , prepare, says, files = {}], context) => {
    const { expect } = context;
    const service = await kit.service();
    const given = await prepare(service);
    const places = { DAMSO_URL: kit.url, DAMSO_SERVICE: service.slug };
    const { code, said } = await (await start(program, { ...places, ...given }, files, context)).end();
    expect(said).toMatch(says);
    expect(said).not.toMatch(/\n\s+at |\[Symbol|\{/);
    expect(code).toBe(1);
  });

  test('and none is left out', async () => {
    expect((await programs()).sort()).toEqual([...new Set(ends.map(([program]) => program))].sort());
  });
});

test('the bot goes on with what comes where it was away for longer than events are kept', async (context) => {
  const service = await kit.service();
  const given = {
    DAMSO_URL: kit.url,
    ...(await somebody(service)),
    ...(await key(service, ['events:read', 'chats:write'])),
  };
  const bot = await start('bot.mts', given, gone(), context);
  await bot.complains(/Away for longer than events are kept/);
  await service.customer({ message: 'What are your opening hours?', key: randomUUID() });
  await bot.prints('What are your opening hours? Answered.');
});

test('what must be made anew is never printed as if it could be copied', async () => {
  const texts = await Promise.all(readdirSync(guidesDir).map((name) => readFile(join(guidesDir, name), 'utf8')));
  const values = texts.flatMap((text) =>
    Array.from(text.matchAll(/["']?\b(?:key|attempt)\b["']?: ["'`]([^"'`]*)/g), ([, value]) => value!),
  );
  expect(values.length).toBeGreaterThan(5);
  expect(values.filter((value) => !value.includes('$'))).toEqual([]);
});
