import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestCustomer, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();

const draftFields = `revision published purpose { ko en } items { ko en } retention { ko en } refusal { ko en } author { name }`;
const versionFields = `version current publishedAt publishedBy { name } notices { language purpose items retention refusal }`;

const inBoth = (text: string) => ({ ko: `${text} (ko)`, en: `${text} (en)` });
const whole = {
  purpose: inBoth('to answer you'),
  items: inBoth('what you write'),
  retention: inBoth('a year'),
  refusal: inBoth('you may refuse'),
};

const readDraft = async (service: TestService) =>
  (await (await service.admin()).run(`{ consentDraft { ${draftFields} } }`)).consentDraft;
const readVersions = async (service: TestService) =>
  (await (await service.admin()).run(`{ consentVersions { ${versionFields} } }`)).consentVersions;

async function save(service: TestService, input: object, as?: Actor): Promise<Answer> {
  const { saveConsentDraft } = await (as ?? (await service.admin())).run(
    `mutation ($input: SaveConsentDraftInput!) { saveConsentDraft(input: $input) { __typename
      ... on ConsentDraft { ${draftFields} } ... on StaleConsentDraft { draft { ${draftFields} } }
      ... on InvalidInput { field } } }`,
    { input },
  );
  return saveConsentDraft;
}

async function publish(service: TestService, revision: number, as?: Actor): Promise<Answer> {
  const { publishConsentDraft } = await (as ?? (await service.admin())).run(
    `mutation ($revision: Int!) { publishConsentDraft(revision: $revision) { __typename
      ... on ConsentVersion { ${versionFields} } ... on StaleConsentDraft { draft { revision } }
      ... on InvalidInput { field message } } }`,
    { revision },
  );
  return publishConsentDraft;
}

/** Writes and publishes a notice; the version it became. */
async function publishNew(service: TestService, purpose = inBoth('to answer you')): Promise<string> {
  const { revision } = await readDraft(service);
  const saved = await save(service, { revision, ...whole, purpose });
  return (await publish(service, saved.revision)).version;
}

const noticeShown = async (service: TestService, language = 'en') =>
  (
    await new Actor(kit).run(
      'query ($s: String!, $l: Language) { helpCenter(service: $s, language: $l) { consentNotice { version language purpose } } }',
      { s: service.slug, l: language },
    )
  ).helpCenter.consentNotice;

async function submit(service: TestService, noticeVersion: string): Promise<string> {
  const { submitInquiry } = await new Actor(kit).run(
    'mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { __typename } }',
    {
      input: {
        service: service.slug,
        inquiryTypeId: service.inquiryTypeId,
        email: 'kim@example.com',
        title: 'A question',
        content: 'Where is it?',
        consent: { noticeVersion, language: 'en' },
      },
    },
  );
  return submitInquiry.__typename;
}

const consentTo = (noticeVersion: string) => ({ consent: { noticeVersion, language: 'en' } });

