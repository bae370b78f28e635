import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { isStored, tracesOf } from '../../test/traces.ts';

const kit = await Kit.start();
const { sql } = kit.app;

async function scene(rules: object[] = []): Promise<{ service: TestService; agent: TestAgent }> {
  const service = await kit.service({ security: true });
  if (rules.length > 0) await service.saveMaskingSettings({ rules });
  return { service, agent: await service.onlineAgent({ name: 'Mina' }) };
}

/** A mobile number nobody else writes. */
const newNumber = () => `010-${String(Math.random()).slice(2, 6)}-${String(Math.random()).slice(2, 6)}`;

const messagesOf = async (who: { run: TestAgent['run'] }, chatId: string): Promise<Answer[]> => {
  const { chat } = await who.run(
    `query ($id: ID!) { chat(id: $id) { messages(first: 50) { edges { node {
      id body revision masks { id start end sealed kind maskedBy { id } } suggestions { kind start end } } } } } }`,
    { id: chatId },
  );
  return chat.messages.edges.map(({ node }: Answer) => node);
};

const unmask = async (who: TestAgent, maskId: string): Promise<Answer> =>
  (
    await who.run('mutation ($id: ID!) { unmaskMessage(maskId: $id) { __typename ... on Message { body } } }', {
      id: maskId,
    })
  ).unmaskMessage;

describe('personal data that is masked at intake', () => {
  test('never reaches the database or its log; the sender sees at once, an agent can release it', async () => {
    const { service, agent } = await scene([{ kind: 'PHONE', action: 'MASK' }]);
    const number = newNumber();
    const customer = await service.customer({ message: `first ${number}`, key: randomUUID() });
    const dialog = customer.watch(customer.chatId);
    const sent = await customer.send(customer.chatId, `call ${number} please`);
    expect(sent.body).toBe('call ************* please');
    await agent.send(customer.chatId, `you mean ${number}?`);
    const seen = await messagesOf(agent, customer.chatId);
    expect(seen.map(({ body }) => body)).toEqual([
      'first *************',
      'call ************* please',
      'you mean *************?',
    ]);
    expect(seen[1].masks).toMatchObject([{ start: 5, end: 18, sealed: false, kind: 'PHONE', maskedBy: null }]);
    await dialog.until(
      ({ chatChanges }) => chatChanges.chat.revision > 0 && chatChanges.messages.some(({ seq }: Answer) => seq === 3),
    );
    expect(JSON.stringify(dialog.all)).not.toContain(number);
    expect(await isStored(sql, number)).toBe(false);
    await sql.query('checkpoint', []);
    expect(await tracesOf(sql, number)).toEqual([]);
    const { auditLog } = await (
      await service.admin()
    ).run('{ auditLog(first: 9) { edges { node { action agent { id } } } } }');
    expect(auditLog.edges).toEqual(Array.from({ length: 3 }, () => ({ node: { action: 'MASKED', agent: null } })));
    expect(await unmask(agent, seen[1].masks[0].id)).toEqual({ __typename: 'Message', body: `call ${number} please` });
  });

  test('is kept nowhere where the service says so', async () => {
    const { service, agent } = await scene([
      { kind: 'PHONE', action: 'DESTROY' },
      { kind: 'EMAIL', action: 'MASK' },
    ]);
    const customer = await service.customer();
    const sent = await customer.send(customer.chatId, `${newNumber()} and kim@example.com`);
    expect(sent.body).toBe('************* and ***************');
    const [message] = await messagesOf(agent, customer.chatId);
    expect(message.masks).toMatchObject([
      { kind: 'PHONE', sealed: true },
      { kind: 'EMAIL', sealed: false },
    ]);
    expect(await unmask(agent, message.masks[0].id)).toMatchObject({ __typename: 'MaskSealed' });
    expect(await unmask(agent, message.masks[1].id)).toMatchObject({ body: '************* and kim@example.com' });
  });

  test('is one message of one key, also when its rule changed meanwhile; another number is another text', async () => {
    const { service, agent } = await scene([{ kind: 'PHONE', action: 'MASK' }]);
    const customer = await service.customer();
    const [key, number] = [randomUUID(), newNumber()];
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => customer.send(customer.chatId, `call ${number}`, key)),
    );
    expect(new Set(answers.map(({ id, seq, body }) => `${id} ${seq} ${body}`)).size).toBe(1);
    expect((await messagesOf(agent, customer.chatId))[0].masks).toHaveLength(1);
    const { rows } = await sql.query<{ count: number }>(
      `select count(*)::int as count from mask_original o join message m on m.id = o.message_id where m.key = $1`,
      [key],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(await customer.send(customer.chatId, `call ${newNumber()}`, key)).toMatchObject({ __typename: 'KeyReused' });
    await service.saveMaskingSettings({ rules: [{ kind: 'PHONE', action: 'OFF' }] });
    expect(await customer.send(customer.chatId, `call ${number}`, key)).toMatchObject({ seq: 1 });
    expect(await customer.send(customer.chatId, `call ${number}`)).toMatchObject({ body: `call ${number}` });
  });

  test('costs an ordinary send no statement', async () => {
    const { service: plain } = await scene([]);
    await plain.switchSecurity(false);
    const { service } = await scene(
      ['RESIDENT_NUMBER', 'PHONE', 'CARD', 'ACCOUNT', 'PASSPORT', 'DRIVER_LICENSE', 'EMAIL'].map((kind) => ({
        kind,
        action: 'MASK',
      })),
    );
    const statements = async (of: TestService) => {
      const customer = await of.customer();
      await customer.send(customer.chatId, 'warm');
      return kit.statementsOf(() => customer.send(customer.chatId, 'no number at all'));
    };
    expect(await statements(service)).toBe(await statements(plain));
  });
});

