import { describe, expect, test } from 'vitest';
import { type Actor, Kit, type Answer, type TestService, rowId } from '../../test/kit.ts';
import { explained } from '../../test/plans.ts';
import { PersonalRetention } from './personal-retention.ts';

// Nothing looks by itself meanwhile.
const rarely = { RETENTION_EVERY_SECONDS: '86400' };
const kit = await Kit.start(rarely);
const other = await Kit.process(kit.databaseUrl, rarely);
const { sql } = kit.app;

async function keep(service: TestService, months: object): Promise<Answer> {
  const { saveRetentionSettings } = await (
    await service.admin()
  ).run(
    `mutation ($i: SaveRetentionSettingsInput!) { saveRetentionSettings(input: $i) { __typename
      ... on ServiceSettings { retention { chatMonths ticketMonths customerMonths beginsAt } } ... on InvalidInput { field } } }`,
    { i: months },
  );
  return saveRetentionSettings;
}

/** The week in which it was announced is over. */
const afterTheWeek = (service: TestService) =>
  sql.query('update service set erases_from = now() where id = $1', [service.id]);

const forecast = async (service: TestService): Promise<Answer> =>
  (await (await service.admin()).run('{ retentionForecast { chats tickets customers } }')).retentionForecast;

const hold = async (by: Actor, id: string, reason = 'a lawsuit'): Promise<Answer> =>
  (
    await by.run(
      `mutation ($id: ID!, $reason: String!) { putHold(id: $id, reason: $reason) { __typename
        ... on HoldState { objectId hold { reason heldBy { name } } } ... on InvalidInput { field } } }`,
      { id, reason },
    )
  ).putHold;
const lift = async (by: Actor, id: string): Promise<Answer> =>
  (
    await by.run('mutation ($id: ID!) { liftHold(id: $id) { __typename ... on HoldState { hold { reason } } } }', {
      id,
    })
  ).liftHold;

