import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestAgent, type TestService } from '../../test/kit.ts';
import { MailServer } from '../../test/mail-server.ts';
import { decodeId } from '../ids.ts';

const server = await MailServer.start();
const kit = await Kit.start(server.env);
const { sql } = kit.app;

/** What is due has been sent, or tried. */
async function deliver(): Promise<void> {
  kit.app.mailSender!.resume();
  await kit.app.mailSender!.run();
}

/** The mail server wants none of it for now, until `letGo`. */
function hold(): void {
  server.at = (step) => (step === 'RCPT' ? 450 : null);
}

async function letGo(): Promise<void> {
  await deliver();
  server.at = () => null;
  await sql.query('update mail set due_at = now() where due_at is not null', []);
  await deliver();
}

const address = () => `${randomUUID()}@test.test`;

async function inquire(
  service: TestService,
  input: object = {},
): Promise<{ email: string; ticket: Answer; token: string }> {
  const email = address();
  const { submitInquiry } = await kit.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename
      ... on SubmittedInquiry { token ticket { id number } } ... on DomainError { message } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email,
        title: '배송이 늦어요',
        content: '주문한 지 일주일이 지났습니다.',
        consent: { noticeVersion: '1', language: 'ko' },
        ...input,
      },
    },
  );
  return { email, ...submitInquiry };
}

async function reply(agent: TestAgent, ticketId: string, text: string, kind = 'REPLY'): Promise<Answer> {
  const { addTicketComment } = await agent.run(
    `mutation ($input: AddTicketCommentInput!) { addTicketComment(input: $input) { __typename ... on TicketComment { id } ... on DomainError { message } } }`,
    { input: { ticketId, key: randomUUID(), text, kind } },
  );
  return addTicketComment;
}

/** Whatever is behind a link's `#`. */
const tokenIn = (text: string | undefined) => /#([\w-]{43})/.exec(text ?? '')?.[1];
const waiting = async (ticketId: string) =>
  (await sql.query('select * from mail where about_id = $1', [decodeId('Ticket', ticketId)])).rows;

