import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit, rowId, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { isStored, tracesOf, vacuumsOf } from '../../test/traces.ts';
import { sendFile } from '../../test/uploads.ts';
import { decodeId, encodeId } from '../ids.ts';
import { newMaskKey, parseMaskKeys } from './mask-keys.ts';
import { countsByKey, rotate } from './rotation.ts';
import { vacuumLock } from './vacuum.ts';
import { Vault } from './vault.ts';

const key = newMaskKey();
const kit = await Kit.start({ DAMSO_MASK_KEYS: key });
const { sql } = kit.app;

async function scene(): Promise<{ service: TestService; agent: TestAgent }> {
  const service = await kit.service({ security: true });
  return { service, agent: await service.onlineAgent({ canTicket: true }) };
}

/** A message of a chat of its own, hidden whole. */
async function hidden(
  service: TestService,
  agent: TestAgent,
  text: string,
): Promise<{ chatId: string; maskId: string }> {
  const customer = await service.customer();
  const { id, revision, body } = await customer.send(customer.chatId, text);
  const { maskMessage } = await agent.run(
    `mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { ... on Message { masks { id } } } }`,
    { input: { messageId: id, revision, start: 0, end: body.length } },
  );
  return { chatId: customer.chatId, maskId: maskMessage.masks[0].id };
}

/** Of a customer of a chat that was closed, and a ticket that was completed, 31 days ago: the customer, and a mask that is to be sealed. */
const overdue = {
  async 'a message'(service: TestService, agent: TestAgent) {
    const { chatId, maskId } = await hidden(service, agent, 'secret');
    await agent.end(chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [decodeId('Chat', chatId)]);
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { customer { id } } }', { id: chatId });
    return { id: chat.customer.id as string, maskId };
  },
  async 'a ticket'(service: TestService, agent: TestAgent) {
    const { id, ticket } = await completed(service, agent);
    const { maskText } = await agent.run(
      `mutation ($i: MaskTextInput!) { maskText(input: $i) { ... on Ticket { titleMasks { id } } } }`,
      { i: { objectId: ticket.id, field: 'title', revision: ticket.revision, start: 0, end: 6 } },
    );
    return { id, maskId: maskText.titleMasks[0].id as string };
  },
  async 'a file'(service: TestService, agent: TestAgent) {
    const { id, ticket } = await completed(service, agent);
    const { maskRegion } = await agent.run(
      `mutation ($i: MaskRegionInput!) { maskRegion(input: $i) { ... on Attachment { regions { id } } } }`,
      { i: { attachmentId: ticket.attachments[0].id, revision: 0 } },
    );
    return { id, maskId: maskRegion.regions[0].id as string };
  },
};

/** A ticket with a file that was completed 31 days ago, and its customer. */
async function completed(service: TestService, agent: TestAgent): Promise<{ id: string; ticket: Answer }> {
  const { id } = await service.customer();
  const { token } = await sendFile(agent, { body: 'secret', name: 'a.txt' });
  const { createTicket } = await agent.run(
    `mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id revision attachments { id } } } }`,
    {
      i: { inquiryTypeId: service.inquiryTypeId, title: 'secret', content: 'c', customerId: id, attachments: [token] },
    },
  );
  await sql.query(
    `with t as (update ticket set status = 'CLOSED' where id = $1 returning id, revision)
     insert into ticket_change (ticket_id, revision, field, before, after, changed_at)
     select id, revision, 'status', 'OPEN', 'CLOSED', now() - interval '31 days' from t`,
    [decodeId('Ticket', createTicket.id)],
  );
  return { id, ticket: createTicket };
}

const release = async (who: TestAgent, maskId: string, process = kit): Promise<Answer> => {
  const { unmaskMessage } = await process.run(
    'mutation ($id: ID!) { unmaskMessage(maskId: $id) { __typename ... on Message { body } } }',
    { id: maskId },
    who.credentials,
  );
  return unmaskMessage;
};