describe('suggestions', () => {
  test('tell agents what looks like personal data and is not hidden, and customers nothing', async () => {
    const { service, agent } = await scene([{ kind: 'EMAIL', action: 'OFF' }]);
    const customer = await service.customer();
    await customer.send(customer.chatId, 'call 010-1234-5678 or kim@example.com');
    const [message] = await messagesOf(agent, customer.chatId);
    expect(message.suggestions).toEqual([{ kind: 'PHONE', start: 5, end: 18 }]);
    expect((await messagesOf(customer, customer.chatId))[0].suggestions).toEqual([]);
    await agent.run(
      'mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 5, end: 18 }) { __typename } }',
      { id: message.id, r: message.revision },
    );
    expect((await messagesOf(agent, customer.chatId))[0].suggestions).toEqual([]);
    await service.saveMaskingSettings({ rules: [{ kind: 'EMAIL', action: 'SUGGEST' }] });
    expect((await messagesOf(agent, customer.chatId))[0].suggestions).toMatchObject([{ kind: 'EMAIL' }]);
    await service.switchSecurity(false);
    expect((await messagesOf(agent, customer.chatId))[0].suggestions).toEqual([]);
  });
});

describe('masking settings', () => {
  test('are an administrator’s, have limits, and leave their changes in the log', async () => {
    const { service, agent } = await scene();
    for (const sealAfterDays of [0, -1, 3_651]) {
      expect(await service.saveMaskingSettings({ sealAfterDays })).toEqual({
        __typename: 'InvalidInput',
        field: 'sealAfterDays',
      });
    }
    const saved = await service.saveMaskingSettings({
      rules: [{ kind: 'CARD', action: 'DESTROY' }],
      sealAfterDays: 90,
    });
    expect(saved.masking.sealAfterDays).toBe(90);
    expect(saved.masking.rules).toHaveLength(7);
    expect(saved.masking.rules).toContainEqual({ kind: 'CARD', action: 'DESTROY' });
    expect(saved.masking.rules).toContainEqual({ kind: 'PHONE', action: 'SUGGEST' });
    const again = await service.saveMaskingSettings({ sealAfterDays: null });
    expect(again.masking).toMatchObject({ sealAfterDays: null, rules: saved.masking.rules });
    const { saveMaskingSettings } = await agent.run('mutation { saveMaskingSettings(input: {}) { __typename } }');
    expect(saveMaskingSettings).toEqual({ __typename: 'NotPermitted' });
    const { changeLog } = await (
      await service.admin()
    ).run('{ changeLog(first: 9) { edges { node { field before after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toContainEqual({
      field: 'maskingActions',
      before: '{}',
      after: '{"CARD":"DESTROY"}',
    });
  });
});
