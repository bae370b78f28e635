import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kit, type Actor, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { aboutMask, auditOf, reveal } from '../../test/masks.ts';
import { isStored, tracesOf } from '../../test/traces.ts';
import { decodeId } from '../ids.ts';
import { newMaskKey } from './mask-keys.ts';

const kit = await Kit.start();
const { sql } = kit.app;

/** A chat of a service whose contract holds masking, and its agent, who may reveal and seal. */
async function scene(options: { security?: boolean } = {}): Promise<{
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
  chatId: string;
}> {
  const service = await kit.service({ security: true, ...options });
  const agent = await service.onlineAgent({ name: 'Mina', mayReveal: true, maySeal: true });
  const customer = await service.customer();
  return { service, agent, customer, chatId: customer.chatId };
}

const parts = `id seq revision body masks { id start end sealed maskedAt maskedBy { name } kind }`;

interface Range {
  start: number;
  end: number;
}

async function mask(
  who: Actor,
  message: { id: string; revision: number },
  { start, end }: Range,
  revision = message.revision,
): Promise<Answer> {
  const { maskMessage } = await who.run(
    `mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename
      ... on Message { ${parts} } ... on StaleRevision { current { ${parts} } } ... on DomainError { message } } }`,
    { input: { messageId: message.id, revision, start, end } },
  );
  return maskMessage;
}

/** Hides a part of a message by what it says. */
const maskText = (who: Actor, message: { id: string; revision: number; body: string }, text: string) => {
  const start = message.body.indexOf(text);
  return mask(who, message, { start, end: start + text.length });
};

const ofMessage = `... on Message { ${parts} }`;
const unmask = aboutMask('unmaskMessage', ofMessage);
const seal = aboutMask('sealMask', ofMessage);

const actionsOn = async (service: TestService, maskId: string) =>
  (await auditOf(service))
    .filter((entry) => entry.maskId === maskId)
    .map(({ action }) => action)
    .sort();

/** A text nobody else writes. */
const canary = () => `canary-${randomUUID()}`;

describe('S18: masking', () => {
  test('S18: needs security in the contract, and takes effect at once', async () => {
    const { service, agent, customer, chatId } = await scene({ security: false });
    const message = await customer.send(chatId, 'my number is 010-1234-5678');
    expect(await maskText(agent, message, '010-1234-5678')).toMatchObject({ __typename: 'MaskingDisabled' });
    await service.switchSecurity(true);
    const masked = await maskText(agent, message, '010-1234-5678');
    expect(masked).toMatchObject({ __typename: 'Message', body: 'my number is *************' });
    await service.switchSecurity(false);
    expect(await maskText(agent, masked, 'my')).toMatchObject({ __typename: 'MaskingDisabled' });
    // What is hidden stays so, and can be released.
    expect(await unmask(agent, masked.masks[0].id)).toMatchObject({ body: 'my number is 010-1234-5678', masks: [] });
  });

  test('is for agents who see the chat: any state, any sender, no one else', async () => {
    const { service, agent, customer, chatId } = await scene();
    const [said, answered] = [await customer.send(chatId, 'customer says'), await agent.send(chatId, 'agent says')];
    const colleague = await service.agent();
    const own = await service.agent();
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    const foreign = await (await kit.service()).onlineAgent();
    for (const who of [customer, own, foreign, await service.agent({ canChat: false }), await service.admin()]) {
      expect(await mask(who, said, { start: 0, end: 3 })).toMatchObject({ __typename: 'NotPermitted' });
    }
    expect(await maskText(colleague, answered, 'agent')).toMatchObject({ body: '***** says' });
    await customer.end(chatId);
    expect(await maskText(agent, said, 'customer')).toMatchObject({ body: '******** says' });
    await agent.end(chatId);
    const { chat } = await agent.run(
      `query ($id: ID!) { chat(id: $id) { messages(first: 9) { edges { node { ${parts} } } } } }`,
      { id: chatId },
    );
    const last = chat.messages.edges[0].node;
    expect(await maskText(colleague, last, 'says')).toMatchObject({ body: '******** ****' });
  });
});

