import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Kit, type Actor, type Answer, type TestAgent, type TestCustomer, type TestService } from '../../test/kit.ts';
import { isStored } from '../../test/traces.ts';
import type { ChatRow } from '../chat/chat.rows.ts';
import { decodeId } from '../ids.ts';
import { assertRatingOpen } from './rating.service.ts';

const kit = await Kit.start();
const { sql } = kit.app;

const rowId = (id: string) => decodeId('Chat', id)!;
const ratingParts = `verdict comment ratedAt canChangeUntil`;
const chatParts = `id state revision lastSeq unreadCount ratable ratingRequestedAt ratingClosesAt lastMessage { body }
  rating { ${ratingParts} } messages(first: 100) { edges { node { id seq revision sender senderName key event body masks { start end } } } }`;

/** A chat, its agent and its customer; answered unless it is said otherwise. */
async function scene({ answered = true, security = false } = {}): Promise<{
  service: TestService;
  agent: TestAgent;
  customer: TestCustomer;
  chatId: string;
}> {
  const service = await kit.service({ security });
  const agent = await service.onlineAgent({ name: 'Mina' });
  const customer = await service.customer({ message: 'hello', key: 'k' });
  if (answered) await agent.send(customer.chatId, 'hi');
  return { service, agent, customer, chatId: customer.chatId };
}

async function request(who: Actor, chatId: string): Promise<Answer> {
  const { requestRating } = await who.run(
    `mutation ($id: ID!) { requestRating(chatId: $id) { __typename ... on Chat { ${chatParts} }
      ... on RatingClosed { reason } ... on DomainError { message } } }`,
    { id: chatId },
  );
  return requestRating;
}

async function rate(who: Actor, chatId: string, verdict: string, comment?: string | null): Promise<Answer> {
  const { rateChat } = await who.run(
    `mutation ($input: RateChatInput!) { rateChat(input: $input) { __typename ... on Rating { ${ratingParts} }
      ... on RatingClosed { reason } ... on InvalidInput { field } ... on DomainError { message } } }`,
    { input: { chatId, verdict, comment } },
  );
  return rateChat;
}

/** A chat as one side reads it. */
interface ReadChat {
  state: string;
  revision: number;
  lastSeq: number;
  unreadCount: number;
  ratable: boolean;
  ratingRequestedAt: string | null;
  ratingClosesAt: string | null;
  lastMessage: { body: string } | null;
  rating: { verdict: string; comment: string | null; ratedAt: string; canChangeUntil: string } | null;
  messages: Answer[];
}

async function read(who: Actor, chatId: string): Promise<ReadChat> {
  const { chat } = await who.run(`query ($id: ID!) { chat(id: $id) { ${chatParts} } }`, { id: chatId });
  return { ...chat, messages: chat.messages.edges.map(({ node }: Answer) => node) };
}

const said = async (who: Actor, chatId: string): Promise<string[]> =>
  (await read(who, chatId)).messages.map(({ event, body }: Answer) => (event ? `${event} ${body}` : body));

/** As if everything in the chat had happened so much earlier. */
async function pass(interval: string, chatId: string): Promise<void> {
  const earlier = (column: string) => `${column} = ${column} - $2::interval`;
  await sql.query(
    `update chat set ${[
      'requested_at',
      'answered_at',
      'customer_ended_at',
      'closed_at',
      'rated_at',
      'rating_requested_at',
    ]
      .map(earlier)
      .join(', ')} where id = $1`,
    [rowId(chatId), interval],
  );
}

async function maskAll(who: Actor, message: Answer): Promise<Answer> {
  const { maskMessage } = await who.run(
    `mutation ($input: MaskMessageInput!) { maskMessage(input: $input) { __typename
      ... on Message { id revision body masks { id } } ... on DomainError { message } } }`,
    { input: { messageId: message.id, revision: message.revision, start: 0, end: message.body.length } },
  );
  return maskMessage;
}

/** A text nobody else writes. */
const canary = () => `canary-${randomUUID()}`;

