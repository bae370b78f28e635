import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Actor, Kit, TestCustomer, type Answer, type TestAgent, type TestService, rowId } from '../../test/kit.ts';
import { isStored, tracesOf } from '../../test/traces.ts';

const kit = await Kit.start();
const { sql } = kit.app;

async function erase(by: Actor, customerId: string): Promise<Answer> {
  const { eraseCustomer } = await by.run(
    `mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename
      ... on Customer { id name email phone memo erasedAt } ... on DomainError { message } } }`,
    { id: customerId },
  );
  return eraseCustomer;
}

async function merge(by: Actor, fromId: string, intoId: string): Promise<void> {
  const { mergeCustomers } = await by.run(
    'mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }',
    { from: fromId, into: intoId },
  );
  expect(mergeCustomers.__typename).toBe('Customer');
}

const inquire = (by: Actor, service: TestService, said: { email: string; title: string; content: string }) =>
  by
    .run(
      `mutation ($i: SubmitInquiryInput!) { submitInquiry(input: $i) { ... on SubmittedInquiry { token ticket { id customer { id } } } } }`,
      {
        i: {
          service: service.slug,
          inquiryTypeId: service.inquiryTypeId,
          consent: { noticeVersion: '1', language: 'ko' },
          ...said,
        },
      },
    )
    .then((data: Answer) => data.submitInquiry);

/** Texts nobody else says, by where they are left. */
class Canaries {
  readonly #made = new Map<string, string>();

  of(place: string): string {
    const text = `canary-${place}-${randomUUID().slice(0, 8)}`;
    this.#made.set(place, text);
    return text;
  }

  /** Where they still stand. */
  async stored(): Promise<string[]> {
    const found: string[] = [];
    for (const [place, text] of this.#made) if (await isStored(sql, text)) found.push(place);
    return found;
  }

  get count(): number {
    return this.#made.size;
  }

  textOf(place: string): string {
    return this.#made.get(place)!;
  }
}

/** What all files hold that are kept. */
async function contents(): Promise<string> {
  const { filesDir } = kit.app.config;
  const entries = await readdir(filesDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))).join('\n');
}

/** Where a person leaves something behind. */
const tables = [
  'message',
  'mask_original',
  'chat',
  'chat_note',
  'customer',
  'customer_merge',
  'consent',
  'visitor_token',
  'ticket',
  'ticket_comment',
  'ticket_change',
  'attachment',
  'audit_entry',
];

const fileText = 'canary-of-a-file';

