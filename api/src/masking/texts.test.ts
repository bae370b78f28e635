import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { aboutMask, auditOf, reveal } from '../../test/masks.ts';
import { isStored, vacuumsOf } from '../../test/traces.ts';
import { decodeId } from '../ids.ts';
import { newMaskKey, parseMaskKeys } from './mask-keys.ts';
import { maskableTexts } from './maskable-texts.ts';
import { rotate } from './rotation.ts';
import { Vault } from './vault.ts';

const key = newMaskKey();
const kit = await Kit.start({ DAMSO_MASK_KEYS: key, LIMIT_SENDS_PER_MINUTE: '1000000' });
const { sql } = kit.app;
const nobody = new Actor(kit);

const mask = 'id start end sealed kind maskedBy { name }';
const commentParts = `id ticketId kind body masks { ${mask} }`;
const ticketParts = `id revision title content email titleMasks { ${mask} } contentMasks { ${mask} } emailMasks { ${mask} }
  comments { ${commentParts} } changes { field before after }`;
const objects = `... on Message { id revision body masks { ${mask} } } ... on Ticket { ${ticketParts} } ... on TicketComment { ${commentParts} }
  ... on ChatNote { id revision body masks { ${mask} } } ... on Chat { id revision note noteMasks { ${mask} } infoVersion }`;
const outcome = `__typename ... on DomainError { message } ... on InvalidInput { field }`;

type Text = 'title' | 'content' | 'email' | 'body';

/** A service whose contract holds masking, and an agent of it with the ticket right alone, who may reveal and seal. */
async function scene(options: { security?: boolean } = {}): Promise<{ service: TestService; agent: TestAgent }> {
  const service = await kit.service({ security: true, ...options });
  const agent = await service.agent({
    name: 'Mina',
    canChat: false,
    canTicket: true,
    mayReveal: true,
    maySeal: true,
  });
  return { service, agent };
}

async function create(service: TestService, agent: Actor, input: object = {}): Promise<Answer> {
  const { createTicket } = await agent.run(
    `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ${outcome} ... on Ticket { ${ticketParts} } } }`,
    { input: { inquiryTypeId: service.inquiryTypeId, title: 'a title', content: 'a content', ...input } },
  );
  return createTicket;
}

/** An inquiry, and the customer who left it. */
async function inquire(service: TestService, input: object = {}): Promise<{ customer: Actor; ticket: Answer }> {
  const { submitInquiry } = await nobody.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ${outcome}
      ... on SubmittedInquiry { token ticket { ${ticketParts} } } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: `${randomUUID()}@test.test`,
        title: 'a title',
        content: 'a content',
        consent: { noticeVersion: '1', language: 'ko' },
        ...input,
      },
    },
  );
  return { customer: new Actor(kit, { token: submitInquiry.token }), ticket: submitInquiry.ticket };
}

async function comment(by: Actor, { id }: Answer, text: string, input: object = {}): Promise<Answer> {
  const { addTicketComment } = await by.run(
    `mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) { ${outcome} ... on TicketComment { ${commentParts} } } }`,
    { input: { ticketId: id, key: randomUUID(), text, ...input } },
  );
  return addTicketComment;
}

const read = async (by: Actor, { id }: Answer): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { ticket(id: $id) { ${ticketParts} } }`, { id })).ticket;

async function update(by: Actor, { id, revision }: Answer, input: object): Promise<Answer> {
  const { updateTicket } = await by.run(
    `mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { ${outcome}
      ... on Ticket { ${ticketParts} } ... on StaleTicket { fields } } }`,
    { input: { ticketId: id, revision, ...input } },
  );
  return updateTicket;
}

async function hideRange(
  by: Actor,
  objectId: string,
  field: string,
  { start, end, revision }: { start: number; end: number; revision: number },
): Promise<Answer> {
  const { maskText } = await by.run(
    `mutation ($input: MaskTextInput!) { maskText(input: $input) { ${outcome} ${objects}
      ... on StaleText { current { __typename ${objects} } } ... on StaleRevision { current { body } } } }`,
    { input: { objectId, field, revision, start, end } },
  );
  return maskText;
}

/** Hides a part of a text by what it says; the ticket is read anew for it. */
async function hide(
  by: Actor,
  ticket: Answer,
  text: string,
  on: Answer = ticket,
  field: Text = 'body',
): Promise<Answer> {
  const present = await read(by, ticket);
  const object = on === ticket ? present : present.comments.find(({ id }: Answer) => id === on.id);
  const start = String(object[field]).indexOf(text);
  return hideRange(by, object.id, field, { start, end: start + text.length, revision: present.revision });
}

const release = aboutMask('unmaskText', objects);
const seal = aboutMask('sealMask', objects);

const canary = () => `canary-${randomUUID()}`;
const stars = (text: string) => '*'.repeat(text.length);

/** Every text of a ticket: one that says `text`, by its field, and the object on which it stands. */
const places: Record<
  string,
  (
    service: TestService,
    agent: TestAgent,
    text: string,
  ) => Promise<{ ticket: Answer; on: Answer; field: Text; customer: Actor }>
> = {
  title: async (service, _, title) => {
    const { customer, ticket } = await inquire(service, { title });
    return { customer, ticket, on: ticket, field: 'title' };
  },
  content: async (service, _, content) => {
    const { customer, ticket } = await inquire(service, { content });
    return { customer, ticket, on: ticket, field: 'content' };
  },
  'what the customer added': async (service, _, text) => {
    const { customer, ticket } = await inquire(service);
    return { customer, ticket, on: await comment(customer, ticket, text), field: 'body' };
  },
  'an answer': async (service, agent, text) => {
    const { customer, ticket } = await inquire(service);
    return { customer, ticket, on: await comment(agent, ticket, text), field: 'body' };
  },
  'an internal note': async (service, agent, text) => {
    const { customer, ticket } = await inquire(service);
    return { customer, ticket, on: await comment(agent, ticket, text, { kind: 'NOTE' }), field: 'body' };
  },
};

const textOf = (ticket: Answer, { id }: Answer, field: Text): string | undefined =>
  (ticket.id === id ? ticket : ticket.comments.find((each: Answer) => each.id === id))?.[field];
const masksOf = (object: Answer, field: Text): Answer[] => object[field === 'body' ? 'masks' : `${field}Masks`];

/** Tables of what staff set up and sign in with, and of what programs note: nobody writes of a customer there. */
const otherTables =
  `account agent api_client api_client_secret canned_reply category change_log_entry consent_draft consent_notice
  customer_data_secret event event_told inquiry_type installation instance invitation mask_original member_key member_link_use member_token
  message_grams mikro_orm_migrations password_reset picture recovery_code refused_site second_factor service service_slug session
  visitor_token webhook_delivery webhook_endpoint webhook_secret`.split(/\s+/);
/** Of every other column what becomes of what it holds. */
const unmasked: Record<string, string> = {
  'attachment.name': 'hidden and destroyed with the whole file',
  'audit_entry.reason': 'why an agent looked at something hidden; goes with the person',
  'chat.ip': 'noted by the program; goes with the person',
  'chat.page': 'noted by the program; goes with the person',
  'chat.user_agent': 'noted by the program; goes with the person',
  'consent.ip': 'noted by the program; goes with the person',
  'consent.user_agent': 'noted by the program; goes with the person',
  'customer.borrowed': 'names of fields',
  'customer.found_by': 'made by the database of the masked fields',
  'customer.kept': 'names of fields',
  'customer.said_email': 'taken or dismissed by an agent',
  'customer.said_name': 'taken or dismissed by an agent',
  'customer.said_phone': 'taken or dismissed by an agent',
  'customer.verified': 'names of fields',
  'customer_merge.filled': 'hidden with the field',
  'hold.reason': 'why an administrator keeps something; goes with the hold',
  'mail.answer': 'numbers of the mail server',
  'mail.email': 'there until the mail is sent, or 30 days after it was given up; shown to nobody whole',
  'member.subject': 'an id of the company’s',
  'member.told': 'hidden with the field',
  'message.key': 'random',
  'ticket.number': 'made by the program',
  'ticket_change.after': 'hidden with the text',
  'ticket_change.before': 'hidden with the text',
};

test('F2: every column of what people wrote is a text that can be masked, or is accounted for', async () => {
  const { rows } = await sql.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and a.atttypid = any(array['text', 'text[]', 'varchar', 'json', 'jsonb']::regtype[]) and not c.relname = any($1::text[])
       and a.attname !~ '(_hash|_digest|key_id|masks|regions|_version|^kind|^field)$'
       and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
         and pg_get_constraintdef(k.oid) like '%= ANY%')`,
    [otherTables],
  );
  const columnOf = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const accounted = [...Object.keys(maskableTexts).map(columnOf), ...Object.keys(unmasked)];
  expect(rows.map(({ name }) => name).sort()).toEqual(accounted.sort());
});