describe('S26: asking for a rating', () => {
  test('S26: sends the guide message of the service in the language of the chat', async () => {
    const { service, agent, customer, chatId } = await scene();
    await service.saveChatSettings({ ratingMessage: { ko: '평가해 주세요', en: 'Please rate' } });
    const before = await read(customer, chatId);
    expect(before).toMatchObject({ ratable: true, ratingRequestedAt: null, rating: null });
    const [desk, dialog] = [agent.watch(chatId, before.revision), customer.watch(chatId, before.revision)];
    expect(await request(agent, chatId)).toMatchObject({ __typename: 'Chat', revision: before.revision + 1 });
    for (const side of [desk, dialog]) {
      const { chatChanges } = await side.next();
      expect(chatChanges.messages).toMatchObject([
        { event: 'RATING_REQUEST', sender: 'SYSTEM', body: 'Please rate', seq: before.lastSeq + 1 },
      ]);
    }
    const after = await read(customer, chatId);
    expect(after.unreadCount).toBe(before.unreadCount + 1);
    expect(after.ratingRequestedAt).toMatch(/Z$/);
  });

  test('has words of its own where the service set none', async () => {
    const { agent, chatId } = await scene();
    await request(agent, chatId);
    expect((await said(agent, chatId)).at(-1)).toBe(
      'RATING_REQUEST How was your chat? Your rating helps us do better.',
    );
  });

  test('asked twice, also at once, is one guide message', async () => {
    const { agent, chatId } = await scene();
    const answers = await Promise.all([1, 2, 3, 4].map(() => request(agent, chatId)));
    expect(answers.map(({ __typename }) => __typename)).toEqual(['Chat', 'Chat', 'Chat', 'Chat']);
    const { revision } = await request(agent, chatId);
    expect(new Set(answers.map((answer) => answer.revision))).toEqual(new Set([revision]));
    expect((await said(agent, chatId)).filter((line) => line.startsWith('RATING_REQUEST'))).toHaveLength(1);
  });

  test('is for the chat’s agent, and once it is closed for every agent who sees it', async () => {
    const { service, agent, customer, chatId } = await scene();
    const colleague = await service.agent();
    const own = await service.agent();
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    const foreign = await (await kit.service()).onlineAgent();
    const strangers = [own, foreign, customer, await service.agent({ canChat: false })];
    for (const who of [...strangers, colleague]) {
      expect(await request(who, chatId)).toMatchObject({ __typename: 'NotPermitted' });
    }
    await customer.end(chatId);
    expect(await request(colleague, chatId)).toMatchObject({ __typename: 'NotPermitted' });
    await agent.end(chatId);
    for (const who of strangers) expect(await request(who, chatId)).toMatchObject({ __typename: 'NotPermitted' });
    expect(await request(colleague, chatId)).toMatchObject({ __typename: 'Chat', state: 'CLOSED' });
  });

  test('is refused once it is rated, or the chat ended a day ago', async () => {
    const rated = await scene();
    await rate(rated.customer, rated.chatId, 'SATISFIED');
    expect(await request(rated.agent, rated.chatId)).toMatchObject({ __typename: 'AlreadyRated' });
    const old = await scene();
    await old.agent.end(old.chatId);
    await pass('24 hours', old.chatId);
    expect(await request(old.agent, old.chatId)).toMatchObject({ __typename: 'RatingClosed', reason: 'TOO_LATE' });
    expect((await said(old.agent, old.chatId)).join()).not.toContain('RATING_REQUEST');
  });

  test('leaves the customer as long as an answer of the agent does, where silent chats end', async () => {
    const { service, agent, customer, chatId } = await scene();
    await service.saveChatSettings({ idleMinutes: 10 });
    await customer.send(chatId, 'thank you');
    await request(agent, chatId);
    const wait = async (interval: string) => {
      await sql.query('update message set sent_at = sent_at - $2::interval where chat_id = $1', [
        rowId(chatId),
        interval,
      ]);
      await kit.app.idle.look();
      return (await read(customer, chatId)).messages.at(-1).event as string;
    };
    expect(await wait('8 minutes')).toBe('RATING_REQUEST');
    expect(await wait('2 minutes')).toBe('IDLE_WARNING');
    expect(await wait('2 minutes')).toBe('IDLE_ENDED');
    expect(await rate(customer, chatId, 'SATISFIED')).toMatchObject({ __typename: 'Rating' });
  });
});

