import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Kit, type Answer, type Events, type TestAgent, type TestService } from '../../test/kit.ts';
import { explained } from '../../test/plans.ts';
import { decodeId } from '../ids.ts';
import { OverheardBus } from '../realtime/overheard-bus.ts';

const kit = await Kit.start();
const { sql, eventLog } = kit.app;
/** Another process, on whose own news nothing is written down: what it does is found by comparing. */
const deaf = await Kit.process(kit.databaseUrl, {}, kit.app.bus);
const { bus } = deaf.app;
if (!(bus instanceof OverheardBus)) throw new Error('Its news cannot be kept from it.');
bus.overhear(() => undefined);

let service: TestService;
let admin: TestAgent;
let agent: TestAgent;
beforeEach(async () => {
  service = await kit.service({ security: true });
  admin = await service.admin();
  agent = await service.onlineAgent({ canTicket: true, maySeal: true });
});

const fields = 'cursor kind objectId chatId revision at';

async function eventsOf(of: TestService, after: string | null = null): Promise<Answer[]> {
  const { serviceEvents } = await (
    await of.admin()
  ).run(`query ($a: String) { serviceEvents(after: $a, first: 200) { events { ${fields} } hasMore } }`, { a: after });
  expect(serviceEvents.hasMore).toBe(false);
  return serviceEvents.events;
}

const kindsOf = async (of: TestService, objectId?: string) =>
  (await eventsOf(of)).filter((event) => !objectId || event.objectId === objectId).map(({ kind }) => kind);

const subscribe = (after: string | null = null, of = admin): Events =>
  of.subscribe(`subscription ($a: String) { serviceEvents(after: $a) { ${fields} } }`, { a: after });

const createTicket = async (by: Pick<TestAgent, 'run'> = agent): Promise<Answer> =>
  (
    await by.run(`mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id revision } } }`, {
      i: { inquiryTypeId: service.inquiryTypeId, title: 't', content: 'c' },
    })
  ).createTicket;

const updateTicket = async ({ id, revision }: Answer, input: object): Promise<Answer> =>
  (
    await agent.run(
      `mutation ($i: UpdateTicketInput!) { updateTicket(input: $i) { __typename ... on Ticket { id revision } } }`,
      { i: { ticketId: id, revision, ...input } },
    )
  ).updateTicket;

const takeTicket = async ({ id }: Answer): Promise<Answer> =>
  (await agent.run('mutation ($id: ID!) { takeTicket(ticketId: $id) { ... on Ticket { id revision } } }', { id }))
    .takeTicket;