describe.each(Object.keys(places))('F2: %s of a ticket', (name) => {
  const place = places[name]!;

  test('is hidden for every reader and in the database, told to subscribers, released byte for byte', async () => {
    const { service, agent } = await scene();
    const secret = canary();
    const text = `it is ${secret}, 한글 👨‍👩‍👧‍👦.`;
    const { ticket, on, field, customer } = await place(service, agent, text);
    const isNote = name === 'an internal note';
    const watch = agent.subscribe(`subscription ($id: ID!) { ticketChanges(ticketId: $id) { ${ticketParts} } }`, {
      id: ticket.id,
    });
    const list = agent.subscribe(`subscription { ticketListChanges { ${ticketParts} } }`);
    await watch.next();
    const masked = await hide(agent, ticket, secret, on, field);
    const hidden = `it is ${stars(secret)}, 한글 👨‍👩‍👧‍👦.`;
    expect(masked[field]).toBe(hidden);
    expect(masksOf(masked, field)).toMatchObject([
      { start: 6, end: 6 + secret.length, sealed: false, kind: null, maskedBy: { name: 'Mina' } },
    ]);
    await watch.until(({ ticketChanges }) => textOf(ticketChanges, on, field) === hidden);
    await list.until(({ ticketListChanges }) => textOf(ticketListChanges, on, field) === hidden);
    expect(textOf(await read(customer, ticket), on, field)).toBe(isNote ? undefined : hidden);
    const found = await agent.run(
      `query ($text: String!) { tickets(filter: { text: $text }) { edges { node { id } } } }`,
      {
        text: secret,
      },
    );
    expect(found.tickets.edges).toEqual([]);
    expect(await isStored(sql, secret)).toBe(false);
    const { id: maskId } = masksOf(masked, field)[0];
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Mask { start end } } }', {
      id: maskId,
    });
    expect(node).toEqual({ start: 6, end: 6 + secret.length });
    expect(await reveal(agent, maskId)).toMatchObject({ text: secret, mask: { id: maskId } });
    const released = await release(agent, maskId);
    expect(released[field]).toBe(text);
    expect(masksOf(released, field)).toEqual([]);
    expect(await release(agent, maskId)).toMatchObject({ id: on.id, [field]: text });
    const audit = (await auditOf(service)).filter((entry) => entry.maskId === maskId);
    expect(audit.map(({ action }) => action)).toEqual(['RELEASED', 'REVEALED', 'MASKED']);
    for (const entry of audit) {
      expect(entry).toMatchObject({ textOf: on.id, field, ticket: { id: ticket.id }, chat: null, messageId: null });
    }
    expect(audit[1]).toMatchObject({ reason: 'to call back', agent: { name: 'Mina' } });
  });

  test('is destroyed for ever by who may', async () => {
    const { service, agent } = await scene();
    const { ticket, on, field } = await place(service, agent, 'secret words');
    const { id } = masksOf(await hide(agent, ticket, 'secret', on, field), field)[0];
    const colleague = await service.agent({ canTicket: true });
    expect(await seal(colleague, id)).toMatchObject({ __typename: 'NotPermitted' });
    const sealed = await seal(agent, id);
    expect(sealed).toMatchObject({ id: on.id, [field]: '****** words' });
    expect(masksOf(sealed, field)).toMatchObject([{ sealed: true }]);
    for (const verb of [seal, release, reveal]) {
      expect(await verb(agent, id)).toMatchObject({ __typename: 'MaskSealed' });
    }
    const { rows } = await sql.query('select box from mask_original where id = $1', [decodeId('Mask', id)]);
    expect(rows).toEqual([{ box: null }]);
    // What is beside it can be hidden still.
    expect(await hide(agent, ticket, 'words', on, field)).toMatchObject({ [field]: '****** *****' });
  });

  test('is nobody’s to hide, show or destroy who does not see the ticket as staff', async () => {
    const { service, agent } = await scene();
    const { ticket, on, field, customer } = await place(service, agent, 'secret words');
    const { revision } = await read(agent, ticket);
    const foreign = await (
      await kit.service({ security: true })
    ).agent({ canTicket: true, mayReveal: true, maySeal: true });
    const chatting = await service.agent({ canTicket: false, mayReveal: true, maySeal: true });
    const strangers: Actor[] = [
      nobody,
      customer,
      foreign,
      chatting,
      await service.apiClient(['masks:write', 'chats:read']),
    ];
    for (const who of strangers) {
      expect(await hideRange(who, on.id, field, { start: 0, end: 3, revision })).toMatchObject({
        __typename: 'NotPermitted',
      });
    }
    const { id } = masksOf(await hide(agent, ticket, 'secret', on, field), field)[0];
    for (const who of strangers) {
      for (const verb of [release, reveal, seal])
        expect(await verb(who, id)).toMatchObject({ __typename: 'NotPermitted' });
      if (who !== customer || name === 'an internal note') {
        const { node } = await who.run('query ($id: ID!) { node(id: $id) { id } }', { id });
        expect(node).toBeNull();
      }
    }
    // A message's verb answers a message.
    expect(await aboutMask('unmaskMessage', '')(agent, id)).toMatchObject({ __typename: 'NotPermitted' });
    const program = await service.apiClient(['masks:write', 'tickets:read']);
    expect(await hide(program, ticket, 'words', on, field)).toMatchObject({ [field]: '****** *****' });
  });

  test('is hidden by one of two agents who reach for overlapping parts at once, and the other is told', async () => {
    const { service, agent } = await scene();
    const colleague = await service.agent({ canTicket: true });
    const { ticket, on, field } = await place(service, agent, 'abcdefgh');
    const { revision } = await read(agent, ticket);
    const answers = await Promise.all([
      hideRange(agent, on.id, field, { start: 0, end: 5, revision }),
      hideRange(colleague, on.id, field, { start: 3, end: 8, revision }),
    ]);
    const [stale, first] = answers.toSorted((a, b) => a.__typename.localeCompare(b.__typename));
    expect(stale.__typename).toBe('StaleText');
    expect(stale.current).toMatchObject({ id: on.id, [field]: first[field] });
    expect(masksOf(first, field)).toHaveLength(1);
  });
});