/** A person of two records, with everything a person can leave behind; no chat of theirs is open. */
async function person(service: TestService, agent: TestAgent, canaries: Canaries) {
  const { body } = await kit.post(
    JSON.stringify({
      query: `mutation ($i: StartChatInput!) { startChat(input: $i) {
        ... on StartedChat { token chat { id customer { id } agent { id } } } } }`,
      variables: {
        i: {
          service: service.slug,
          consent: { noticeVersion: '1', language: 'ko' },
          name: canaries.of('name'),
          email: `${canaries.of('email')}@test.test`,
          page: `https://shop.test/${canaries.of('page')}`,
          attempt: randomUUID(),
        },
      },
    }),
    {},
    { 'user-agent': canaries.of('user agent') },
  );
  const { token, chat } = body.data.startChat;
  const customer = new TestCustomer(kit, { token }, chat);
  const { chatId } = customer;
  await customer.send(chatId, canaries.of('question'), canaries.of('key'));
  await agent.send(chatId, canaries.of('answer'));
  const hidden = canaries.of('original');
  const said = await customer.send(chatId, `call ${hidden}`);
  await agent.run(`mutation ($i: MaskMessageInput!) { maskMessage(input: $i) { __typename } }`, {
    i: { messageId: said.id, revision: said.revision, start: 5, end: 5 + hidden.length },
  });
  await agent.run('mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { __typename } }', {
    i: { chatId, phone: canaries.of('phone'), memo: canaries.of('memo'), note: canaries.of('note') },
  });
  await sql.query('update customer set said_name = $2, said_email = $3 where id = $1', [
    rowId(customer.id),
    canaries.of('said name'),
    canaries.of('said e-mail'),
  ]);
  await agent.run('mutation ($i: AddChatNoteInput!) { addChatNote(input: $i) { ... on ChatNote { id } } }', {
    i: { chatId, key: 'k', text: canaries.of('agents’ note') },
  });
  const { ticket } = await inquire(customer, service, {
    email: `${canaries.of('ticket-email')}@test.test`,
    title: canaries.of('title'),
    content: canaries.of('content'),
  });
  const uploaded = await fetch(`${kit.url}/files`, {
    method: 'POST',
    headers: { cookie: agent.credentials.cookie!, 'x-file-name': `${canaries.of('file-name')}.txt` },
    body: fileText,
  });
  const file = (await uploaded.json()) as { token: string };
  await agent.run(
    'mutation ($i: AddTicketCommentInput!) { addTicketComment(input: $i) { ... on TicketComment { id } } }',
    {
      i: { ticketId: ticket.id, key: 'k', kind: 'NOTE', text: canaries.of('comment'), attachments: [file.token] },
    },
  );
  await sql.query(
    `insert into ticket_change (ticket_id, revision, field, before, after) values ($1, 1, 'title', $2, $3), ($1, 1, 'status', 'NEW', 'OPEN')`,
    [rowId(ticket.id), canaries.of('before'), canaries.of('after')],
  );
  await sql.query('update consent set ip = $2 where customer_id = $1', [rowId(customer.id), canaries.of('consent ip')]);
  await sql.query('update chat set ip = $2 where id = $1', [rowId(chatId), canaries.of('chat ip')]);
  await agent.end(chatId);
  const other = await service.customer();
  await other.send(other.chatId, canaries.of('other record'));
  await merge(agent, customer.id, other.id);
  await agent.end(other.chatId);
  return { customer, other, chatId, ticketId: ticket.id as string };
}

async function world() {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent({ name: 'Mina' });
  return { service, agent, admin: await service.admin() };
}