async function scene() {
  const service = await kit.service();
  return { service, agent: await service.onlineAgent({ name: 'Mina' }), admin: await service.admin() };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** A chat that was closed so many months ago, and all contact with its customer as long ago. */
async function pastChat({ service, agent }: Scene, text: string, months: number) {
  const customer = await service.customer({ name: text });
  await customer.send(customer.chatId, text);
  await agent.end(customer.chatId);
  await age(customer.id, months);
  return customer;
}

async function age(customerId: string, months: number): Promise<void> {
  const values = [rowId(customerId), months];
  const ago = 'now() - make_interval(months => $2)';
  await sql.query(`update chat set closed_at = ${ago}, requested_at = ${ago} where customer_id = $1`, values);
  await sql.query(`update ticket set changed_at = ${ago}, created_at = ${ago} where customer_id = $1`, values);
  await sql.query(`update consent set agreed_at = ${ago} where customer_id = $1`, values);
  await sql.query(`update customer set created_at = ${ago} where id = $1`, values);
}

/** A ticket of a customer in a status, unchanged for so many months. */
async function pastTicket(
  { service, admin }: Scene,
  title: string,
  status: string,
  months: number,
  customerId?: string,
): Promise<string> {
  const { createTicket } = await admin.run(
    'mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id } } }',
    { i: { inquiryTypeId: service.inquiryTypeId, title, content: title, customerId } },
  );
  await sql.query(
    'update ticket set status = $2, changed_at = now() - make_interval(months => $3), created_at = now() - make_interval(months => $3) where id = $1',
    [rowId(createTicket.id), status, months],
  );
  return createTicket.id;
}

const saidIn = async (chatId: string) =>
  (
    await sql.query<{ body: string }>(
      `select body from message where chat_id = $1 and sender = 'CUSTOMER' order by seq`,
      [rowId(chatId)],
    )
  ).rows
    .map(({ body }) => body)
    .join(' ');
const titleOf = async (ticketId: string) =>
  (await sql.query<{ title: string }>('select title from ticket where id = $1', [rowId(ticketId)])).rows[0]!.title;
const customerRow = async (id: string) =>
  (
    await sql.query<{ name: string | null; erased: boolean; marked: boolean }>(
      'select name, erased_at is not null as erased, due_at is not null as marked from customer where id = $1',
      [rowId(id)],
    )
  ).rows[0]!;
const dueNow = (id: string) =>
  sql.query('update customer set due_at = now() where id = $1 and due_at is not null', [rowId(id)]);

const lookEverywhere = () =>
  Promise.all([kit.app.personalRetention.look(), other.app.personalRetention.look(), kit.app.personalRetention.look()]);

describe('how long a service keeps personal data', () => {
  test('is for ever until it says otherwise, in whole months, with a week before anything goes', async () => {
    const { service, admin } = await scene();
    expect(await keep(service, {})).toMatchObject({
      retention: { chatMonths: null, ticketMonths: null, customerMonths: null, beginsAt: null },
    });
    for (const field of ['chatMonths', 'ticketMonths', 'customerMonths']) {
      for (const months of [0, -1, 121]) {
        expect(await keep(service, { [field]: months })).toEqual({ __typename: 'InvalidInput', field });
      }
    }
    const beginning = async (months: object) => {
      const { retention } = await keep(service, months);
      return retention.beginsAt && new Date(retention.beginsAt).getTime();
    };
    const first = await beginning({ chatMonths: 12 });
    expect(Math.round((first - kit.app.clock.now().getTime()) / 3_600_000)).toBe(7 * 24);
    await afterTheWeek(service);
    // Longer is no news, shorter is.
    const longer = await beginning({ chatMonths: 24 });
    expect(longer).toBeLessThan(first);
    expect(await beginning({ chatMonths: 24 })).toBe(longer);
    expect(await beginning({ chatMonths: 6 })).toBeGreaterThanOrEqual(first);
    const { changeLog } = await admin.run('{ changeLog { edges { node { kind before after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { kind: 'CHAT_MONTHS', before: '24', after: '6' },
      { kind: 'CHAT_MONTHS', before: '12', after: '24' },
      { kind: 'CHAT_MONTHS', before: null, after: '12' },
    ]);
  });

  test('stands beside the notice as it is now, and not in what is agreed to', async () => {
    const { service } = await scene();
    const notice = async (language: string) =>
      (
        await kit.run(
          `query ($s: String!, $l: Language!) { helpCenter(service: $s, language: $l) { consentNotice { version retention shownRetention } } }`,
          { s: service.slug, l: language },
        )
      ).helpCenter.consentNotice;
    expect(await notice('ko')).toEqual({ version: '1', retention: 'r', shownRetention: 'r' });
    await keep(service, { chatMonths: 12, ticketMonths: 1 });
    const korean = await notice('ko');
    expect(korean).toMatchObject({ version: '1', retention: 'r' });
    expect(korean.shownRetention).toMatch(/^r\n.*12개월/);
    expect((await notice('en')).shownRetention).toMatch(/12 months after the chat.* 1 month after/);
  });
});