describe('an inquiry', () => {
  test('is receipted and its answer told, in the customer’s language, as plain text and HTML, with the link', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { email, ticket, token } = await inquire(service);
    await deliver();
    expect(await waiting(ticket.id)).toEqual([]);
    const [receipt] = server.of(email);
    expect(receipt).toMatchObject({
      subject: `[${ticket.number}] Test 문의`,
      from: { name: 'Test', address: 'support@shop.test' },
    });
    expect(receipt!.text).toContain(`접수 번호는 ${ticket.number}입니다.`);
    expect(receipt!.text).toContain(`http://support.shop.test/help/${service.slug}/inquiries?lang=ko#${token}`);
    expect(receipt!.html).toContain(`href="http://support.shop.test/help/${service.slug}/inquiries?lang=ko#${token}"`);
    await reply(agent, ticket.id, '오늘 출발합니다.');
    await deliver();
    const [, answer] = server.of(email);
    expect(answer).toMatchObject({ subject: `Re: [${ticket.number}] Test 문의` });
    const opened = new Actor(kit, { token: tokenIn(answer!.text)! });
    const { ticket: seen } = await opened.run('query ($id: ID!) { ticket(id: $id) { comments { body } } }', {
      id: ticket.id,
    });
    expect(seen.comments).toEqual([{ body: '오늘 출발합니다.' }]);
    expect(tokenIn(answer!.html)).toBe(tokenIn(answer!.text));
  });

  test('in English for who wrote it in English', async () => {
    const service = await kit.service();
    const { email, ticket } = await inquire(service, { consent: { noticeVersion: '1', language: 'en' } });
    await deliver();
    expect(server.of(email)[0]).toMatchObject({ subject: `[${ticket.number}] Your inquiry to Test` });
    expect(server.of(email)[0]!.html).toContain('<html lang="en">');
  });

  test('stands with its answers in one thread, and a machine says that it is one', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { email, ticket } = await inquire(service);
    await reply(agent, ticket.id, 'one');
    await deliver();
    await reply(agent, ticket.id, 'two');
    await deliver();
    const [receipt, one, two] = server.of(email).sort((a, b) => a.raw.indexOf('In-Reply') - b.raw.indexOf('In-Reply'));
    expect(receipt!.messageId).toBe(`<ticket-${decodeId('Ticket', ticket.id)}@shop.test>`);
    for (const mail of [one, two]) {
      expect(mail).toMatchObject({ inReplyTo: receipt!.messageId, references: receipt!.messageId });
    }
    expect(new Set([receipt, one, two].map((mail) => mail!.messageId)).size).toBe(3);
    for (const mail of [receipt, one, two]) {
      expect(mail!.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
      expect(mail!.html).not.toMatch(/<img|<script|<link|url\(/i);
    }
  });

  test('is quoted as it stands when the mail goes, so what was hidden while it waited is hidden in it', async () => {
    const service = await kit.service({ security: true });
    const agent = await service.agent({ canTicket: true });
    await sql.query('update service set quotes_answers = true where id = $1', [service.id]);
    const { email, ticket } = await inquire(service);
    await deliver();
    hold();
    const answer = await reply(agent, ticket.id, 'call 010-1234-5678 today');
    const { maskText } = await agent.run(
      `mutation ($id: ID!) { maskText(input: { objectId: $id, field: "body", revision: 2, start: 5, end: 18 }) {
        ... on TicketComment { body } } }`,
      { id: answer.id },
    );
    expect(maskText).toEqual({ body: 'call ************* today' });
    await letGo();
    const [, mail] = server.of(email);
    expect(mail!.text).toContain('call ************* today');
    expect(mail!.raw).not.toContain('010-1234-5678');
  });

  test('whose address is masked is told nothing by mail, nor what waits for it; once it is released, what comes is', async () => {
    const service = await kit.service({ security: true });
    const agent = await service.agent({ canTicket: true });
    const mask = async (objectId: string, revision: number) =>
      (
        await agent.run(
          `mutation ($id: ID!, $n: Int!) { maskText(input: { objectId: $id, field: "email", revision: $n, start: 0, end: 1 }) {
            ... on Ticket { emailMasks { id } } ... on Customer { emailMasks { id } } ... on DomainError { message } } }`,
          { id: objectId, n: revision },
        )
      ).maskText.emailMasks[0].id as string;
    const { email, ticket } = await inquire(service);
    hold();
    const maskId = await mask(ticket.id, 1);
    const { length } = server.received;
    await letGo();
    expect(await waiting(ticket.id)).toEqual([]);
    await reply(agent, ticket.id, 'one');
    expect(await waiting(ticket.id)).toEqual([]);
    expect(server.of(email)).toEqual([]);
    // Not to the asterisks either, nor where the customer's own address reads the same.
    const { customer } = (
      await agent.run('query ($id: ID!) { ticket(id: $id) { customer { id infoVersion } } }', { id: ticket.id })
    ).ticket;
    const create = async (): Promise<Answer> =>
      (
        await agent.run(
          `mutation ($i: CreateTicketInput!) { createTicket(input: $i) { ... on Ticket { id email } } }`,
          { i: { inquiryTypeId: service.inquiryTypeId, title: 't', content: 'c', customerId: customer.id } },
        )
      ).createTicket;
    const [masked, copied] = [await create(), await create()];
    expect(masked.email).toBe(email);
    await mask(masked.id, 1);
    await mask(customer.id, Number(customer.infoVersion));
    // As a former version copied a customer's asterisks.
    await sql.query('update ticket set email = $2 where id = $1', [
      decodeId('Ticket', copied.id),
      '*'.repeat(email.length),
    ]);
    for (const { id } of [masked, copied]) {
      await reply(agent, id, 'two');
      expect(await waiting(id)).toEqual([]);
    }
    await deliver();
    expect(server.received).toHaveLength(length);
    await agent.run('mutation ($id: ID!) { unmaskText(maskId: $id) { __typename } }', { id: maskId });
    await reply(agent, ticket.id, 'three');
    await deliver();
    expect(server.of(email)).toMatchObject([{ subject: expect.stringContaining(ticket.number) }]);
  });

  test('is quoted in a mail only where the service says so; a note never', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const { email, ticket } = await inquire(service);
    await deliver();
    await reply(agent, ticket.id, 'a <b>secret</b> answer');
    await reply(agent, ticket.id, 'for us alone', 'NOTE');
    await deliver();
    expect(server.of(email)).toHaveLength(2);
    expect(server.of(email)[1]!.raw).not.toContain('secret');
    expect(server.of(email)[1]!.text).not.toContain('secret');
    await sql.query('update service set quotes_answers = true where id = $1', [service.id]);
    await reply(agent, ticket.id, 'a <b>second</b>\nanswer');
    await deliver();
    expect(server.of(email)[2]!.text).toContain('> a <b>second</b>\n> answer');
    expect(server.of(email)[2]!.html).toContain('a &lt;b&gt;second&lt;/b&gt;<br>answer');
  });

  test('is receipted without a word of the customer’s, who may have named somebody else’s address', async () => {
    const service = await kit.service();
    const { email } = await inquire(service, { title: 'BUY AT evil.test', content: 'http://evil.test' });
    await deliver();
    expect(`${server.of(email)[0]!.text}${server.of(email)[0]!.html}${server.of(email)[0]!.subject}`).not.toMatch(
      /evil/,
    );
  });

  test('is receipted once, however often it is submitted', async () => {
    const service = await kit.service();
    const email = address();
    const attempt = randomUUID();
    await Promise.all(Array.from({ length: 4 }, () => inquire(service, { email, attempt })));
    await deliver();
    expect(server.of(email)).toHaveLength(1);
  });

  test('that an agent made is answered at the address the customer gave, never at one that an agent typed', async () => {
    const service = await kit.service();
    const agent = await service.onlineAgent({ canTicket: true });
    const own = address();
    const customer = await service.customer({ email: own });
    const make = async (input: object) => {
      const { createTicket } = await agent.run(
        `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Ticket { id } } }`,
        { input: { inquiryTypeId: service.inquiryTypeId, title: 't', content: 'c', ...input } },
      );
      return createTicket.id as string;
    };
    const typed = address();
    await reply(agent, await make({ chatId: customer.chatId }), 'a');
    await reply(agent, await make({ chatId: customer.chatId, email: typed }), 'b');
    await reply(agent, await make({ email: typed }), 'c');
    await deliver();
    expect(server.of(own)).toHaveLength(1);
    expect(server.of(typed)).toEqual([]);
  });
});

