import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { recorded } from '../../test/costs.ts';
import { Kit } from '../../test/kit.ts';
import { nodesOf, type Plan } from '../../test/plans.ts';
import { decodeId } from '../ids.ts';

const kit = await Kit.start({ LIMIT_STARTS_PER_MINUTE: '1000000' });
const { sql } = kit.app;

/** The rows' ids of a chat and its customer. */
async function idsOf(chatId: string): Promise<[string, string]> {
  const { rows } = await sql.query<{ id: string; customerId: string }>(
    'select id, customer_id as "customerId" from chat where id = $1',
    [decodeId('Chat', chatId)],
  );
  return [rows[0]!.id, rows[0]!.customerId];
}

/** Tables that grow with every chat; agents and their leases are as many as people work there. */
const growing = ['chat', 'message', 'customer', 'consent', 'visitor_token'];

test('what a start, an end and a claim prepared while the database was empty still looks at indexes alone', async () => {
  const service = await kit.service();
  await service.saveChatSettings({ seats: 1, greeting: { en: 'Hello' } });
  const agent = await service.onlineAgent();
  // The look for idle chats, for one, reads the index of those that are watched whole.
  await kit.app.periodic.close();
  const sent = await recorded(async () => {
    const customer = await service.customer({ message: 'first' });
    await service.customer();
    expect((await service.start({}, customer.credentials)).chat.id).toBe(customer.chatId);
    for (const text of ['one', 'two']) await customer.send(customer.chatId, text);
    // Two of one turn go into one statement.
    const [chatId, senderId] = await idsOf(customer.chatId);
    const message = () => ({ id: randomUUID(), chatId, sender: 'CUSTOMER' as const, senderId, key: randomUUID() });
    const text = { body: 'at once', masks: null, originals: [] };
    await Promise.all([1, 2].map(() => kit.app.messages.append({ ...message(), ...text })));
    await agent.end(customer.chatId);
    await kit.app.assignment.settle(service.id);
  });
  const texts = new Map(sent.flatMap(({ name, text }) => (name ? [[name, text] as const] : [])));
  const prepared = [
    'door',
    'standing',
    'welcome',
    'new-chats',
    'lock-chats',
    'lock-seekers',
    'advance-chats',
    'append-messages',
    'append-expected-one',
    'append-expected',
  ];
  expect([...texts.keys()]).toEqual(expect.arrayContaining([...prepared, 'open-chat', 'assignment-due']));

  // A connection of the product's own, so with its settings.
  const client = await (await kit.app.orm.em.getConnection().getNativeClient()).connect();
  try {
    const ours = [...texts];
    const plan = async (name: string) => {
      const count = Math.max(0, ...[...texts.get(name)!.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)));
      const nulls = count > 0 ? `(${Array.from({ length: count }, () => 'null').join(', ')})` : '';
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `explain (format json) execute "plan of ${name}" ${nulls}`,
      );
      return nodesOf(rows[0]!['QUERY PLAN'][0].Plan);
    };
    const wholeTables = async () => {
      const found: string[] = [];
      for (const [name] of ours) {
        for (const node of await plan(name)) {
          const table = node['Relation Name'];
          const isRead = /Scan/.test(node['Node Type']) && table !== undefined && growing.includes(table);
          const bounded = node['Index Cond'] ?? nodesOf(node).find((inner) => inner['Index Cond']);
          if (isRead && !bounded) found.push(`${name}: ${node['Node Type']} on ${table}`);
        }
      }
      return found;
    };
    for (const [name, text] of ours) await client.query(`prepare "plan of ${name}" as ${text}`);
    // Planned now, and the plan is kept.
    expect(await wholeTables()).toEqual([]);
    const busy = await kit.service();
    await sql.query(
      `with customers as (
         insert into customer (service_id) select $1 from generate_series(1, 20000) returning id
       ), tokens as (
         insert into visitor_token (customer_id, token_hash, expires_at) select id, id::text, now() + interval '1 day' from customers
       )
       insert into chat (service_id, customer_id, state, language)
       select $1, id, case when row_number() over () % 2 = 0 then 'CLOSED' else 'WAITING' end, 'ko' from customers`,
      [busy.id],
    );
    expect(await wholeTables()).toEqual([]);
    // Planned anew.
    await sql.query('analyze', []);
    expect(await wholeTables()).toEqual([]);
  } finally {
    client.release(true);
  }
});