describe('a text of a ticket', () => {
  test('needs security in the contract, a field that can be masked, a range in it, and an object that is there', async () => {
    const { service, agent } = await scene({ security: false });
    const { id, revision } = await create(service, agent, { title: 'title' });
    const range = { start: 0, end: 2, revision };
    expect(await hideRange(agent, id, 'title', range)).toMatchObject({ __typename: 'MaskingDisabled' });
    await service.switchSecurity(true);
    for (const field of ['number', 'body', 'constructor', '']) {
      expect(await hideRange(agent, id, field, range)).toMatchObject({ __typename: 'InvalidInput', field: 'field' });
    }
    for (const other of [`Ticket_${randomUUID()}`, `TicketComment_${randomUUID()}`, agent.id, 'nonsense']) {
      const field = other.startsWith('TicketComment') ? 'body' : 'title';
      expect(await hideRange(agent, other, field, range)).toMatchObject({ __typename: 'NotPermitted' });
    }
    for (const [start, end] of [
      [-1, 2],
      [2, 2],
      [3, 2],
      [0, 100],
    ] as const) {
      expect(await hideRange(agent, id, 'title', { start, end, revision })).toMatchObject({
        __typename: 'InvalidRange',
      });
    }
    const masked = await hideRange(agent, id, 'title', range);
    expect(masked).toMatchObject({ title: '**tle' });
    const again = await hideRange(agent, id, 'title', { ...range, revision: masked.revision });
    expect(again).toMatchObject({ title: '**tle', revision: masked.revision });
  });

  test('of a message is hidden by the same verb, with the outcomes of a message', async () => {
    const { service } = await scene();
    const agent = await service.onlineAgent({ canTicket: false });
    const customer = await service.customer();
    const { id, revision } = await customer.send(customer.chatId, 'hello you');
    const masked = await hideRange(agent, id, 'body', { start: 0, end: 5, revision });
    expect(masked).toMatchObject({ __typename: 'Message', body: '***** you' });
    expect(await hideRange(agent, id, 'body', { start: 0, end: 9, revision })).toMatchObject({
      __typename: 'StaleRevision',
      current: { body: '***** you' },
    });
    expect(await release(agent, masked.masks[0].id)).toMatchObject({ __typename: 'Message', body: 'hello you' });
  });

  test('is stale once it changed, and not because something else of the ticket did', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'title 1', content: 'content 1' });
    await comment(agent, ticket, 'meanwhile');
    await update(agent, ticket, { content: 'content 2' });
    const at = { start: 0, end: 5, revision: ticket.revision };
    expect(await hideRange(agent, ticket.id, 'content', at)).toMatchObject({
      __typename: 'StaleText',
      current: { __typename: 'Ticket', content: 'content 2' },
    });
    expect(await hideRange(agent, ticket.id, 'title', at)).toMatchObject({ title: '***** 1' });
    expect(await hideRange(agent, ticket.id, 'title', { ...at, revision: 1_000 })).toMatchObject({
      __typename: 'StaleText',
    });
  });

  test('leaves its history too, wherever it stood there, and stays out of it when it is released', async () => {
    const { service, agent } = await scene();
    const secret = canary();
    let ticket = await create(service, agent, { title: `was ${secret}`, content: 'x' });
    ticket = await update(agent, ticket, { title: `${secret} is it` });
    ticket = await update(agent, ticket, { title: 'nothing' });
    ticket = await update(agent, ticket, { title: `again ${secret}` });
    const masked = await hide(agent, ticket, secret, ticket, 'title');
    expect(await isStored(sql, secret)).toBe(false);
    const history = [
      { field: 'title', before: `was ${stars(secret)}`, after: `${stars(secret)} is it` },
      { field: 'title', before: `${stars(secret)} is it`, after: 'nothing' },
      { field: 'title', before: 'nothing', after: `again ${stars(secret)}` },
    ];
    expect((await read(agent, ticket)).changes).toEqual(history);
    const released = await release(agent, masked.titleMasks[0].id);
    expect(released).toMatchObject({ title: `again ${secret}`, changes: history });
  });

  test('leaves no dead rows behind for longer than a vacuum takes', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'secret' });
    await kit.app.vacuum.run();
    const before = await vacuumsOf(sql, 'ticket');
    await hide(agent, ticket, 'secret', ticket, 'title');
    await kit.app.vacuum.run();
    expect(await vacuumsOf(sql, 'ticket')).toBe(before + 1);
    await kit.app.vacuum.run();
    expect(await vacuumsOf(sql, 'ticket')).toBe(before + 1);
  });

  test('is sealed by itself once the ticket has been closed for as long as the service says', async () => {
    const { service, agent } = await scene();
    await service.saveMaskingSettings({ sealAfterDays: 30 });
    const masks: Answer[] = [];
    const tickets: Answer[] = [];
    for (const isOld of [true, false]) {
      const email = 'a.secret@test.test';
      let ticket = await create(service, agent, { title: 'a secret', content: 'a secret', email });
      const note = await comment(agent, ticket, 'a secret', { kind: 'NOTE' });
      for (const status of ['OPEN', 'RESOLVED', 'CLOSED'])
        ticket = await update(agent, await read(agent, ticket), { status });
      if (isOld) {
        await sql.query(`update ticket_change set changed_at = now() - interval '31 days' where ticket_id = $1`, [
          decodeId('Ticket', ticket.id),
        ]);
      }
      for (const [on, field] of [
        [ticket, 'title'],
        [ticket, 'content'],
        [ticket, 'email'],
        [note, 'body'],
      ] as const) {
        masks.push(masksOf(await hide(agent, ticket, 'secret', on, field), field)[0]);
      }
      tickets.push(ticket);
    }
    await Promise.all([kit.app.autoSeal.look(), kit.app.autoSeal.look()]);
    const outcomes = [];
    for (const { id } of masks) outcomes.push((await release(agent, id)).__typename);
    const ofOpen = ['Ticket', 'Ticket', 'Ticket', 'TicketComment'];
    expect(outcomes).toEqual([...ofOpen.map(() => 'MaskSealed'), ...ofOpen]);
    const sealed = (await auditOf(service)).filter(({ action }) => action === 'SEALED');
    expect(sealed.map(({ agent: by, ticket }) => [by, ticket.id])).toEqual(ofOpen.map(() => [null, tickets[0].id]));
  });

  test('is under another key after a rotation, and can be released still', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'a secret' });
    const { titleMasks } = await hide(agent, ticket, 'secret', ticket, 'title');
    const second = newMaskKey();
    await rotate(kit.app.write, new Vault(parseMaskKeys(`${second} ${key}`, 'test')));
    const { rows } = await sql.query<{ keyId: string }>('select key_id as "keyId" from mask_original where id = $1', [
      decodeId('Mask', titleMasks[0].id),
    ]);
    expect(rows[0]!.keyId).toBe(second.split(':')[0]);
    const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: second });
    const { unmaskText } = await other.run(
      'mutation ($id: ID!) { unmaskText(maskId: $id) { ... on Ticket { title } } }',
      { id: titleMasks[0].id },
      agent.credentials,
    );
    expect(unmaskText).toEqual({ title: 'a secret' });
    await rotate(kit.app.write, new Vault(parseMaskKeys(`${key} ${second}`, 'test')));
  });

  test('does not decrypt under the mask of another text', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'secret', content: 'secret' });
    const one = (await hide(agent, ticket, 'secret', ticket, 'title')).titleMasks[0].id;
    const two = (await hide(agent, ticket, 'secret', ticket, 'content')).contentMasks[0].id;
    const ids = [decodeId('Mask', one), decodeId('Mask', two)];
    await sql.query('update mask_original o set box = p.box from mask_original p where o.id = $1 and p.id = $2', ids);
    expect(await release(agent, one)).toMatchObject({ __typename: 'OriginalUnavailable' });
    expect(await reveal(agent, one)).toMatchObject({ __typename: 'OriginalUnavailable' });
    expect(await release(agent, two)).toMatchObject({ content: 'secret' });
  });

  test('goes with the person, and so do the reasons for looking at it', async () => {
    const { service, agent } = await scene();
    const { ticket } = await inquire(service, { title: 'a secret title' });
    const note = await comment(agent, ticket, 'a secret note', { kind: 'NOTE' });
    const masked = await hide(agent, ticket, 'secret', ticket, 'title');
    const other = await hide(agent, ticket, 'secret', note);
    const { emailMasks } = await hide(agent, ticket, '@', ticket, 'email');
    const reason = canary();
    await reveal(agent, masked.titleMasks[0].id, reason);
    const { ticket: of } = await agent.run('query ($id: ID!) { ticket(id: $id) { customer { id } } }', {
      id: ticket.id,
    });
    const { eraseCustomer } = await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: of.customer.id });
    expect(eraseCustomer.__typename).toBe('Customer');
    expect(await read(agent, ticket)).toMatchObject({
      title: '',
      titleMasks: [],
      email: null,
      emailMasks: [],
      comments: [{ body: '', masks: [] }],
    });
    const { rows } = await sql.query('select from mask_original where id = any($1::uuid[])', [
      [masked.titleMasks[0].id, other.masks[0].id, emailMasks[0].id].map((id) => decodeId('Mask', id)),
    ]);
    expect(rows).toEqual([]);
    expect(await isStored(sql, reason)).toBe(false);
  });

  test('of any kind is, in whatever order its parts are hidden and shown, what was written in the end', async () => {
    const { service, agent } = await scene();
    const words = fc.array(fc.constantFrom('가', 'b', '👨‍👩‍👧‍👦', 'e\u0301', '*', ' ', '\u0301', '9'), {
      minLength: 1,
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(
        words.map((each) => `a${each.join('')}z`.normalize('NFC')),
        fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(4)), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<Text>('title', 'content', 'body'),
        async (text, steps, field) => {
          const ticket = await create(service, agent, field === 'body' ? {} : { [field]: text });
          const on = field === 'body' ? await comment(agent, ticket, text) : ticket;
          const now = async () => {
            const present = await read(agent, ticket);
            return { present, object: on === ticket ? present : present.comments[0] };
          };
          for (const [from, length, releases] of steps) {
            const { present, object } = await now();
            const body: string = object[field];
            const start = from % body.length;
            const end = Math.min(body.length, start + 1 + (length % 4));
            const masked = await hideRange(agent, on.id, field, { start, end, revision: present.revision });
            const masks = masksOf(masked, field);
            expect(masks.every((each) => /^\*+$/.test(masked[field].slice(each.start, each.end)))).toBe(true);
            if (releases === 0) await release(agent, masks[0].id);
          }
          for (const { id } of masksOf((await now()).object, field)) await release(agent, id);
          expect((await now()).object[field]).toBe(text);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('editing a text in which something is hidden', () => {
  test('takes the masks along, and what they hide', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'call 010-1 or 010-2 today' });
    await hide(agent, ticket, '010-1', ticket, 'title');
    const masked = await hide(agent, ticket, '010-2', ticket, 'title');
    expect(masked.title).toBe('call ***** or ***** today');
    const edited = await update(agent, masked, { title: 'Please call ***** and not ***** tomorrow' });
    expect(edited).toMatchObject({
      title: 'Please call ***** and not ***** tomorrow',
      titleMasks: [
        { id: masked.titleMasks[0].id, start: 12 },
        { id: masked.titleMasks[1].id, start: 26 },
      ],
    });
    expect(edited.changes.at(-1)).toEqual({ field: 'title', before: masked.title, after: edited.title });
    await release(agent, masked.titleMasks[0].id);
    expect(await release(agent, masked.titleMasks[1].id)).toMatchObject({
      title: 'Please call 010-1 and not 010-2 tomorrow',
    });
  });

  test('is refused where it would lose what is hidden; what was destroyed it may let go of', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { content: 'call 010-1 today' });
    const masked = await hide(agent, ticket, '010-1', ticket, 'content');
    for (const content of [
      'call today',
      'call **** today',
      'call 010-9 today',
      'call ** *** today',
      'something else',
    ]) {
      expect(await update(agent, masked, { content })).toMatchObject({ __typename: 'InvalidInput', field: 'content' });
    }
    expect(await read(agent, ticket)).toMatchObject({ content: masked.content, contentMasks: [{ sealed: false }] });
    await seal(agent, masked.contentMasks[0].id);
    expect(await update(agent, await read(agent, ticket), { content: 'something else' })).toMatchObject({
      content: 'something else',
      contentMasks: [],
    });
    const { rows } = await sql.query('select from mask_original where id = $1', [
      decodeId('Mask', masked.contentMasks[0].id),
    ]);
    expect(rows).toEqual([]);
  });

  test('on a screen that shows it as it was before is refused, so nobody saves over a mask what it hides', async () => {
    const { service, agent } = await scene();
    const ticket = await create(service, agent, { title: 'call 010-1 today', content: 'other' });
    await hide(agent, ticket, '010-1', ticket, 'title');
    expect(await update(agent, ticket, { title: 'call 010-1 tomorrow' })).toMatchObject({
      __typename: 'StaleTicket',
      fields: ['title'],
    });
    // What was saved before it was hidden, sent again because the answer got lost, is no change.
    expect(await update(agent, ticket, { title: 'call 010-1 today' })).toMatchObject({ title: 'call ***** today' });
    expect(await update(agent, ticket, { content: 'another' })).toMatchObject({ content: 'another' });
  });

  test('and hiding in it at once is one and then the other, and never what was hidden in the open', async () => {
    const { service, agent } = await scene();
    for (let round = 0; round < 5; round += 1) {
      const secret = canary();
      const ticket = await create(service, agent, { title: `it is ${secret}` });
      const [edited, masked] = await Promise.all([
        update(agent, ticket, { title: `that is ${secret}` }),
        hideRange(agent, ticket.id, 'title', { start: 6, end: 6 + secret.length, revision: ticket.revision }),
      ]);
      const words = [edited.__typename, masked.__typename].sort();
      expect([
        ['StaleText', 'Ticket'],
        ['StaleTicket', 'Ticket'],
      ]).toContainEqual(words);
      if (masked.__typename === 'Ticket') expect(await isStored(sql, secret)).toBe(false);
    }
  });
});

