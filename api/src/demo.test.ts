import { beforeAll, expect, test } from 'vitest';
import { Kit, type Answer, type Credentials } from '../test/kit.ts';
import { demoPassword, seedDemo } from './demo.ts';
import type { Write } from './write.ts';

let kit: Kit;
beforeAll(async () => {
  kit = await Kit.start();
  await fill();
});

const now = new Date();
const fill = (write: Write = kit.app.write) => seedDemo(write, { vault: kit.app.vault, now });

/** What an agent of the demo sees. */
async function signedIn(email = 'mina@demo.test'): Promise<Credentials> {
  const query = `mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }`;
  const { headers } = await kit.post(JSON.stringify({ query, variables: { email, password: demoPassword } }));
  return { cookie: headers.get('set-cookie')!.split(';')[0]! };
}

const nodes = ({ edges }: Answer) => edges.map(({ node }: Answer) => node);

async function chats(mina: Credentials, filter: object = {}): Promise<Answer[]> {
  const query = `query ($filter: ChatFilter) { chats(filter: $filter, first: 50) { edges { node {
    id state language requestedAt closedAt answeredAt customerEndedAt agent { name } customer { name } category { name }
    rating { verdict comment } } } } }`;
  return nodes((await kit.run(query, { filter }, mina)).chats);
}

async function messagesOf(mina: Credentials, { id }: Answer): Promise<Answer[]> {
  const query = `query ($id: ID!) { chat(id: $id) { messages(last: 50) { edges { node {
    id seq sender event body sentAt masks { id kind } } } } } }`;
  return nodes((await kit.run(query, { id }, mina)).chat.messages);
}

async function tickets(mina: Credentials): Promise<Answer[]> {
  const query = `{ tickets(first: 10) { edges { node { title status channel createdAt assignee { name } chat { id }
    comments { kind body createdAt } changes { field changedAt } } } } }`;
  return nodes((await kit.run(query, {}, mina)).tickets);
}

test('the demo has a week of past chats in two languages, of every agent, with every ending and rating', async () => {
  const mina = await signedIn();
  const all = await chats(mina);
  expect(all.length).toBe(42);
  const values = (of: (chat: Answer) => unknown) => new Set(all.map(of));
  expect(values(({ language }) => language)).toEqual(new Set(['ko', 'en']));
  expect(values(({ agent }) => agent?.name)).toEqual(new Set(['민아', '준', '소라', undefined]));
  expect(values(({ state }) => state)).toEqual(new Set(['CLOSED']));
  expect(values(({ rating }) => rating?.verdict)).toEqual(new Set(['SATISFIED', 'UNSATISFIED', undefined]));
  expect(all.filter(({ rating }) => rating?.comment).length).toBeGreaterThan(10);
  expect(all.filter(({ answeredAt }) => !answeredAt).length).toBeGreaterThan(0);
  expect(all.filter(({ customerEndedAt }) => customerEndedAt).length).toBeGreaterThan(5);
  const days = values(({ requestedAt }) =>
    new Date(Date.parse(requestedAt) + 9 * 3_600_000).toISOString().slice(0, 10),
  );
  expect(days.size).toBe(7);
  for (const chat of all) {
    const said = await messagesOf(mina, chat);
    expect(said.map(({ seq }: Answer) => seq)).toEqual(said.map((_: Answer, index: number) => index + 1));
    const times = [chat.requestedAt, ...said.map(({ sentAt }: Answer) => sentAt)];
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times.at(-1))).toBeLessThan(now.getTime());
    for (const { body } of said) expect(body).not.toMatch(/\{\w+\}/);
  }
  expect(await chats(mina, { text: '대전 물류센터' })).not.toEqual([]);
});

test('what is masked in it was hidden as it is said, and can be revealed', async () => {
  const mina = await signedIn();
  const said = await Promise.all((await chats(mina)).map((chat) => messagesOf(mina, chat)));
  const masked = said.flat().filter(({ masks }) => masks.length > 0);
  expect(new Set(masked.map(({ masks }) => masks[0].kind))).toEqual(new Set(['CARD', 'RESIDENT_NUMBER']));
  const card = masked.find(({ masks }) => masks[0].kind === 'CARD');
  expect(card.body).toContain('*******************');
  const { revealMask } = await kit.run(
    `mutation ($id: ID!) { revealMask(maskId: $id, reason: "demo") { ... on RevealedMask { text } } }`,
    { id: card.masks[0].id },
    mina,
  );
  expect(revealMask.text).toMatch(/^4518-/);
  const { rows } = await kit.app.sql.query<{ body: string }>(`select body from message where body like '%4518%'`, []);
  expect(rows).toEqual([]);
  const { auditLog } = await kit.run('{ auditLog(first: 100) { edges { node { action at } } } }', {}, mina);
  expect(nodes(auditLog).filter(({ action }: Answer) => action === 'MASKED').length).toBe(masked.length);
});