describe('an invitation', () => {
  const fields = `__typename ... on InvitedAgent { link mail agent { id } } ... on DomainError { message }`;

  async function invite(service: TestService, input: object = {}): Promise<Answer> {
    const email = address();
    const { inviteAgent } = await (
      await service.admin()
    ).run(`mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { ${fields} } }`, {
      input: { email, name: 'Sora', role: 'AGENT', canChat: true, ...input },
    });
    return { email, ...inviteAgent };
  }

  const renew = async (service: TestService, id: string) =>
    (await (await service.admin()).run(`mutation ($id: ID!) { renewInvitation(agentId: $id) { ${fields} } }`, { id }))
      .renewInvitation;

  const accept = async (token: string, password: string) =>
    (
      await kit.run(
        `mutation ($t: String!, $p: String!) { acceptInvitation(token: $t, password: $p) { __typename } }`,
        { t: token, p: password },
      )
    ).acceptInvitation.__typename as string;

  test('goes to whom it is for, with the link that the administrator sees, which lets them in', async () => {
    const service = await kit.service();
    const { email, link, mail } = await invite(service);
    expect(mail).toBe('SENT');
    await deliver();
    const [got] = server.of(email);
    expect(got).toMatchObject({ subject: 'Test 상담원으로 초대되었습니다', from: { name: 'Test' } });
    expect(got!.text).toContain('Sora님');
    expect(got!.text).toContain(`http://support.shop.test/invitation#${tokenIn(link)}`);
    expect(tokenIn(got!.html)).toBe(tokenIn(link));
    expect(await accept(tokenIn(got!.text)!, 'long enough for it')).toBe('Agent');
  });

  test('of somebody with an account is in their language, and asks for the password they have', async () => {
    const there = await kit.service();
    const service = await kit.service();
    const agent = await there.agent();
    const { email } = (await agent.run('{ account { email } }')).account;
    await agent.run(`mutation { saveAccount(input: { language: en }) { __typename } }`);
    await invite(service, { email });
    await deliver();
    expect(server.of(email)[0]).toMatchObject({ subject: 'You are invited to Test' });
    expect(server.of(email)[0]!.text).toContain('the password you have');
  });

  test('that is renewed before its mail went is one mail, with the link that works', async () => {
    const service = await kit.service();
    hold();
    const { email, agent, link } = await invite(service);
    const renewed = await renew(service, agent.id);
    await letGo();
    expect(server.of(email)).toHaveLength(1);
    expect(tokenIn(server.of(email)[0]!.text)).toBe(tokenIn(renewed.link));
    expect(tokenIn(renewed.link)).not.toBe(tokenIn(link));
  });

  test('is not mailed any more once it was used, or whom it is for is removed', async () => {
    const service = await kit.service();
    hold();
    const used = await invite(service);
    const removed = await invite(service);
    await accept(tokenIn(used.link)!, 'long enough for it');
    await (
      await service.admin()
    ).run('mutation ($id: ID!) { removeAgent(agentId: $id) { __typename } }', { id: removed.agent.id });
    await letGo();
    expect([...server.of(used.email), ...server.of(removed.email)]).toEqual([]);
  });

  test('that is refused sends nothing', async () => {
    const service = await kit.service();
    const { email } = await invite(service);
    await deliver();
    expect(await invite(service, { email })).toMatchObject({ __typename: 'InvalidInput' });
    await deliver();
    expect(server.of(email)).toHaveLength(1);
  });
});