describe('F2: the e-mail of a ticket', () => {
  const address = () => `canary-${randomUUID()}@test.test`;
  /** Hides it, whatever part of it is asked for. */
  const hideAddress = async (by: Actor, ticket: Answer): Promise<Answer> =>
    hideRange(by, ticket.id, 'email', { start: 1, end: 2, revision: (await read(by, ticket)).revision });
  const customerOf = async (by: Actor, { id }: Answer): Promise<Answer> =>
    (await by.run('query ($id: ID!) { ticket(id: $id) { customer { id email emailMasks { id } } } }', { id })).ticket
      .customer;

  test('is hidden whole for every reader and in the database, told to subscribers, released byte for byte', async () => {
    const { service, agent } = await scene();
    const email = address();
    const attempt = randomUUID();
    const asked = { email, attempt };
    const { customer, ticket } = await inquire(service, asked);
    const watch = agent.subscribe(`subscription ($id: ID!) { ticketChanges(ticketId: $id) { email } }`, {
      id: ticket.id,
    });
    const list = agent.subscribe(`subscription { ticketListChanges { email } }`);
    await watch.next();
    const masked = await hideAddress(agent, ticket);
    expect(masked).toMatchObject({
      email: stars(email),
      emailMasks: [{ start: 0, end: email.length, sealed: false, kind: null, maskedBy: { name: 'Mina' } }],
      changes: [],
    });
    await watch.until(({ ticketChanges }) => ticketChanges.email === stars(email));
    await list.until(({ ticketListChanges }) => ticketListChanges.email === stars(email));
    const maskId = masked.emailMasks[0].id;
    const mask =
      'query ($id: ID!) { node(id: $id) { ... on Mask { start sameElsewhere { objectId field revision start end } } } }';
    // What it was is no secret to whom it belongs; what agents hide of a customer they are not told.
    expect(await read(customer, ticket)).toMatchObject({ email: stars(email), emailMasks: [] });
    expect((await customer.run(mask, { id: maskId })).node).toBeNull();
    // The customer's own address is another text, and is told.
    const { node } = await agent.run(mask, { id: maskId });
    const { id } = await customerOf(agent, ticket);
    expect(node).toMatchObject({ start: 0, sameElsewhere: [{ objectId: id, field: 'email' }] });
    const { maskTexts } = await agent.run(
      'mutation ($input: [MaskTextInput!]!) { maskTexts(input: $input) { ... on MaskedTexts { refused { reason } } } }',
      { input: node.sameElsewhere },
    );
    expect(maskTexts).toEqual({ refused: [] });
    expect(await isStored(sql, email)).toBe(false);
    for (const who of [agent, customer]) {
      const { tickets } = await who.run(
        'query ($t: String!) { tickets(filter: { text: $t }) { edges { node { id } } } }',
        {
          t: email,
        },
      );
      expect(tickets.edges).toEqual([]);
    }
    // Submitted again because the answer got lost, it is the same inquiry.
    expect((await inquire(service, asked)).ticket).toMatchObject({ id: ticket.id, email: stars(email) });
    expect(await isStored(sql, email)).toBe(false);
    expect(await reveal(agent, maskId)).toMatchObject({ text: email });
    expect(await release(agent, maskId)).toMatchObject({ email, emailMasks: [] });
    expect(await release(agent, maskId)).toMatchObject({ email });
    const audit = (await auditOf(service)).filter((entry) => entry.maskId === maskId);
    expect(audit.map(({ action }) => action)).toEqual(['RELEASED', 'REVEALED', 'MASKED']);
    for (const entry of audit) {
      expect(entry).toMatchObject({ textOf: ticket.id, field: 'email', ticket: { id: ticket.id } });
    }
  });

  test('is destroyed for ever by who may, and found by nobody from then on', async () => {
    const { service, agent } = await scene();
    const email = address();
    const ticket = await create(service, agent, { email });
    const { id } = (await hideAddress(agent, ticket)).emailMasks[0];
    expect(await isStored(sql, email)).toBe(false);
    expect(await seal(await service.agent({ canTicket: true }), id)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await seal(agent, id)).toMatchObject({ email: stars(email), emailMasks: [{ sealed: true }] });
    for (const verb of [seal, release, reveal])
      expect(await verb(agent, id)).toMatchObject({ __typename: 'MaskSealed' });
    const { rows } = await sql.query('select box from mask_original where id = $1', [decodeId('Mask', id)]);
    expect(rows).toEqual([{ box: null }]);
    // A ticket without one has nothing to hide.
    const without = await create(service, agent);
    expect(await hideAddress(agent, without)).toMatchObject({ __typename: 'InvalidRange' });
  });

  test('is nobody’s to hide, show or destroy who does not see the ticket as staff', async () => {
    const { service, agent } = await scene();
    const { customer, ticket } = await inquire(service);
    const foreign = await (
      await kit.service({ security: true })
    ).agent({ canTicket: true, mayReveal: true, maySeal: true });
    const chatting = await service.agent({ canTicket: false, mayReveal: true, maySeal: true });
    const without = await service.apiClient(['masks:write', 'chats:read', 'customers:read']);
    const strangers: Actor[] = [nobody, customer, foreign, chatting, without];
    const range = { start: 0, end: 3, revision: ticket.revision };
    for (const who of strangers) {
      expect(await hideRange(who, ticket.id, 'email', range)).toMatchObject({ __typename: 'NotPermitted' });
    }
    const { id } = (await hideAddress(agent, ticket)).emailMasks[0];
    for (const who of strangers) {
      for (const verb of [release, reveal, seal])
        expect(await verb(who, id)).toMatchObject({ __typename: 'NotPermitted' });
      expect((await who.run('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    }
    expect(await release(agent, id)).toMatchObject({ email: ticket.email });
    const program = await service.apiClient(['masks:write', 'tickets:read']);
    expect(await hideAddress(program, ticket)).toMatchObject({ email: stars(ticket.email) });
  });

  test('is hidden by one of two agents at once, and the other is told; an edit beside it is made', async () => {
    const { service, agent } = await scene();
    const colleague = await service.agent({ canTicket: true });
    const ticket = await create(service, agent, { email: address() });
    const range = { start: 0, end: 5, revision: ticket.revision };
    const [edited, ...answers] = await Promise.all([
      update(agent, ticket, { title: 'another' }),
      hideRange(agent, ticket.id, 'email', range),
      hideRange(colleague, ticket.id, 'email', range),
    ]);
    expect(edited.title).toBe('another');
    const [stale, first] = answers.toSorted((a, b) => a.__typename.localeCompare(b.__typename));
    expect(stale).toMatchObject({ __typename: 'StaleText', current: { id: ticket.id, email: stars(ticket.email) } });
    expect(first.emailMasks).toHaveLength(1);
    expect(await read(agent, ticket)).toMatchObject({ title: 'another', emailMasks: first.emailMasks });
    // One that is hidden and seen as hidden stays as it is.
    expect(await hideAddress(colleague, ticket)).toMatchObject({ emailMasks: first.emailMasks });
  });

  test('is not taken over from a customer whose own is hidden', async () => {
    const { service, agent } = await scene();
    const { ticket } = await inquire(service);
    const { id } = await customerOf(agent, ticket);
    const open = await create(service, agent, { customerId: id });
    expect(open.email).toBe(ticket.email);
    const { infoVersion } = (await agent.run('query ($id: ID!) { customer(id: $id) { infoVersion } }', { id }))
      .customer;
    await hideRange(agent, id, 'email', { start: 0, end: 1, revision: Number(infoVersion) });
    expect((await customerOf(agent, ticket)).email).toBe(stars(ticket.email));
    expect((await create(service, agent, { customerId: id })).email).toBeNull();
    const program = await service.apiClient(['tickets:write', 'tickets:read']);
    expect((await create(service, program, { customerId: id })).email).toBeNull();
  });
});

describe('F2: the note that a consultation is filed with', () => {
  const parts = `id revision note infoVersion noteMasks { ${mask} } noteSuggestions { kind }`;
  const filed = async (by: Actor, id: string): Promise<Answer> =>
    (await by.run(`query ($id: ID!) { chat(id: $id) { ${parts} } }`, { id })).chat;

  async function file(by: Actor, chatId: string, input: object): Promise<Answer> {
    const { saveChatInfo } = await by.run(
      `mutation ($input: SaveChatInfoInput!) { saveChatInfo(input: $input) { ${outcome} ... on Chat { ${parts} } } }`,
      { input: { chatId, ...input } },
    );
    return saveChatInfo;
  }

  async function consulted() {
    const service = await kit.service({ security: true });
    const agent = await service.onlineAgent({ mayReveal: true, maySeal: true });
    const customer = await service.customer();
    await agent.open(customer.chatId);
    return { service, agent, customer, chatId: customer.chatId };
  }

  test('is hidden for every agent and in the database, saved with its masks, released byte for byte', async () => {
    const { service, agent, customer, chatId } = await consulted();
    const secret = canary();
    const before = await file(agent, chatId, { note: `it is ${secret}` });
    const watch = agent.subscribe(`subscription ($id: ID!) { chatChanges(chatId: $id) { chat { note } } }`, {
      id: chatId,
    });
    await watch.next();
    const masked = await hideRange(agent, chatId, 'note', {
      start: 6,
      end: 6 + secret.length,
      revision: before.revision,
    });
    const hidden = `it is ${stars(secret)}`;
    expect(masked).toMatchObject({ __typename: 'Chat', note: hidden, noteMasks: [{ start: 6 }] });
    await watch.until(({ chatChanges }) => chatChanges.chat.note === hidden);
    expect(await isStored(sql, secret)).toBe(false);
    expect(
      (await customer.run('query ($id: ID!) { chat(id: $id) { note noteMasks { id } } }', { id: chatId })).chat,
    ).toEqual({
      note: null,
      noteMasks: [],
    });
    // Whoever has the former note open saves nothing over the masked one, with its version or without.
    const { infoVersion } = before;
    const former = { note: `it was ${secret}` };
    expect(await file(agent, chatId, { ...former, infoVersion })).toMatchObject({ __typename: 'StaleInfo' });
    expect(await file(agent, chatId, former)).toMatchObject({ __typename: 'InvalidInput', field: 'note' });
    expect(await file(agent, chatId, { note: null })).toMatchObject({ __typename: 'InvalidInput', field: 'note' });
    expect(await file(agent, chatId, { note: `it is ${secret}` })).toMatchObject({ note: hidden });
    const edited = await file(agent, chatId, { note: `I say it is ${stars(secret)}!` });
    expect(edited).toMatchObject({ noteMasks: [{ id: masked.noteMasks[0].id, start: 12 }] });
    expect(await hideRange(agent, chatId, 'note', { start: 0, end: 1, revision: masked.revision })).toMatchObject({
      __typename: 'StaleText',
      current: { __typename: 'Chat', note: edited.note },
    });
    const { id } = masked.noteMasks[0];
    const own = await service.agent({ mayReveal: true, maySeal: true });
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    for (const who of [customer, own, nobody]) {
      for (const verb of [release, reveal, seal])
        expect(await verb(who, id)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await hideRange(who, chatId, 'note', { start: 0, end: 1, revision: edited.revision })).toMatchObject({
        __typename: 'NotPermitted',
      });
    }
    expect(await reveal(agent, id)).toMatchObject({ text: secret });
    expect(await release(agent, id)).toMatchObject({ note: `I say it is ${secret}!`, noteMasks: [] });
    const audit = (await auditOf(service)).filter((entry) => entry.maskId === id);
    expect(audit.map(({ action }) => action)).toEqual(['RELEASED', 'REVEALED', 'MASKED']);
    for (const entry of audit) expect(entry).toMatchObject({ textOf: chatId, field: 'note', messageId: null });
  });

  test('is masked at intake, suggested, sealed with its chat, and goes with the person', async () => {
    const { service, agent, customer, chatId } = await consulted();
    expect(await file(agent, chatId, { note: 'call 010-1234-5678' })).toMatchObject({
      noteSuggestions: [{ kind: 'PHONE' }],
    });
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'MASK' }], sealAfterDays: 30 });
    const secret = newNumber();
    const taken = await file(agent, chatId, { note: `mine is ${secret}` });
    expect(taken).toMatchObject({ note: `mine is ${number}`, noteMasks: [{ kind: 'PHONE' }], noteSuggestions: [] });
    expect(await isStored(sql, secret)).toBe(false);
    await agent.end(chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [decodeId('Chat', chatId)]);
    await kit.app.autoSeal.look();
    const [{ id }] = (await filed(agent, chatId)).noteMasks;
    expect(await release(agent, id)).toMatchObject({ __typename: 'MaskSealed' });
    expect(await file(agent, chatId, { note: 'nothing' })).toMatchObject({ note: 'nothing', noteMasks: [] });
    await file(agent, chatId, { note: `again ${secret}` });
    await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customer.id });
    expect(await filed(agent, chatId)).toMatchObject({ note: null, noteMasks: [] });
    const { rows } = await sql.query('select from mask_original where object_id = $1', [decodeId('Chat', chatId)]);
    expect(rows).toEqual([]);
  });
});