describe('S27: rating a chat', () => {
  test('S27: needs no request; the comment is a message of the customer', async () => {
    const { agent, customer, chatId } = await scene();
    const before = await read(agent, chatId);
    const desk = agent.watch(chatId, before.revision);
    const rating = await rate(customer, chatId, 'SATISFIED', '  quick and kind  ');
    expect(rating).toMatchObject({ __typename: 'Rating', verdict: 'SATISFIED', comment: 'quick and kind' });
    expect(Date.parse(rating.canChangeUntil) - Date.parse(rating.ratedAt)).toBe(600_000);
    const { chatChanges } = await desk.next();
    expect(chatChanges.messages).toMatchObject([
      { event: 'RATING', sender: 'CUSTOMER', body: 'quick and kind', key: null, seq: before.lastSeq + 1 },
    ]);
    expect(await read(agent, chatId)).toMatchObject({
      revision: before.revision + 1,
      unreadCount: before.unreadCount + 1,
      lastMessage: { body: 'quick and kind' },
      rating: { verdict: 'SATISFIED', comment: 'quick and kind' },
    });
    await agent.consoles[0]!.until(({ deskChanges: d }) => d.chat.revision === before.revision + 1);
  });

  test('without a comment makes no message, and is told live', async () => {
    const { agent, customer, chatId } = await scene();
    const before = await read(agent, chatId);
    const changes = agent.subscribe(
      `subscription ($id: ID!, $after: Int) { chatChanges(chatId: $id, after: $after) {
        messages { id } chat { rating { verdict comment } } } }`,
      { id: chatId, after: before.revision },
    );
    await rate(customer, chatId, 'UNSATISFIED', ' \n ');
    expect((await changes.next()).chatChanges).toEqual({
      messages: [],
      chat: { rating: { verdict: 'UNSATISFIED', comment: null } },
    });
    expect(await read(agent, chatId)).toMatchObject({ lastSeq: before.lastSeq, unreadCount: before.unreadCount });
  });

  test('waits for an answer or a request', async () => {
    const { agent, customer, chatId } = await scene({ answered: false });
    expect(await read(customer, chatId)).toMatchObject({ ratable: false, ratingClosesAt: null });
    expect(await rate(customer, chatId, 'SATISFIED')).toMatchObject({
      __typename: 'RatingClosed',
      reason: 'NOT_ANSWERED',
    });
    await request(agent, chatId);
    expect(await read(customer, chatId)).toMatchObject({ ratable: true });
    expect(await rate(customer, chatId, 'SATISFIED')).toMatchObject({ __typename: 'Rating' });
  });

  test('is possible until a day after the end, whoever ended it', async () => {
    for (const ender of ['customer', 'agent'] as const) {
      const of = await scene();
      await of[ender].end(of.chatId);
      const { ratingClosesAt } = await read(of.customer, of.chatId);
      expect(Math.abs(Date.parse(ratingClosesAt!) - Date.now() - 86_400_000)).toBeLessThan(60_000);
      // The customer's end counts, however late the agent clears the chat away.
      await pass('23 hours 59 minutes', of.chatId);
      if (ender === 'customer') await of.agent.end(of.chatId);
      expect(await rate(of.customer, of.chatId, 'UNSATISFIED')).toMatchObject({ __typename: 'Rating' });
      const late = await scene();
      await late[ender].end(late.chatId);
      await pass('24 hours', late.chatId);
      if (ender === 'customer') await late.agent.end(late.chatId);
      expect(await rate(late.customer, late.chatId, 'SATISFIED', 'late')).toMatchObject({
        __typename: 'RatingClosed',
        reason: 'TOO_LATE',
      });
      expect((await said(late.customer, late.chatId)).join()).not.toContain('late');
    }
  });

  test('is the customer’s alone', async () => {
    const { service, agent, customer, chatId } = await scene();
    const other = await service.customer();
    const foreign = await (await kit.service()).agent();
    for (const who of [agent, other, foreign]) {
      expect(await rate(who, chatId, 'SATISFIED', 'mine')).toMatchObject({ __typename: 'NotPermitted' });
    }
    expect((await read(customer, chatId)).rating).toBeNull();
  });

  test('takes 1,000 characters and no more, nor what cannot be stored', async () => {
    const { customer, chatId } = await scene();
    for (const text of ['a'.repeat(1_001), 'nul\u0000']) {
      expect(await rate(customer, chatId, 'SATISFIED', text)).toMatchObject({
        __typename: 'InvalidInput',
        field: 'comment',
      });
    }
    const limit = '가'.repeat(1_000);
    expect(await rate(customer, chatId, 'SATISFIED', limit)).toMatchObject({ comment: limit });
  });

  test('given twice at once with the same values is given once', async () => {
    const { customer, chatId } = await scene();
    const before = await read(customer, chatId);
    const answers = await Promise.all([1, 2, 3, 4].map(() => rate(customer, chatId, 'SATISFIED', 'good')));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await read(customer, chatId)).toMatchObject({ revision: before.revision + 1, lastSeq: before.lastSeq + 1 });
  });

  test('given twice at once with other values is one of them, whole', async () => {
    const { customer, chatId } = await scene();
    const before = await read(customer, chatId);
    await Promise.all([
      rate(customer, chatId, 'SATISFIED', 'SATISFIED it was'),
      rate(customer, chatId, 'UNSATISFIED', 'UNSATISFIED it was'),
    ]);
    const { rating, revision, lastSeq } = await read(customer, chatId);
    expect(rating!.comment).toBe(`${rating!.verdict} it was`);
    expect({ revision, lastSeq }).toEqual({ revision: before.revision + 2, lastSeq: before.lastSeq + 1 });
  });

  test('at the same moment as a request or an end is settled by the chat’s lock', async () => {
    for (let round = 0; round < 5; round += 1) {
      const of = await scene();
      const before = await read(of.customer, of.chatId);
      const [requested, rated, ended] = await Promise.all([
        request(of.agent, of.chatId),
        rate(of.customer, of.chatId, 'SATISFIED', 'good'),
        of.agent.end(of.chatId),
      ]);
      expect([rated.__typename, ended.__typename]).toEqual(['Rating', 'Chat']);
      const lines = (await said(of.agent, of.chatId)).slice(before.lastSeq).sort();
      const wasAsked = requested.__typename === 'Chat';
      expect(lines).toEqual(['RATING good', ...(wasAsked ? [expect.stringMatching(/^RATING_REQUEST /)] : [])]);
      expect(await read(of.agent, of.chatId)).toMatchObject({
        state: 'CLOSED',
        revision: before.revision + (wasAsked ? 3 : 2),
        messages: { length: before.lastSeq + lines.length },
      });
    }
  });

  test('closes at the very instant', () => {
    const at = (time: string) => new Date(`2026-01-02T${time}Z`);
    const ended = { answeredAt: at('00:00:00'), closedAt: at('00:00:00') } as ChatRow;
    const tomorrow = (ms: number) => new Date(at('00:00:00').getTime() + 86_400_000 + ms);
    expect(() => {
      assertRatingOpen(ended, tomorrow(-1));
    }).not.toThrow();
    expect(() => {
      assertRatingOpen(ended, tomorrow(0));
    }).toThrow('24 hours');
    const rated = { ...ended, ratedAt: tomorrow(-1) } as ChatRow;
    expect(() => {
      assertRatingOpen(rated, tomorrow(599_998));
    }).not.toThrow();
    expect(() => {
      assertRatingOpen(rated, tomorrow(599_999));
    }).toThrow('ten minutes');
  });

  test('costs a list of chats one more statement for its comments, however many there are', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    await service.saveChatSettings({ seats: 20 });
    const read = () =>
      agent.run(`{ chats(first: 20) { edges { node { rating { verdict comment } ratable ratingClosesAt } } } }`);
    const addRated = async () => {
      const customer = await service.customer();
      await agent.send(customer.chatId, 'hi');
      await rate(customer, customer.chatId, 'SATISFIED', 'good');
    };
    await addRated();
    await agent.consoles[0]!.onClose();
    const one = await kit.statementsOf(read);
    await agent.console();
    for (let more = 0; more < 4; more += 1) await addRated();
    await agent.consoles[1]!.onClose();
    expect(await kit.statementsOf(read)).toBe(one);
    expect((await read()).chats.edges).toHaveLength(5);
  });
});

