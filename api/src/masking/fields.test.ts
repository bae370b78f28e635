import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Company } from '../../test/company.ts';
import { type Actor, Kit, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { aboutMask, auditOf, reveal } from '../../test/masks.ts';
import { isStored, tracesOf, vacuumsOf } from '../../test/traces.ts';
import { infoFields } from '../customer/customer-info.ts';
import type { CustomerField } from '../customer/customer.entity.ts';
import { decodeId } from '../ids.ts';
import { maskableTexts } from './maskable-texts.ts';
import { newMaskKey, parseMaskKeys } from './mask-keys.ts';
import { rotate } from './rotation.ts';
import { Vault } from './vault.ts';

const key = newMaskKey();
const kit = await Kit.start({ DAMSO_MASK_KEYS: key });
const { sql } = kit.app;

const mask = 'id start end sealed kind maskedBy { name }';
const parts = `id name email phone memo saidName saidEmail saidPhone infoVersion
  ${infoFields.map((name) => `${name}Masks { ${mask} }`).join(' ')}`;
const ofCustomer = `... on Customer { ${parts} }`;
const outcome = `__typename ... on DomainError { message } ${ofCustomer}`;
const savedAs = `${outcome} ... on InvalidInput { field }`;

interface Scene {
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
}

/** A customer who chats with an agent who may reveal and seal, in a service whose contract holds masking. */
async function scene(said: object = {}): Promise<Scene> {
  const service = await kit.service({ security: true });
  const agent = await service.onlineAgent({ name: 'Mina', mayReveal: true, maySeal: true });
  return { service, agent, customer: await service.customer(said) };
}

const read = async (by: Actor, { id }: { id: string }): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { customer(id: $id) { ${parts} memoSuggestions { kind } } }`, { id })).customer;

async function save(by: Actor, { id }: { id: string }, input: object): Promise<Answer> {
  const { saveCustomer } = await by.run(
    `mutation ($i: SaveCustomerInput!) { saveCustomer(input: $i) { ${savedAs} } }`,
    { i: { customerId: id, ...input } },
  );
  return saveCustomer;
}

interface Range {
  start: number;
  end: number;
  revision: number;
}

async function hideRange(by: Actor, { id }: { id: string }, field: string, range: Range): Promise<Answer> {
  const { maskText } = await by.run(
    `mutation ($input: MaskTextInput!) { maskText(input: $input) { ${savedAs}
      ... on StaleText { current { __typename ... on Customer { ${parts} } } } } }`,
    { input: { objectId: id, field, ...range } },
  );
  return maskText;
}

/** Hides a field, or what a part of it says. */
async function hide(by: Actor, customer: { id: string }, field: CustomerField, part?: string): Promise<Answer> {
  const present = await read(by, customer);
  const text: string = present[field];
  const start = part === undefined ? 0 : text.indexOf(part);
  const range = { start, end: start + (part ?? text).length, revision: Number(present.infoVersion) };
  return hideRange(by, customer, field, range);
}

const release = aboutMask('unmaskText', ofCustomer);
const seal = aboutMask('sealMask', ofCustomer);

const stars = (text: string) => '*'.repeat(text.length);
/** A value of each field that nobody else has. */
const secrets: Record<CustomerField, () => string> = {
  name: () => `canary ${randomUUID()}`,
  email: () => `canary-${randomUUID()}@test.test`,
  phone: () => `010 ${randomUUID().slice(0, 13)}`,
  memo: () => `canary ${randomUUID()}`,
};

async function mergeInto(by: Actor, from: { id: string }, into: { id: string }): Promise<Answer> {
  const { mergeCustomers } = await by.run(
    'mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }',
    { from: from.id, into: into.id },
  );
  return mergeCustomers;
}

test('every field of customer info is a text that can be masked', () => {
  const fields = Object.keys(maskableTexts).filter((name) => name.startsWith('Customer.'));
  expect(fields).toEqual(infoFields.map((name) => `Customer.${name}`));
});

describe.each(infoFields)('F2: the %s of a customer', (field) => {
  const masksOf = (customer: Answer): Answer[] => customer[`${field}Masks`];

  test('is hidden for every reader and in the database, told to open chats, released byte for byte', async () => {
    const { service, agent, customer } = await scene();
    const secret = secrets[field]();
    await save(agent, customer, { [field]: secret });
    const watch = agent.subscribe(
      `subscription ($id: ID!) { chatChanges(chatId: $id) { chat { customer { ${field} } } } }`,
      { id: customer.chatId },
    );
    await watch.next();
    const masked = await hide(agent, customer, field);
    expect(masked).toMatchObject({ __typename: 'Customer', [field]: stars(secret) });
    const place = { start: 0, end: secret.length, sealed: false, kind: null, maskedBy: { name: 'Mina' } };
    expect(masksOf(masked)).toMatchObject([place]);
    await watch.until(({ chatChanges }) => chatChanges.chat.customer[field] === stars(secret));
    const own = await customer.run(
      `query ($id: ID!) { node(id: $id) { ... on Customer { ${field} ${field}Masks { id } } } }`,
      { id: customer.id },
    );
    expect(own.node).toEqual({ [field]: field === 'memo' ? null : stars(secret), [`${field}Masks`]: [] });
    const { customers } = await agent.run(
      `query ($text: String!) { customers(filter: { text: $text }) { edges { node { id } } } }`,
      { text: secret },
    );
    expect(customers.edges).toEqual([]);
    expect(await isStored(sql, secret)).toBe(false);
    const { id } = masksOf(masked)[0];
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Mask { start } } }', { id });
    expect(node).toEqual({ start: 0 });
    expect(await reveal(agent, id)).toMatchObject({ text: secret });
    expect(await release(agent, id)).toMatchObject({ [field]: secret, [`${field}Masks`]: [] });
    expect(await release(agent, id)).toMatchObject({ [field]: secret });
    const audit = (await auditOf(service)).filter(({ maskId }) => maskId === id);
    expect(audit.map(({ action }) => action)).toEqual(['RELEASED', 'REVEALED', 'MASKED']);
    for (const entry of audit) {
      expect(entry).toMatchObject({ textOf: customer.id, field, customerId: customer.id, chat: null });
    }
  });

  test('is nobody’s to hide, show or destroy who does not see the customer as staff', async () => {
    const { service, agent, customer } = await scene();
    const saved = await save(agent, customer, { [field]: secrets[field]() });
    const range = { start: 0, end: 3, revision: Number(saved.infoVersion) };
    const own = await service.agent({ canTicket: false, mayReveal: true, maySeal: true });
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    const foreign = await (await kit.service({ security: true })).onlineAgent({ mayReveal: true, maySeal: true });
    const strangers: Actor[] = [customer, own, foreign, await service.apiClient(['masks:write', 'chats:read'])];
    for (const who of strangers) {
      expect(await hideRange(who, customer, field, range)).toMatchObject({ __typename: 'NotPermitted' });
    }
    const { id } = masksOf(await hide(agent, customer, field))[0];
    for (const who of strangers) {
      for (const verb of [release, reveal, seal])
        expect(await verb(who, id)).toMatchObject({ __typename: 'NotPermitted' });
      expect((await who.run('query ($id: ID!) { node(id: $id) { id } }', { id })).node).toBeNull();
    }
    const colleague = await service.agent();
    expect(await seal(colleague, id)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await release(colleague, id)).toMatchObject({ [field]: saved[field] });
    const program = await service.apiClient(['masks:write', 'customers:read']);
    const present = await read(agent, customer);
    const again = { ...range, revision: Number(present.infoVersion) };
    expect(await hideRange(program, customer, field, again)).toMatchObject({ __typename: 'Customer' });
  });

  test('goes along when the rest is edited, and is not saved over by who saw it before', async () => {
    const { service, agent, customer } = await scene();
    const secret = secrets[field]();
    const before = await save(agent, customer, { [field]: secret });
    const { infoVersion } = before;
    const masked = await hide(agent, customer, field);
    expect(await save(agent, customer, { infoVersion, [field]: secrets[field]() })).toMatchObject({
      __typename: 'StaleCustomer',
    });
    for (const value of [secrets[field](), null]) {
      expect(await save(agent, customer, { [field]: value })).toMatchObject({ __typename: 'InvalidInput', field });
    }
    // As it is shown, as it was before, or with anything else.
    const other = field === 'memo' ? { phone: '02-123-4567' } : { memo: 'something else' };
    for (const value of [stars(secret), secret]) {
      expect(await save(agent, customer, { ...other, [field]: value })).toMatchObject({
        ...other,
        [field]: stars(secret),
        [`${field}Masks`]: [{ id: masksOf(masked)[0].id }],
      });
    }
    const program = await service.apiClient(['customers:write', 'customers:read']);
    expect(await save(program, customer, { [field]: secret })).toMatchObject({ __typename: 'InvalidInput' });
    expect(await isStored(sql, secret)).toBe(false);
    await seal(agent, masksOf(masked)[0].id);
    expect(await release(agent, masksOf(masked)[0].id)).toMatchObject({ __typename: 'MaskSealed' });
    const next = secrets[field]();
    expect(await save(agent, customer, { [field]: next })).toMatchObject({ [field]: next, [`${field}Masks`]: [] });
    const { rows } = await sql.query('select from mask_original where object_id = $1', [
      decodeId('Customer', customer.id),
    ]);
    expect(rows).toEqual([]);
  });

  test('is hidden by one of two agents at once, or edited, and never what was hidden in the open', async () => {
    const { service, agent, customer } = await scene();
    const colleague = await service.agent();
    const secret = secrets[field]();
    const { infoVersion } = await save(agent, customer, { [field]: secret });
    const range = { start: 0, end: secret.length, revision: Number(infoVersion) };
    const answers = await Promise.all([
      hideRange(agent, customer, field, range),
      hideRange(colleague, customer, field, range),
      save(colleague, customer, { infoVersion, [field]: `${secret.slice(0, -1)}x` }),
    ]);
    const words = answers.map(({ __typename }) => __typename);
    expect(words.filter((word) => word === 'Customer')).toHaveLength(1);
    if (words[2] !== 'Customer') expect(await isStored(sql, secret)).toBe(false);
  });

  test('is not handed on by a merge, and where one filled it in before, undoing takes it back whole', async () => {
    const { service, agent, customer: from } = await scene();
    const [into, third] = [await service.customer(), await service.customer()];
    const secret = secrets[field]();
    await save(agent, from, { [field]: secret });
    await mergeInto(agent, from, into);
    const masked = await hide(agent, into, field);
    expect(masked[field]).toBe(stars(secret));
    const { rows: kept } = await sql.query(`select from customer_merge where filled::text like '%' || $1 || '%'`, [
      secret,
    ]);
    expect(kept).toEqual([]);
    await mergeInto(agent, into, third);
    expect(await read(agent, third)).toMatchObject({ [field]: null });
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Customer { merge { id } } } }', {
      id: from.id,
    });
    const { undoMerge } = await agent.run(`mutation ($id: ID!) { undoMerge(mergeId: $id) { __typename } }`, {
      id: node.merge.id,
    });
    expect(undoMerge.__typename).toBe('Customer');
    expect(await read(agent, from)).toMatchObject({ [field]: secret, [`${field}Masks`]: [] });
    const record = await agent.run(`query ($id: ID!) { node(id: $id) { ... on Customer { ${parts} } } }`, {
      id: into.id,
    });
    expect(record.node).toMatchObject({ [field]: null, [`${field}Masks`]: [] });
    expect(await release(agent, masksOf(masked)[0].id)).toMatchObject({ __typename: 'NotPermitted' });
  });

  test('is sealed by itself once the last chat has been closed for long, and goes with the person', async () => {
    const { service, agent, customer } = await scene();
    await service.saveMaskingSettings({ sealAfterDays: 30 });
    await save(agent, customer, { [field]: secrets[field]() });
    const { id } = masksOf(await hide(agent, customer, field))[0];
    await sql.query(`update customer set created_at = now() - interval '40 days' where id = $1`, [
      decodeId('Customer', customer.id),
    ]);
    await kit.app.autoSeal.look();
    expect(masksOf(await read(agent, customer))).toMatchObject([{ sealed: false }]);
    await agent.open(customer.chatId);
    await agent.end(customer.chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [
      decodeId('Chat', customer.chatId),
    ]);
    const second = await service.customer({ name: 'another' });
    await mergeInto(agent, second, customer);
    await kit.app.autoSeal.look();
    expect(masksOf(await read(agent, customer))).toMatchObject([{ sealed: false }]);
    await agent.open(second.chatId);
    await agent.end(second.chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [
      decodeId('Chat', second.chatId),
    ]);
    // What is held keeps the person it belongs to.
    const admin = await service.admin();
    const held = { id: second.chatId };
    await admin.run('mutation ($id: ID!) { putHold(id: $id, reason: "a lawsuit") { __typename } }', held);
    await kit.app.autoSeal.look();
    expect(masksOf(await read(agent, customer))).toMatchObject([{ sealed: false }]);
    await admin.run('mutation ($id: ID!) { liftHold(id: $id) { __typename } }', held);
    await kit.app.autoSeal.look();
    expect(masksOf(await read(agent, customer))).toMatchObject([{ sealed: true }]);
    expect(await release(agent, id)).toMatchObject({ __typename: 'MaskSealed' });
    const { eraseCustomer } = await (
      await service.admin()
    ).run(`mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }`, { id: customer.id });
    expect(eraseCustomer.__typename).toBe('Customer');
    expect(await read(agent, customer)).toMatchObject({ [field]: null, [`${field}Masks`]: [] });
    const { rows } = await sql.query('select from mask_original where id = $1', [decodeId('Mask', id)]);
    expect(rows).toEqual([]);
  });
});

describe('a masked field', () => {
  test('is hidden whole, whatever part is asked for; of a memo only the part', async () => {
    const { agent, customer } = await scene();
    await save(agent, customer, { name: 'Kim Minsu', memo: 'call 010-1 today' });
    expect(await hide(agent, customer, 'name', 'Kim')).toMatchObject({ name: stars('Kim Minsu') });
    expect(await hide(agent, customer, 'memo', '010-1')).toMatchObject({ memo: 'call ***** today' });
    expect(await save(agent, customer, { memo: 'do call ***** now' })).toMatchObject({
      memo: 'do call ***** now',
      memoMasks: [{ start: 8, end: 13 }],
    });
    const present = await read(agent, customer);
    const range = { start: 0, end: 1, revision: Number(present.infoVersion) };
    expect(await hideRange(agent, customer, 'phone', range)).toMatchObject({ __typename: 'InvalidRange' });
    expect(await hideRange(agent, customer, 'saidName', range)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await hideRange(agent, customer, 'memo', { ...range, revision: range.revision - 1 })).toMatchObject({
      __typename: 'StaleText',
      current: { __typename: 'Customer', name: stars('Kim Minsu') },
    });
    expect(await save(agent, customer, { email: '****' })).toMatchObject({
      __typename: 'InvalidInput',
      field: 'email',
    });
  });

  test('is what messages of theirs are signed with, and nobody’s double', async () => {
    const { service, agent, customer } = await scene({ name: 'Kim Minsu', email: `same-${randomUUID()}@test.test` });
    await customer.send(customer.chatId, 'hello');
    const other = await service.customer({ email: `also-${randomUUID()}@test.test` });
    await hide(agent, customer, 'name');
    await hide(agent, customer, 'email');
    await hide(agent, other, 'email');
    const { chat } = await agent.run(
      `query ($id: ID!) { chat(id: $id) { messages(last: 1) { edges { node { senderName } } } customer { email duplicates { id } } } }`,
      { id: customer.chatId },
    );
    expect(chat.messages.edges).toEqual([{ node: { senderName: stars('Kim Minsu') } }]);
    expect(chat.customer.duplicates).toEqual([]);
  });

  test('stays hidden when the customer says the same again; what they say otherwise stands beside it', async () => {
    const name = `canary ${randomUUID()}`;
    const { service, agent, customer } = await scene({ name });
    await agent.open(customer.chatId);
    await agent.end(customer.chatId);
    const masked = await hide(agent, customer, 'name');
    const again = await service.start({ name }, customer.credentials);
    expect(await read(agent, customer)).toMatchObject({ name: stars(name), saidName: null });
    expect(await isStored(sql, name)).toBe(false);
    await agent.open(again.chat.id);
    await agent.end(again.chat.id);
    await service.start({ name: 'somebody else' }, customer.credentials);
    expect(await read(agent, customer)).toMatchObject({ name: stars(name), saidName: 'somebody else' });
    const settle = async (take: boolean): Promise<Answer> =>
      (
        await agent.run(
          `mutation ($i: SettleSaidInput!) { settleSaid(input: $i) { __typename ... on Customer { ${parts} } ... on InvalidInput { field } } }`,
          { i: { customerId: customer.id, field: 'NAME', said: 'somebody else', take } },
        )
      ).settleSaid;
    expect(await settle(true)).toEqual({ __typename: 'InvalidInput', field: 'take' });
    expect(await settle(false)).toMatchObject({ name: stars(name), saidName: null });
    expect(await release(agent, masked.nameMasks[0].id)).toMatchObject({ name });
  });

  test('of a member stays hidden from what the company’s server says, and from its memory', async () => {
    const { service, agent } = await scene();
    const company = await Company.of(service);
    const sub = randomUUID();
    const phone = `+82 10 ${randomUUID().slice(0, 13)}`;
    const started = await service.start({ identity: await company.sign({ sub, phone, name: 'Kim' }) });
    const customer = { id: started.chat.customer.id as string };
    await hide(agent, customer, 'phone');
    expect(await isStored(sql, phone)).toBe(false);
    await company.identify(await company.sign({ sub, phone, name: 'Kim Minsu' }));
    expect(await read(agent, customer)).toMatchObject({ phone: stars(phone), saidPhone: null, name: 'Kim Minsu' });
    expect(await isStored(sql, phone)).toBe(false);
    await company.identify(await company.sign({ sub, phone: '02-123-4567' }));
    expect(await read(agent, customer)).toMatchObject({ phone: stars(phone), saidPhone: '02-123-4567' });
  });

  test('is under another key after a rotation, and decrypts under no other field', async () => {
    const { agent, customer } = await scene({ name: 'Kim Minsu' });
    await save(agent, customer, { memo: 'Kim Minsu' });
    const [name, memo] = [await hide(agent, customer, 'name'), await hide(agent, customer, 'memo')];
    const second = newMaskKey();
    await rotate(kit.app.write, new Vault(parseMaskKeys(`${second} ${key}`, 'test')));
    const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: second });
    const { unmaskText } = await other.run(
      'mutation ($id: ID!) { unmaskText(maskId: $id) { ... on Customer { name } } }',
      { id: name.nameMasks[0].id },
      agent.credentials,
    );
    expect(unmaskText).toEqual({ name: 'Kim Minsu' });
    await rotate(kit.app.write, new Vault(parseMaskKeys(`${key} ${second}`, 'test')));
    await sql.query(`update mask_original set field = 'Customer.name' where id = $1`, [
      decodeId('Mask', memo.memoMasks[0].id),
    ]);
    await sql.query(
      `update customer set masks = jsonb_build_object('name', masks -> 'memo'), name = memo where id = $1`,
      [decodeId('Customer', customer.id)],
    );
    expect(await release(agent, memo.memoMasks[0].id)).toMatchObject({ __typename: 'OriginalUnavailable' });
  });

  test('leaves no dead rows behind for longer than a vacuum takes, nor the reason for looking at it with an erased person', async () => {
    const secret = `canary-${randomUUID()}`;
    const { service, agent, customer } = await scene({ name: secret });
    await kit.app.vacuum.run();
    const before = await vacuumsOf(sql, 'customer');
    const { nameMasks } = await hide(agent, customer, 'name');
    await kit.app.vacuum.run();
    expect(await vacuumsOf(sql, 'customer')).toBe(before + 1);
    await sql.query('checkpoint', []);
    // Free space of the pages of the table until something is written there, and the write-ahead log.
    expect(['customer', 'customer_text_index', 'pg_wal']).toEqual(expect.arrayContaining(await tracesOf(sql, secret)));
    const reason = `because ${secret}`;
    await reveal(agent, nameMasks[0].id, reason);
    await agent.open(customer.chatId);
    await agent.end(customer.chatId);
    await (
      await service.admin()
    ).run(`mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }`, { id: customer.id });
    expect(await isStored(sql, reason)).toBe(false);
  });

  test('that is a memo is masked at intake and suggested; a name, an address and a number are what they are', async () => {
    const { service, agent, customer } = await scene();
    await save(agent, customer, { phone: '010-1234-5678', memo: 'call 010-1234-5678' });
    expect(await read(agent, customer)).toMatchObject({ memoSuggestions: [{ kind: 'PHONE' }] });
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'MASK' }] });
    const saved = await save(agent, customer, { phone: '010-1234-5679', memo: 'call 010-1234-5679' });
    expect(saved).toMatchObject({ phone: '010-1234-5679', memo: 'call *************', memoMasks: [{ kind: 'PHONE' }] });
    const { saveChatInfo } = await agent.run(
      `mutation ($i: SaveChatInfoInput!) { saveChatInfo(input: $i) { ... on Chat { customer { memo } } } }`,
      { i: { chatId: customer.chatId, memo: 'call ************* or 010-1234-5680' } },
    );
    expect(saveChatInfo).toEqual({ customer: { memo: 'call ************* or *************' } });
    expect(await release(agent, saved.memoMasks[0].id)).toMatchObject({
      memo: 'call 010-1234-5679 or *************',
    });
  });

  test('that is a memo is, in whatever order its parts are hidden, shown and added to, what was written in the end', async () => {
    const { agent, customer } = await scene();
    const words = fc.array(fc.constantFrom('가', 'b', '👨‍👩‍👧‍👦', 'e\u0301', '*', ' ', '9'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        words.map((each) => `a${each.join('')}z`.normalize('NFC')),
        fc.array(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(4)), { minLength: 1, maxLength: 4 }),
        async (text, steps) => {
          let written = text;
          await save(agent, customer, { memo: text });
          for (const [from, length, what] of steps) {
            const { memo, infoVersion } = await read(agent, customer);
            const start = from % memo.length;
            const end = Math.min(memo.length, start + 1 + (length % 4));
            const masked = await hideRange(agent, customer, 'memo', { start, end, revision: Number(infoVersion) });
            expect(masked.__typename).toBe('Customer');
            if (what === 0) await release(agent, masked.memoMasks[0].id);
            if (what !== 1) continue;
            written += '!';
            await save(agent, customer, { memo: `${(await read(agent, customer)).memo}!` });
          }
          for (const { id } of (await read(agent, customer)).memoMasks) await release(agent, id);
          expect((await read(agent, customer)).memo).toBe(written);
        },
      ),
      { numRuns: 10 },
    );
  });
});