describe('a ticket that somebody gives to another agent', () => {
  const emailOf = async (agent: TestAgent) => (await agent.run('{ account { email } }')).account.email as string;

  async function make(agent: TestAgent, service: TestService, input: object = {}): Promise<Answer> {
    const { createTicket } = await agent.run(
      `mutation ($input: CreateTicketInput!) { createTicket(input: $input) { ... on Ticket { id number revision } } }`,
      { input: { inquiryTypeId: service.inquiryTypeId, title: 'a secret title', content: 'secret', ...input } },
    );
    return createTicket;
  }

  const give = async (by: TestAgent, { id, revision }: Answer, to: TestAgent) =>
    (
      await by.run(
        `mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { __typename ... on Ticket { id number revision } } }`,
        { input: { ticketId: id, revision, assigneeId: to.id } },
      )
    ).updateTicket;

  async function two() {
    const service = await kit.service();
    const [giver, taker] = [await service.agent(), await service.agent()];
    return { service, giver, taker, email: await emailOf(taker), giverEmail: await emailOf(giver) };
  }

  test('tells that one, with a link that opens in its service and nothing of what is in it', async () => {
    const { service, giver, taker, email, giverEmail } = await two();
    const given = await make(giver, service, { assigneeId: taker.id });
    await deliver();
    const [mail] = server.of(email);
    expect(mail).toMatchObject({ subject: `[${given.number}] Test 티켓이 배정되었습니다` });
    expect(mail!.text).toContain(`http://support.shop.test/tickets/${given.id}?service=Service_${service.id}`);
    expect(`${mail!.text}${mail!.html}${mail!.subject}`).not.toContain('secret');
    const later = await make(giver, service);
    await give(giver, later, taker);
    await deliver();
    expect(server.of(email)).toHaveLength(2);
    expect(server.of(giverEmail)).toEqual([]);
  });

  test('says nothing to who takes it themselves, nor of what changes besides', async () => {
    const { service, giver, taker, email, giverEmail } = await two();
    const own = await make(giver, service, { assigneeId: giver.id });
    const other = await make(taker, service);
    await giver.run('mutation ($id: ID!) { takeTicket(ticketId: $id) { __typename } }', { id: other.id });
    await taker.run(`mutation ($input: UpdateTicketInput!) { updateTicket(input: $input) { __typename } }`, {
      input: { ticketId: own.id, revision: own.revision, priority: 'HIGH' },
    });
    await deliver();
    expect([...server.of(email), ...server.of(giverEmail)]).toEqual([]);
  });

  test('is no mail any more once somebody else has it', async () => {
    const { service, giver, taker, email, giverEmail } = await two();
    hold();
    const given = await give(giver, await make(giver, service), taker);
    await give(taker, given, giver);
    await letGo();
    expect(server.of(email)).toEqual([]);
    expect(server.of(giverEmail)).toHaveLength(1);
  });

  test('is no mail to who has switched those off, also while one waits', async () => {
    const { service, giver, taker, email } = await two();
    const wants = (on: boolean) =>
      taker.run(
        `mutation ($on: Boolean!) { saveAccount(input: { mailsAssignedTickets: $on }) { ... on Account { mailsAssignedTickets language } } }`,
        { on },
      );
    hold();
    await make(giver, service, { assigneeId: taker.id });
    expect((await wants(false)).saveAccount).toEqual({ mailsAssignedTickets: false, language: null });
    await make(giver, service, { assigneeId: taker.id });
    await letGo();
    expect(server.of(email)).toEqual([]);
    await wants(true);
    await make(giver, service, { assigneeId: taker.id });
    await deliver();
    expect(server.of(email)).toHaveLength(1);
  });
});