describe('S19: a stretch of a message', () => {
  test('S19: turns into asterisks for both sides at once, exactly and nothing else', async () => {
    const { agent, customer, chatId } = await scene();
    const message = await customer.send(chatId, '제 번호는 010-1234-5678 예요');
    const [desk, dialog] = [agent.watch(chatId), customer.watch(chatId)];
    await Promise.all([desk.next(), dialog.next()]);
    const masked = await maskText(agent, message, '010-1234-5678');
    expect(masked).toMatchObject({
      body: '제 번호는 ************* 예요',
      seq: 1,
      masks: [{ start: 6, end: 19, sealed: false, kind: null, maskedBy: { name: 'Mina' } }],
    });
    for (const side of [desk, dialog]) {
      const { chatChanges } = await side.next();
      expect(chatChanges).toMatchObject({
        revision: masked.revision,
        messages: [{ id: message.id, seq: 1, body: masked.body }],
      });
    }
  });

  test('is masked wherever it is read: replay, list, node, preview, search, another process', async () => {
    const { agent, customer, chatId, service } = await scene();
    const secret = canary();
    const message = await customer.send(chatId, `it is ${secret}.`);
    const desk = agent.consoles[0]!;
    await desk.until(({ deskChanges }) => deskChanges.chat.lastMessage?.body.includes(secret));
    const masked = await maskText(agent, message, secret);
    const hidden = `it is ${'*'.repeat(secret.length)}.`;
    expect(masked.body).toBe(hidden);
    await desk.until(({ deskChanges }) => deskChanges.chat.lastMessage?.body === hidden);
    const other = await Kit.process(kit.databaseUrl);
    for (const process of [kit, other]) {
      for (const after of [0, message.revision]) {
        const replay = customer.watch(chatId, after, process);
        expect((await replay.next()).chatChanges.messages).toMatchObject([{ body: hidden }]);
        await replay.close();
      }
    }
    const { chat, node, chats } = await agent.run(
      `query ($chat: ID!, $message: ID!, $text: String!) {
        chat(id: $chat) { lastMessage { body } messages(first: 5) { edges { node { body } } } }
        node(id: $message) { ... on Message { body } }
        chats(filter: { text: $text }) { edges { node { id } } } }`,
      { chat: chatId, message: message.id, text: secret },
    );
    expect(chat).toMatchObject({ lastMessage: { body: hidden }, messages: { edges: [{ node: { body: hidden } }] } });
    expect(node.body).toBe(hidden);
    expect(chats.edges).toEqual([]);
    const answer = await agent.run(`query ($id: ID!) { node(id: $id) { __typename ... on Mask { start end } } }`, {
      id: masked.masks[0].id,
    });
    expect(answer.node).toEqual({ __typename: 'Mask', start: 6, end: 6 + secret.length });
    expect((await auditOf(service)).map(({ action }) => action)).toEqual(['MASKED']);
  });

  test('reaches readers of another process as a message of the present', async () => {
    const { agent, customer, chatId } = await scene();
    const other = await Kit.process(kit.databaseUrl);
    const message = await customer.send(chatId, 'hide me');
    // Without a bus between them the other process finds it by comparing; a resume finds it at once.
    const first = customer.watch(chatId, 0, other);
    const { revision } = (await first.next()).chatChanges;
    await first.close();
    await maskText(agent, message, 'hide');
    const resumed = customer.watch(chatId, revision, other);
    expect((await resumed.next()).chatChanges.messages).toMatchObject([{ seq: 1, body: '**** me' }]);
  });

  test('grows over whole clusters and the masks it touches, and stays as it is when it is hidden', async () => {
    const { service, agent, customer, chatId } = await scene();
    const message = await customer.send(chatId, 'a👨‍👩‍👧‍👦bcdef');
    const family = await mask(agent, message, { start: 4, end: 5 });
    expect(family).toMatchObject({ body: 'a*bcdef', masks: [{ start: 1, end: 2 }] });
    const wider = await mask(agent, family, { start: 2, end: 4 });
    expect(wider).toMatchObject({ body: 'a***def', masks: [{ start: 1, end: 4 }] });
    expect(wider.masks).toHaveLength(1);
    const same = await mask(agent, wider, { start: 2, end: 3 });
    expect(same).toEqual(wider);
    expect(await unmask(agent, wider.masks[0].id)).toMatchObject({ body: 'a👨‍👩‍👧‍👦bcdef', masks: [] });
    expect(await actionsOn(service, wider.masks[0].id)).toEqual(['MASKED', 'RELEASED']);
  });

  test.each([
    ['negative', { start: -1, end: 2 }],
    ['empty', { start: 2, end: 2 }],
    ['reversed', { start: 3, end: 2 }],
    ['beyond the end', { start: 0, end: 100 }],
    ['far beyond', { start: 2_147_483_646, end: 2_147_483_647 }],
  ])('is refused when it is %s', async (_, range) => {
    const { agent, customer, chatId } = await scene();
    const message = await customer.send(chatId, 'hello');
    expect(await mask(agent, message, range)).toMatchObject({ __typename: 'InvalidRange' });
  });

  test('is refused at a revision that is past or still to come, with the message as it is', async () => {
    const { agent, customer, chatId } = await scene();
    const message = await customer.send(chatId, 'one two');
    await maskText(agent, message, 'one');
    expect(await mask(agent, message, { start: 4, end: 7 })).toMatchObject({
      __typename: 'StaleRevision',
      current: { body: '*** two' },
    });
    expect(await mask(agent, message, { start: 4, end: 7 }, 1_000)).toMatchObject({ __typename: 'StaleRevision' });
  });

  test('of another message, chat or kind of object does not exist', async () => {
    const { agent, customer, chatId } = await scene();
    const { revision } = await customer.send(chatId, 'hello');
    for (const id of [`Message_${randomUUID()}`, chatId, 'nonsense']) {
      expect(await mask(agent, { id, revision }, { start: 0, end: 1 })).toMatchObject({ __typename: 'NotPermitted' });
    }
  });

  test('is hidden by one of two agents who reach for overlapping ones at once, and the other is told', async () => {
    const { service, agent, customer, chatId } = await scene();
    const colleague = await service.agent();
    for (let round = 0; round < 10; round += 1) {
      const message = await customer.send(chatId, 'abcdefgh');
      const answers = await Promise.all([
        mask(agent, message, { start: 0, end: 5 }),
        mask(colleague, message, { start: 3, end: 8 }),
      ]);
      const [first, second] = answers.toSorted((a, b) => a.__typename.localeCompare(b.__typename));
      expect([first.__typename, second.__typename]).toEqual(['Message', 'StaleRevision']);
      expect({ __typename: 'Message', ...second.current }).toEqual(first);
    }
  });

  test('is hidden or released whole or not at all when the database connection dies in between, and no log quotes it', async () => {
    const { service, agent, customer, chatId } = await scene();
    const secret = canary();
    const message = await customer.send(chatId, secret);
    const range = { start: 0, end: secret.length };
    await dies(() => mask(agent, message, range));
    const masked = await mask(agent, message, range);
    expect(masked).toMatchObject({ body: '*'.repeat(secret.length), revision: Number(message.revision) + 1 });
    await dies(() => unmask(agent, masked.masks[0].id));
    expect(await auditOf(service)).toHaveLength(1);
    expect(await tracesOf(sql, secret)).not.toContain('server.log');
    expect(await tracesOf(sql, 'terminating connection due to administrator command')).toContain('server.log');
    expect(await unmask(agent, masked.masks[0].id)).toMatchObject({
      body: secret,
      revision: Number(message.revision) + 2,
    });
  });
});

