import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();
const nobody = new Actor(kit);

const ticketFields = `id number revision title content status priority channel tags email language nextStatuses
  inquiryType { id } chat { id } customer { id } assignee { id name } creator { id }
  comments { kind body revision author { id } } changes { field before after revision author { id } }`;
const outcome = `__typename ... on DomainError { message } ... on Ticket { ${ticketFields} }`;

async function create(service: TestService, agent: Actor, input: object = {}): Promise<Answer> {
  const data = await agent.run(
    `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ${outcome} ... on InvalidInput { field } } }`,
    {
      input: { inquiryTypeId: service.inquiryTypeId, title: '환불 요청', content: '환불이 안 됩니다.', ...input },
    },
  );
  return data.createTicket;
}

async function take(agent: Actor, { id }: Answer): Promise<Answer> {
  const data = await agent.run(
    `mutation ($id: ID!) { takeTicket(ticketId: $id) { ${outcome} ... on TicketTaken { ticket { assignee { name } } } } }`,
    { id },
  );
  return data.takeTicket;
}

async function update(agent: Actor, ticket: Answer, input: object): Promise<Answer> {
  const data = await agent.run(
    `mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { ${outcome} ... on InvalidInput { field }
      ... on StaleTicket { fields ticket { status assignee { name } } } ... on IllegalTransition { from to } } }`,
    { input: { ticketId: ticket.id, revision: ticket.revision, ...input } },
  );
  return data.updateTicket;
}

async function say(by: Actor, { id }: Answer, text: string, input: object = {}): Promise<Answer> {
  const data = await by.run(
    `mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) { __typename
      ... on TicketComment { id kind body revision } ... on InvalidInput { field } ... on DomainError { message } } }`,
    { input: { ticketId: id, key: randomUUID(), text, ...input } },
  );
  return data.addTicketComment;
}

