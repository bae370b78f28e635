import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer, type TestService } from '../../test/kit.ts';

const kit = await Kit.start();
/** Another process on the same database. */
const other = await Kit.process(kit.databaseUrl);

async function save(service: TestService, input: object): Promise<Answer> {
  const { saveGeneralSettings } = await (
    await service.admin()
  ).run(
    `mutation ($input: SaveGeneralSettingsInput!) { saveGeneralSettings(input: $input) { __typename
      ... on ServiceSettings { general { name { ko en } slug languages timeZone } chat { hours { timeZone } } }
      ... on InvalidInput { field } ... on DomainError { message } } }`,
    { input },
  );
  return saveGeneralSettings;
}

const helpCenter = async (slug: string, language?: string, at: Kit = kit) =>
  (
    await new Actor(at).run(
      `query ($s: String!, $l: Language) { helpCenter(service: $s, language: $l) { service { slug name languages }
        chatAvailability { state } consentNotice { language } } }`,
      { s: slug, l: language },
    )
  ).helpCenter;

let count = 0;
const newSlug = () => `slug-${process.pid}-${(count += 1)}`;

describe('the name of a service', () => {
  test('is shown in the customer’s language, or in the other where there is none', async () => {
    const service = await kit.service();
    const { general } = await save(service, { name: { ko: '  한빛 ', en: 'Hanbit' } });
    expect(general.name).toEqual({ ko: '한빛', en: 'Hanbit' });
    expect((await helpCenter(service.slug, 'ko')).service.name).toBe('한빛');
    expect((await helpCenter(service.slug, 'en')).service.name).toBe('Hanbit');
    const { viewer } = await (await service.admin()).run('{ viewer { ... on Agent { service { name } } } }');
    expect(viewer.service.name).toBe('한빛');
    await save(service, { languages: ['en', 'ko'] });
    expect((await helpCenter(service.slug)).service).toMatchObject({ name: 'Hanbit', languages: ['en', 'ko'] });
    await save(service, { name: { en: null } });
    expect((await helpCenter(service.slug, 'en')).service.name).toBe('한빛');
  });

  test('of a service that nobody named since there are two is the one it had', async () => {
    const service = await kit.service();
    expect((await helpCenter(service.slug, 'en')).service.name).toBe('Test');
    expect((await save(service, {})).general.name).toEqual({ ko: 'Test', en: 'Test' });
    expect((await save(service, { name: { ko: '한빛' } })).general.name).toEqual({ ko: '한빛', en: 'Test' });
  });

  test.each([
    [{ name: { ko: ' ', en: '\u3164' } }, 'name'],
    [{ name: { en: 'x'.repeat(101) } }, 'name.en'],
    [{ name: { ko: 'half a sign \ud800' } }, 'name.ko'],
    [{ languages: [] }, 'languages'],
    [{ timeZone: '+09:00' }, 'timeZone'],
    [{ timeZone: 'Asia/Nowhere' }, 'timeZone'],
    [{ slug: '' }, 'slug'],
    [{ slug: 'Han bit' }, 'slug'],
    [{ slug: '한빛' }, 'slug'],
    [{ slug: 'x'.repeat(64) }, 'slug'],
    [{ slug: 'admin' }, 'slug'],
  ])('and whatever else is set with it is refused in words where it cannot be so: %j', async (input, field) => {
    const service = await kit.service();
    expect(await save(service, { name: { en: 'Other' }, ...input })).toEqual({
      __typename: 'InvalidInput',
      field,
      message: expect.stringMatching(/ /) as string,
    });
    expect((await helpCenter(service.slug, 'en')).service.name).toBe('Test');
  });
});