/** Runs a change of masks whose connection is killed at its last step. */
async function dies(work: () => Promise<unknown>): Promise<void> {
  const release = await kit.lockTable('audit_entry');
  try {
    const dying = expect(work()).rejects.toThrow('Something went wrong on our side.');
    await kit.untilWaiting('audited as');
    expect(await kit.endWaiting('audited as')).toBe(1);
    await dying;
  } finally {
    await release();
  }
}

describe('S20: a mask', () => {
  test('S20: is released for every reader, byte for byte', async () => {
    const { agent, customer, chatId } = await scene();
    const text = '한글 e\u0301 👍🏽 \u202eשלום\u202c 1️⃣';
    const message = await customer.send(chatId, text);
    const masked = await mask(agent, message, { start: 0, end: message.body.length });
    expect(masked.body).toMatch(/^\*+$/);
    const dialog = customer.watch(chatId, masked.revision);
    const released = await unmask(agent, masked.masks[0].id);
    expect(released).toMatchObject({ body: text.normalize('NFC'), masks: [] });
    expect(
      (await dialog.until(({ chatChanges }) => chatChanges.messages.length > 0)).chatChanges.messages,
    ).toMatchObject([{ body: text.normalize('NFC') }]);
  });

  test('is released one by one where several stand in a message', async () => {
    const { agent, customer, chatId } = await scene();
    const message = await customer.send(chatId, 'one two three');
    const first = await maskText(agent, message, 'one');
    const second = await maskText(agent, first, 'three');
    expect(second.body).toBe('*** two *****');
    const [one, three] = second.masks;
    expect(await unmask(agent, one.id)).toMatchObject({
      body: 'one two *****',
      masks: [{ id: three.id, start: 8, end: 13 }],
    });
    expect(await unmask(agent, three.id)).toMatchObject({ body: 'one two three', masks: [] });
  });

  test('is released once by two who do at once, and again by who lost the answer, with one audit row', async () => {
    const { service, agent, customer, chatId } = await scene();
    const colleague = await service.agent();
    const message = await customer.send(chatId, 'hello');
    const { masks } = await maskText(agent, message, 'hello');
    const answers = await Promise.all([unmask(agent, masks[0].id), unmask(colleague, masks[0].id)]);
    expect(answers).toMatchObject([{ body: 'hello' }, { body: 'hello' }]);
    expect(await unmask(agent, masks[0].id)).toMatchObject({ body: 'hello' });
    expect(await actionsOn(service, masks[0].id)).toEqual(['MASKED', 'RELEASED']);
  });

  test('of another service, or that is no mask, does not exist', async () => {
    const { agent, customer, chatId } = await scene();
    const stranger = (await scene()).agent;
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
    for (const verb of [unmask, seal, reveal]) {
      expect(await verb(stranger, masks[0].id)).toMatchObject({ __typename: 'NotPermitted' });
      expect(await verb(customer, masks[0].id)).toMatchObject({ __typename: 'NotPermitted' });
      for (const id of [`Mask_${randomUUID()}`, 'Mask_x', chatId]) {
        expect(await verb(agent, id)).toMatchObject({ __typename: 'NotPermitted' });
      }
    }
    expect((await stranger.run('query ($id: ID!) { node(id: $id) { id } }', { id: masks[0].id })).node).toBeNull();
  });

  test('is sealed by one of two who do at once, cannot be released, and its original is gone', async () => {
    const { service, agent, customer, chatId } = await scene();
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello you'), 'hello');
    const { id } = masks[0];
    const answers = await Promise.all([seal(agent, id), seal(agent, id)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['MaskSealed', 'Message']);
    for (const verb of [unmask, seal, reveal])
      expect(await verb(agent, id)).toMatchObject({ __typename: 'MaskSealed' });
    const { rows } = await sql.query('select key_id, box from mask_original where id = $1', [decodeId('Mask', id)]);
    expect(rows).toEqual([{ key_id: null, box: null }]);
    expect(await actionsOn(service, id)).toEqual(['MASKED', 'SEALED']);
    const { chat } = await customer.run(
      `query ($id: ID!) { chat(id: $id) { messages(first: 1) { edges { node { body masks { sealed } } } } } }`,
      { id: chatId },
    );
    expect(chat.messages.edges[0].node).toEqual({ body: '***** you', masks: [{ sealed: true }] });
  });

  test('is either released or sealed when both happen at once, never half of each', async () => {
    const { service, agent, customer, chatId } = await scene();
    for (let round = 0; round < 8; round += 1) {
      const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
      const { id } = masks[0];
      const [released, sealed] = await Promise.all([unmask(agent, id), seal(agent, id)]);
      const outcome = [released.__typename, sealed.__typename].join(' ');
      expect(['Message NotPermitted', 'MaskSealed Message']).toContain(outcome);
      const expected = released.__typename === 'Message' ? ['MASKED', 'RELEASED'] : ['MASKED', 'SEALED'];
      expect(await actionsOn(service, id)).toEqual(expected);
    }
  });

  test('is sealed only by who has the right to', async () => {
    const { service, customer, chatId, agent } = await scene();
    const colleague = await service.agent();
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
    expect(await seal(colleague, masks[0].id)).toMatchObject({ __typename: 'NotPermitted' });
  });
});

describe('S21: what is masked', () => {
  test('S21: stands masked in the database, and its original nowhere but encrypted', async () => {
    const { agent, customer, chatId } = await scene();
    const secret = canary();
    const message = await customer.send(chatId, `it is ${secret}.`);
    expect(await isStored(sql, secret)).toBe(true);
    await maskText(agent, message, secret);
    await sql.query('analyze', []);
    expect(await isStored(sql, secret)).toBe(false);
  });

  test('over random sequences by two agents at once gives its original back, with one audit row for each deed', async () => {
    const { service, agent, customer, chatId } = await scene();
    const colleague = await service.agent();
    const place = fc.nat(99);
    const deed = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('mask' as const), who: fc.nat(1), from: place, to: place }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('unmask' as const), who: fc.nat(1), index: place }) },
    );
    const original = '제 이름은 김하늘👩‍🦰, 번호는 010-1234-5678, e\u0301 그리고 🇰🇷🇺🇸.'.normalize('NFC');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, deed), { maxLength: 6 }), async (rounds) => {
        let now = await customer.send(chatId, original);
        now.masks = [];
        const read = async () =>
          (await agent.run(`query ($id: ID!) { node(id: $id) { ... on Message { ${parts} } } }`, { id: now.id })).node;
        for (const round of rounds) {
          await Promise.all(
            round.map((each) => {
              const who = each.who === 0 ? agent : colleague;
              if (each.kind === 'unmask') {
                const found = now.masks[each.index % Math.max(1, now.masks.length)];
                return found && unmask(who, found.id);
              }
              const [start, end] = [each.from % now.body.length, each.to % now.body.length].sort((a, b) => a - b);
              return mask(who, now, { start: start!, end: end! + 1 });
            }),
          );
          now = await read();
        }
        for (const { id } of now.masks) await unmask(agent, id);
        expect((await read()).body).toBe(original);
      }),
      { numRuns: 12 },
    );
    const actions = (await auditOf(service)).map(({ action, maskId }) => `${action} ${maskId}`);
    expect(new Set(actions).size).toBe(actions.length);
  });

  test('does not make its repeated send another text: the same key is the same message', async () => {
    const { agent, customer, chatId } = await scene();
    const key = randomUUID();
    const message = await customer.send(chatId, 'call 010-1234-5678 now', key);
    const masked = await maskText(agent, message, '010-1234-5678');
    expect(await customer.send(chatId, 'call 010-1234-5678 now', key)).toMatchObject({
      id: message.id,
      body: masked.body,
    });
    expect(await customer.send(chatId, 'call 010-1234-5679 now', key)).toMatchObject({ __typename: 'KeyReused' });
    expect(await customer.send(chatId, masked.body, key)).toMatchObject({ __typename: 'KeyReused' });
    await seal(agent, masked.masks[0].id);
    expect(await customer.send(chatId, 'call 010-1234-5678 now', key)).toMatchObject({ id: message.id });
    expect(await customer.send(chatId, 'call me', key)).toMatchObject({ __typename: 'KeyReused' });
  });
});

