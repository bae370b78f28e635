import { afterAll, describe, expect, test } from 'vitest';
import { rightsTopic } from '../access/viewers.ts';
import { Kit, type Actor, type Answer, type TestCustomer } from '../../test/kit.ts';
import { decodeId } from '../ids.ts';
import { InProcessBus } from '../realtime/bus.ts';
import type { Statements } from '../sql.ts';
import { nameTopic, SenderNames } from './sender-names.ts';

const bus = new InProcessBus();
const kit = await Kit.start({}, bus);
const other = await Kit.process(kit.databaseUrl, {}, bus);

async function scene() {
  const service = await kit.service();
  const agent = await service.onlineAgent({ name: 'Mina' });
  await agent.console(other);
  const customer = await service.customer({ name: 'June' });
  return { service, agent, customer };
}

const done = async (by: Actor, mutation: string, variables: object): Promise<void> => {
  const data = await by.run(mutation, variables);
  expect(Object.values(data)).toEqual([{ __typename: expect.stringMatching(/^(Customer|Agent)$/) as string }]);
};
const rename = (by: Actor, { id }: TestCustomer, name: string) =>
  done(by, 'mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { __typename } }', {
    i: { customerId: id, name },
  });
const merge = (by: Actor, from: TestCustomer, into: TestCustomer) =>
  done(by, 'mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }', {
    from: from.id,
    into: into.id,
  });
const undo = async (by: Actor, { id }: TestCustomer) => {
  const { node } = await by.run('query ($id: ID!) { node(id: $id) { ... on Customer { merge { id } } } }', { id });
  await done(by, 'mutation ($id: ID!) { undoMerge(mergeId: $id) { __typename } }', { id: node.merge.id });
};

/** What the sender of the newest message is called, in the eyes of `by`, on both processes. */
async function namesOf(by: Actor, { chatId }: TestCustomer): Promise<string[]> {
  const query = 'query ($id: ID!) { chat(id: $id) { lastMessage { senderName } } }';
  const answers = await Promise.all([kit, other].map((each) => each.run(query, { id: chatId }, by.credentials)));
  return answers.map(({ chat }: Answer) => chat.lastMessage.senderName as string);
}

/** The customer says something, which both processes tell the agent and the customer, and so know who said it. */
async function said(customer: TestCustomer, agent: Actor): Promise<{ agent: string[]; customer: string[] }> {
  await customer.send(customer.chatId, 'hello');
  return { agent: await namesOf(agent, customer), customer: await namesOf(customer, customer) };
}

const both = (agent: string | null, customer = agent) => ({ agent: [agent, agent], customer: [customer, customer] });

describe('the next message', () => {
  test('bears the new name of a customer who was renamed, on every process', async () => {
    const { agent, customer } = await scene();
    expect(await said(customer, agent)).toEqual(both('June'));
    await rename(agent, customer, 'Juno');
    expect(await said(customer, agent)).toEqual(both('Juno'));
  });

  test('bears the name of the person a customer was merged into, to agents only, and their own again once undone', async () => {
    const { service, agent, customer } = await scene();
    const person = await service.customer({ name: 'Haneul' });
    expect(await said(customer, agent)).toEqual(both('June'));
    await merge(agent, customer, person);
    expect(await said(customer, agent)).toEqual(both('Haneul', 'June'));
    await rename(agent, person, 'Hana');
    expect(await said(customer, agent)).toEqual(both('Hana', 'June'));
    await undo(agent, customer);
    expect(await said(customer, agent)).toEqual(both('June'));
  });

  test('bears a name that a merge filled in to agents only, and none once it is undone', async () => {
    const { service, agent, customer } = await scene();
    const nameless = await service.customer();
    expect(await said(nameless, agent)).toEqual(both(null));
    await merge(agent, customer, nameless);
    expect(await said(nameless, agent)).toEqual(both('June', null));
    await undo(agent, customer);
    expect(await said(nameless, agent)).toEqual(both(null));
  });

  test('bears the new name of an agent who was renamed', async () => {
    const { service, agent, customer } = await scene();
    await agent.send(customer.chatId, 'hi');
    expect(await namesOf(customer, customer)).toEqual(['Mina', 'Mina']);
    await service.saveAgent({ agentId: agent.id, name: 'Minji' });
    await agent.send(customer.chatId, 'it is me');
    expect(await namesOf(customer, customer)).toEqual(['Minji', 'Minji']);
  });
});

test('what an erased customer said bears no name any more', async () => {
  const { service, agent, customer } = await scene();
  expect(await said(customer, agent)).toEqual(both('June'));
  await agent.end(customer.chatId);
  await done(await service.admin(), 'mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', {
    id: customer.id,
  });
  for (const process of [kit, other]) {
    const name = await process.app.senderNames.of(decodeId('Customer', customer.id)!);
    expect(name).toMatchObject({ own: null, person: null });
  }
});

describe('a name that changes while it is read', () => {
  const opened: SenderNames[] = [];
  afterAll(() => {
    for (const names of opened) names.close();
  });

  /** Names whose reading waits, once it has read, until it is let go. */
  function heldNames() {
    let letGo: () => void = () => undefined;
    let readBefore: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const read = new Promise<void>((resolve) => (readBefore = resolve));
    const query = async (statement: never, values: never) => {
      const result = await kit.app.sql.query(statement, values);
      readBefore();
      await held;
      return result;
    };
    const names = new SenderNames({ query, isTransaction: false } as Statements, bus, kit.app.periodic);
    opened.push(names);
    return { names, read, letGo };
  }

  test.each(['customer', 'agent'] as const)('is not kept as it was: of a %s', async (kind) => {
    const { service, agent, customer } = await scene();
    const { names, read, letGo } = heldNames();
    const id = kind === 'agent' ? decodeId('Agent', agent.id)! : decodeId('Customer', customer.id)!;
    const before = names.of(id);
    await read;
    if (kind === 'agent') await service.saveAgent({ agentId: agent.id, name: 'New' });
    else await rename(agent, customer, 'New');
    const meanwhile = names.of(id);
    letGo();
    expect(await before).toMatchObject({ own: kind === 'agent' ? 'Mina' : 'June' });
    expect(await meanwhile).toMatchObject({ own: 'New', person: 'New' });
    expect(await names.of(id)).toMatchObject({ own: 'New' });
  });
});

test('a name is known without another look until something is told of it', async () => {
  const { agent, customer } = await scene();
  const names = kit.app.senderNames;
  const [agentId, customerId] = [decodeId('Agent', agent.id)!, decodeId('Customer', customer.id)!];
  for (const id of [agentId, customerId]) await names.of(id);
  expect([names.of(agentId), names.of(customerId)]).not.toContainEqual(expect.any(Promise));
  bus.publish(nameTopic, { customerId });
  expect(names.of(customerId)).toBeInstanceOf(Promise);
  expect(names.of(agentId)).not.toBeInstanceOf(Promise);
  bus.publish(rightsTopic, {});
  expect(names.of(agentId)).toBeInstanceOf(Promise);
});