describe('the draft of a notice', () => {
  test('begins as the current notice and is shown to no customer', async () => {
    const service = await kit.service();
    expect(await readDraft(service)).toMatchObject({
      revision: 0,
      published: true,
      purpose: { ko: 'p', en: 'p' },
      author: null,
    });
    expect(await save(service, { revision: 0, purpose: { en: '  to answer you  ' } })).toMatchObject({
      revision: 1,
      published: false,
      purpose: { ko: 'p', en: 'to answer you' },
      items: { ko: 'i', en: 'i' },
      author: { name: 'Admin' },
    });
    expect(await noticeShown(service)).toEqual({ version: '1', language: 'en', purpose: 'p' });
    expect(await readVersions(service)).toHaveLength(1);
  });

  test('saved by two administrators at once keeps the first and tells the second what it is now', async () => {
    const service = await kit.service();
    const others = await Promise.all([1, 2].map(() => service.agent({ role: 'ADMIN', name: 'Other' })));
    const answers = await Promise.all(
      others.map((admin, at) => save(service, { revision: 0, items: { en: `by ${at}` } }, admin)),
    );
    const saved = answers.find(({ __typename }) => __typename === 'ConsentDraft');
    const stale = answers.find(({ __typename }) => __typename === 'StaleConsentDraft');
    expect(saved).toMatchObject({ revision: 1 });
    expect(stale.draft).toMatchObject({ revision: 1, items: saved.items });
    expect(await readDraft(service)).toMatchObject({ revision: 1, items: saved.items });
  });

  test.each([
    [{ purpose: { ko: 'x'.repeat(4_001) } }, 'purpose.ko'],
    [{ items: { en: 'nul\u0000' } }, 'items.en'],
    [{ refusal: { en: 'half a sign \ud800' } }, 'refusal.en'],
  ])('refuses what cannot be kept, with its place: %j', async (input, field) => {
    const service = await kit.service();
    expect(await save(service, { revision: 0, retention: { en: 'a month' }, ...input })).toEqual({
      __typename: 'InvalidInput',
      field,
    });
    expect(await readDraft(service)).toMatchObject({ revision: 0, published: true });
  });
});