test('it has tickets in every state, with what was said in them, and what agents file and answer with', async () => {
  const mina = await signedIn();
  const all = await tickets(mina);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['NEW', 'OPEN', 'PENDING', 'RESOLVED', 'CLOSED']));
  expect(new Set(all.map(({ channel }) => channel))).toEqual(new Set(['CHAT', 'HELP_CENTER']));
  for (const { status, assignee, createdAt, comments, changes } of all) {
    expect(assignee === null).toBe(status === 'NEW');
    for (const at of [
      ...comments.map((each: Answer) => each.createdAt),
      ...changes.map((each: Answer) => each.changedAt),
    ]) {
      expect(Date.parse(at)).toBeGreaterThan(Date.parse(createdAt));
      expect(Date.parse(at)).toBeLessThan(now.getTime());
    }
  }
  const { categories, cannedReplies, agents } = await kit.run(
    '{ categories { id } cannedReplies { shortcut } agents(first: 10) { edges { node { availability } } } }',
    {},
    mina,
  );
  expect(categories.length).toBeGreaterThan(5);
  expect(cannedReplies.length).toBeGreaterThan(5);
  expect(nodes(agents).map(({ availability }: Answer) => availability)).toEqual(['OFFLINE', 'OFFLINE', 'OFFLINE']);
});

/** What is told of the past, without ids. */
async function told(): Promise<string> {
  const mina = await signedIn();
  const all = await chats(mina);
  const past = [all, await Promise.all(all.map((chat) => messagesOf(mina, chat))), await tickets(mina)];
  return JSON.stringify(past, (key, value: unknown) => (key === 'id' ? undefined : value));
}

test('it is the same each time, and there once, whoever starts at the same time or again', async () => {
  const first = await told();
  kit = await Kit.start();
  await Promise.all([fill(), fill()]);
  await fill();
  expect(await told()).toBe(first);
});

test('it is there as a whole or not at all', async () => {
  kit = await Kit.start();
  const dying: Write = (scope, work) =>
    kit.app.write(scope, async (tx) => {
      await work(tx);
      await tx.flush();
      await tx.sql.query('select pg_terminate_backend(pg_backend_pid())', []);
      throw new Error('unreachable');
    });
  await expect(fill(dying)).rejects.toThrow();
  const { rows } = await kit.app.sql.query('select from service', []);
  expect(rows).toEqual([]);
  await fill();
  expect(await chats(await signedIn())).toHaveLength(42);
});

test('in the first days of a year the tickets of its past bear the year they were made in', async () => {
  kit = await Kit.start();
  await seedDemo(kit.app.write, { vault: kit.app.vault, now: new Date('2026-01-02T03:00:00Z') });
  const { tickets } = await kit.run(
    '{ tickets(first: 20) { edges { node { number createdAt } } } }',
    {},
    await signedIn(),
  );
  const years = nodes(tickets).map(({ number, createdAt }: Answer) => [
    number.slice(2, 6),
    new Date(Date.parse(createdAt) + 9 * 3_600_000).toISOString().slice(0, 4),
  ]);
  expect(new Set(years.map(([numbered]: [string]) => numbered))).toEqual(new Set(['2025', '2026']));
  for (const [numbered, made] of years) expect(numbered).toBe(made);
});

test('it is left out where nobody wants it', async () => {
  kit = await Kit.start();
  await seedDemo(kit.app.write);
  const mina = await signedIn();
  expect([await chats(mina), await tickets(mina)]).toEqual([[], []]);
});

test('under another name it stands beside the first, with agents of its own', async () => {
  kit = await Kit.start();
  await seedDemo(kit.app.write);
  await seedDemo(kit.app.write, undefined, 'demo-2');
  await seedDemo(kit.app.write, undefined, 'demo-2');
  const servicesOf = async (email: string) => {
    const { account } = await kit.run('{ account { places { service { slug } } } }', {}, await signedIn(email));
    return account.places.map(({ service }: Answer) => service.slug);
  };
  expect(await servicesOf('mina@demo.test')).toEqual(['demo']);
  expect(await servicesOf('mina@demo-2.test')).toEqual(['demo-2']);
  const { rows } = await kit.app.sql.query('select slug from service order by slug', []);
  expect(rows).toEqual([{ slug: 'demo' }, { slug: 'demo-2' }]);
});