describe('the events of a service', () => {
  test('tell live what happens to chats, messages, tickets and customers, by ids alone', async () => {
    const events = subscribe();
    const customer = await service.customer({ name: 'Kim', message: 'hello', key: randomUUID() });
    await agent.send(customer.chatId, 'hi');
    const said = await customer.send(customer.chatId, 'a secret word');
    const about = (kind: string) =>
      events.until(({ serviceEvents: e }) => e.kind === kind).then((e) => e.serviceEvents);
    expect(await about('CHAT_STARTED')).toMatchObject({ objectId: customer.chatId, chatId: customer.chatId });
    await events.until(({ serviceEvents: e }) => e.kind === 'MESSAGE_SENT' && e.objectId === said.id);
    await agent.run(
      `mutation ($i: MaskMessageInput!) { maskMessage(input: $i) { __typename ... on Message { id } } }`,
      { i: { messageId: said.id, revision: said.revision, start: 2, end: 8 } },
    );
    expect(await about('MESSAGE_CHANGED')).toMatchObject({ objectId: said.id, chatId: customer.chatId });
    await agent.end(customer.chatId);
    expect(await about('CHAT_CLOSED')).toMatchObject({ objectId: customer.chatId });
    await customer.run('mutation ($id: ID!) { rateChat(input: { chatId: $id, verdict: SATISFIED }) { __typename } }', {
      id: customer.chatId,
    });
    await about('CHAT_RATED');
    const ticket = await createTicket();
    expect(await about('TICKET_CREATED')).toMatchObject({ objectId: ticket.id, chatId: null, revision: 1 });
    await takeTicket(ticket);
    expect(await about('TICKET_CHANGED')).toMatchObject({ objectId: ticket.id, revision: 2 });
    await sql.query(`update customer set memo = 'secret memo' where id = $1`, [decodeId('Customer', customer.id)]);
    expect(await about('CUSTOMER_CHANGED')).toMatchObject({ objectId: customer.id });
    expect(JSON.stringify(events.all)).not.toMatch(/secret|hello|Kim/);
    const kinds = await kindsOf(service, customer.chatId);
    expect(kinds).toEqual(
      expect.arrayContaining(['CHAT_STARTED', 'CHAT_ASSIGNED', 'CHAT_CHANGED', 'CHAT_CLOSED', 'CHAT_RATED']),
    );
    expect(kinds.filter((kind) => kind === 'CHAT_ASSIGNED')).toHaveLength(1);
    expect(await eventsOf(await kit.service())).toEqual([]);
  });

  test('say nothing of who has read how far', async () => {
    const customer = await service.customer({ message: 'hello', key: randomUUID() });
    await agent.open(customer.chatId);
    await eventLog.settle();
    const before = await eventsOf(service);
    await agent.run('mutation ($id: ID!) { markRead(chatId: $id, seq: 1) { __typename } }', { id: customer.chatId });
    await eventLog.settle();
    expect(await eventsOf(service)).toEqual(before);
  });

  test('are resumed without a hole, by the stream and by pages', async () => {
    const customer = await service.customer();
    await eventLog.settle();
    const first = await eventsOf(service);
    const { cursor } = first.at(-1);
    const sent = [];
    for (let n = 0; n < 7; n += 1) sent.push((await customer.send(customer.chatId, `${n}`)).id);
    await eventLog.settle();
    const events = subscribe(cursor);
    const live = (await customer.send(customer.chatId, 'live')).id;
    const told: string[] = [];
    while (told.at(-1) !== live) told.push((await events.next()).serviceEvents.objectId);
    expect(told).toEqual([...sent, live]);
    const paged: string[] = [];
    for (let after = cursor, hasMore = true; hasMore;) {
      const { serviceEvents: page } = await admin.run(
        'query ($a: String) { serviceEvents(after: $a, first: 3) { cursor latest hasMore events { objectId } } }',
        { a: after },
      );
      paged.push(...page.events.map(({ objectId }: Answer) => objectId));
      ({ cursor: after, hasMore } = page);
    }
    expect(paged).toEqual(told);
    const { serviceEvents: end } = await admin.run('{ serviceEvents(first: 1) { latest } }');
    expect(await eventsOf(service, end.latest)).toEqual([]);
  });

  test('that are not kept any more are EVENTS_GONE, as are those of before a restored backup', async () => {
    await service.customer();
    await eventLog.settle();
    const [first, second] = await eventsOf(service);
    await sql.query(
      'delete from event where service_id = $1 and position <= (select min(position) + 1 from event where service_id = $1)',
      [service.id],
    );
    await service.customer();
    await eventLog.settle();
    const refused = { errors: [{ extensions: { code: 'EVENTS_GONE' } }] };
    const ask = (after: string) =>
      kit.post(
        JSON.stringify({
          query: 'query ($a: String) { serviceEvents(after: $a) { cursor } }',
          variables: { a: after },
        }),
        admin.credentials,
      );
    expect((await ask(first.cursor)).body).toMatchObject(refused);
    expect((await ask(second.cursor)).body.errors).toBeUndefined();
    const elsewhere = Buffer.from(`${randomUUID()} 2`).toString('base64url');
    expect((await ask(elsewhere)).body).toMatchObject(refused);
    expect((await ask('no cursor')).body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(await subscribe(first.cursor).next()).toMatchObject(refused);
  });

  test('are for administrators', async () => {
    const { body } = await kit.post(JSON.stringify({ query: '{ serviceEvents { cursor } }' }), agent.credentials);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});

describe('when news are lost, events are complete all the same', () => {
  /** Whatever happens, it happens at the deaf process, whose looks are not waited for. */
  const asDeaf = <T extends { credentials: object }>(actor: T): T =>
    Object.assign(Object.create(Object.getPrototypeOf(actor) as object) as T, actor, { kit: deaf });

  const old = async (text: string, ofId: string | null) =>
    (await sql.query<{ id: string }>(text, [service.id, ofId])).rows[0]!.id;

  test('of what is open, of what opened and closed meanwhile, and of what was over long ago', async () => {
    const open = asDeaf(await service.customer());
    const worker = asDeaf(agent);
    const resolved = await updateTicket(await takeTicket(await createTicket()), { status: 'RESOLVED' });
    // Days ago, of which nothing is remembered.
    const chatId = await old(
      `insert into chat (id, service_id, customer_id, state, language, closed_at, revision)
       select uuidv7(interval '-3 days'), $1, id, 'CLOSED', 'ko', now() - interval '3 days', 9 from customer
       where id = $2 returning 'Chat_' || id as id`,
      decodeId('Customer', open.id),
    );
    const ticketId = await old(
      `insert into ticket (id, service_id, number, inquiry_type_id, title, content, status, channel, language, created_at)
       select uuidv7(interval '-3 days'), $1, 'X-' || id, inquiry_type_id, '', '', 'CLOSED', 'API', 'ko', now() - interval '3 days'
       from ticket where id = $2 returning 'Ticket_' || id as id`,
      decodeId('Ticket', resolved.id),
    );
    await eventLog.settle();
    const { cursor } = (await eventsOf(service)).at(-1);

    const said = await open.send(open.chatId, 'hello');
    const filed = await worker.run(`mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { __typename } }`, {
      i: { chatId, note: 'n' },
    });
    expect(filed.saveChatInfo.__typename).toBe('Chat');
    const brief = asDeaf(await service.customer({}));
    await worker.end(brief.chatId);
    const closing = await worker.run(`mutation ($i: UpdateTicketInput!) { updateTicket(input: $i) { __typename } }`, {
      i: { ticketId: resolved.id, revision: resolved.revision, status: 'CLOSED' },
    });
    expect(closing.updateTicket.__typename).toBe('Ticket');
    const noted = await worker.run(
      `mutation ($id: ID!) { addTicketComment(input: { ticketId: $id, key: "1", text: "n", kind: NOTE }) { __typename } }`,
      { id: ticketId },
    );
    expect(noted.addTicketComment.__typename).toBe('TicketComment');
    await eventLog.settle();
    const events = (await eventsOf(service, cursor)).map(({ kind, objectId }) => `${kind} ${objectId}`);
    expect(events).toEqual(
      expect.arrayContaining([
        `MESSAGE_SENT ${said.id}`,
        `CHAT_CHANGED ${chatId}`,
        `CHAT_STARTED ${brief.chatId}`,
        `CHAT_CLOSED ${brief.chatId}`,
        `TICKET_CHANGED ${resolved.id}`,
        `TICKET_CHANGED ${ticketId}`,
      ]),
    );
    // What was told already is not told again.
    expect(events.filter((each) => each.startsWith('CHAT_STARTED'))).toEqual([`CHAT_STARTED ${brief.chatId}`]);
    await eventLog.settle();
    expect(await eventsOf(service, cursor)).toHaveLength(events.length);
  });

  test('of a process that died while it wrote them down', async () => {
    const customer = await service.customer();
    await eventLog.settle();
    const { cursor } = (await eventsOf(service)).at(-1);
    await sql.query(
      `create function lose() returns trigger language plpgsql as $$ begin raise exception 'gone'; end $$`,
      [],
    );
    for (const table of ['event', 'event_told', 'event_head']) {
      await sql.query(
        `create trigger lost after insert or update on ${table} for each statement execute function lose()`,
        [],
      );
      const said = await customer.send(customer.chatId, table);
      await expect(eventLog.settle()).rejects.toThrow('gone');
      await sql.query(`drop trigger lost on ${table}`, []);
      await eventLog.settle();
      const told = (await eventsOf(service, cursor)).filter(({ objectId }) => objectId === said.id);
      expect(told).toMatchObject([{ kind: 'MESSAGE_SENT' }]);
    }
  });
});

test('two processes that write at once give out every position once, and a reader misses none', async () => {
  const other = await Kit.process(kit.databaseUrl, {}, kit.app.bus);
  const { serviceEvents: from } = await admin.run('{ serviceEvents(first: 1) { latest } }');
  const events = subscribe(from.latest);
  const customers = await Promise.all(Array.from({ length: 6 }, () => service.customer()));
  const sent = await Promise.all(
    customers.flatMap((customer, c) =>
      Array.from({ length: 10 }, async (_, n) => {
        const by = c % 2 === 0 ? kit : other;
        const { sendMessage } = await by.run(
          `mutation ($i: SendMessageInput!) { sendMessage(input: $i) { ... on Message { id } } }`,
          { i: { chatId: customer.chatId, key: randomUUID(), text: `${n}` } },
          customer.credentials,
        );
        if (n % 4 === 0) await Promise.all([eventLog.settle(), other.app.eventLog.settle()]);
        return sendMessage.id as string;
      }),
    ),
  );
  await Promise.all([eventLog.settle(), other.app.eventLog.settle()]);
  const written = await eventsOf(service);
  const messages = written.filter(({ kind }) => kind === 'MESSAGE_SENT').map(({ objectId }) => objectId);
  expect(messages.toSorted()).toEqual([...new Set([...messages, ...sent])].toSorted());
  const { rows } = await sql.query<{ count: number; last: number }>(
    'select count(*)::int as count, max(position)::int as last from event where service_id = $1',
    [service.id],
  );
  expect(rows[0]!.count).toBe(rows[0]!.last);
  while (events.all.length < written.length) await events.next();
  expect(events.all.map(({ serviceEvents: e }) => e.cursor)).toEqual(written.map(({ cursor }) => cursor));
});

test('to compare costs what is open, however much is over', async () => {
  await sql.query(
    `with c as (insert into customer (service_id) select $1 from generate_series(1, 20000) returning id)
     insert into chat (id, service_id, customer_id, state, language, requested_at, closed_at, revision)
     select uuidv7(interval '-3 days'), $1, id, 'CLOSED', 'ko', now() - interval '3 days', now() - interval '3 days', 9 from c`,
    [service.id],
  );
  await service.customer();
  await eventLog.settle();
  const { rows } = await sql.query<{ open: number }>('select count(*)::int as open from event_told', []);
  const did = await explained({ ...kit.app, write: undefined } as never, async () => {
    await eventLog.settle();
  });
  expect(did.rows).toBeLessThan(50 * (rows[0]!.open + 100));
});