describe('personal data whose time has come', () => {
  test('goes chat by chat, once, by however many processes, and leaves what is younger or open', async () => {
    const here = await scene();
    const { service } = here;
    const old = await pastChat(here, 'old words', 13);
    const young = await pastChat(here, 'young words', 11);
    const open = await service.customer({ name: 'Open', message: 'open words', key: 'k' });
    await sql.query(`update chat set requested_at = now() - interval '20 months' where id = $1`, [rowId(open.chatId)]);
    const elsewhere = await scene();
    const kept = await pastChat(elsewhere, 'kept words', 100);
    await keep(service, { chatMonths: 12 });
    expect(await forecast(service)).toEqual({ chats: 1, tickets: 0, customers: 0 });
    // It is announced for a week.
    await lookEverywhere();
    expect(await saidIn(old.chatId)).toBe('old words');
    await afterTheWeek(service);
    const figures = () =>
      sql.query('select state, closed_at, last_seq, answered_at from chat where id = $1', [rowId(old.chatId)]);
    const before = (await figures()).rows;
    await lookEverywhere();
    expect(await saidIn(old.chatId)).toBe('');
    expect((await figures()).rows).toEqual(before);
    expect(await saidIn(young.chatId)).toBe('young words');
    expect(await saidIn(open.chatId)).toBe('open words');
    expect(await saidIn(kept.chatId)).toBe('kept words');
    // The person stays: nobody said that people go.
    expect(await customerRow(old.id)).toEqual({ name: 'old words', erased: false, marked: false });
    expect(await forecast(service)).toEqual({ chats: 0, tickets: 0, customers: 0 });
    const revision = async () =>
      (await sql.query<{ revision: number }>('select revision from chat where id = $1', [rowId(old.chatId)])).rows;
    const once = await revision();
    await lookEverywhere();
    expect(await revision()).toEqual(once);
  });

  test('is nothing that anybody writes into again', async () => {
    const here = await scene();
    const { service, agent } = here;
    const customer = await pastChat(here, 'gone', 13);
    const ticket = await pastTicket(here, 'gone', 'RESOLVED', 13);
    await keep(service, { chatMonths: 12, ticketMonths: 12 });
    await afterTheWeek(service);
    await kit.app.personalRetention.look();
    const { addChatNote, saveChatInfo, addTicketComment } = await agent.run(
      `mutation ($c: ID!, $t: ID!) {
        addChatNote(input: { chatId: $c, key: "n", text: "again" }) { __typename }
        saveChatInfo(input: { chatId: $c, note: "again" }) { __typename }
        addTicketComment(input: { ticketId: $t, key: "n", kind: NOTE, text: "again" }) { __typename } }`,
      { c: customer.chatId, t: ticket },
    );
    expect([addChatNote, saveChatInfo, addTicketComment].map(({ __typename }) => __typename)).toEqual([
      'NotPermitted',
      'NotPermitted',
      'NotPermitted',
    ]);
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { erasedAt } }', { id: customer.chatId });
    expect(chat.erasedAt).toMatch(/Z$/);
  });

  test('goes ticket by ticket when it is finished, with its files, and not before', async () => {
    const here = await scene();
    const { service } = here;
    const gone = await Promise.all([
      pastTicket(here, 'resolved', 'RESOLVED', 7),
      pastTicket(here, 'completed', 'CLOSED', 7),
    ]);
    await sql.query(
      `insert into attachment (service_id, ticket_id, name, media_type, size) select service_id, id, 'secret.txt', 'text/plain', 3 from ticket where id = $1`,
      [rowId(gone[0])],
    );
    const stay = await Promise.all([
      pastTicket(here, 'open', 'OPEN', 70),
      pastTicket(here, 'pending', 'PENDING', 70),
      pastTicket(here, 'young', 'CLOSED', 5),
    ]);
    await keep(service, { ticketMonths: 6 });
    expect(await forecast(service)).toEqual({ chats: 0, tickets: 2, customers: 0 });
    await afterTheWeek(service);
    await lookEverywhere();
    expect(await Promise.all(gone.map(titleOf))).toEqual(['', '']);
    expect(await Promise.all(stay.map(titleOf))).toEqual(['open', 'pending', 'young']);
    await kit.app.looseAttachments.look();
    expect((await sql.query('select from attachment where service_id = $1', [service.id])).rows).toEqual([]);
  });

  test('takes a person a week after nothing else of theirs was left, unless they came back', async () => {
    const here = await scene();
    const { service, admin } = here;
    const [gone, back, chatting] = [
      await pastChat(here, 'Gone', 30),
      await pastChat(here, 'Back', 30),
      await pastChat(here, 'Chatting', 20),
    ];
    await keep(service, { customerMonths: 24 });
    await afterTheWeek(service);
    await lookEverywhere();
    // Their chats are kept, so they are.
    expect(await customerRow(gone.id)).toMatchObject({ name: 'Gone', marked: false });
    await keep(service, { chatMonths: 12 });
    await afterTheWeek(service);
    await lookEverywhere();
    expect(await saidIn(gone.chatId)).toBe('');
    expect(await customerRow(gone.id)).toEqual({ name: 'Gone', erased: false, marked: true });
    expect(await customerRow(chatting.id)).toEqual({ name: 'Chatting', erased: false, marked: false });
    expect(await forecast(service)).toEqual({ chats: 0, tickets: 0, customers: 2 });
    await service.start({ name: 'Back' }, back.credentials);
    expect(await forecast(service)).toEqual({ chats: 0, tickets: 0, customers: 1 });
    await lookEverywhere();
    expect(await customerRow(gone.id)).toMatchObject({ erased: false });
    await Promise.all([dueNow(gone.id), dueNow(back.id)]);
    await lookEverywhere();
    expect(await customerRow(gone.id)).toEqual({ name: null, erased: true, marked: false });
    expect(await customerRow(back.id)).toEqual({ name: 'Back', erased: false, marked: false });
    const { auditLog } = await admin.run(
      '{ auditLog(filter: { actions: [ERASED] }) { edges { node { customerId agent { id } } } } }',
    );
    expect(auditLog.edges).toEqual([{ node: { customerId: gone.id, agent: null } }]);
  });

  test('is found in looks that read so many and no more, each going on where the last ended', async () => {
    const here = await scene();
    const customer = await here.service.customer();
    const { rows: others } = await sql.query<{ id: string }>(
      `insert into chat (service_id, customer_id, state, language, requested_at, closed_at)
       select service_id, id, 'CLOSED', 'ko', now(), now() from customer, generate_series(1, 10500) where id = $1 returning id`,
      [rowId(customer.id)],
    );
    const { chatId } = await pastChat(here, 'old', 13);
    await keep(here.service, { chatMonths: 12 });
    await afterTheWeek(here.service);
    const isErased = async () => {
      const { rows } = await sql.query<{ is: boolean }>('select erased_at is not null as is from chat where id = $1', [
        rowId(chatId),
      ]);
      return rows[0]!.is;
    };
    const { wholeTables } = await explained(kit.app, () => kit.app.personalRetention.look());
    expect(wholeTables).not.toContain('chat');
    expect(await isErased()).toBe(false);
    await kit.app.personalRetention.look();
    expect(await isErased()).toBe(true);
    // Whatever else is in this database is found at the first look again.
    await sql.query('delete from chat where id = any($1::uuid[])', [others.map(({ id }) => id)]);
  });

  test('is whole after a process died between any two, and the rest goes at the next look', async () => {
    const here = await scene();
    const past = [await pastChat(here, 'one', 13), await pastChat(here, 'two', 14), await pastChat(here, 'three', 15)];
    await keep(here.service, { chatMonths: 12 });
    await afterTheWeek(here.service);
    let transactions = 0;
    const write: typeof kit.app.write = (scope, work) => {
      transactions += 1;
      if (transactions > 2) return Promise.reject(new Error('killed'));
      return kit.app.write(scope, async (tx) => {
        const result = await work(tx);
        if (transactions === 2) throw new Error('killed');
        return result;
      });
    };
    await expect(new PersonalRetention({ ...kit.app, write }).look()).rejects.toThrow('killed');
    const left = await Promise.all(past.map(({ chatId }) => saidIn(chatId)));
    expect(left).toEqual(['', 'two', 'three']);
    await kit.app.personalRetention.look();
    expect(await Promise.all(past.map(({ chatId }) => saidIn(chatId)))).toEqual(['', '', '']);
  });
});