describe('F2: a note in a chat', () => {
  const noteParts = `notes { id revision body masks { ${mask} } suggestions { kind } }`;
  const notesOf = async (by: Actor, id: string): Promise<Answer[]> =>
    (await by.run(`query ($id: ID!) { chat(id: $id) { ${noteParts} } }`, { id })).chat.notes;

  async function noted(text: string) {
    const service = await kit.service({ security: true });
    const agent = await service.onlineAgent({ name: 'Mina', mayReveal: true, maySeal: true });
    const customer = await service.customer();
    const note = async (said: string): Promise<Answer> => {
      const { addChatNote } = await agent.run(
        `mutation ($input: AddChatNoteInput!) { addChatNote(input: $input) { ... on ChatNote { id revision body masks { ${mask} } } } }`,
        { input: { chatId: customer.chatId, key: randomUUID(), text: said } },
      );
      return addChatNote;
    };
    return { service, agent, customer, note, first: await note(text) };
  }

  test('is hidden for every agent and in the database, told to desks, and stays where it stood', async () => {
    const secret = canary();
    const { service, agent, customer, note, first } = await noted(`it is ${secret}`);
    const second = await note('another');
    const watch = agent.subscribe(
      `subscription ($id: ID!) { chatChanges(chatId: $id) { revision notes { id body revision } } }`,
      { id: customer.chatId },
    );
    await watch.next();
    const masked = await hideRange(agent, first.id, 'body', {
      start: 6,
      end: 6 + secret.length,
      revision: second.revision,
    });
    expect(masked).toMatchObject({ __typename: 'ChatNote', body: `it is ${stars(secret)}`, masks: [{ start: 6 }] });
    await watch.until(({ chatChanges }) => chatChanges.notes.some(({ body }: Answer) => body === masked.body));
    expect((await notesOf(agent, customer.chatId)).map(({ id, body }) => [id, body])).toEqual([
      [first.id, masked.body],
      [second.id, 'another'],
    ]);
    expect(await isStored(sql, secret)).toBe(false);
    expect(await hideRange(agent, first.id, 'body', { start: 0, end: 2, revision: second.revision })).toMatchObject({
      __typename: 'StaleText',
      current: { __typename: 'ChatNote', body: masked.body },
    });
    const { id } = masked.masks[0];
    expect(await reveal(agent, id)).toMatchObject({ text: secret });
    expect(await release(agent, id)).toMatchObject({ body: `it is ${secret}`, masks: [] });
    const audit = (await auditOf(service)).filter((entry) => entry.maskId === id);
    expect(audit.map(({ action }) => action)).toEqual(['RELEASED', 'REVEALED', 'MASKED']);
    for (const entry of audit)
      expect(entry).toMatchObject({ textOf: first.id, field: 'body', messageId: null, ticket: null });
  });

  test('is nobody’s who does not see the chat as staff', async () => {
    const { service, agent, customer, first } = await noted('secret words');
    const range = { start: 0, end: 3, revision: first.revision };
    const own = await service.agent({ mayReveal: true, maySeal: true });
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    const ticketing = await service.agent({ canChat: false, canTicket: true, mayReveal: true, maySeal: true });
    const foreign = await (await kit.service({ security: true })).onlineAgent();
    const strangers = [nobody, customer, own, ticketing, foreign];
    for (const who of strangers) {
      expect(await hideRange(who, first.id, 'body', range)).toMatchObject({ __typename: 'NotPermitted' });
    }
    const { id } = (await hideRange(agent, first.id, 'body', range)).masks[0];
    for (const who of strangers) {
      for (const verb of [release, reveal, seal])
        expect(await verb(who, id)).toMatchObject({ __typename: 'NotPermitted' });
      expect((await who.run('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    }
  });

  test('is masked at intake, suggested, sealed with its chat, and goes with the person', async () => {
    const { service, agent, customer, note } = await noted('call 010-1234-5678');
    expect(await notesOf(agent, customer.chatId)).toMatchObject([{ suggestions: [{ kind: 'PHONE' }] }]);
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'MASK' }], sealAfterDays: 30 });
    const secret = newNumber();
    const taken = await note(`mine is ${secret}`);
    expect(taken).toMatchObject({ body: `mine is ${number}`, masks: [{ kind: 'PHONE', maskedBy: null }] });
    const target = await service.onlineAgent();
    await agent.transfer(customer.chatId, target, `call ${secret}`);
    const handedOver = (await notesOf(target, customer.chatId)).at(-1);
    expect(handedOver).toMatchObject({ body: `call ${number}`, masks: [{ kind: 'PHONE' }] });
    expect(await isStored(sql, secret)).toBe(false);
    expect(await release(agent, taken.masks[0].id)).toMatchObject({ body: `mine is ${secret}` });
    await target.open(customer.chatId);
    await target.end(customer.chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [
      decodeId('Chat', customer.chatId),
    ]);
    await kit.app.autoSeal.look();
    expect(await release(agent, handedOver.masks[0].id)).toMatchObject({ __typename: 'MaskSealed' });
    const { eraseCustomer } = await (
      await service.admin()
    ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: customer.id });
    expect(eraseCustomer.__typename).toBe('Customer');
    const { rows } = await sql.query('select from mask_original where id = $1', [
      decodeId('Mask', handedOver.masks[0].id),
    ]);
    expect(rows).toEqual([]);
    for (const { body, masks } of await notesOf(target, customer.chatId)) expect([body, masks]).toEqual(['', []]);
  });
});

