import { getIntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type Credentials } from '../../test/kit.ts';

/** The least that can be set: what one operation may cost. */
const limit = 12_000;
const kit = await Kit.start({ LIMIT_COST_PER_MINUTE: String(limit) });

const ask = async (query: string, credentials: Credentials, variables: object = {}): Promise<Answer> =>
  (await kit.post(JSON.stringify({ query, variables }), credentials)).body;

/** 1 + 100 × (1 + 2 + 100 × (1 + 1)) of chats: more than half of a minute. */
const dear = `{ chats(first: 35) { edges { node { id messages(first: 100) { edges { node { id } } } } } } }`;
const cheap = '{ viewer { __typename } }';

async function someone() {
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: 'hello' });
  return {
    agent: agent.credentials,
    person: agent,
    customer: customer.credentials,
    visitor: customer,
    id: customer.chatId,
  };
}

describe('what a caller may spend in a minute', () => {
  test('is told with every answer that is paid for, over HTTP in headers too', async () => {
    const { agent } = await someone();
    const first = await kit.post(JSON.stringify({ query: cheap }), agent);
    const { cost } = first.body.extensions;
    expect(cost).toEqual({ points: 2, limit, remaining: expect.any(Number), resetsIn: expect.any(Number) });
    expect(cost.resetsIn).toBeGreaterThan(0);
    expect(cost.resetsIn).toBeLessThanOrEqual(60);
    expect(first.headers.get('ratelimit-policy')).toBe(`"cost";q=${limit};w=60`);
    expect(first.headers.get('ratelimit')).toBe(`"cost";r=${cost.remaining};t=${cost.resetsIn}`);
    const second = await ask(cheap, agent);
    expect(second.extensions.cost.remaining).toBe(cost.remaining - 2);
    const batch = await kit.post(JSON.stringify([{ query: cheap }, { query: cheap }]), agent);
    expect(batch.body.map(({ extensions }: Answer) => extensions.cost.remaining)).toEqual([
      cost.remaining - 4,
      cost.remaining - 6,
    ]);
    expect(batch.headers.get('ratelimit')).toContain(`r=${cost.remaining - 6};`);
  });

  test('lets nothing run that costs more than is left, takes nothing for it, and lets smaller ones run', async () => {
    const { agent } = await someone();
    const first = await ask(dear, agent);
    expect(first.errors).toBeUndefined();
    const { points, remaining } = first.extensions.cost;
    expect(points).toBeGreaterThan(limit / 2);
    for (let again = 0; again < 2; again += 1) {
      const refused = await ask(dear, agent);
      expect(refused.data).toBeUndefined();
      expect(refused.errors).toEqual([
        {
          message: expect.stringContaining(`This costs ${points} points, and ${remaining} are left.`),
          extensions: { code: 'RATE_LIMITED', retryAfter: refused.extensions.cost.resetsIn },
        },
      ]);
      expect(refused.extensions.cost.remaining).toBe(remaining);
    }
    expect((await ask(cheap, agent)).data).toEqual({ viewer: { __typename: 'Agent' } });
  });

  test('is one for a socket, a subscription and a request, and for each person their own', async () => {
    const { person, agent, visitor, customer, id } = await someone();
    const before = (await ask(cheap, customer)).extensions.cost.remaining;
    const socket = visitor.socket();
    const chat = socket.subscribe(`subscription ($id: ID!) { chatChanges(chatId: $id) { revision } }`, { id });
    await chat.next();
    const watched = (await ask(cheap, customer)).extensions.cost.remaining;
    expect(watched).toBeLessThan(before - 2);
    // Events are not paid for.
    await person.send(id, 'one more');
    await chat.next();
    expect((await ask(cheap, customer)).extensions.cost.remaining).toBe(watched - 2);
    const query = socket.subscribe(cheap);
    await query.ended;
    expect((await ask(cheap, customer)).extensions.cost.remaining).toBe(watched - 6);

    await ask(dear, agent);
    expect((await ask(cheap, customer)).extensions.cost.remaining).toBe(watched - 8);
  });

  test('begins no subscription for which it is not enough', async () => {
    const { agent, person, id } = await someone();
    await ask(dear, agent);
    const pages = Array.from(
      { length: 11 },
      (_, at) => `a${at}: messages(first: 100) { edges { node { id body seq } } }`,
    );
    const live = `subscription ($id: ID!) { chatChanges(chatId: $id) { chat { ${pages.join(' ')} } } }`;
    const refused = await person.socket().subscribe(live, { id }).next();
    expect(refused.errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  test('counts what is asked of the schema itself', async () => {
    const { agent } = await someone();
    const whole = await ask(getIntrospectionQuery(), agent);
    expect(whole.errors).toBeUndefined();
    expect(whole.extensions.cost.points).toBeGreaterThan(limit / 2);
    expect((await ask(getIntrospectionQuery(), agent)).errors[0].extensions.code).toBe('RATE_LIMITED');
  });

  test('counts a small mutation for nothing, and one that reads much along', async () => {
    const { person, agent, id } = await someone();
    const small = await ask(
      `mutation ($id: ID!, $key: ID!) { sendMessage(input: { chatId: $id, key: $key, text: "hi" }) { __typename } }`,
      agent,
      { id, key: crypto.randomUUID() },
    );
    expect(small).toEqual({ data: { sendMessage: { __typename: 'Message' } } });
    const large = await ask(
      `mutation ($id: ID!) { openChat(chatId: $id) { ... on Chat { messages(first: 100) { edges { node { id } } } } } }`,
      person.credentials,
      { id },
    );
    expect(large.errors).toBeUndefined();
    expect(large.extensions.cost.points).toBeGreaterThan(100);
  });
});
