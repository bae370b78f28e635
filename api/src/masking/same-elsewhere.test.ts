import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Actor, Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { isStored } from '../../test/traces.ts';
import { decodeId } from '../ids.ts';
import { maskableTexts } from './maskable-texts.ts';
import { newMaskKey } from './mask-keys.ts';

const kit = await Kit.start({ DAMSO_MASK_KEYS: newMaskKey(), LIMIT_SENDS_PER_MINUTE: '1000000' });
const { sql } = kit.app;

const same = 'sameElsewhere { objectId field revision start end }';
const outcome = `__typename ... on DomainError { message }`;
const objects = `... on Message { id body masks { id ${same} } } ... on ChatNote { id body masks { id ${same} } }
  ... on Chat { id note noteMasks { id ${same} } } ... on TicketComment { id body masks { id ${same} } }
  ... on Ticket { id title content email titleMasks { id ${same} } contentMasks { id ${same} } emailMasks { id ${same} } }
  ... on Customer { id name email phone memo nameMasks { id ${same} } emailMasks { id ${same} } phoneMasks { id ${same} } memoMasks { id ${same} } }`;

async function hide(by: Actor, input: object): Promise<Answer> {
  const { maskText } = await by.run(
    `mutation ($input: MaskTextInput!) { maskText(input: $input) { ${outcome} ${objects} } }`,
    { input },
  );
  return maskText;
}

async function hideAll(by: Actor, input: readonly object[]): Promise<Answer> {
  const { maskTexts } = await by.run(
    `mutation ($input: [MaskTextInput!]!) { maskTexts(input: $input) { ${outcome}
      ... on MaskedTexts { masked { __typename ${objects.replaceAll(same, '')} }
        refused { objectId field reason } } } }`,
    { input },
  );
  return maskTexts;
}

/** A mobile number that nobody else writes, with and without separators. */
const newNumber = () => {
  const [first, last] = [String(Math.random()).slice(2, 6), String(Math.random()).slice(2, 6)];
  return { written: `010-${first}-${last}`, bare: `010${first}${last}` };
};

type Place = { objectId: string; field: string; text: string };
interface Scene {
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
  ticketId: string;
  /** Every text that can be masked, each of which says the number once. */
  places: Place[];
  number: { written: string; bare: string };
}

/** A chat with a note, a consultation, a ticket with a comment and a customer, each of whose texts says the same number. */
async function scene(): Promise<Scene> {
  const number = newNumber();
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent({ canTicket: true, mayReveal: true });
  const email = `${number.bare.slice(1)}@test.test`;
  const customer = await service.customer({ name: `Kim ${number.bare}` });
  await agent.open(customer.chatId);
  const message = await customer.send(customer.chatId, `it is ${number.written}`);
  await agent.run(`mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { __typename } }`, {
    i: { customerId: customer.id, email, phone: number.written, memo: `call ${number.bare}!` },
  });
  const { addChatNote: note } = await agent.run(
    `mutation ($i: AddChatNoteInput!) { addChatNote(input: $i) { ... on ChatNote { id } } }`,
    { i: { chatId: customer.chatId, key: randomUUID(), text: `note ${number.written}` } },
  );
  await agent.run(`mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { __typename } }`, {
    i: { chatId: customer.chatId, note: `filed ${number.bare}` },
  });
  const { createTicket: ticket } = await agent.run(
    `mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id } } }`,
    {
      i: {
        inquiryTypeId: service.inquiryTypeId,
        chatId: customer.chatId,
        title: `about ${number.bare}`,
        content: `at ${number.written}`,
      },
    },
  );
  const { addTicketComment: comment } = await agent.run(
    `mutation ($i: AddTicketCommentInput!) { addTicketComment(input: $i) { ... on TicketComment { id } } }`,
    { i: { ticketId: ticket.id, key: randomUUID(), kind: 'NOTE', text: `said ${number.written}` } },
  );
  const places: Place[] = [
    { objectId: message.id, field: 'body', text: `it is ${number.written}` },
    { objectId: note.id, field: 'body', text: `note ${number.written}` },
    { objectId: customer.chatId, field: 'note', text: `filed ${number.bare}` },
    { objectId: ticket.id, field: 'title', text: `about ${number.bare}` },
    { objectId: ticket.id, field: 'content', text: `at ${number.written}` },
    { objectId: comment.id, field: 'body', text: `said ${number.written}` },
    { objectId: customer.id, field: 'name', text: `Kim ${number.bare}` },
    { objectId: customer.id, field: 'phone', text: number.written },
    { objectId: customer.id, field: 'memo', text: `call ${number.bare}!` },
  ];
  return { service, agent, customer, ticketId: ticket.id, places, number };
}