describe('erasing a customer', () => {
  test('leaves nothing of what they and agents wrote of them in any table', async () => {
    const { service, agent, admin } = await world();
    const canaries = new Canaries();
    const { customer, other, chatId, ticketId } = await person(service, agent, canaries);
    await sql.query('analyze', []);
    expect(await contents()).toContain(fileText);
    // What is hidden is stored encrypted only.
    expect((await canaries.stored()).length).toBe(canaries.count - 1);
    expect(await erase(admin, customer.id)).toMatchObject({
      __typename: 'Customer',
      id: other.id,
      name: null,
      email: null,
      phone: null,
      memo: null,
      erasedAt: expect.stringMatching(/Z$/),
    });
    await kit.app.vacuum.run();
    expect(await canaries.stored()).toEqual([]);
    const { rows: vacuumed } = await sql.query<{ name: string }>(
      'select relname as name from pg_stat_user_tables where relname = any($1) and last_vacuum is not null order by relname',
      [tables],
    );
    expect(vacuumed.map(({ name }) => name)).toEqual(tables.toSorted());
    // On the disk: what docs/erasure.md names.
    await sql.query('checkpoint', []);
    for (const place of ['email', 'question', 'content']) {
      const left = await tracesOf(sql, canaries.textOf(place));
      expect(['pg_wal', 'customer_service_id_email_index', ...tables]).toEqual(expect.arrayContaining(left));
    }
    // What agents see of it now.
    const { chat } = await agent.run(
      `query ($id: ID!) { chat(id: $id) { title note origin { ipAddress page browser } notes { body } customer { name erasedAt }
        messages(first: 10) { edges { node { sender body masks { id } } } } } }`,
      { id: chatId },
    );
    expect(chat).toMatchObject({ title: `guest-${customer.id.slice(-4)}`, note: null, notes: [{ body: '' }] });
    expect(chat.origin).toEqual({ ipAddress: null, page: null, browser: null });
    expect(chat.messages.edges.filter(({ node }: Answer) => node.sender !== 'SYSTEM')).toEqual([
      { node: { sender: 'CUSTOMER', body: '', masks: [] } },
      { node: { sender: 'AGENT', body: '', masks: [] } },
      { node: { sender: 'CUSTOMER', body: '', masks: [] } },
    ]);
    const { ticket } = await admin.run('query ($id: ID!) { ticket(id: $id) { title content status } }', {
      id: ticketId,
    });
    expect(ticket).toEqual({ title: '', content: '', status: 'NEW' });
    const { rows: changes } = await sql.query(
      'select field, before, after from ticket_change where ticket_id = $1 order by field',
      [rowId(ticketId)],
    );
    expect(changes).toEqual([
      { field: 'status', before: 'NEW', after: 'OPEN' },
      { field: 'title', before: null, after: null },
    ]);
    // Their files are removed at once; a look that follows waits until that is done.
    await kit.app.looseAttachments.look();
    expect((await sql.query('select from attachment where service_id = $1', [service.id])).rows).toEqual([]);
    expect(await contents()).not.toContain(fileText);
  });

  test('keeps every figure as it was', async () => {
    const { service, agent, admin } = await world();
    const { customer, chatId } = await person(service, agent, new Canaries());
    await sql.query(
      `with g as (insert into category (service_id, name, position) values ($1, 'Delivery', 1) returning id)
       update chat set category_id = g.id, rating_verdict = 'SATISFIED', rated_at = now() from g where chat.id = $2`,
      [service.id, rowId(chatId)],
    );
    const figures = async () =>
      (
        await sql.query(
          `select
             (select json_agg(json_build_object('state', state, 'n', n, 'category', category_id, 'verdict', rating_verdict, 'at', at) order by state, n, at) from (
               select state, category_id, rating_verdict, count(*) as n,
                 min(concat(requested_at, opened_at, answered_at, closed_at, first_message_at, rated_at, assigned_at)) as at
               from chat where service_id = $1 group by 1, 2, 3) c) as chats,
             (select json_agg(json_build_object('sender', sender, 'n', n, 'at', at) order by sender) from (
               select sender, count(*) as n, min(sent_at) as at from message m join chat c on c.id = m.chat_id
               where c.service_id = $1 group by 1) m) as messages,
             (select count(*) from customer where service_id = $1) as customers,
             (select count(*) from consent where service_id = $1) as consents,
             (select json_agg(json_build_object('status', status, 'type', inquiry_type_id, 'channel', channel, 'at', created_at)) from ticket
               where service_id = $1) as tickets,
             (select count(*) from ticket_comment) as comments, (select count(*) from ticket_change) as changes`,
          [service.id],
        )
      ).rows;
    const before = await figures();
    expect((await erase(admin, customer.id)).__typename).toBe('Customer');
    expect(await figures()).toEqual(before);
  });

  test('leaves nothing by which a guess at the words could be tried', async () => {
    const { service, agent, admin } = await world();
    const { customer } = await person(service, agent, new Canaries());
    const attemptsOf = async (table: 'chat' | 'ticket') =>
      (
        await sql.query<{ attempt: string; digest: string }>(
          `select attempt_hash as attempt, attempt_digest as digest from ${table} where service_id = $1
           and num_nonnulls(attempt_hash, attempt_digest) > 0`,
          [service.id],
        )
      ).rows.length;
    await agent.run(
      `mutation ($t: ID!, $c: ID!, $a: ID!) { createTicket(input: { inquiryTypeId: $t, title: "t", content: "c", customerId: $c, attempt: $a }) {
        __typename } }`,
      { t: service.inquiryTypeId, c: customer.id, a: randomUUID() },
    );
    expect(Math.min(await attemptsOf('chat'), await attemptsOf('ticket'))).toBeGreaterThan(0);
    expect((await erase(admin, customer.id)).__typename).toBe('Customer');
    expect([await attemptsOf('chat'), await attemptsOf('ticket')]).toEqual([0, 0]);
  });

  test('is written down once, however often and by however many it is done', async () => {
    const { service, agent, admin } = await world();
    const { customer, other } = await person(service, agent, new Canaries());
    const second = await service.agent({ role: 'ADMIN' });
    const all = await Promise.all([erase(admin, customer.id), erase(second, other.id), erase(admin, other.id)]);
    expect(new Set(all.map(({ erasedAt }) => erasedAt)).size).toBe(1);
    const { auditLog } = await admin.run(
      '{ auditLog(filter: { actions: [ERASED] }) { edges { node { customerId chat { id } messageId maskId reason } } } }',
    );
    expect(auditLog.edges).toEqual([
      { node: { customerId: other.id, chat: null, messageId: null, maskId: null, reason: null } },
    ]);
    const { customers } = await admin.run('{ customers { edges { node { id } } } }');
    expect(customers.edges).toEqual([]);
    const { customer: found } = await admin.run('query ($id: ID!) { customer(id: $id) { id erasedAt } }', {
      id: other.id,
    });
    expect(found).toEqual({ id: other.id, erasedAt: all[0].erasedAt });
  });

  test('is refused while one of their records has an open chat, and to who is no administrator', async () => {
    const { service, agent, admin } = await world();
    const [one, two] = [await service.customer({ name: 'Kim' }), await service.customer()];
    await agent.end(one.chatId);
    await merge(agent, two.id, one.id);
    expect((await erase(admin, one.id)).__typename).toBe('ChatOpen');
    expect((await erase(agent, one.id)).__typename).toBe('NotPermitted');
    expect((await erase(await (await kit.service()).admin(), one.id)).__typename).toBe('NotPermitted');
    const { customer } = await admin.run('query ($id: ID!) { customer(id: $id) { name } }', { id: one.id });
    expect(customer.name).toBe('Kim');
    await two.end(two.chatId);
    expect((await erase(admin, one.id)).__typename).toBe('Customer');
  });

  test('takes nothing from anybody else', async () => {
    const { service, agent, admin } = await world();
    const neighbour = await service.customer({ name: 'Lee', email: 'lee@test.test' });
    await neighbour.send(neighbour.chatId, 'mine');
    const { customer } = await person(service, agent, new Canaries());
    await erase(admin, customer.id);
    const { viewer, chat } = await neighbour.run(
      'query ($id: ID!) { viewer { ... on Customer { name email } } chat(id: $id) { lastMessage { body } } }',
      { id: neighbour.chatId },
    );
    expect({ viewer, chat }).toEqual({
      viewer: { name: 'Lee', email: 'lee@test.test' },
      chat: { lastMessage: { body: 'mine' } },
    });
  });

  test('is told at once to every page that shows their chats, and ends their own', async () => {
    const { service, agent, admin } = await world();
    const customer = await service.customer({ name: 'Kim', message: 'my secret', key: 'k' });
    await agent.open(customer.chatId);
    await customer.end(customer.chatId);
    const [desk, transcript, own] = [
      await agent.console(),
      agent.watch(customer.chatId),
      customer.watch(customer.chatId),
    ];
    await transcript.until(({ chatChanges }) => chatChanges.messages.some(({ body }: Answer) => body === 'my secret'));
    await own.next();
    await erase(admin, customer.id);
    const emptied = ({ chatChanges }: Answer) =>
      chatChanges.messages.some(({ sender, body }: Answer) => sender === 'CUSTOMER' && body === '');
    await transcript.until(emptied);
    await own.until(emptied);
    await desk.until(({ deskChanges }) => deskChanges.chat.lastMessage?.body === '');
    await own.ended.catch(() => undefined);
    const { body } = await kit.post(JSON.stringify({ query: '{ viewer { __typename } }' }), customer.credentials);
    expect(body.errors?.[0].extensions.code ?? body.data.viewer).not.toBe('Customer');
  });
});

