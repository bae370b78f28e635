import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { Kit, type Answer, type TestService } from '../../test/kit.ts';
import { MailServer } from '../../test/mail-server.ts';
import { explained } from '../../test/plans.ts';

const server = await MailServer.start();
afterEach(() => {
  server.at = () => null;
});
const kit = await Kit.start(server.env);
const { sql } = kit.app;

async function deliver(): Promise<void> {
  kit.app.mailSender!.resume();
  await kit.app.mailSender!.run();
}

/** An inquiry whose receipt the mail server refuses for good. */
async function refused(service: TestService): Promise<string> {
  const email = `kim.${randomUUID()}@test.test`;
  server.at = (step) => (step === 'RCPT' ? 550 : null);
  await kit.run(
    `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ... on SubmittedInquiry { token } } }`,
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email,
        title: 't',
        content: 'c',
        consent: { noticeVersion: '1', language: 'en' },
      },
    },
  );
  await deliver();
  server.at = () => null;
  return email;
}

async function undelivered(service: TestService, page: object = {}): Promise<Answer> {
  const { undeliveredMails } = await (
    await service.admin()
  ).run(
    `query ($first: Int, $after: String, $last: Int, $before: String) {
      undeliveredMails(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor node { id kind receiver failedAt problem answer } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    page,
  );
  return undeliveredMails;
}

const nodesOf = ({ edges }: Answer): Answer[] => edges.map(({ node }: Answer) => node);

const retry = async (service: TestService, mailId?: string) =>
  (
    await (
      await service.admin()
    ).run(
      `mutation ($id: ID) { retryMails(mailId: $id) { __typename ... on RetriedMails { count } ... on DomainError { message } } }`,
      { id: mailId ?? null },
    )
  ).retryMails;

/** Dead mails that no row is needed for, a second apart. */
async function dead(service: TestService, count: number): Promise<void> {
  await sql.query(
    `insert into mail (id, service_id, kind, language, about_id, email, due_at, failed_at, problem)
     select gen_random_uuid(), $1, 'INQUIRY_RECEIVED', 'ko', gen_random_uuid(), 'k' || n || '@test.test', null,
       now() - make_interval(secs => n / 2), 'UNREACHABLE' from generate_series(1, $2) n`,
    [service.id, count],
  );
}

describe('a mail that could not be delivered', () => {
  test('is told to administrators of its service: what, when, why, and not the whole address', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const email = await refused(service);
    const [mail] = nodesOf(await undelivered(service));
    expect(mail).toMatchObject({
      kind: 'INQUIRY_RECEIVED',
      receiver: 'k***@test.test',
      problem: 'REFUSED',
      answer: '550 5.1.1',
      failedAt: expect.any(String),
    });
    expect(JSON.stringify(mail)).not.toContain(email);
    expect(nodesOf(await undelivered(other))).toEqual([]);
  });

  test('to an address that was masked since is told without it, and trying again sends nothing', async () => {
    const service = await kit.service({ security: true });
    const email = await refused(service);
    const agent = await service.agent({ canTicket: true });
    const { tickets } = await agent.run('{ tickets { edges { node { id revision } } } }');
    const [{ id, revision }] = nodesOf(tickets);
    const { maskText } = await agent.run(
      `mutation ($i: MaskTextInput!) { maskText(input: $i) { ... on Ticket { email } } }`,
      { i: { objectId: id, field: 'email', revision, start: 0, end: 1 } },
    );
    expect(maskText.email).toBe('*'.repeat(email.length));
    expect(nodesOf(await undelivered(service))).toMatchObject([{ receiver: null }]);
    expect(await retry(service)).toMatchObject({ count: 1 });
    await deliver();
    expect(nodesOf(await undelivered(service))).toEqual([]);
    expect(server.received.filter(({ receiver }) => receiver === email || receiver.includes('***'))).toEqual([]);
  });

  test('is tried again and arrives, and the log says who wanted it', async () => {
    const service = await kit.service();
    const email = await refused(service);
    await refused(service);
    const [second, first] = nodesOf(await undelivered(service));
    expect(await retry(service, first.id)).toEqual({ __typename: 'RetriedMails', count: 1 });
    await expect.poll(() => server.of(email).length).toBe(1);
    expect(nodesOf(await undelivered(service))).toEqual([second]);
    const { changeLog } = await (
      await service.admin()
    ).run('{ changeLog { edges { node { field before after author { name } } } } }');
    expect(nodesOf(changeLog)).toEqual([
      { field: 'retriedMails', before: null, after: '1', author: { name: 'Admin' } },
    ]);
  });

  test('is tried again once when two administrators want it at once', async () => {
    const service = await kit.service();
    const email = await refused(service);
    const [mail] = nodesOf(await undelivered(service));
    const answers = await Promise.all([retry(service, mail.id), retry(service), retry(service, mail.id)]);
    expect(answers.map(({ count }) => count).sort()).toEqual([0, 0, 1]);
    await expect.poll(() => server.of(email).length).toBe(1);
    await deliver();
    expect(server.of(email)).toHaveLength(1);
  });

  test('that fails once more stands in the list again, and is tried for two more days', async () => {
    const service = await kit.service();
    await refused(service);
    await sql.query(`update mail set give_up_at = now() - interval '1 day' where service_id = $1`, [service.id]);
    server.at = (step) => (step === 'RCPT' ? 450 : null);
    expect(await retry(service)).toMatchObject({ count: 1 });
    await deliver();
    expect(nodesOf(await undelivered(service))).toEqual([]);
    server.at = (step) => (step === 'RCPT' ? 550 : null);
    await sql.query('update mail set due_at = now() where service_id = $1', [service.id]);
    await deliver();
    expect(nodesOf(await undelivered(service))).toMatchObject([{ problem: 'REFUSED' }]);
  });

  test('of another service is as if it were not there', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    await refused(service);
    const [mail] = nodesOf(await undelivered(service));
    expect(await retry(other, mail.id)).toMatchObject({ count: 0 });
    expect(await retry(other)).toMatchObject({ count: 0 });
    expect(await retry(other, 'nonsense')).toMatchObject({ __typename: 'NotPermitted' });
    expect(nodesOf(await undelivered(service))).toHaveLength(1);
    const { changeLog } = await (await other.admin()).run('{ changeLog { edges { node { field } } } }');
    expect(nodesOf(changeLog)).toEqual([]);
  });
});

describe('the list of them', () => {
  test('comes in pages, both ways, and goes on where a row was that is gone', async () => {
    const service = await kit.service();
    await dead(service, 7);
    const all = nodesOf(await undelivered(service));
    // Two of a second each; their order is the same each time.
    expect(all.map(({ receiver }) => receiver)).toHaveLength(7);
    const one = await undelivered(service, { first: 3 });
    expect(one.pageInfo).toMatchObject({ hasNextPage: true });
    await sql.query('delete from mail where id = $1', [nodesOf(one)[2].id.slice('Mail_'.length)]);
    const two = await undelivered(service, { first: 3, after: one.pageInfo.endCursor });
    const three = await undelivered(service, { first: 3, after: two.pageInfo.endCursor });
    expect([one, two, three].flatMap(nodesOf)).toEqual(all);
    expect(three.pageInfo).toMatchObject({ hasNextPage: false });
    const back = await undelivered(service, { last: 2, before: two.edges[0].cursor });
    expect(nodesOf(back)).toEqual(all.slice(0, 2));
  });

  test('says which cursor is none, and takes the same statements however long it is', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    for (const cursor of ['nonsense', '1.x', `1.${randomUUID()}x`, `${'9'.repeat(30)}.${randomUUID()}`]) {
      await expect(undelivered(service, { first: 1, after: cursor })).rejects.toThrow('BAD_USER_INPUT');
    }
    const read = () => admin.run('{ undeliveredMails(first: 100) { edges { node { receiver } } } }');
    const none = await kit.statementsOf(read);
    await dead(service, 60);
    expect(await kit.statementsOf(read)).toBe(none);
  });
});

test('a page of the list reads the rows of the page, however many mails are dead or wait, there and elsewhere', async () => {
  const own = await Kit.start();
  const [service, other] = [await own.service(), await own.service()];
  for (const { id } of [service, other]) {
    await own.app.sql.query(
      `insert into mail (id, service_id, kind, language, about_id, email, due_at, failed_at, problem)
       select gen_random_uuid(), $1, 'INQUIRY_RECEIVED', 'ko', gen_random_uuid(), 'k@test.test', case n % 2 when 0 then now() end,
         case n % 2 when 1 then now() - make_interval(secs => n / 4) end, case n % 2 when 1 then 'REFUSED' end
       from generate_series(1, 6000) n`,
      [id],
    );
  }
  await own.app.sql.query('analyze', []);
  const page = (after: string | null) =>
    undelivered(service, { first: 20, after }) as Promise<{ pageInfo: { endCursor: string } }>;
  const { pageInfo } = await page(null);
  for (const after of [null, pageInfo.endCursor]) {
    const { rows, wholeTables } = await explained(own.app, () => page(after));
    expect(wholeTables).toEqual([]);
    expect(rows).toBeLessThan(150);
  }
});

test('without a mail server nothing can be tried again, and the console can tell', async () => {
  const silent = await Kit.start();
  const service = await silent.service();
  expect(await (await service.admin()).run('{ mailDelivery }')).toEqual({ mailDelivery: 'NONE' });
  expect(await retry(service)).toMatchObject({ __typename: 'NoMailServer' });
  expect(await (await (await kit.service()).agent()).run('{ mailDelivery }')).toEqual({ mailDelivery: 'SENT' });
});

test('whether answers are quoted is a setting, of which the log knows who changed it', async () => {
  const service = await kit.service();
  const admin = await service.admin();
  const { saveMailSettings } = await admin.run(
    `mutation { saveMailSettings(input: { quotesAnswers: true }) { ... on ServiceSettings { mail { quotesAnswers } } } }`,
  );
  expect(saveMailSettings).toEqual({ mail: { quotesAnswers: true } });
  const { serviceSettings, changeLog } = await admin.run(
    '{ serviceSettings { mail { quotesAnswers } } changeLog { edges { node { field after } } } }',
  );
  expect(serviceSettings.mail).toEqual({ quotesAnswers: true });
  expect(nodesOf(changeLog)).toEqual([{ field: 'quotesAnswers', after: 'true' }]);
});