const masksIn = (object: Answer, field: string): Answer[] => object[field === 'body' ? 'masks' : `${field}Masks`];
const keyOf = ({ objectId, field }: { objectId: string; field: string }) => `${objectId} ${field}`;

/** What is now of each place, as the agent reads it. */
async function now(by: Actor, { objectId, field }: Place): Promise<{ text: string; revision: number }> {
  const { node } = await by.run(
    `query ($id: ID!) { node(id: $id) { ... on Message { body revision } ... on ChatNote { body revision } ... on Chat { note revision }
      ... on Ticket { title content revision } ... on TicketComment { body ticketId } ... on Customer { name phone memo infoVersion } } }`,
    { id: objectId },
  );
  const ofTicket = node.ticketId && (await now(by, { objectId: node.ticketId, field: 'title', text: '' })).revision;
  return { text: node[field], revision: node.revision ?? (node.infoVersion ? Number(node.infoVersion) : ofTicket) };
}

/** Hides the number in one place and answers where else it stands. */
async function hideIn({ agent, number }: Scene, place: Place): Promise<{ mask: Answer; elsewhere: Answer[] }> {
  const { text, revision } = await now(agent, place);
  const said = [number.written, number.bare].find((each) => text.includes(each))!;
  const start = text.indexOf(said);
  const { objectId, field } = place;
  const object = await hide(agent, { objectId, field, revision, start, end: start + said.length });
  const [mask] = masksIn(object, field);
  return { mask, elsewhere: mask.sameElsewhere };
}

const fieldNames = Object.keys(maskableTexts);