describe('while a mail waits', () => {
  test('the database holds neither its text, nor its receiver, nor what its link opens', async () => {
    const service = await kit.service();
    hold();
    const { email, ticket, token } = await inquire(service);
    const [row] = await waiting(ticket.id);
    const text = JSON.stringify(row) + (row!.box as Buffer).toString('latin1');
    for (const secret of [email, token, '배송']) expect(text).not.toContain(secret);
    await letGo();
    expect(tokenIn(server.of(email)[0]!.text)).toBe(token);
  });

  test('whoever is erased gets none of it, and nothing of it stays', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const agent = await service.agent();
    hold();
    const { email, ticket } = await inquire(service);
    await reply(agent, ticket.id, 'gone');
    await deliver();
    expect(await waiting(ticket.id)).toHaveLength(2);
    const { ticket: seen } = await admin.run('query ($id: ID!) { ticket(id: $id) { customer { id } } }', {
      id: ticket.id,
    });
    await admin.run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id: seen.customer.id });
    expect(await waiting(ticket.id)).toEqual([]);
    await letGo();
    expect(server.of(email)).toEqual([]);
  });

  test('what becomes of its answer meanwhile holds: it is written when it is sent', async () => {
    const service = await kit.service();
    await sql.query('update service set quotes_answers = true where id = $1', [service.id]);
    const agent = await service.agent();
    const { email, ticket } = await inquire(service);
    await deliver();
    hold();
    await reply(agent, ticket.id, 'call 010-1234-5678');
    await deliver();
    await sql.query(`update ticket_comment set body = 'call *************' where ticket_id = $1`, [
      decodeId('Ticket', ticket.id),
    ]);
    await letGo();
    expect(server.of(email)[1]!.text).toContain('call *************');
    expect(server.of(email)[1]!.text).not.toContain('010-1234');
  });
});

describe('without a mail server', () => {
  test('nothing is kept to be sent later', async () => {
    const silent = await Kit.start();
    const service = await silent.service();
    await silent.run(
      `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ... on SubmittedInquiry { ticket { id } } } }`,
      {
        input: {
          service: service.slug,
          inquiryTypeId: service.inquiryTypeId,
          email: address(),
          title: 't',
          content: 'c',
          consent: { noticeVersion: '1', language: 'ko' },
        },
      },
    );
    const { inviteAgent } = await (
      await service.admin()
    ).run(`mutation ($input: InviteAgentInput!) { inviteAgent(input: $input) { ... on InvitedAgent { link mail } } }`, {
      input: { email: address(), name: 'Sora', role: 'AGENT', canChat: true },
    });
    expect(inviteAgent).toMatchObject({ link: expect.stringContaining('/invitation#'), mail: 'NONE' });
    expect((await silent.app.sql.query('select from mail', [])).rows).toEqual([]);
    expect((await silent.app.sql.query('select from ticket', [])).rows).toHaveLength(1);
  });
});
