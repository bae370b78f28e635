import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestService } from '../../test/kit.ts';
import { hashToken } from '../secrets.ts';

const kit = await Kit.start();

async function submit(service: TestService, input: object = {}, by: Actor = new Actor(kit)): Promise<Answer> {
  const data = await by.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename
      ... on SubmittedInquiry { token ticket { id number title content status channel tags inquiryType { id name } customer { id email } } }
      ... on InvalidInput { field } ... on DomainError { message } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: 'Kim@Test.test ',
        title: '배송이 늦어요',
        content: '주문한 지 일주일이 지났습니다.',
        consent: { noticeVersion: '1', language: 'ko' },
        ...input,
      },
    },
  );
  return data.submitInquiry;
}

const rowsOf = async (table: string, service: TestService) =>
  (await kit.app.sql.query(`select * from ${table} where service_id = $1`, [service.id])).rows;

describe('S12: where chat is not possible an inquiry can be left', () => {
  test('nobody is Online, and the question becomes a ticket with its consent and a number', async () => {
    const service = await kit.service();
    expect((await service.start()).__typename).toBe('AgentsAbsent');
    const { helpCenter } = await kit.run(
      'query ($s: String!) { helpCenter(service: $s, language: en) { inquiry inquiryTypes { id name } } }',
      { s: service.slug },
    );
    expect(helpCenter).toEqual({ inquiry: true, inquiryTypes: [{ id: service.inquiryTypeId, name: 'General' }] });
    const { ticket, token } = await submit(service);
    expect(ticket).toMatchObject({
      title: '배송이 늦어요',
      content: '주문한 지 일주일이 지났습니다.',
      status: 'NEW',
      channel: 'HELP_CENTER',
      tags: [],
      inquiryType: { name: '일반' },
      customer: { email: 'kim@test.test' },
    });
    expect(ticket.number).toMatch(/^D-\d{4}-\d{6,}$/);
    expect(await rowsOf('consent', service)).toMatchObject([{ notice_version: '1', language: 'ko', ip: '127.0.0.1' }]);
    const own = await new Actor(kit, { token }).run('query ($id: ID!) { ticket(id: $id) { number } }', {
      id: ticket.id,
    });
    expect(own.ticket.number).toBe(ticket.number);
  });

  test('by the customer of a chat as the same customer, who keeps what they said of themselves', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const customer = await service.customer({ email: 'own@test.test' });
    const { ticket } = await submit(service, { email: 'other@test.test' }, customer);
    expect(ticket.customer).toEqual({ id: customer.id, email: 'own@test.test' });
    expect(await rowsOf('ticket', service)).toMatchObject([{ email: 'other@test.test' }]);
  });

  test('once, however often the same attempt is repeated or doubled', async () => {
    const service = await kit.service();
    const attempt = randomUUID();
    const all = await Promise.all(Array.from({ length: 6 }, () => submit(service, { attempt })));
    expect(new Set(all.map(({ ticket }) => ticket.number)).size).toBe(1);
    expect(await rowsOf('ticket', service)).toHaveLength(1);
    expect(await rowsOf('customer', service)).toHaveLength(1);
    // The answer to a repetition is worth as much as the lost one.
    const again = await submit(service, { attempt });
    const { viewer } = await new Actor(kit, { token: again.token }).run('{ viewer { __typename } }');
    expect(viewer.__typename).toBe('Customer');
    expect((await submit(service)).ticket.number).not.toBe(again.ticket.number);
  });

  test('told where the same attempt is made again with other words, and left with a new one', async () => {
    const service = await kit.service();
    const attempt = randomUUID();
    const [ticket] = [(await submit(service, { attempt })).ticket];
    const reused = { __typename: 'KeyReused', message: expect.stringContaining('Make a new one') };
    for (const other of [{ title: 'other' }, { content: 'other' }, { email: 'other@test.test' }]) {
      expect(await submit(service, { attempt, ...other })).toEqual(reused);
    }
    expect(await rowsOf('ticket', service)).toHaveLength(1);
    const same = { email: 'kim@test.test', title: ' 배송이 늦어요'.normalize('NFD') };
    expect((await submit(service, { attempt, ...same })).ticket).toEqual(ticket);
    expect((await submit(service, { attempt: randomUUID(), content: 'other' })).ticket.id).not.toBe(ticket.id);
    await kit.app.sql.query('update ticket set attempt_digest = null where service_id = $1', [service.id]);
    // As a former version wrote it down.
    expect((await submit(service, { attempt, content: 'other' })).ticket).toEqual(ticket);
  });

  test('by the first of two at once in two processes with one attempt and other words', async () => {
    const service = await kit.service();
    const other = await Kit.process(kit.databaseUrl, {}, kit.app.bus);
    for (let round = 0; round < 5; round += 1) {
      const attempt = randomUUID();
      const answers = await Promise.all([
        submit(service, { attempt, content: 'one' }),
        submit(service, { attempt, content: 'other' }, new Actor(other)),
      ]);
      expect(answers.map(({ __typename }) => __typename as string).sort()).toEqual(['KeyReused', 'SubmittedInquiry']);
      expect(await rowsOf('ticket', service)).toHaveLength(round + 1);
    }
  });

  test.each([
    [{ email: 'no address' }, 'InvalidInput', 'email'],
    [{ title: '  ' }, 'InvalidInput', 'title'],
    [{ title: 'x'.repeat(201) }, 'InvalidInput', 'title'],
    [{ content: 'x'.repeat(10_001) }, 'InvalidInput', 'content'],
    [{ content: 'lone \ud800' }, 'InvalidInput', 'content'],
    [{ inquiryTypeId: 'InquiryType_nothing' }, 'InvalidInput', 'inquiryTypeId'],
    [{ attempt: 'guessable' }, 'InvalidInput', 'attempt'],
    [{ consent: null }, 'ConsentRequired', undefined],
    [{ consent: { noticeVersion: '0', language: 'ko' } }, 'ConsentStale', undefined],
    [{ service: 'nothing' }, 'InquiryDisabled', undefined],
  ])('refuses %j as %s and writes nothing', async (input, outcome, field) => {
    const service = await kit.service();
    const refused = await submit(service, input);
    expect([refused.__typename, refused.field]).toEqual([outcome, field]);
    expect(await rowsOf('customer', service)).toEqual([]);
  });

  test('not with a type of another service, nor where inquiries are switched off', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    expect(await submit(service, { inquiryTypeId: other.inquiryTypeId })).toMatchObject({ field: 'inquiryTypeId' });
    await (await service.admin()).run('mutation { saveHelpCenterSettings(input: { inquiry: false }) { __typename } }');
    expect((await submit(service)).__typename).toBe('InquiryDisabled');
    const { helpCenter } = await kit.run('query ($s: String!) { helpCenter(service: $s) { inquiry } }', {
      s: service.slug,
    });
    expect(helpCenter.inquiry).toBe(false);
  });

  test('not to agents of another service, who would see it with an agent’s eyes', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const attempt = randomUUID();
    await submit(service, { attempt });
    const stranger = await other.agent();
    expect((await submit(service, { attempt }, stranger)).__typename).toBe('InquiryDisabled');
    expect((await service.start({}, stranger.credentials)).__typename).toBe('ChatDisabled');
  });

  test('not with an attempt that was made elsewhere, or that is older than an hour', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const attempt = randomUUID();
    const { ticket } = await submit(service, { attempt });
    expect(await submit(other, { attempt })).toMatchObject({ field: 'attempt' });
    await kit.app.sql.query(`update ticket set created_at = now() - interval '61 minutes' where id = $1`, [
      ticket.id.replace('Ticket_', ''),
    ]);
    expect(await submit(service, { attempt })).toMatchObject({ field: 'attempt' });
  });

  test('not again for who has the attempt from elsewhere; with the token from anywhere', async () => {
    const behind = await Kit.start({ TRUST_PROXY: '1' });
    const service = await behind.service();
    const attempt = randomUUID();
    const from = async (ip: string, token = '') => {
      const { body } = await behind.post(
        JSON.stringify({
          query: `mutation ($i: SubmitInquiryInput!) { submitInquiry(input: $i) { __typename
            ... on SubmittedInquiry { token ticket { id } } ... on InvalidInput { field } } }`,
          variables: {
            i: {
              service: service.slug,
              inquiryTypeId: service.inquiryTypeId,
              email: 'kim@test.test',
              title: 't',
              content: 'c',
              consent: { noticeVersion: '1', language: 'ko' },
              attempt,
            },
          },
        }),
        token === '' ? {} : { token },
        { 'x-forwarded-for': ip },
      );
      return body.data.submitInquiry;
    };
    const first = await from('203.0.113.7');
    expect((await from('203.0.113.7')).ticket).toEqual(first.ticket);
    expect(await from('203.0.113.8')).toMatchObject({ __typename: 'InvalidInput', field: 'attempt' });
    expect((await from('203.0.113.8', first.token)).ticket).toEqual(first.ticket);
  });

  test('not without end from one address', async () => {
    const limited = await Kit.start({ LIMIT_INQUIRIES_PER_MINUTE: '2' });
    const service = await limited.service();
    const by = new Actor(limited);
    expect((await submit(service, {}, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, {}, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, {}, by)).__typename).toBe('RateLimited');
  });

  test('not without end with one e-mail address, from wherever; others go on, and a repetition is none', async () => {
    const limited = await Kit.start({ LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR: '2' });
    const [service, other] = [await limited.service(), await limited.service()];
    const by = new Actor(limited);
    const attempt = randomUUID();
    expect((await submit(service, { attempt }, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, { attempt }, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, { email: 'kim@test.test' }, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, { email: 'KIM@test.test' }, by)).__typename).toBe('RateLimited');
    expect((await submit(service, { attempt }, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(service, { email: 'lee@test.test' }, by)).__typename).toBe('SubmittedInquiry');
    expect((await submit(other, {}, by)).__typename).toBe('SubmittedInquiry');
  });

  test('and its token tells which service it is of', async () => {
    const service = await kit.service();
    const { token } = await submit(service);
    const { viewer } = await new Actor(kit, { token }).run('{ viewer { ... on Customer { service { slug } } } }');
    expect(viewer.service.slug).toBe(service.slug);
  });

  test('and can be looked up for a year', async () => {
    const service = await kit.service();
    const { token } = await submit(service);
    const { rows } = await kit.app.sql.query<{ days: number }>(
      `select extract(day from expires_at - now())::int as days from visitor_token where token_hash = $1`,
      [hashToken(token)],
    );
    expect(rows).toEqual([{ days: 364 }]);
  });
});