describe('changing a rating', () => {
  test('is possible for ten minutes; the same again changes nothing at any time', async () => {
    const { customer, chatId } = await scene();
    const first = await rate(customer, chatId, 'SATISFIED', 'good');
    const { revision, lastSeq } = await read(customer, chatId);
    expect(await rate(customer, chatId, 'SATISFIED', 'good')).toEqual(first);
    expect((await read(customer, chatId)).revision).toBe(revision);
    await pass('9 minutes 50 seconds', chatId);
    expect(await rate(customer, chatId, 'UNSATISFIED', 'good at first')).toMatchObject({ verdict: 'UNSATISFIED' });
    const changed = await read(customer, chatId);
    expect(changed).toMatchObject({ revision: revision + 1, lastSeq });
    expect(changed.messages.at(-1)).toMatchObject({ body: 'good at first', revision: revision + 1, seq: lastSeq });
    await pass('10 seconds', chatId);
    for (const [verdict, comment] of [
      ['SATISFIED', 'good at first'],
      ['UNSATISFIED', 'other'],
      ['UNSATISFIED', null],
    ] as const) {
      expect(await rate(customer, chatId, verdict, comment)).toMatchObject({
        __typename: 'RatingClosed',
        reason: 'FINAL',
      });
    }
    expect(await rate(customer, chatId, 'UNSATISFIED', 'good at first')).toMatchObject({ __typename: 'Rating' });
    expect(await read(customer, chatId)).toMatchObject({ revision: changed.revision });
  });

  test('is possible for its ten minutes also where the day after the end is over by then', async () => {
    const { agent, customer, chatId } = await scene();
    await agent.end(chatId);
    await pass('23 hours 55 minutes', chatId);
    await rate(customer, chatId, 'SATISFIED');
    await pass('9 minutes', chatId);
    expect(await rate(customer, chatId, 'UNSATISFIED')).toMatchObject({ __typename: 'Rating' });
  });

  test('withdraws a comment, says it anew, and leaves one that is not given', async () => {
    const { agent, customer, chatId } = await scene();
    await rate(customer, chatId, 'SATISFIED', 'good');
    const { lastSeq } = await read(agent, chatId);
    expect(await rate(customer, chatId, 'SATISFIED', null)).toMatchObject({ comment: null });
    const withdrawn = await read(agent, chatId);
    expect(withdrawn.messages.at(-1)).toMatchObject({ event: 'RATING', body: '' });
    expect(withdrawn).toMatchObject({ lastSeq, lastMessage: { body: 'hi' } });
    await rate(customer, chatId, 'SATISFIED', 'better');
    expect(await rate(customer, chatId, 'UNSATISFIED')).toMatchObject({ verdict: 'UNSATISFIED', comment: 'better' });
    expect(await said(agent, chatId)).toEqual(['hello', 'hi', 'RATING better']);
  });

  test('never touches a message of the customer, whatever its key', async () => {
    const { customer, chatId } = await scene();
    await customer.send(chatId, 'by key', 'rating');
    await rate(customer, chatId, 'SATISFIED', 'a comment');
    expect(await customer.send(chatId, 'by key', 'rating')).toMatchObject({ body: 'by key' });
    expect((await said(customer, chatId)).slice(-2)).toEqual(['by key', 'RATING a comment']);
  });
});