describe('erasure', () => {
  test('takes dead rows away: what was masked is on no page of the disk but those docs/masking.md names', async () => {
    const { service, agent } = await scene();
    const secret = `canary-${randomUUID()}`;
    const neighbour = await service.customer();
    for (let n = 0; n < 60; n += 1) await neighbour.send(neighbour.chatId, `a neighbour ${'x'.repeat(100)}`);
    for (let n = 0; n < 5; n += 1) await hidden(service, agent, `${secret} ${n}`);
    expect(await isStored(sql, secret)).toBe(false);
    await kit.app.vacuum.run();
    await sql.query('checkpoint', []);
    const { rows } = await sql.query<{ dead: number }>(
      `select sum(n_dead_tup)::int as dead from pg_stat_user_tables where relname in ('message', 'mask_original')`,
      [],
    );
    expect(rows).toEqual([{ dead: 0 }]);
    // Free space of the message table's pages until something is written there, and the write-ahead log.
    expect(['message', 'pg_wal']).toEqual(expect.arrayContaining(await tracesOf(sql, secret)));
    await sql.query('vacuum full message', []);
    await sql.query('checkpoint', []);
    expect(['pg_wal']).toEqual(expect.arrayContaining(await tracesOf(sql, secret)));
  });

  test('does nothing where nothing was hidden since, and all of it after a restart', async () => {
    const { service, agent } = await scene();
    const vacuums = () => vacuumsOf(sql, 'message');
    await hidden(service, agent, 'text');
    await kit.app.vacuum.run();
    const before = await vacuums();
    await kit.app.vacuum.run();
    expect(await vacuums()).toBe(before);
    const restarted = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: key });
    await restarted.app.vacuum.run();
    expect(await vacuums()).toBe(before + 1);
  });

  test('is done by the next run when its connection breaks, and nothing else ends', async () => {
    const { service, agent } = await scene();
    await hidden(service, agent, 'text');
    const before = await vacuumsOf(sql, 'message');
    // The vacuum of another process is under way: this one waits for it when its connection is cut.
    const other = await (await kit.app.orm.em.getConnection().getNativeClient()).connect();
    try {
      await other.query('select pg_advisory_lock($1)', [vacuumLock]);
      const broken = expect(kit.app.vacuum.run()).rejects.toThrow();
      await kit.untilWaiting('pg_advisory_lock(');
      expect(await kit.endWaiting('pg_advisory_lock(')).toBe(1);
      await broken;
      await other.query('select pg_advisory_unlock($1)', [vacuumLock]);
    } finally {
      other.release();
    }
    await kit.app.vacuum.run();
    expect(await vacuumsOf(sql, 'message')).toBe(before + 1);
  });
});

describe('rotation', () => {
  test('brings every original under the first key, also when it was killed half-way, while the product runs', async () => {
    const { service, agent } = await scene();
    const masks: { id: string; text: string }[] = [];
    for (let n = 0; n < 6; n += 1) {
      const text = `secret ${n}`;
      masks.push({ id: decodeId('Mask', (await hidden(service, agent, text)).maskId)!, text });
    }
    masks.sort((a, b) => (a.id < b.id ? -1 : 1));
    // Rotation goes by the id. More than one batch lies behind the third: copies of another mask, which decrypt nowhere.
    const copies = Array.from(
      { length: 500 },
      (_, n) => `${masks[2]!.id.slice(0, 24)}ffffffff${String(n).padStart(4, '0')}`,
    );
    await sql.query(
      `insert into mask_original (id, chat_id, message_id, key_id, box)
       select unnest($2::uuid[]), chat_id, message_id, key_id, box from mask_original where id = $1`,
      [masks[0]!.id, copies],
    );
    const second = newMaskKey();
    const vault = new Vault(parseMaskKeys(`${second} ${key}`, 'test'));
    let transactions = 0;
    const dying: typeof kit.app.write = (scope, work) => {
      transactions += 1;
      return transactions > 1 ? Promise.reject(new Error('killed')) : kit.app.write(scope, work);
    };
    await expect(rotate(dying, vault)).rejects.toThrow('killed');
    const halfway = await countsByKey(sql);
    expect([...halfway.keys()]).toHaveLength(2);
    // Half-rotated: a process with both keys releases whatever it is asked for.
    const both = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: `${second} ${key}` });
    for (const { id, text } of [masks[0]!, masks[5]!]) {
      expect(await release(agent, encodeId('Mask', id), both)).toMatchObject({ body: text });
    }
    const { unreadable } = (await rotate(kit.app.write, vault)).originals;
    expect(unreadable).toBeGreaterThanOrEqual(copies.length);
    const only = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: second });
    for (const { id, text } of masks.slice(1, 5)) {
      expect(await release(agent, encodeId('Mask', id), only)).toMatchObject({ body: text });
    }
    expect(await release(agent, encodeId('Mask', masks[0]!.id))).toMatchObject({ __typename: 'Message' });
  });
});