/** A mobile number nobody else writes. */
const newNumber = () => `010-${String(Math.random()).slice(2, 6)}-${String(Math.random()).slice(2, 6)}`;
const number = '*************';

describe('intake of inquiries, tickets and comments', () => {
  test('hides before it is stored what the service says, and an agent can release it', async () => {
    const { service, agent } = await scene();
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'MASK' }] });
    const secret = newNumber();
    const { customer, ticket } = await inquire(service, { title: `call ${secret}`, content: `I said ${secret}!` });
    expect(ticket).toMatchObject({
      title: `call ${number}`,
      content: `I said ${number}!`,
      titleMasks: [{ start: 5, end: 18, sealed: false, kind: 'PHONE', maskedBy: null }],
    });
    const key = randomUUID();
    const said = await comment(customer, ticket, `mine is ${secret}`, { key });
    expect(said).toMatchObject({ body: `mine is ${number}`, masks: [{ kind: 'PHONE' }] });
    expect(await comment(customer, ticket, `mine is ${secret}`, { key })).toEqual(said);
    expect(await comment(customer, ticket, 'mine is 010-0000-0001', { key })).toMatchObject({
      __typename: 'KeyReused',
    });
    await comment(agent, ticket, `do you mean ${secret}?`, { kind: 'NOTE' });
    const made = await create(service, agent, { title: `about ${secret}`, content: secret });
    expect(made).toMatchObject({ title: `about ${number}`, content: number });
    expect(await update(agent, made, { title: 'about nobody' })).toMatchObject({ __typename: 'InvalidInput' });
    const longer = await update(agent, made, { title: `about ${number} and ${secret}` });
    expect(longer).toMatchObject({ title: `about ${number} and ${number}`, titleMasks: [{}, {}] });
    expect(await isStored(sql, secret)).toBe(false);
    for (const { id } of longer.titleMasks) await release(agent, id);
    expect(await read(agent, made)).toMatchObject({ title: `about ${secret} and ${secret}` });
    expect(await release(agent, said.masks[0].id)).toMatchObject({ body: `mine is ${secret}` });
    const audit = (await auditOf(service)).filter(({ action }) => action === 'MASKED');
    expect(audit).toHaveLength(7);
    expect(audit.every(({ agent: by, ticket: of }) => by === null && of !== null)).toBe(true);
  });

  test('destroys what the service says, and keeps it nowhere', async () => {
    const { service, agent } = await scene();
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'DESTROY' }] });
    const secret = newNumber();
    const { customer, ticket } = await inquire(service, { content: secret });
    const said = await comment(customer, ticket, secret);
    expect(said).toMatchObject({ body: number, masks: [{ sealed: true }] });
    expect(await read(agent, ticket)).toMatchObject({ content: number, contentMasks: [{ sealed: true }] });
    expect(await release(agent, said.masks[0].id)).toMatchObject({ __typename: 'MaskSealed' });
    const { rows } = await sql.query('select from mask_original where id = $1 and box is not null', [
      decodeId('Mask', said.masks[0].id),
    ]);
    expect(rows).toEqual([]);
  });

  test('leaves the rest to agents, who are told what looks like personal data', async () => {
    const { service, agent } = await scene();
    const { customer, ticket } = await inquire(service, { title: 'call 010-1234-5678', content: 'at a@b.co.kr' });
    await comment(customer, ticket, 'or 010-1234-5679');
    const query = `query ($id: ID!) { ticket(id: $id) { titleSuggestions { kind start end } contentSuggestions { kind }
      comments { suggestions { kind start end } } } }`;
    const suggested = await agent.run(query, { id: ticket.id });
    expect(suggested.ticket).toEqual({
      titleSuggestions: [{ kind: 'PHONE', start: 5, end: 18 }],
      contentSuggestions: [{ kind: 'EMAIL' }],
      comments: [{ suggestions: [{ kind: 'PHONE', start: 3, end: 16 }] }],
    });
    const none = { titleSuggestions: [], contentSuggestions: [], comments: [{ suggestions: [] }] };
    expect((await customer.run(query, { id: ticket.id })).ticket).toEqual(none);
    await hide(agent, ticket, '010-1234-5678', ticket, 'title');
    expect((await agent.run(query, { id: ticket.id })).ticket.titleSuggestions).toEqual([]);
    await service.switchSecurity(false);
    expect((await agent.run(query, { id: ticket.id })).ticket).toEqual(none);
  });
});