describe('the same text elsewhere', () => {
  test.each([
    'Message.body',
    'ChatNote.body',
    'Chat.note',
    'Ticket.title',
    'TicketComment.body',
    'Customer.phone',
    'Customer.memo',
  ])('is told of a number that was hidden in %s, and hidden everywhere with one call', async (name) => {
    const world = await scene();
    const { agent, places, number } = world;
    const typed = ({ objectId, field }: Place) => `${objectId.slice(0, objectId.indexOf('_'))}.${field}`;
    const origin = places.find((place) => typed(place) === name)!;
    const { elsewhere } = await hideIn(world, origin);
    const others = places.filter((place) => place !== origin);
    expect(elsewhere.map((each) => keyOf(each as Place)).sort()).toEqual(others.map(keyOf).sort());
    expect(JSON.stringify(elsewhere)).not.toContain(number.bare);
    const { masked, refused } = await hideAll(agent, elsewhere);
    expect(refused).toEqual([]);
    expect(masked).toHaveLength(new Set(others.map(({ objectId }) => objectId)).size);
    for (const text of [number.written, number.bare]) expect(await isStored(sql, text)).toBe(false);
    // The list of kinds is the list of places: whoever adds a kind adds it here.
    const addresses = ['Customer.email', 'Ticket.email'];
    expect([...new Set([...places.map(typed), ...addresses])].sort()).toEqual([...fieldNames].sort());
  });

  test('is told of an address wherever the person has it, from the ticket as from the customer', async () => {
    const { service, agent, customer, ticketId } = await scene();
    const email = `kim.${randomUUID()}@test.test`;
    const create = async (input: object): Promise<Answer> =>
      (
        await agent.run(`mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id } } }`, {
          i: { inquiryTypeId: service.inquiryTypeId, title: 't', content: `to ${email}`, ...input },
        })
      ).createTicket;
    const other = await service.customer({ name: 'Lee' });
    const tickets = [
      await create({ chatId: customer.chatId, email }),
      await create({ customerId: customer.id, email: email.toUpperCase() }),
      await create({ customerId: other.id, email }),
    ];
    await agent.run(`mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { __typename } }`, {
      i: { customerId: customer.id, email },
    });
    await agent.run('mutation ($a: ID!, $b: ID!) { mergeCustomers(fromId: $a, intoId: $b) { __typename } }', {
      a: other.id,
      b: customer.id,
    });
    const nobodys = await create({ email });
    const places = [...tickets.flatMap(({ id }) => [`${id} content`, `${id} email`]), `${customer.id} email`];
    const at = async (id: string): Promise<number> =>
      await agent
        .run('query ($id: ID!) { node(id: $id) { ... on Ticket { revision } ... on Customer { infoVersion } } }', {
          id,
        })
        .then(({ node }) => node.revision ?? Number(node.infoVersion));
    for (const objectId of [tickets[0].id, tickets[2].id, customer.id]) {
      const whole = { objectId, field: 'email', revision: await at(objectId), start: 0, end: email.length };
      const [mask] = masksIn(await hide(agent, whole), 'email');
      expect(mask.sameElsewhere.map(keyOf).sort()).toEqual(
        places.filter((place) => place !== `${objectId} email`).sort(),
      );
      await agent.run('mutation ($id: ID!) { unmaskText(maskId: $id) { __typename } }', { id: mask.id });
    }
    // A ticket that is of nobody whom one knows stands for itself.
    const whole = { objectId: nobodys.id, field: 'email', revision: 1, start: 0, end: 1 };
    const [mask] = masksIn(await hide(agent, whole), 'email');
    expect(mask.sameElsewhere.map(keyOf)).toEqual([`${nobodys.id} content`]);
    expect(ticketId).not.toBe(nobodys.id);
  });

  test('is told only to who hid it, for ten minutes, and where nothing in it was hidden before', async () => {
    const world = await scene();
    const { service, agent, places } = world;
    const { mask, elsewhere } = await hideIn(world, places[0]!);
    expect(elsewhere).toHaveLength(places.length - 1);
    const ask = async (by: Actor, id: string): Promise<Answer> =>
      (await by.run(`query ($id: ID!) { node(id: $id) { ... on Mask { ${same} } } }`, { id })).node;
    expect((await ask(agent, mask.id)).sameElsewhere).toHaveLength(elsewhere.length);
    const colleague = await service.onlineAgent({ canTicket: true, mayReveal: true });
    const program = await service.apiClient(['masks:write', 'chats:read', 'tickets:read', 'customers:read']);
    for (const who of [colleague, program]) expect((await ask(who, mask.id)).sameElsewhere).toEqual([]);
    // A mask that takes another in hides what its author need not have read.
    const { text, revision } = await now(agent, places[0]!);
    const wider = await hide(colleague, { ...places[0]!, text: undefined, revision, start: 3, end: text.length });
    expect(wider.masks).toHaveLength(1);
    expect(wider.masks[0].sameElsewhere).toEqual([]);
    const note = await hideIn(world, places[1]!);
    await sql.query(
      `update chat_note set masks = jsonb_set(masks, '{0,maskedAt}', to_jsonb((now() - interval '11 minutes')::text)) where id = $1`,
      [decodeId('ChatNote', places[1]!.objectId)],
    );
    expect((await ask(agent, note.mask.id)).sameElsewhere).toEqual([]);
  });

  test('is told as far as the agent reads it', async () => {
    const world = await scene();
    const { service, agent, places, customer } = world;
    const chatting = await service.onlineAgent({ canTicket: false });
    const { revision } = await now(agent, places[0]!);
    const range = { revision, start: 6, end: places[0]!.text.length };
    const { masks } = await hide(chatting, { ...places[0]!, text: undefined, ...range });
    expect(masks[0].sameElsewhere).toHaveLength(5);
    for (const { objectId } of masks[0].sameElsewhere) expect(objectId).not.toMatch(/^Ticket/);
    const own = await service.agent({ canTicket: true });
    await service.saveAgent({ agentId: own.id, canChat: false });
    const ticket = places[3]!;
    const at = await now(agent, ticket);
    const hidden = await hide(own, {
      ...ticket,
      text: undefined,
      revision: at.revision,
      start: 6,
      end: at.text.length,
    });
    expect(hidden.__typename).toBe('Ticket');
    const kinds = new Set(hidden.titleMasks[0].sameElsewhere.map(({ objectId }: Place) => objectId.replace(/_.*/, '')));
    expect(kinds).toEqual(new Set(['Ticket', 'TicketComment', 'Customer']));
    expect(customer.id).toContain('Customer');
  });

  test('that is short is not looked for', async () => {
    const { service } = await scene();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ name: 'Kim' });
    const { id, revision } = await customer.send(customer.chatId, 'I am Kim');
    const { masks } = await hide(agent, { objectId: id, field: 'body', revision, start: 5, end: 8 });
    expect(masks[0].sameElsewhere).toEqual([]);
  });
});