describe('revealing', () => {
  test('shows the original to one agent for a minute, after its audit row, and changes nothing', async () => {
    const { service, agent, customer, chatId } = await scene();
    const message = await maskText(agent, await customer.send(chatId, 'hello you'), 'hello');
    const { id } = message.masks[0];
    const revealed = await reveal(agent, id, ' to call back ');
    expect(revealed).toMatchObject({ text: 'hello', mask: { id } });
    const [entry] = await auditOf(service);
    expect(entry).toMatchObject({ action: 'REVEALED', maskId: id, reason: 'to call back', agent: { name: 'Mina' } });
    expect(Date.parse(revealed.expiresAt) - Date.parse(entry.at)).toBe(60_000);
    const { node } = await agent.run('query ($id: ID!) { node(id: $id) { ... on Message { body revision } } }', {
      id: message.id,
    });
    expect(node).toEqual({ body: '***** you', revision: message.revision });
  });

  test('again within its minute, because the answer got lost, is the same reveal', async () => {
    const { service, agent, customer, chatId } = await scene();
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
    const answers = await Promise.all([reveal(agent, masks[0].id), reveal(agent, masks[0].id)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await actionsOn(service, masks[0].id)).toEqual(['MASKED', 'REVEALED']);
    await reveal(agent, masks[0].id, 'for another reason');
    expect(await actionsOn(service, masks[0].id)).toEqual(['MASKED', 'REVEALED', 'REVEALED']);
  });

  test('needs the right and a reason', async () => {
    const { service, agent, customer, chatId } = await scene();
    const colleague = await service.agent();
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
    expect(await reveal(colleague, masks[0].id)).toMatchObject({ __typename: 'NotPermitted' });
    for (const reason of ['', '  ', 'x'.repeat(501), 'a\0b']) {
      expect(await reveal(agent, masks[0].id, reason)).toMatchObject({ __typename: 'InvalidInput', field: 'reason' });
    }
    await service.saveAgent({ agentId: agent.id, mayReveal: false });
    expect(await reveal(agent, masks[0].id)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await actionsOn(service, masks[0].id)).toEqual(['MASKED']);
  });

  test('has a budget an hour, which many at once do not overdraw', async () => {
    const frugal = await Kit.process(kit.databaseUrl, { LIMIT_REVEALS_PER_HOUR: '3' });
    const { service, agent, customer, chatId } = await scene();
    const { masks } = await maskText(agent, await customer.send(chatId, 'hello'), 'hello');
    const query = `mutation ($id: ID!, $reason: String!) { revealMask(maskId: $id, reason: $reason) { __typename ... on RateLimited { retryAfter } } }`;
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        frugal.run(query, { id: masks[0].id, reason: `reason ${index}` }, agent.credentials),
      ),
    );
    const refused = answers
      .map(({ revealMask }) => revealMask)
      .filter(({ __typename }) => __typename === 'RateLimited');
    expect(refused).toHaveLength(5);
    for (const { retryAfter } of refused) expect(retryAfter).toBeGreaterThan(3_000);
    expect((await actionsOn(service, masks[0].id)).filter((action) => action === 'REVEALED')).toHaveLength(3);
  });
});

