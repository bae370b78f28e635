import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { SpawnedProcess } from '../test/spawned-process.ts';
import { decodeId } from './ids.ts';

const kit = await Kit.start();

const setAvailability = `mutation ($to: Availability!) { setAvailability(availability: $to) { __typename } }`;
const openChat = `mutation ($id: ID!) { openChat(chatId: $id) { __typename } }`;
const maskMessage = `mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename ... on DomainError { message } } }`;

describe.each([60_000, -60_000])('a process whose clock is %i ms ahead', (ms) => {
  test('stores the time of the database, so what one begins and another ends takes as long as it took', async () => {
    const apart = await SpawnedProcess.start(kit, { CLOCK_AHEAD_MS: String(ms) }, ['clock-ahead.ts']);
    const service = await kit.service({ security: true });
    const agent = await service.onlineAgent();
    const [first, second] = [await service.customer(), await service.customer()];
    const { id, revision } = await first.send(first.chatId, 'call 010-1234-5678');
    const input = { messageId: id, revision, start: 5, end: 18 };
    const masked = await apart.run(maskMessage, { input }, agent.credentials);
    expect(masked.maskMessage.__typename).toBe('Message');

    // Each the other way round: opened there and ended here, opened here and ended there.
    await apart.run(openChat, { id: first.chatId }, agent.credentials);
    await first.end(first.chatId);
    await agent.open(second.chatId);
    const endChat = `mutation ($id: ID!) { endChat(chatId: $id) { __typename } }`;
    await apart.run(endChat, { id: second.chatId }, second.credentials);
    await apart.run(setAvailability, { to: 'BREAK' }, agent.credentials);
    await agent.run(setAvailability, { to: 'OFFLINE' });
    await apart.run(setAvailability, { to: 'ONLINE' }, agent.credentials);

    const { rows } = await kit.app.sql.query<{ seconds: number }>(
      `select extract(epoch from took)::float8 as seconds from (
         select customer_ended_at - opened_at from chat where id = any($1::uuid[])
         union all select opened_at - requested_at from chat where id = any($1::uuid[])
         union all select now() - m.sent_at from message m where chat_id = any($1::uuid[])
         union all select now() - (mask ->> 'maskedAt')::timestamptz
           from message m, jsonb_array_elements(m.masks) mask where chat_id = any($1::uuid[])
         union all select coalesce(ended_at, now()) - started_at from availability_period where agent_id = $2) as t (took)`,
      [[first, second].map(({ chatId }) => decodeId('Chat', chatId)), decodeId('Agent', agent.id)],
    );
    expect(rows.length).toBeGreaterThan(9);
    for (const { seconds } of rows) {
      expect(seconds).toBeGreaterThan(-1);
      expect(seconds).toBeLessThan(45);
    }
  });
});