describe('the slug of a service', () => {
  test('that was changed leads to it for ever: by the API, the launcher and the pages of the help center', async () => {
    const service = await kit.service();
    await service.onlineAgent();
    const former = service.slug;
    const present = newSlug();
    expect((await save(service, { slug: present })).general.slug).toBe(present);
    for (const [slug, at] of [
      [former, kit],
      [former, other],
      [present, other],
    ] as const) {
      expect((await helpCenter(slug, 'en', at)).service.slug).toBe(present);
      expect((await service.start({ service: slug }, {}, at)).__typename).toBe('StartedChat');
      const { state } = (await (await fetch(`${at.url}/widget/availability/${slug}`)).json()) as { state: string };
      expect(state).toBe('AVAILABLE');
    }
    const led = async (path: string, method = 'GET') => {
      const { status, headers } = await fetch(kit.url + path, { method, redirect: 'manual' });
      return [status, headers.get('location'), headers.get('cache-control')];
    };
    expect(await led(`/help/${former}`)).toEqual([308, `/help/${present}`, 'no-store']);
    expect(await led(`/help/${former}?lang=en`)).toEqual([308, `/help/${present}?lang=en`, 'no-store']);
    expect(await led(`/help/${former}/inquiries?lang=en`, 'POST')).toEqual([
      308,
      `/help/${present}/inquiries?lang=en`,
      'no-store',
    ]);
    // Here are no pages; what matters is that nothing leads on.
    expect((await led(`/help/${present}`))[0]).toBe(404);
    expect((await led(`/help/${newSlug()}`))[0]).toBe(404);
  });

  test('can be changed back, and both go on leading to it', async () => {
    const service = await kit.service();
    const first = service.slug;
    const second = newSlug();
    await save(service, { slug: second });
    expect((await save(service, { slug: first })).general.slug).toBe(first);
    for (const slug of [first, second]) expect((await helpCenter(slug)).service.slug).toBe(first);
  });

  test('is refused where another service has or had it', async () => {
    const [one, another] = [await kit.service(), await kit.service()];
    const former = one.slug;
    const present = newSlug();
    await save(one, { slug: present });
    for (const slug of [former, present]) {
      expect(await save(another, { slug, name: { en: 'Other' } })).toMatchObject({ __typename: 'SlugTaken' });
    }
    expect((await helpCenter(another.slug, 'en')).service).toMatchObject({ slug: another.slug, name: 'Test' });
    expect((await helpCenter(former)).service.slug).toBe(present);
  });

  test('that several take at once is one’s', async () => {
    const services = await Promise.all([1, 2, 3].map(() => kit.service()));
    const slug = newSlug();
    const answers = await Promise.all(services.map((service) => save(service, { slug })));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['ServiceSettings', 'SlugTaken', 'SlugTaken']);
    const winner = services[answers.findIndex(({ __typename }) => __typename === 'ServiceSettings')]!;
    expect((await helpCenter(winner.slug)).service.slug).toBe(slug);
  });

  test('that two exchange at once stays each one’s', async () => {
    const [one, another] = [await kit.service(), await kit.service()];
    const answers = await Promise.all([save(one, { slug: another.slug }), save(another, { slug: one.slug })]);
    expect(answers.map(({ __typename }) => __typename)).toEqual(['SlugTaken', 'SlugTaken']);
  });

  test('stays with whoever has it when another one is made with it, by whatever program', async () => {
    const service = await kit.service();
    const former = service.slug;
    await save(service, { slug: newSlug() });
    await expect(
      kit.app.sql.query(
        `insert into service (slug, name, languages, features, consent_version) values ($1, 'x', '{ko}', '{chat}', '1')`,
        [former],
      ),
    ).rejects.toMatchObject({ constraint: 'service_slug_pkey' });
  });
});

test('the text for when nobody is there is shown in the customer’s language, and is none where it is blank', async () => {
  const service = await kit.service();
  const shown = async (language: string) =>
    (
      await new Actor(kit).run(
        'query ($s: String!, $l: Language) { helpCenter(service: $s, language: $l) { absentText } }',
        { s: service.slug, l: language },
      )
    ).helpCenter.absentText;
  expect([await shown('ko'), await shown('en')]).toEqual([null, null]);
  await service.saveChatSettings({ absentText: { en: '  Back at nine. ', ko: '\u3164' } });
  expect([await shown('ko'), await shown('en')]).toEqual([null, 'Back at nine.']);
  expect(await service.saveChatSettings({ absentText: { en: 'x'.repeat(1_001) } })).toMatchObject({
    __typename: 'InvalidInput',
    field: 'absentText.en',
  });
  expect(await shown('en')).toBe('Back at nine.');
});

describe('languages and time zone of a service', () => {
  test('a language in which the consent notice is not written is answered in the other', async () => {
    const service = await kit.service();
    await kit.app.sql.query(`delete from consent_notice where service_id = $1 and language = 'en'`, [service.id]);
    await save(service, { languages: ['ko'] });
    expect((await save(service, { languages: ['ko', 'en', 'ko'] })).general.languages).toEqual(['ko', 'en']);
    expect((await helpCenter(service.slug, 'en')).consentNotice.language).toBe('ko');
  });

  test('the time zone is that of the hours, and stays when they are open always', async () => {
    const service = await kit.service();
    const always = await save(service, { timeZone: 'America/New_York' });
    expect(always).toMatchObject({ general: { timeZone: 'America/New_York' }, chat: { hours: null } });
    const week = [{ day: 1, from: '09:00', to: '18:00' }];
    await service.saveChatSettings({ hours: { timeZone: 'Asia/Tokyo', week, holidays: [] } });
    expect((await save(service, {})).general.timeZone).toBe('Asia/Tokyo');
    expect(await save(service, { timeZone: 'Europe/Paris' })).toMatchObject({
      general: { timeZone: 'Europe/Paris' },
      chat: { hours: { timeZone: 'Europe/Paris' } },
    });
    await service.saveChatSettings({ hours: null });
    expect((await save(service, {})).general.timeZone).toBe('Europe/Paris');
  });

  test('every change is in the log, once, and told to every console', async () => {
    const service = await kit.service();
    const live = (await service.agent()).subscribe('subscription { settingsChanges { general { name { en } } } }');
    await live.next();
    await save(service, { name: { en: 'Hanbit' } });
    expect((await live.next()).settingsChanges.general.name.en).toBe('Hanbit');
    const { changeLog } = await (await service.admin()).run('{ changeLog { edges { node { field } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node.field)).toEqual(['names']);
  });
});