describe('publishing a notice', () => {
  test('shows it to every customer as a new version, and keeps the former one', async () => {
    const service = await kit.service();
    const { revision } = await save(service, { revision: 0, ...whole });
    const version = await publish(service, revision);
    expect(version).toMatchObject({ version: '2', current: true, publishedBy: { name: 'Admin' } });
    expect(version.notices).toHaveLength(2);
    expect(await noticeShown(service, 'ko')).toEqual({
      version: '2',
      language: 'ko',
      purpose: 'to answer you (ko)',
    });
    const versions = await readVersions(service);
    expect(versions.map(({ version, current }: Answer) => [version, current])).toEqual([
      ['2', true],
      ['1', false],
    ]);
    expect(versions[1].notices).toContainEqual({
      language: 'en',
      purpose: 'p',
      items: 'i',
      retention: 'r',
      refusal: 'f',
    });
    expect(await readDraft(service)).toMatchObject({ revision: 2, published: true });
  });

  test('asks customers anew, who agreed to another version than the present', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const before = await service.customer();
    expect(await publishNew(service)).toBe('2');
    expect((await service.start(consentTo('1'))).__typename).toBe('ConsentStale');
    // So is one who is known already.
    expect((await service.start(consentTo('1'), before.credentials)).__typename).toBe('ConsentStale');
    expect(await submit(service, '1')).toBe('ConsentStale');
    // No version of the future is agreed to either.
    expect((await service.start(consentTo('3'))).__typename).toBe('ConsentStale');
    expect((await service.start(consentTo('2'), before.credentials)).__typename).toBe('StartedChat');
    expect(await submit(service, '2')).toBe('SubmittedInquiry');
    const agent = await service.agent({ canTicket: true });
    const { customer } = await agent.run(
      'query ($id: ID!) { customer(id: $id) { consents { noticeVersion language } } }',
      { id: before.id },
    );
    expect(customer.consents).toEqual([
      { noticeVersion: '2', language: 'en' },
      { noticeVersion: '1', language: 'en' },
    ]);
  });

  test.each<[string, (service: TestService, known: TestCustomer) => Promise<string>]>([
    ['start', async (service) => (await service.start(consentTo('1'))).__typename],
    [
      'start by who is in a chat',
      async (service, { credentials }) => (await service.start(consentTo('1'), credentials)).__typename,
    ],
    ['inquiry', (service) => submit(service, '1')],
  ])('asks those anew, too, whose %s was under way', async (_, ask) => {
    const service = await kit.service();
    await service.onlineAgent();
    const known = await service.customer();
    const client = new pg.Client({ connectionString: kit.databaseUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('select from service where id = $1 for no key update', [service.id]);
      // It has found version 1 and waits for the lock.
      const asking = ask(service, known);
      await kit.untilWaiting('from service');
      await client.query(
        `insert into consent_notice (service_id, version, language, purpose, items, retention, refusal)
         select service_id, '2', language, purpose, items, retention, refusal from consent_notice where service_id = $1`,
        [service.id],
      );
      await client.query(`update service set consent_version = '2' where id = $1`, [service.id]);
      await client.query('commit');
      expect(await asking).toBe('ConsentStale');
      const { rows } = await client.query('select notice_version from consent where service_id = $1', [service.id]);
      expect(rows).toEqual([{ notice_version: '1' }]);
    } finally {
      await client.end();
    }
  });

  test('twice at once, or again after a lost answer, is one version', async () => {
    const service = await kit.service();
    const { revision } = await save(service, { revision: 0, ...whole });
    const others = await Promise.all([1, 2, 3].map(() => service.agent({ role: 'ADMIN' })));
    const answers = await Promise.all(others.map((admin) => publish(service, revision, admin)));
    answers.push(await publish(service, revision));
    expect(answers.map(({ __typename, version }) => [__typename, version])).toEqual(
      answers.map(() => ['ConsentVersion', '2']),
    );
    expect(await readVersions(service)).toHaveLength(2);
  });

  test('of a draft that somebody has changed since is refused', async () => {
    const service = await kit.service();
    const { revision } = await save(service, { revision: 0, ...whole });
    const changed = await save(service, { revision, items: { en: 'more' } });
    expect(await publish(service, revision)).toEqual({
      __typename: 'StaleConsentDraft',
      draft: { revision: changed.revision },
    });
    expect(await readVersions(service)).toHaveLength(1);
  });

  test.each([
    ['blank', '   '],
    ['of signs nobody sees', '\u3164\u200b'],
    ['absent', null],
  ])('needs every point in every language: one that is %s is named', async (_, text) => {
    const service = await kit.service();
    const { revision } = await save(service, { revision: 0, ...whole, retention: { ko: text } });
    expect(await publish(service, revision)).toEqual({
      __typename: 'InvalidInput',
      field: 'retention.ko',
      message: expect.stringContaining('must not be empty'),
    });
    expect(await noticeShown(service)).toMatchObject({ version: '1' });
  });

  test('needs no language that the service does not have, but none in part', async () => {
    const service = await kit.service();
    await kit.app.sql.query(`update service set languages = '{ko}' where id = $1`, [service.id]);
    const none = { purpose: { en: null }, items: { en: null }, retention: { en: null }, refusal: { en: null } };
    const part = await save(service, { revision: 0, ...none, items: { en: 'what you write' } });
    expect(await publish(service, part.revision)).toMatchObject({ field: 'purpose.en' });
    const { revision } = await save(service, { revision: part.revision, ...none });
    expect((await publish(service, revision)).notices.map(({ language }: Answer) => language)).toEqual(['ko']);
    // Who reads English is shown the one there is, and agrees to that.
    expect(await noticeShown(service, 'en')).toMatchObject({ version: '2', language: 'ko' });
  });

  test('is in the change log and told to every console', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const live = agent.subscribe('subscription { settingsChanges { consentVersion } }');
    expect((await live.next()).settingsChanges).toEqual({ consentVersion: '1' });
    await publishNew(service);
    expect((await live.next()).settingsChanges).toEqual({ consentVersion: '2' });
    const { changeLog } = await (
      await service.admin()
    ).run('{ changeLog { edges { node { field before after author { name } } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { field: 'consentVersion', before: '"1"', after: '"2"', author: { name: 'Admin' } },
    ]);
  });

  test('holds at once on another process', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const other = await Kit.process(kit.databaseUrl);
    await publishNew(service);
    expect((await service.start(consentTo('1'), {}, other)).__typename).toBe('ConsentStale');
    expect((await service.start(consentTo('2'), {}, other)).__typename).toBe('StartedChat');
  });
});
