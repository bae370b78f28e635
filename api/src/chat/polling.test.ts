import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';
import { addLongChat } from '../../test/past-chats.ts';

const kit = await Kit.start();

const fields = 'revision hasMore chat { state revision } messages { seq body masks { start } }';
const query = `query ($id: ID!, $after: Int, $epoch: String) { chatChanges(chatId: $id, after: $after, epoch: $epoch) { ${fields} } }`;
const subscription = `subscription ($id: ID!, $after: Int) { chatChanges(chatId: $id, after: $after) { ${fields} } }`;

interface Change {
  revision: number;
  hasMore: boolean;
  messages: { seq: number }[];
}

async function talk() {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent();
  const customer = await service.customer({ message: 'hello', key: randomUUID() });
  await agent.open(customer.chatId);
  const ask = async (after?: number): Promise<Change> =>
    (await customer.run(query, { id: customer.chatId, after })).chatChanges;
  const codeOf = async (variables: object) => {
    const { body } = await kit.post(JSON.stringify({ query, variables }), customer.credentials);
    return body.errors?.[0].extensions.code as string | undefined;
  };
  return { service, agent, customer, id: customer.chatId, ask, codeOf };
}

describe('a chat that is polled', () => {
  test('tells what its stream would tell, and nothing twice', async () => {
    const { agent, customer, id, ask } = await talk();
    const first = await ask();
    const heard = await customer.subscribe(subscription, { id }).next();
    expect(first).toEqual(heard.chatChanges);
    expect(first).toMatchObject({ hasMore: false, messages: [{ seq: 1, body: 'hello' }] });
    expect(await ask(first.revision)).toMatchObject({ revision: first.revision, messages: [] });
    await customer.send(id, 'secret');
    const second = await ask(first.revision);
    expect(second.messages).toMatchObject([{ seq: 2, body: 'secret' }]);
    const { node } = await agent.run(
      `query ($id: ID!) { node(id: $id) { ... on Chat { messages(last: 1) { edges { node { id revision } } } } } }`,
      { id },
    );
    const [{ node: message }] = node.messages.edges;
    await agent.run(
      `mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 0, end: 6 }) { __typename } }`,
      { id: message.id, r: message.revision },
    );
    const third = await ask(second.revision);
    expect(third.messages).toMatchObject([{ seq: 2, masks: [{ start: 0 }] }]);
    await customer.end(id);
    expect(await ask(third.revision)).toMatchObject({ chat: { state: 'ENDED_BY_CUSTOMER' } });
  });

  test('comes in pages, each of which says whether there is more', async () => {
    const { agent, service } = await talk();
    const id = await addLongChat(kit.app.sql, service.id, 450);
    const ask = async (after: number): Promise<Change> => (await agent.run(query, { id, after })).chatChanges;
    const seqs: number[] = [];
    let after = 0;
    let pages = 0;
    for (let hasMore = true; hasMore; pages += 1) {
      const page = await ask(after);
      expect(page.messages.length).toBeLessThanOrEqual(202);
      seqs.push(...page.messages.map(({ seq }) => seq));
      ({ revision: after, hasMore } = page);
    }
    expect(pages).toBeGreaterThan(2);
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { revision lastSeq } }', { id });
    expect(after).toBe(chat.revision);
    expect(new Set(seqs).size).toBe(chat.lastSeq);
  });

  test('is asked after a revision that it has, of the present history', async () => {
    const { id, ask, codeOf } = await talk();
    const { revision } = await ask();
    expect(await codeOf({ id, after: revision + 1 })).toBe('REVISION_AHEAD');
    expect(await codeOf({ id, after: -1 })).toBe('BAD_USER_INPUT');
    expect(await codeOf({ id, epoch: 'another' })).toBe('EPOCH_CHANGED');
    expect(await codeOf({ id, epoch: kit.app.epoch.current })).toBeUndefined();
  });

  test('costs as many statements however much changed', async () => {
    const { customer, id, ask } = await talk();
    const few = await kit.statementsOf(() => ask());
    for (let n = 0; n < 20; n += 1) await customer.send(id, `${n}`);
    expect(await kit.statementsOf(() => ask())).toBe(few);
  });
});

describe('a ticket that is polled', () => {
  const ticketQuery = `query ($id: ID!, $after: Int) { ticketChanges(ticketId: $id, after: $after) { revision ticket { revision status comments { body } } } }`;

  test('is told as it is once it moved on', async () => {
    const { service, agent } = await talk();
    const { createTicket } = await agent.run(
      `mutation ($t: ID!) { createTicket(input: { inquiryTypeId: $t, title: "t", content: "c" }) { ... on Ticket { id revision } } }`,
      { t: service.inquiryTypeId },
    );
    const { id } = createTicket;
    const ask = async (after?: number): Promise<{ revision: number }> =>
      (await agent.run(ticketQuery, { id, after })).ticketChanges;
    const first = await ask();
    expect(first).toMatchObject({ revision: createTicket.revision, ticket: { comments: [] } });
    expect(await ask(first.revision)).toEqual({ revision: first.revision, ticket: null });
    await agent.run(
      `mutation ($id: ID!) { addTicketComment(input: { ticketId: $id, key: "1", text: "more", kind: NOTE }) { __typename } }`,
      { id },
    );
    expect(await ask(first.revision)).toMatchObject({
      revision: first.revision + 1,
      ticket: { revision: first.revision + 1, comments: [{ body: 'more' }] },
    });
    const { body } = await kit.post(
      JSON.stringify({ query: ticketQuery, variables: { id, after: 99 } }),
      agent.credentials,
    );
    expect(body.errors[0].extensions.code).toBe('REVISION_AHEAD');
  });
});