describe('masks of chats that were closed long ago', () => {
  test('are sealed by themselves after as many days as the service says, once, and not before', async () => {
    const { service, agent } = await scene();
    expect(await service.saveMaskingSettings({ sealAfterDays: 30 })).toMatchObject({ masking: { sealAfterDays: 30 } });
    const keeping = await scene();
    const old = await hidden(service, agent, 'old secret');
    const young = await hidden(service, agent, 'young secret');
    const open = await hidden(service, agent, 'open secret');
    const kept = await hidden(keeping.service, keeping.agent, 'kept secret');
    await Promise.all([agent.end(old.chatId), agent.end(young.chatId), keeping.agent.end(kept.chatId)]);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = any($1::uuid[])`, [
      [old, kept].map(({ chatId }) => decodeId('Chat', chatId)),
    ]);
    const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: key });
    await Promise.all([kit.app.autoSeal.look(), other.app.autoSeal.look(), kit.app.autoSeal.look()]);
    expect(await release(agent, old.maskId)).toMatchObject({ __typename: 'MaskSealed' });
    expect(await release(agent, young.maskId)).toMatchObject({ body: 'young secret' });
    expect(await release(agent, open.maskId)).toMatchObject({ body: 'open secret' });
    expect(await release(keeping.agent, kept.maskId)).toMatchObject({ body: 'kept secret' });
    const { auditLog } = await (
      await service.admin()
    ).run('{ auditLog(first: 50, filter: { actions: [SEALED] }) { edges { node { maskId agent { id } } } } }');
    expect(auditLog.edges).toEqual([{ node: { maskId: old.maskId, agent: null } }]);
  });

  test('stay while their chat or its customer is held, and are sealed once that is lifted', async () => {
    const { service, agent } = await scene();
    await service.saveMaskingSettings({ sealAfterDays: 30 });
    const admin = await service.admin();
    const change = (verb: string, id: string) =>
      admin.run(`mutation ($id: ID!) { ${verb} { __typename ... on HoldState { objectId } } }`, { id });
    const [byChat, byPerson] = [await hidden(service, agent, 'secret'), await hidden(service, agent, 'another')];
    for (const { chatId } of [byChat, byPerson]) await agent.end(chatId);
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = any($1::uuid[])`, [
      [byChat, byPerson].map(({ chatId }) => decodeId('Chat', chatId)),
    ]);
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { customer { id } } }', { id: byPerson.chatId });
    const held = [byChat.chatId, chat.customer.id];
    for (const id of held) await change('putHold(id: $id, reason: "a lawsuit")', id);
    await kit.app.autoSeal.look();
    const sealed = async () => {
      const { rows } = await sql.query<{ isSealed: boolean }>(
        'select box is null as "isSealed" from mask_original where id = any($1::uuid[])',
        [[byChat, byPerson].map(({ maskId }) => decodeId('Mask', maskId))],
      );
      return rows.map(({ isSealed }) => isSealed);
    };
    expect(await sealed()).toEqual([false, false]);
    for (const id of held) await change('liftHold(id: $id)', id);
    await kit.app.autoSeal.look();
    expect(await sealed()).toEqual([true, true]);
  });

  test('stay where they are held in the moment in which they were to be sealed', async () => {
    const { service, agent } = await scene();
    await service.saveMaskingSettings({ sealAfterDays: 30 });
    const { chatId, maskId } = await hidden(service, agent, 'secret');
    await agent.end(chatId);
    const id = decodeId('Chat', chatId)!;
    await sql.query(`update chat set closed_at = now() - interval '31 days' where id = $1`, [id]);
    let looking = Promise.resolve();
    await kit.app.write(null, async (tx) => {
      await tx.sql.query('select from chat where id = $1 for no key update', [id]);
      looking = kit.app.autoSeal.look();
      // It found what is due, and waits for the chat.
      await kit.untilWaiting();
      await tx.sql.query(
        `insert into hold (service_id, object_id, agent_id, reason) select service_id, id, agent_id, 'a lawsuit' from chat where id = $1`,
        [id],
      );
    });
    await looking;
    expect(await release(agent, maskId)).toMatchObject({ body: 'secret' });
  });

  test.each(['a message', 'a ticket', 'a file'] as const)(
    'stay from the moment in which their person is held: of %s',
    async (what) => {
      const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: key });
      const { service, agent } = await scene();
      const { id, maskId } = await overdue[what](service, agent);
      await sql.query('update service set seal_after_days = 30 where id = $1', [service.id]);
      const isSealed = async () => {
        const { rows } = await sql.query<{ isSealed: boolean }>(
          'select box is null as "isSealed" from mask_original where id = $1',
          [rowId(maskId)],
        );
        return rows[0]!.isSealed;
      };
      const release = await kit.lockTable('audit_entry');
      const looking = other.app.autoSeal.look();
      // It found nothing held, and is about to write down what it sealed.
      await kit.untilWaiting();
      let isHeld = false;
      const held = (await service.admin())
        .run('mutation ($id: ID!) { putHold(id: $id, reason: "a lawsuit") { __typename } }', { id })
        .then(isSealed)
        .finally(() => (isHeld = true));
      await kit.untilWaiting('pg_advisory_xact_lock(', { isOver: () => isHeld });
      await release();
      await looking;
      expect(await isSealed()).toBe(await held);
    },
  );
});