describe('a hold', () => {
  test('keeps a chat, a ticket and a person with all of theirs, with its reason, until it is lifted', async () => {
    const here = await scene();
    const { service, agent, admin } = here;
    const [held, ofHeld, free] = [
      await pastChat(here, 'held', 13),
      await pastChat(here, 'of held', 13),
      await pastChat(here, 'free', 13),
    ];
    const ticket = await pastTicket(here, 'held', 'CLOSED', 13);
    expect(await hold(admin, held.chatId)).toEqual({
      __typename: 'HoldState',
      objectId: held.chatId,
      hold: { reason: 'a lawsuit', heldBy: { name: 'Admin' } },
    });
    await Promise.all([hold(admin, ofHeld.id), hold(admin, ticket)]);
    expect((await hold(admin, ticket, 'another')).hold.reason).toBe('another');
    expect(await hold(admin, held.chatId, ' ')).toEqual({ __typename: 'InvalidInput', field: 'reason' });
    expect(await hold(admin, held.chatId, 'x'.repeat(501))).toEqual({ __typename: 'InvalidInput', field: 'reason' });
    expect((await hold(agent, held.chatId)).__typename).toBe('NotPermitted');
    const seen = await agent.run(
      `query ($c: ID!, $u: ID!, $t: ID!) { chat(id: $c) { hold { reason } } customer(id: $u) { hold { reason } } ticket(id: $t) { hold { reason } } }`,
      { c: held.chatId, u: ofHeld.id, t: ticket },
    );
    expect(seen).toEqual({
      chat: { hold: { reason: 'a lawsuit' } },
      customer: { hold: { reason: 'a lawsuit' } },
      ticket: { hold: { reason: 'another' } },
    });
    const { chat } = await held.run('query ($c: ID!) { chat(id: $c) { hold { reason } } }', { c: held.chatId });
    expect(chat.hold).toBeNull();
    await keep(service, { chatMonths: 12, ticketMonths: 12, customerMonths: 12 });
    expect(await forecast(service)).toEqual({ chats: 1, tickets: 0, customers: 0 });
    await afterTheWeek(service);
    await lookEverywhere();
    const left = () => Promise.all([saidIn(held.chatId), saidIn(ofHeld.chatId), saidIn(free.chatId), titleOf(ticket)]);
    expect(await left()).toEqual(['held', 'of held', '', 'held']);
    expect((await customerRow(held.id)).marked).toBe(false);
    expect((await customerRow(free.id)).marked).toBe(true);
    for (const id of [held.chatId, ofHeld.id, ticket]) {
      expect(await lift(admin, id)).toEqual({ __typename: 'HoldState', hold: null });
      await lift(admin, id);
    }
    await lookEverywhere();
    expect(await left()).toEqual(['', '', '', '']);
    const { changeLog } = await admin.run('{ changeLog { edges { node { kind before after } } } }');
    const ofHolds = changeLog.edges.map(({ node }: Answer) => node).filter(({ kind }: Answer) => kind === 'HOLD');
    expect(ofHolds).toHaveLength(6);
    expect(JSON.stringify(ofHolds)).not.toContain('lawsuit');
    expect(ofHolds.at(-1)).toEqual({ kind: 'HOLD', before: null, after: JSON.stringify(held.chatId) });
  });

  test.each(['chat', 'ticket'] as const)(
    'of a person keeps a %s of theirs from the moment in which it is confirmed',
    async (what) => {
      const here = await scene();
      const customer = await pastChat(here, 'said', what === 'chat' ? 13 : 1);
      const ticket = await pastTicket(here, 'asked', 'CLOSED', what === 'ticket' ? 13 : 1, customer.id);
      await keep(here.service, { chatMonths: 12, ticketMonths: 12 });
      await afterTheWeek(here.service);
      const left = () => Promise.all([saidIn(customer.chatId), titleOf(ticket)]);
      const release = await kit.lockTable('audit_entry');
      const looking = other.app.personalRetention.look();
      // It found nothing held, and is half-way.
      await kit.untilWaiting('update audit_entry');
      let isHeld = false;
      const held = hold(here.admin, customer.id)
        .then(left)
        .finally(() => (isHeld = true));
      await kit.untilWaiting('pg_advisory_xact_lock(', { isOver: () => isHeld });
      await release();
      await looking;
      expect(await left()).toEqual(await held);
    },
  );

  test('keeps from erasing by hand too', async () => {
    const here = await scene();
    const customer = await pastChat(here, 'Kim', 1);
    const erase = async () =>
      (
        await here.admin.run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', {
          id: customer.id,
        })
      ).eraseCustomer.__typename;
    await hold(here.admin, customer.chatId);
    expect(await erase()).toBe('ErasureHeld');
    expect(await customerRow(customer.id)).toMatchObject({ name: 'Kim', erased: false });
    await lift(here.admin, customer.chatId);
    expect(await erase()).toBe('Customer');
  });

  test('is nothing of another service', async () => {
    const [here, elsewhere] = [await scene(), await scene()];
    const customer = await pastChat(elsewhere, 'theirs', 1);
    const stranger = (await hold(here.admin, customer.chatId)).__typename;
    expect([stranger, (await lift(here.admin, customer.id)).__typename]).toEqual(['NotPermitted', 'NotPermitted']);
  });
});