describe('hiding in many texts at once', () => {
  test('does what can be done, and tells of the rest why not', async () => {
    const world = await scene();
    const { agent, service, places } = world;
    const { elsewhere } = await hideIn(world, places[0]!);
    // Meanwhile somebody edits the ticket's title and hides the note.
    const title = elsewhere.find(({ field }: Answer) => field === 'title');
    await agent.run(`mutation ($i: UpdateTicketInput!) { updateTicket(input: $i) { __typename } }`, {
      i: { ticketId: title.objectId, revision: title.revision, title: 'something else' },
    });
    const foreign = await (await kit.service({ security: true })).onlineAgent();
    const answer = await hideAll(agent, [...elsewhere, { ...elsewhere[0], objectId: foreign.id }]);
    expect(answer.refused).toEqual([
      { objectId: title.objectId, field: 'title', reason: 'STALE' },
      { objectId: foreign.id, field: elsewhere[0].field, reason: 'NOT_PERMITTED' },
    ]);
    for (const place of places.filter(({ field }) => field !== 'title')) {
      expect((await now(agent, place)).text).toContain('*');
    }
    // Each is a mask of its own.
    const { auditLog } = await (
      await service.admin()
    ).run('{ auditLog(first: 50, filter: { actions: [MASKED] }) { edges { node { textOf messageId } } } }');
    expect(auditLog.edges).toHaveLength(places.length - 1);
    // Sent again, nothing is hidden twice.
    const again = await hideAll(agent, elsewhere);
    expect(again.masked).toEqual([]);
    expect(await hideAll(foreign, elsewhere)).toMatchObject({ __typename: 'NotPermitted' });
  });

  test('hides several stretches of one text together, and two fields of a customer', async () => {
    const { agent, customer, number } = await scene();
    const { id, revision } = await customer.send(customer.chatId, `${number.bare} 👨‍👩‍👧‍👦 ${number.bare}`);
    const range = { objectId: id, field: 'body', revision };
    const { length } = number.bare;
    const end = 2 * length + 2 + '👨‍👩‍👧‍👦'.length;
    const { masked } = await hideAll(agent, [
      { ...range, start: 0, end: length },
      { ...range, start: end - length, end },
      { ...range, start: 2, end: length + 1 },
    ]);
    expect(masked).toMatchObject([{ body: `${'*'.repeat(length + 1)}👨‍👩‍👧‍👦 ${'*'.repeat(length)}`, masks: [{}, {}] }]);
    const { infoVersion } = (
      await agent.run('query ($id: ID!) { customer(id: $id) { infoVersion } }', { id: customer.id })
    ).customer;
    const field = { objectId: customer.id, revision: Number(infoVersion), start: 0, end: 3 };
    const both = await hideAll(agent, [
      { ...field, field: 'name' },
      { ...field, field: 'phone' },
      { ...field, field: 'memo' },
    ]);
    expect(both.refused).toEqual([]);
    expect(both.masked).toMatchObject([{ phone: '*'.repeat(number.written.length), memo: `***l ${number.bare}!` }]);
  });

  test('takes at least one and at most fifty', async () => {
    const { agent, places } = await scene();
    const input = { ...places[0]!, text: undefined, revision: 1, start: 0, end: 1 };
    expect(await hideAll(agent, [])).toMatchObject({ __typename: 'InvalidInput' });
    expect(
      await hideAll(
        agent,
        Array.from({ length: 51 }, () => input),
      ),
    ).toMatchObject({ __typename: 'InvalidInput' });
  });
});
