import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Company } from '../../test/company.ts';
import { Kit, type Answer, type TestService } from '../../test/kit.ts';
import { newMaskKey } from '../masking/mask-keys.ts';

const env = { DAMSO_MASK_KEYS: newMaskKey() };
const kit = await Kit.start(env);
const other = await Kit.process(kit.databaseUrl, env, kit.app.bus);

const text = `mutation ($input: StartChatInput!) { startChat(input: $input) { __typename
  ... on StartedChat { token chat { id } } ... on DomainError { message } } }`;

async function start(service: TestService, input: object, token?: string, by = kit): Promise<Answer> {
  const consent = { noticeVersion: '1', language: 'en' };
  const credentials = token === undefined ? {} : { token };
  return (await by.run(text, { input: { service: service.slug, consent, ...input } }, credentials)).startChat;
}

async function scene(): Promise<TestService> {
  const service = await kit.service({ security: true });
  await service.onlineAgent();
  return service;
}

const saidIn = async (service: TestService) =>
  (
    await kit.app.sql.query<{ body: string }>(
      `select m.body from message m join chat c on c.id = m.chat_id where c.service_id = $1 and m.sender = 'CUSTOMER' order by m.seq`,
      [service.id],
    )
  ).rows.map(({ body }) => body);

const reused = {
  __typename: 'KeyReused',
  message: 'This attempt was already used for something else. Make a new one.',
};

describe('an attempt that is made again', () => {
  test('with other words is told, and with a new attempt they are said', async () => {
    const service = await scene();
    const asked = { attempt: randomUUID(), name: 'Kim', email: 'kim@shop.test', message: 'Where is it?' };
    const { chat } = await start(service, asked);
    for (const words of [{ message: 'Never mind' }, { message: null }, { name: 'Lee' }, { email: null }]) {
      expect(await start(service, { ...asked, ...words })).toEqual(reused);
    }
    expect(await saidIn(service)).toEqual(['Where is it?']);
    expect((await start(service, asked)).chat).toEqual(chat);
    await start(service, { ...asked, attempt: randomUUID(), message: 'Never mind' });
    expect(await saidIn(service)).toEqual(['Where is it?', 'Never mind']);
  });

  test('with the same words is the same, however they are written, and wherever the page has gone meanwhile', async () => {
    const service = await scene();
    const asked = { attempt: randomUUID(), name: 'José', email: 'kim@shop.test', message: 'Café?' };
    const { chat } = await start(service, { ...asked, page: 'https://shop.test/one' });
    const again = {
      ...asked,
      name: ' José'.normalize('NFD'),
      email: 'KIM@shop.test',
      message: 'Café?'.normalize('NFD'),
    };
    expect((await start(service, { ...again, page: 'https://shop.test/two', key: randomUUID() })).chat).toEqual(chat);
    expect(await saidIn(service)).toEqual(['Café?']);
  });

  test('is compared with what was asked for, whatever was hidden of it before it was stored', async () => {
    const service = await scene();
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'DESTROY' }] });
    const asked = { attempt: randomUUID(), message: 'Call 010-2345-6789' };
    const { chat } = await start(service, asked);
    expect(await saidIn(service)).not.toEqual([asked.message]);
    expect((await start(service, asked)).chat).toEqual(chat);
    expect(await start(service, { ...asked, message: 'Call 010-2345-6780' })).toEqual(reused);
  });

  test('of two at once in two processes is the first one’s', async () => {
    const service = await scene();
    for (let round = 0; round < 5; round += 1) {
      const attempt = randomUUID();
      const words = [`one ${round}`, `other ${round}`];
      const answers = await Promise.all([
        start(service, { attempt, message: words[0] }),
        start(service, { attempt, message: words[1] }, undefined, other),
      ]);
      expect(answers.map(({ __typename }) => __typename as string).sort()).toEqual(['KeyReused', 'StartedChat']);
      const won = words[answers.findIndex(({ __typename }) => __typename === 'StartedChat')];
      expect((await saidIn(service)).filter((said) => words.includes(said))).toEqual([won]);
    }
  });

  test('is answered as before where a former version wrote the chat down', async () => {
    const service = await scene();
    const attempt = randomUUID();
    const { chat } = await start(service, { attempt, message: 'one' });
    await kit.app.sql.query('update chat set attempt_digest = null where service_id = $1', [service.id]);
    expect((await start(service, { attempt, message: 'other' })).chat).toEqual(chat);
  });

  test('for a member is the same with a new token of theirs, and is no other member’s', async () => {
    const service = await scene();
    const company = await Company.of(service);
    const asked = { attempt: randomUUID(), message: 'Where is it?' };
    const { chat } = await start(service, { ...asked, identity: await company.sign({ sub: 'kim' }) });
    expect((await start(service, { ...asked, identity: await company.sign({ sub: 'kim' }) })).chat).toEqual(chat);
    expect(await start(service, { ...asked, identity: await company.sign({ sub: 'lee' }) })).toEqual(reused);
    expect(await start(service, asked)).toEqual(reused);
  });

  test('in another service is refused as used', async () => {
    const [service, elsewhere] = [await scene(), await scene()];
    const attempt = randomUUID();
    await start(service, { attempt });
    expect((await start(elsewhere, { attempt })).__typename).toBe('InvalidInput');
  });
});

test('a key that stands for another text in the open chat is told by a start too', async () => {
  const service = await scene();
  const key = randomUUID();
  const { token, chat } = await start(service, { message: 'one', key });
  expect((await start(service, { message: 'one', key }, token)).chat).toEqual(chat);
  expect((await start(service, { message: 'other', key }, token)).__typename).toBe('KeyReused');
  expect(await saidIn(service)).toEqual(['one']);
});

test('what was asked for is kept as a digest that nobody can guess by, and only with an attempt', async () => {
  const service = await scene();
  const words = { message: 'yes' };
  const attempts = [randomUUID(), randomUUID()];
  for (const attempt of attempts) await start(service, { ...words, attempt });
  await start(service, words);
  const { rows } = await kit.app.sql.query<{ digest: string | null }>(
    'select attempt_digest as digest from chat where service_id = $1 order by id',
    [service.id],
  );
  const [one, two, without] = rows.map(({ digest }) => digest);
  // Equal words have nothing in common.
  expect(one).toMatch(/^[\w-]{43}$/);
  expect(two).toMatch(/^[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(without).toBeNull();
});