describe('masks of a comment', () => {
  test('hold for the rating, its message, what is replayed, and the database', async () => {
    const { agent, customer, chatId } = await scene({ security: true });
    const secret = canary();
    await rate(customer, chatId, 'SATISFIED', secret);
    const message = (await read(agent, chatId)).messages.at(-1);
    const masked = await maskAll(agent, message);
    expect(masked).toMatchObject({ __typename: 'Message', body: '*'.repeat(secret.length) });
    for (const who of [agent, customer]) {
      const { rating, messages } = await read(who, chatId);
      expect([rating!.comment, messages.at(-1).body]).toEqual([masked.body, masked.body]);
      const { chatChanges } = await who.watch(chatId).next();
      expect(chatChanges.messages.at(-1).body).toBe(masked.body);
    }
    await kit.app.vacuum.run();
    expect(await isStored(sql, secret)).toBe(false);
  });

  test('stay when the comment is given back as it was said or as it is shown', async () => {
    const { agent, customer, chatId } = await scene({ security: true });
    await rate(customer, chatId, 'SATISFIED', 'call 010-1234-5678');
    const { body } = await maskAll(agent, (await read(agent, chatId)).messages.at(-1));
    const { revision } = await read(agent, chatId);
    expect(await rate(customer, chatId, 'SATISFIED', 'call 010-1234-5678')).toMatchObject({ comment: body });
    expect((await read(agent, chatId)).revision).toBe(revision);
    expect(await rate(customer, chatId, 'UNSATISFIED', body)).toMatchObject({ verdict: 'UNSATISFIED', comment: body });
    expect((await read(agent, chatId)).messages.at(-1).masks).toHaveLength(1);
  });

  test('go with the text that a change replaces, and what they hid is destroyed', async () => {
    const { agent, customer, chatId } = await scene({ security: true });
    const secret = canary();
    await rate(customer, chatId, 'SATISFIED', secret);
    const { masks } = await maskAll(agent, (await read(agent, chatId)).messages.at(-1));
    expect(await rate(customer, chatId, 'SATISFIED', 'nothing private')).toMatchObject({ comment: 'nothing private' });
    const message = (await read(agent, chatId)).messages.at(-1);
    expect(message).toMatchObject({ body: 'nothing private', masks: [] });
    const originals = await sql.query('select from mask_original where chat_id = $1', [rowId(chatId)]);
    expect(originals.rows).toHaveLength(0);
    const { unmaskMessage } = await agent.run('mutation ($id: ID!) { unmaskMessage(maskId: $id) { __typename } }', {
      id: masks[0].id,
    });
    expect(unmaskMessage.__typename).toBe('NotPermitted');
  });

  test('come at intake too, before anything is stored, with a change as well', async () => {
    const { service, agent, customer, chatId } = await scene({ security: true });
    await service.saveMaskingSettings({
      rules: [
        { kind: 'PHONE', action: 'MASK' },
        { kind: 'EMAIL', action: 'DESTROY' },
      ],
    });
    await rate(customer, chatId, 'SATISFIED', 'call 010-1234-5678');
    expect((await read(agent, chatId)).rating!.comment).toBe('call *************');
    await rate(customer, chatId, 'SATISFIED', 'or kim@test.test');
    const message = (await read(agent, chatId)).messages.at(-1);
    expect(message).toMatchObject({ body: 'or *************', masks: [{ start: 3, end: 16 }] });
    const { rows } = await sql.query('select box from mask_original where chat_id = $1', [rowId(chatId)]);
    expect(rows).toEqual([{ box: null }]);
  });
});

describe('the chat history', () => {
  test('is filtered by whether and how a chat was rated', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const chats: Record<string, string> = {};
    for (const verdict of ['SATISFIED', 'UNSATISFIED', null]) {
      const customer = await service.customer();
      await agent.send(customer.chatId, 'hi');
      if (verdict) await rate(customer, customer.chatId, verdict);
      chats[customer.chatId] = verdict ?? 'none';
    }
    const found = async (rating: string) => {
      const data = await agent.run(
        `query ($rating: RatingFilter) { chats(filter: { rating: $rating }) { edges { node { id } } } }`,
        { rating },
      );
      return data.chats.edges.map(({ node }: Answer) => chats[node.id]).sort();
    };
    expect(await found('RATED')).toEqual(['SATISFIED', 'UNSATISFIED']);
    expect(await found('UNRATED')).toEqual(['none']);
    expect(await found('SATISFIED')).toEqual(['SATISFIED']);
    expect(await found('UNSATISFIED')).toEqual(['UNSATISFIED']);
  });
});