describe('a key that is wrong or missing', () => {
  test('leaves readers as they are, and says so in words to who wants an original', async () => {
    const { agent, customer, chatId } = await scene();
    const message = await maskText(agent, await customer.send(chatId, 'hello you'), 'hello');
    const other = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: newMaskKey() });
    const there = Object.assign(Object.create(agent) as TestAgent, {
      run: (query: string, variables: object) => other.run(query, variables, agent.credentials),
    });
    const replay = customer.watch(chatId, 0, other);
    expect((await replay.next()).chatChanges.messages).toMatchObject([{ body: '***** you' }]);
    const { id } = message.masks[0];
    for (const verb of [unmask, reveal]) {
      expect(await verb(there, id)).toMatchObject({
        __typename: 'OriginalUnavailable',
        message: expect.stringContaining('key'),
      });
    }
    // A mask that would have to take this one in cannot either; one beside it can.
    expect(await mask(there, message, { start: 0, end: 9 })).toMatchObject({ __typename: 'OriginalUnavailable' });
    expect(await mask(there, message, { start: 6, end: 9 })).toMatchObject({ body: '***** ***' });
    expect(await unmask(agent, id)).toMatchObject({ body: 'hello ***' });
  });

  test('is what an original looks like that stands under another mask, or was changed by a bit', async () => {
    const { agent, customer, chatId } = await scene();
    const one = (await maskText(agent, await customer.send(chatId, 'hello'), 'hello')).masks[0].id;
    const two = (await maskText(agent, await customer.send(chatId, 'other'), 'other')).masks[0].id;
    const ids = [decodeId('Mask', one), decodeId('Mask', two)];
    await sql.query(
      `update mask_original o set box = p.box, key_id = p.key_id from mask_original p where o.id = $1 and p.id = $2`,
      ids,
    );
    expect(await unmask(agent, one)).toMatchObject({ __typename: 'OriginalUnavailable' });
    await sql.query('update mask_original set box = set_bit(box, 250, 1 - get_bit(box, 250)) where id = $1', [ids[1]]);
    expect(await reveal(agent, two)).toMatchObject({ __typename: 'OriginalUnavailable' });
  });
});