describe('after somebody was erased', () => {
  test('nothing more is noted or saved about them, and no merge of theirs is undone', async () => {
    const { service, agent, admin } = await world();
    const { customer, other, chatId } = await person(service, agent, new Canaries());
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Customer { merge { id } } } }', {
      id: customer.id,
    });
    await erase(admin, customer.id);
    const again = `again ${randomUUID()}`;
    const { saveChatInfo, addChatNote, saveCustomer, mergeCustomers, undoMerge } = await agent.run(
      `mutation ($chat: ID!, $id: ID!, $merge: ID!, $third: ID!) {
        saveChatInfo(input: { chatId: $chat, note: "${again}" }) { __typename }
        addChatNote(input: { chatId: $chat, key: "k2", text: "${again}" }) { __typename }
        saveCustomer(input: { customerId: $id, name: "${again}" }) { __typename }
        mergeCustomers(fromId: $third, intoId: $id) { __typename }
        undoMerge(mergeId: $merge) { __typename } }`,
      { chat: chatId, id: other.id, merge: node.merge.id, third: (await service.customer()).id },
    );
    expect([saveChatInfo, addChatNote, saveCustomer, mergeCustomers].map(({ __typename }) => __typename)).toEqual(
      Array.from({ length: 4 }, () => 'NotPermitted'),
    );
    expect(undoMerge.__typename).toBe('MergeFinal');
    expect(await isStored(sql, again)).toBe(false);
  });

  test('whoever comes with their token, still remembered, is somebody new', async () => {
    const { service, agent, admin } = await world();
    const customer = await service.customer({ name: 'Kim' });
    await agent.end(customer.chatId);
    await customer.run('{ viewer { __typename } }');
    await erase(admin, customer.id);
    const started = await service.start({ name: 'Kim again' }, customer.credentials);
    expect(started.__typename).toBe('StartedChat');
    expect(started.chat.customer.id).not.toBe(customer.id);
    const submitted = await inquire(customer, service, { email: 'kim@test.test', title: 't', content: 'c' });
    expect(submitted.ticket.customer.id).not.toBe(customer.id);
  });

  test('nothing personal is left or added, whatever they and agents do at the same moment', async () => {
    const { service, agent, admin } = await world();
    for (let round = 0; round < 12; round += 1) {
      const canaries = new Canaries();
      const customer = await service.customer({ name: canaries.of('name') });
      await customer.send(customer.chatId, canaries.of('text'));
      const { chatId } = customer;
      const other = await service.customer({ name: canaries.of('other name') });
      await agent.end(other.chatId);
      const ended = round % 3 > 0;
      if (ended) await agent.end(chatId);
      const text = (place: string) => canaries.of(place);
      const [outcome, started] = await Promise.all([
        erase(admin, customer.id),
        service.start({ name: text('start'), message: text('message'), key: 'k2' }, customer.credentials),
        inquire(customer, service, {
          email: `${randomUUID()}@test.test`,
          title: text('title'),
          content: text('content'),
        }),
        customer.send(chatId, text('send')),
        agent.run('mutation ($i: AddChatNoteInput!) { addChatNote(input: $i) { __typename } }', {
          i: { chatId, key: 'n', text: text('note') },
        }),
        agent.run('mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { __typename } }', {
          i: { chatId, note: text('info'), memo: text('memo') },
        }),
        agent.run('mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }', {
          from: other.id,
          into: customer.id,
        }),
      ]);
      expect(['Customer', 'ChatOpen']).toContain(outcome.__typename);
      // Who began again before is being served, so nothing was erased; whoever came later is somebody new.
      const { rows } = await sql.query<{ id: string; texts: string }>(
        `select u.id, concat_ws(' ', u.name, u.email, u.phone, u.memo,
           (select string_agg(concat_ws(' ', c.note, c.page, c.ip, c.user_agent), ' ') from chat c where c.customer_id = u.id),
           (select string_agg(m.body, ' ') from message m join chat c on c.id = m.chat_id where c.customer_id = u.id and m.sender <> 'SYSTEM'),
           (select string_agg(n.body, ' ') from chat_note n join chat c on c.id = n.chat_id where c.customer_id = u.id),
           (select string_agg(concat_ws(' ', t.title, t.content, t.email), ' ') from ticket t where t.customer_id = u.id),
           (select string_agg(concat_ws(' ', s.ip, s.user_agent), ' ') from consent s where s.customer_id = u.id)) as texts
         from customer u where u.erased_at is not null and u.service_id = $1`,
        [service.id],
      );
      for (const { texts } of rows) expect(texts.trim()).toBe('');
      const isErased = outcome.__typename === 'Customer';
      expect(rows.some(({ id }) => id === rowId(customer.id))).toBe(isErased);
      if (isErased) expect(started.chat.customer.id).not.toBe(customer.id);
      await agent.end(started.chat.id);
    }
  });
});