const read = async (by: Actor, { id }: Answer): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { ticket(id: $id) { ${ticketFields} } }`, { id })).ticket;

async function inquiry(service: TestService): Promise<{ customer: Actor; ticket: Answer }> {
  const { submitInquiry } = await nobody.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ... on SubmittedInquiry { token ticket { id revision } } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: 'kim@test.test',
        title: '배송',
        content: '언제 오나요?',
        consent: { noticeVersion: '1', language: 'ko' },
      },
    },
  );
  return { customer: new Actor(kit, { token: submitInquiry.token }), ticket: submitInquiry.ticket };
}

/** A ticket that `agent` has. */
async function taken(service: TestService, agent: TestAgent): Promise<Answer> {
  return take(agent, await create(service, agent));
}

/** A closed ticket. */
async function closed(service: TestService, agent: TestAgent): Promise<Answer> {
  const resolved = await update(agent, await taken(service, agent), { status: 'RESOLVED' });
  return update(agent, resolved, { status: 'CLOSED' });
}

describe('S22, S23: making a ticket of a chat', () => {
  test('takes its customer, language and e-mail along, and S24: bears the tag chat', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ email: 'kim@test.test', language: 'en' });
    const ticket = await create(service, agent, { chatId: customer.chatId });
    expect(ticket).toMatchObject({
      title: '환불 요청',
      status: 'NEW',
      priority: 'NORMAL',
      channel: 'CHAT',
      tags: ['chat'],
      language: 'en',
      email: 'kim@test.test',
      chat: { id: customer.chatId },
      customer: { id: customer.id },
      assignee: null,
      creator: { id: agent.id },
    });
    expect(ticket.number).toMatch(/^D-\d{4}-\d{6,}$/);
    const { tickets } = await agent.run('{ tickets { edges { node { tags } } } }');
    expect(tickets.edges).toEqual([{ node: { tags: ['chat'] } }]);
  });

  test('several times, in every state of the chat (S30), and whoever looks at the chat hears of it', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const changes = agent.subscribe(
      'subscription ($id: ID!) { chatChanges(chatId: $id) { chat { state tickets { number } } } }',
      { id: customer.chatId },
    );
    const first = await create(service, agent, { chatId: customer.chatId });
    await changes.until(({ chatChanges }) => chatChanges.chat.tickets[0]?.number === first.number);
    await customer.end(customer.chatId);
    await create(service, agent, { chatId: customer.chatId });
    await agent.end(customer.chatId);
    await create(service, agent, { chatId: customer.chatId });
    const { chat } = await agent.run('query ($id: ID!) { chat(id: $id) { state tickets { status } } }', {
      id: customer.chatId,
    });
    expect(chat).toEqual({ state: 'CLOSED', tickets: [{ status: 'NEW' }, { status: 'NEW' }, { status: 'NEW' }] });
    await changes.close();
  });

  test('S25: leads back to the conversation, masks applied', async () => {
    const service = await kit.service({ security: true });
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    const said = await customer.send(customer.chatId, 'It is 1234');
    await agent.run(
      `mutation ($id: ID!, $r: Int!) { maskMessage(input: { messageId: $id, revision: $r, start: 6, end: 10 }) { __typename } }`,
      { id: said.id, r: said.revision },
    );
    const ticket = await create(service, agent, { chatId: customer.chatId });
    const data = await agent.run(
      'query ($id: ID!) { ticket(id: $id) { chat { messages { edges { node { body } } } } } }',
      ticket,
    );
    expect(data.ticket.chat.messages.edges).toEqual([{ node: { body: 'It is ****' } }]);
  });

  test.each([
    ['Asia/Seoul', '2026-12-31T14:59:59Z', '2026'],
    ['Asia/Seoul', '2026-12-31T15:00:00Z', '2027'],
    ['America/New_York', '2027-01-01T04:59:59Z', '2026'],
    [null, '2026-12-31T15:00:00Z', '2027'],
  ])('with the year that it is at a service in %s at %s: %s', async (timeZone, now, year) => {
    const service = await kit.service();
    const agent = await service.agent();
    if (timeZone) await service.saveChatSettings({ hours: { timeZone, week: [], holidays: [] } });
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
    try {
      expect((await create(service, agent)).number).toMatch(new RegExp(`^D-${year}-\\d{6,}$`));
      const inquiry = await kit.run(
        `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) {
          ... on SubmittedInquiry { ticket { number } } } }`,
        {
          input: {
            service: service.slug,
            inquiryTypeId: service.inquiryTypeId,
            email: 'a@b.test',
            title: 't',
            content: 'c',
            consent: { noticeVersion: '1', language: 'en' },
          },
        },
      );
      expect(inquiry.submitInquiry.ticket.number).toContain(`D-${year}-`);
    } finally {
      vi.useRealTimers();
    }
  });

  test('once, however often the same wish arrives', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const attempt = randomUUID();
    const all = await Promise.all(Array.from({ length: 5 }, () => create(service, agent, { attempt })));
    expect(new Set(all.map(({ number }) => number)).size).toBe(1);
    const { tickets } = await agent.run('{ tickets { edges { node { id } } } }');
    expect(tickets.edges).toHaveLength(1);
    // Somebody else's attempt is not answered with it.
    const other = await service.agent();
    expect(await create(service, other, { attempt })).toMatchObject({ field: 'attempt' });
  });

  test('told where the same attempt asks for another one', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const attempt = randomUUID();
    const { id } = await create(service, agent, { attempt });
    expect((await create(service, agent, { attempt, priority: 'NORMAL' })).id).toBe(id);
    const others = [{ title: 'other' }, { content: 'other' }, { priority: 'HIGH' }, { assigneeId: agent.id }];
    for (const other of others) {
      expect(await create(service, agent, { attempt, ...other })).toMatchObject({ __typename: 'KeyReused' });
    }
    const { tickets } = await agent.run('{ tickets { edges { node { id } } } }');
    expect(tickets.edges).toHaveLength(1);
  });

  test('not of a chat of another service, nor of one that the agent does not see', async () => {
    const [service, foreign] = [await kit.service(), await kit.service()];
    await foreign.onlineAgent();
    const stranger = await foreign.customer();
    const agent = await service.onlineAgent();
    expect((await create(service, agent, { chatId: stranger.chatId })).__typename).toBe('NotPermitted');
    const customer = await service.customer();
    const own = await service.agent();
    await service.saveAgent({ agentId: own.id, seesAllChats: false });
    expect((await create(service, own, { chatId: customer.chatId })).__typename).toBe('NotPermitted');
  });

  test('by hand it is of the channel MANUAL, for a customer or for nobody, and for somebody at once', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent({ name: 'Mina' });
    const customer = await service.customer();
    expect(await create(service, agent)).toMatchObject({ channel: 'MANUAL', tags: [], chat: null, customer: null });
    expect(
      await create(service, agent, { customerId: customer.id, assigneeId: agent.id, priority: 'URGENT' }),
    ).toMatchObject({
      customer: { id: customer.id },
      assignee: { name: 'Mina' },
      status: 'OPEN',
      priority: 'URGENT',
    });
  });

  test.each([
    [{ title: ' ' }, 'title'],
    [{ title: 'x'.repeat(10_000) }, 'title'],
    [{ content: '' }, 'content'],
    [{ content: 'x'.repeat(10_001) }, 'content'],
    [{ content: 'NUL \0' }, 'content'],
    [{ email: 'no address' }, 'email'],
    [{ inquiryTypeId: `InquiryType_${randomUUID()}` }, 'inquiryTypeId'],
    [{ customerId: `Customer_${randomUUID()}` }, 'customerId'],
    [{ customerId: 'nobody' }, 'customerId'],
    [{ assigneeId: `Agent_${randomUUID()}` }, 'assigneeId'],
    [{ attempt: 'guessable' }, 'attempt'],
  ])('refuses %j by its field %s', async (input, field) => {
    const service = await kit.service();
    const agent = await service.agent();
    expect(await create(service, agent, input)).toMatchObject({ __typename: 'InvalidInput', field });
    const { tickets } = await agent.run('{ tickets { edges { node { id } } } }');
    expect(tickets.edges).toEqual([]);
  });

  test('not with what is another service’s, nor with a type that was just removed', async () => {
    const [service, foreign] = [await kit.service(), await kit.service()];
    const agent = await service.agent();
    await foreign.onlineAgent();
    const stranger = await foreign.customer();
    const foreigner = await foreign.agent();
    expect(await create(service, agent, { inquiryTypeId: foreign.inquiryTypeId })).toMatchObject({
      field: 'inquiryTypeId',
    });
    expect(await create(service, agent, { customerId: stranger.id })).toMatchObject({ field: 'customerId' });
    expect(await create(service, agent, { assigneeId: foreigner.id })).toMatchObject({ field: 'assigneeId' });
    await kit.app.sql.query('update inquiry_type set removed_at = now() where service_id = $1', [service.id]);
    expect(await create(service, agent)).toMatchObject({ field: 'inquiryTypeId' });
  });
});

describe('taking a ticket', () => {
  test('is won by one of two at once, and the other is told who has it', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent({ name: 'Mina' }), await service.agent({ name: 'Jun' })];
    for (let round = 0; round < 5; round += 1) {
      const ticket = await create(service, mina);
      const answers = await Promise.all([take(mina, ticket), take(jun, ticket)]);
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['Ticket', 'TicketTaken']);
      const { ticket: told } = answers.find(({ __typename }) => __typename === 'TicketTaken');
      const { assignee, status, changes, revision } = await read(mina, ticket);
      expect(told.assignee.name).toBe(assignee.name);
      expect([status, revision, changes.length]).toEqual(['OPEN', 2, 2]);
    }
  });

  test('twice by the same agent is once', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await create(service, agent);
    const [first, second] = await Promise.all([take(agent, ticket), take(agent, ticket)]);
    expect([first.revision, second.revision]).toEqual([2, 2]);
  });

  test('is what a reply to it does', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await create(service, agent);
    expect((await say(agent, ticket, 'Looking into it')).kind).toBe('REPLY');
    expect(await read(agent, ticket)).toMatchObject({ status: 'OPEN', assignee: { id: agent.id }, revision: 2 });
  });
});

describe('changing a ticket', () => {
  test('leaves a history: who, from what, to what', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent({ name: 'Mina' }), await service.agent({ name: 'Jun' })];
    const ticket = await taken(service, mina);
    const changed = await update(mina, ticket, { assigneeId: jun.id, priority: 'HIGH', title: '환불' });
    expect(changed.changes.slice(2)).toEqual(
      expect.arrayContaining([
        { field: 'assigneeId', before: 'Mina', after: 'Jun', revision: 3, author: { id: mina.id } },
        { field: 'priority', before: 'NORMAL', after: 'HIGH', revision: 3, author: { id: mina.id } },
        { field: 'title', before: '환불 요청', after: '환불', revision: 3, author: { id: mina.id } },
      ]),
    );
    expect(changed.changes).toHaveLength(5);
    // What already is as wanted is no change.
    expect((await update(mina, changed, { priority: 'HIGH' })).revision).toBe(3);
  });

  test.each([
    ['NEW', ['OPEN']],
    ['OPEN', ['PENDING', 'RESOLVED']],
    ['PENDING', ['OPEN', 'RESOLVED']],
    ['RESOLVED', ['OPEN', 'CLOSED']],
    ['CLOSED', []],
  ])('goes from %s to %j and nowhere else', async (from, allowed) => {
    const service = await kit.service();
    const agent = await service.agent();
    for (const to of ['NEW', 'OPEN', 'PENDING', 'RESOLVED', 'CLOSED']) {
      const ticket = await create(service, agent);
      if (from !== 'NEW') {
        await kit.app.sql.query('update ticket set status = $2, assignee_id = $3 where id = $1', [
          ticket.id.replace('Ticket_', ''),
          from,
          agent.id.replace('Agent_', ''),
        ]);
      }
      expect((await read(agent, ticket)).nextStatuses).toEqual(allowed);
      const answer = await update(agent, ticket, { status: to });
      if (to === from) expect(answer).toMatchObject({ status: from, revision: 1 });
      else if (allowed.includes(to)) expect(answer).toMatchObject({ status: to, revision: 2 });
      else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from, to });
    }
  });

  test('does not go over the head of who changed the same meanwhile, and does where it was something else', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent({ name: 'Mina' }), await service.agent({ name: 'Jun' })];
    const seen = await taken(service, mina);
    await update(jun, seen, { status: 'PENDING', priority: 'LOW' });
    expect(await update(mina, seen, { status: 'RESOLVED' })).toMatchObject({
      __typename: 'StaleTicket',
      fields: ['status'],
      ticket: { status: 'PENDING' },
    });
    expect(await update(mina, seen, { title: 'Another title' })).toMatchObject({
      title: 'Another title',
      status: 'PENDING',
    });
    // Two with the same wish agree.
    expect(await update(mina, seen, { priority: 'LOW' })).toMatchObject({ priority: 'LOW' });
    expect(await update(mina, { ...seen, revision: 99 }, { priority: 'HIGH' })).toMatchObject({ field: 'revision' });
  });

  test('by two at once lets one status win, and tells the other', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent(), await service.agent()];
    const ticket = await taken(service, mina);
    const answers = await Promise.all([
      update(mina, ticket, { status: 'PENDING' }),
      update(jun, ticket, { status: 'RESOLVED' }),
    ]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['StaleTicket', 'Ticket']);
  });

  test('letting go of it makes it NEW again, and a finished one keeps whoever had it', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await taken(service, agent);
    expect(await update(agent, ticket, { assigneeId: null })).toMatchObject({ status: 'NEW', assignee: null });
    const done = await closed(service, agent);
    expect((await update(agent, done, { assigneeId: null })).__typename).toBe('TicketClosed');
    expect((await update(agent, done, { title: 'Too late' })).__typename).toBe('TicketClosed');
    expect((await update(agent, done, { status: 'OPEN' })).__typename).toBe('IllegalTransition');
  });

  test('giving it to an agent without the ticket right, or one who is gone, is refused', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const [without, gone] = [await service.agent({ canTicket: false }), await service.agent()];
    await service.removeAgent(gone);
    const ticket = await create(service, agent);
    for (const { id } of [without, gone]) {
      expect(await update(agent, ticket, { assigneeId: id })).toMatchObject({ field: 'assigneeId' });
    }
  });

  test('what a removed agent had not finished is for whoever takes it', async () => {
    const service = await kit.service();
    const [agent, gone] = [await service.agent(), await service.agent({ name: 'Gone' })];
    const [ticket, done] = [await taken(service, gone), await closed(service, gone)];
    const list = agent.subscribe('subscription { ticketListChanges { id status } }');
    const lost = (async () => {
      await list.until(({ ticketListChanges: { id, status } }) => id === ticket.id && status === 'NEW');
    })();
    await service.removeAgent(gone);
    await lost;
    await list.close();
    const free = await read(agent, ticket);
    expect(free).toMatchObject({ status: 'NEW', assignee: null });
    expect(free.changes.slice(2)).toMatchObject([
      { field: 'assigneeId', before: 'Gone', after: null },
      { field: 'status', before: 'OPEN', after: 'NEW' },
    ]);
    expect((await read(agent, done)).assignee.name).toBe('Gone');
  });

  test('is not taken or answered by an agent who is removed at the same moment', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    for (let round = 0; round < 5; round += 1) {
      const gone = await service.agent();
      const [first, second] = [await create(service, agent), await create(service, agent)];
      await Promise.all([service.removeAgent(gone), take(gone, first), say(gone, second, 'On it')]);
      for (const ticket of [first, second]) {
        expect(await read(agent, ticket)).toMatchObject({ status: 'NEW', assignee: null });
      }
    }
  });

  test('giving it to an agent while that one is removed leaves it with nobody who is gone', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    for (let round = 0; round < 5; round += 1) {
      const gone = await service.agent();
      const ticket = await create(service, agent);
      await Promise.all([update(agent, ticket, { assigneeId: gone.id }), service.removeAgent(gone)]);
      expect(await read(agent, ticket)).toMatchObject({ status: 'NEW', assignee: null });
    }
  });
});

describe('saying something in a ticket', () => {
  test('an agent replies and notes, the customer reads the replies only', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { customer, ticket } = await inquiry(service);
    await say(agent, ticket, '내일 도착합니다.');
    await say(agent, ticket, 'A difficult one', { kind: 'NOTE' });
    expect((await read(customer, ticket)).comments).toMatchObject([{ kind: 'REPLY', body: '내일 도착합니다.' }]);
    expect((await read(customer, ticket)).changes).toEqual([]);
    expect((await read(agent, ticket)).comments).toHaveLength(2);
    const found = await customer.run('{ tickets(filter: { text: "difficult" }) { edges { node { id } } } }');
    expect(found.tickets.edges).toEqual([]);
  });

  test('what the customer adds opens it again', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { customer, ticket } = await inquiry(service);
    await say(agent, ticket, '도착했습니다.', { status: 'RESOLVED' });
    expect((await read(agent, ticket)).status).toBe('RESOLVED');
    await say(customer, ticket, '아직이요.');
    expect(await read(agent, ticket)).toMatchObject({ status: 'OPEN', assignee: { id: agent.id } });
    const last = (await read(agent, ticket)).changes.at(-1);
    expect(last).toMatchObject({ field: 'status', before: 'RESOLVED', after: 'OPEN', author: null });
  });

  test('what the customer adds to one whose agent is gone waits for another', async () => {
    const service = await kit.service();
    const [agent, gone] = [await service.agent(), await service.agent()];
    const { customer, ticket } = await inquiry(service);
    await say(gone, ticket, '도착했습니다.', { status: 'RESOLVED' });
    await service.removeAgent(gone);
    await say(customer, ticket, '아직이요.');
    expect(await read(agent, ticket)).toMatchObject({ status: 'NEW', assignee: null });
  });

  test('is there once, however often it arrives, and another text under the key is refused', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await create(service, agent);
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 5 }, () => say(agent, ticket, 'Once', { key })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await read(agent, ticket)).comments).toHaveLength(1);
    expect((await say(agent, ticket, 'Other', { key })).__typename).toBe('KeyReused');
  });

  test('is refused to strangers, without words, too long, or in the other’s role', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { customer, ticket } = await inquiry(service);
    const { customer: stranger } = await inquiry(service);
    expect((await say(stranger, ticket, 'Mine')).__typename).toBe('NotPermitted');
    expect(await stranger.run('query ($id: ID!) { ticket(id: $id) { id } }', { id: ticket.id })).toEqual({
      ticket: null,
    });
    expect((await say(customer, ticket, ' ')).__typename).toBe('InvalidText');
    expect((await say(customer, ticket, 'x'.repeat(10_001))).__typename).toBe('InvalidText');
    expect(await say(customer, ticket, 'x', { kind: 'NOTE' })).toMatchObject({ field: 'kind' });
    expect(await say(customer, ticket, 'x', { status: 'CLOSED' })).toMatchObject({ field: 'status' });
    expect(await say(agent, ticket, 'x', { kind: 'CUSTOMER' })).toMatchObject({ field: 'kind' });
    expect((await say(agent, ticket, 'x', { status: 'CLOSED' })).__typename).toBe('IllegalTransition');
    expect((await read(agent, ticket)).revision).toBe(1);
  });

  test('in a closed one only notes', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await closed(service, agent);
    expect((await say(agent, ticket, 'One more')).__typename).toBe('TicketClosed');
    expect((await say(agent, ticket, 'For the files', { kind: 'NOTE' })).__typename).toBe('TicketComment');
  });
});

describe('two agents with one ticket at once', () => {
  test('take, answer and close it: one history without a hole, no lost reply, and who lost is told', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent({ name: 'Mina' }), await service.agent({ name: 'Jun' })];
    for (let round = 0; round < 4; round += 1) {
      const ticket = await create(service, mina);
      const work = async (agent: TestAgent) => {
        const outcomes: Answer[] = [await take(agent, ticket), await say(agent, ticket, `by ${agent.id}`)];
        const seen = await read(agent, ticket);
        outcomes.push(await update(agent, seen, { status: 'RESOLVED' }));
        outcomes.push(await update(agent, await read(agent, ticket), { status: 'CLOSED' }));
        return outcomes;
      };
      const [first, second] = await Promise.all([work(mina), work(jun)]);
      const end = await read(mina, ticket);
      expect(end.status).toBe('CLOSED');
      // Each reply that was accepted is there, once; one that came too late was refused.
      const replies = [first[1], second[1]].filter(({ __typename }) => __typename === 'TicketComment');
      expect(end.comments.map(({ body }: Answer) => body).sort()).toEqual(replies.map(({ body }) => body).sort());
      for (const { __typename } of [first[1], second[1]])
        expect(['TicketComment', 'TicketClosed']).toContain(__typename);
      // One history: every revision is accounted for, every change begins where the last one of its field ended.
      const revisions = new Set([...end.changes, ...end.comments].map(({ revision }: Answer) => revision));
      expect([...revisions].sort((a, b) => a - b)).toEqual(Array.from({ length: end.revision - 1 }, (_, n) => n + 2));
      const statuses = end.changes.filter(({ field }: Answer) => field === 'status');
      expect(statuses.map(({ before }: Answer) => before)).toEqual([
        'NEW',
        ...statuses.slice(0, -1).map(({ after }: Answer) => after),
      ]);
      // Nobody was left without a word: each deed came about, was done by the other already, or was refused.
      const told = ['Ticket', 'TicketTaken', 'TicketComment', 'TicketClosed', 'StaleTicket', 'IllegalTransition'];
      for (const { __typename } of [...first, ...second]) expect(told).toContain(__typename);
      expect([first[0], second[0]].map(({ __typename }) => __typename).sort()).toEqual(['Ticket', 'TicketTaken']);
    }
  });
});

describe('the tickets of a person', () => {
  test('are found in whichever record, by agents; a customer keeps to the own', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const [first, second] = [await service.customer(), await service.customer()];
    const made = [
      await create(service, agent, { chatId: first.chatId }),
      await create(service, agent, { chatId: second.chatId }),
    ];
    await agent.run(
      'mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }',
      {
        from: second.id,
        into: first.id,
      },
    );
    const of = async (by: Actor, customerId: string) => {
      const { tickets } = await by.run(
        'query ($id: ID!) { tickets(filter: { customerId: $id }, orderBy: CREATED_AT_ASC) { edges { node { id } } } }',
        { id: customerId },
      );
      return tickets.edges.map(({ node }: Answer) => node.id);
    };
    for (const { id } of [first, second]) expect(await of(agent, id)).toEqual(made.map((ticket) => ticket.id));
    expect(await of(second, second.id)).toEqual([made[1].id]);
    expect(await of(second, first.id)).toEqual([]);
    expect((await read(agent, made[1])).customer.id).toBe(first.id);
    expect((await read(second, made[1])).customer.id).toBe(second.id);
  });

  test('tell no customer an address that agents know from another record', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const [known, nameless] = [await service.customer({ email: 'secret@test.test' }), await service.customer()];
    await agent.run(
      'mutation ($from: ID!, $into: ID!) { mergeCustomers(fromId: $from, intoId: $into) { __typename } }',
      {
        from: known.id,
        into: nameless.id,
      },
    );
    const ticket = await create(service, agent, { chatId: nameless.chatId });
    expect((await read(nameless, ticket)).email).toBeNull();
  });
});

describe('a question that goes round in circles', () => {
  test('is refused before it is asked of the database', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer();
    const { body } = await kit.post(
      JSON.stringify({
        query: 'query ($id: ID!) { chat(id: $id) { tickets { chat { tickets { chat { tickets { id } } } } } } }',
        variables: { id: customer.chatId },
      }),
      customer.credentials,
    );
    expect(body.errors[0].message).toContain('complexity');
  });
});

describe('looking at tickets', () => {
  test('one that changes changes under one’s eyes, also through another process', async () => {
    const service = await kit.service();
    const [mina, jun] = [await service.agent(), await service.agent({ name: 'Jun' })];
    const other = await Kit.process(kit.databaseUrl, {}, kit.app.bus);
    const ticket = await create(service, mina);
    const watched = mina.subscribe(
      'subscription ($id: ID!) { ticketChanges(ticketId: $id) { revision status assignee { name } comments { body } } }',
      { id: ticket.id },
      other,
    );
    expect((await watched.next()).ticketChanges).toMatchObject({ revision: 1, status: 'NEW' });
    await take(jun, ticket);
    await watched.until(({ ticketChanges }) => ticketChanges.assignee?.name === 'Jun');
    await say(jun, ticket, 'Hello');
    await watched.until(({ ticketChanges }) => ticketChanges.comments[0]?.body === 'Hello');
    await watched.close();
  });

  test('a customer hears of a reply and never of a note', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { customer, ticket } = await inquiry(service);
    const watched = customer.subscribe(
      'subscription ($id: ID!) { ticketChanges(ticketId: $id) { comments { body } changes { field } } }',
      { id: ticket.id },
    );
    await watched.next();
    await say(agent, ticket, 'Internal', { kind: 'NOTE' });
    await say(agent, ticket, 'For you');
    await watched.until(({ ticketChanges }) => ticketChanges.comments.at(-1)?.body === 'For you');
    expect(JSON.stringify(watched.all)).not.toContain('Internal');
    await watched.close();
  });

  test('ends with the right to', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const ticket = await create(service, agent);
    const socket = agent.socket();
    const watched = socket.subscribe('subscription ($id: ID!) { ticketChanges(ticketId: $id) { id } }', ticket);
    await watched.next();
    await service.saveAgent({ agentId: agent.id, canTicket: false });
    expect(await socket.closed).toBe(4205);
    expect(await read(agent, ticket)).toBeNull();
  });

  test('lists by status, assignee, channel, priority, type, customer, chat, period and text, all at once', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent();
    const customer = await service.customer({ name: '김하늘' });
    const fromChat = await create(service, agent, { chatId: customer.chatId, title: 'Alpha 제주감귤' });
    const mine = await take(agent, await create(service, agent, { title: 'Beta', priority: 'HIGH' }));
    await say(agent, mine, '하나 남았습니다');
    const { ticket: asked } = await inquiry(service);
    const listed = async (filter: object, by: Actor = agent) => {
      const { tickets } = await by.run('query ($f: TicketFilter) { tickets(filter: $f) { edges { node { id } } } }', {
        f: filter,
      });
      return tickets.edges.map(({ node }: Answer) => node.id);
    };
    expect(await listed({})).toEqual([asked.id, mine.id, fromChat.id]);
    expect(await listed({ statuses: ['NEW'] })).toEqual([asked.id, fromChat.id]);
    expect(await listed({ statuses: ['OPEN', 'PENDING'], mine: true })).toEqual([mine.id]);
    expect(await listed({ statuses: [] })).toEqual([]);
    expect(await listed({ unassigned: true })).toEqual([asked.id, fromChat.id]);
    expect(await listed({ assigneeId: agent.id })).toEqual([mine.id]);
    expect(await listed({ channel: 'HELP_CENTER' })).toEqual([asked.id]);
    expect(await listed({ priority: 'HIGH' })).toEqual([mine.id]);
    expect(await listed({ inquiryTypeId: service.inquiryTypeId })).toHaveLength(3);
    expect(await listed({ customerId: customer.id })).toEqual([fromChat.id]);
    expect(await listed({ chatId: customer.chatId })).toEqual([fromChat.id]);
    expect(await listed({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await listed({ text: '제주' })).toEqual([fromChat.id]);
    expect(await listed({ text: 'ALPHA' })).toEqual([fromChat.id]);
    expect(await listed({ text: '하나 남' })).toEqual([mine.id]);
    expect(await listed({ text: '하늘' })).toEqual([fromChat.id]);
    expect(await listed({ text: mine.number })).toEqual([mine.id]);
    const [, year, digits] = mine.number.split('-');
    for (const text of [
      `#${mine.number}`,
      `#${Number(digits)}`,
      `d${year}${digits}`,
      `D-${year}-${Number(digits)}`,
      `${year} ${Number(digits)}`,
      `d-${Number(digits)}`,
      digits,
    ]) {
      expect({ text, found: await listed({ text }) }).toEqual({ text, found: [mine.id] });
    }
    const reachedAt = await create(service, agent, { email: 'nobody-we-know@test.test' });
    expect(await listed({ text: 'We-Know@' })).toEqual([reachedAt.id]);
    expect(await listed({ text: '100%' })).toEqual([]);
    expect(await listed({ unassigned: true, channel: 'CHAT', text: 'alpha', statuses: ['NEW'] })).toEqual([
      fromChat.id,
    ]);
    const other = await (await kit.service()).agent();
    for (const filter of [{}, { assigneeId: agent.id }, { chatId: customer.chatId }, { text: 'alpha' }]) {
      expect(await listed(filter, other)).toEqual([]);
    }
    const { ticketCounts } = await agent.run('{ ticketCounts { unassigned open pending } }');
    expect(ticketCounts).toEqual({ unassigned: 3, open: 1, pending: 0 });
  });
});
