import { describe, expect, test } from 'vitest';
import { Kit, type Actor, type Answer, type TestService } from '../../test/kit.ts';
import { WatchedBus } from '../../test/watched-bus.ts';
import { mostRefused } from './sites.ts';

const bus = new WatchedBus();
const kit = await Kit.start({}, bus);
/** Another process on the same database, which hears the first. */
const other = await Kit.process(kit.databaseUrl, {}, bus);
/** And one that hears nobody. */
const deaf = await Kit.process(kit.databaseUrl);

const answer = `__typename ... on ServiceSettings { revision sites { origin readable } }
  ... on InvalidInput { field message }`;

async function change(service: TestService, verb: 'addSite' | 'removeSite', origin: string): Promise<Answer> {
  const admin = await service.admin();
  return (
    await admin.run(
      `mutation ($o: String!) { answer: ${verb}(origin: $o) { ${answer} ${verb === 'addSite' ? '... on TooManySites { most }' : ''} } }`,
      { o: origin },
    )
  ).answer;
}

const originsOf = ({ sites }: Answer) => sites.map(({ origin }: { origin: string }) => origin);
const admits = (service: TestService, origin: string, at = kit) => at.app.sites.admit(service.id, origin);

describe('the sites of a service', () => {
  test('are registered in one form and told to every console, and stand in the log', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const settings = admin.subscribe('subscription { settingsChanges { sites { origin readable } } }');
    expect((await settings.next()).settingsChanges.sites).toEqual([]);
    await change(service, 'addSite', ' HTTPS://한글.한국:443/ ');
    const sites = [{ origin: 'https://xn--bj0bj06e.xn--3e0b707e', readable: 'https://한글.한국' }];
    expect((await settings.next()).settingsChanges.sites).toEqual(sites);
    const { revision } = await change(service, 'addSite', 'https://*.shop.example');
    // Twice is once.
    expect(await change(service, 'addSite', 'https://*.shop.example/')).toMatchObject({ revision });
    expect(originsOf(await change(service, 'removeSite', 'https://한글.한국'))).toEqual(['https://*.shop.example']);
    expect(originsOf(await change(service, 'removeSite', 'https://한글.한국'))).toEqual(['https://*.shop.example']);
    const { changeLog } = await admin.run('{ changeLog { edges { node { field before after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toMatchObject([
      { field: 'sites', after: '["https://*.shop.example"]' },
      { field: 'sites', before: '["https://xn--bj0bj06e.xn--3e0b707e"]' },
      { field: 'sites', before: '[]' },
    ]);
  });

  test('are refused in words when they are none', async () => {
    const service = await kit.service();
    for (const [text, words] of [
      ['shop.example', 'begins with https://'],
      ['http://shop.example', 'http:// is for localhost'],
      ['https://shop.example/cart', 'has no path'],
      ['https://me:secret@shop.example', 'no user name'],
      ['https://*.com', 'wildcard'],
      ['https://203.0.113.7', 'has a name'],
      ['https://a;b', 'no such host'],
    ] as const) {
      const refused = await change(service, 'addSite', text);
      expect(refused).toMatchObject({ __typename: 'InvalidInput', field: 'origin' });
      expect(refused.message).toContain(words);
    }
  });

  test('are fifty at most, and of two added at once both are there', async () => {
    const service = await kit.service();
    const both = ['https://one.example', 'https://two.example'];
    await Promise.all(both.map((origin) => change(service, 'addSite', origin)));
    for (let count = 2; count < 50; count += 1) await change(service, 'addSite', `https://s${count}.example`);
    const full = await change(service, 'addSite', 'https://more.example');
    expect(full).toEqual({ __typename: 'TooManySites', most: 50 });
    const left = originsOf(await change(service, 'removeSite', 'https://s2.example'));
    expect(left).toHaveLength(49);
    expect(left).toEqual(expect.arrayContaining(both));
    const long = await kit.service();
    for (let count = 0; count < 11; count += 1) {
      await change(long, 'addSite', `https://${`${'a'.repeat(58)}${count + 10}.`.repeat(4)}example`);
    }
    expect(await change(long, 'addSite', `https://${`${'b'.repeat(60)}.`.repeat(4)}example`)).toMatchObject({
      __typename: 'TooManySites',
    });
  });

  test('count on every process within seconds, also where news of them was lost, and none means all', async () => {
    const service = await kit.service();
    for (const at of [kit, other, deaf]) expect(admits(service, 'https://any.example', at)).toBe(true);
    await change(service, 'addSite', 'https://*.shop.example');
    for (const at of [kit, other, deaf]) {
      await expect.poll(() => admits(service, 'https://any.example', at), { timeout: 10_000 }).toBe(false);
      expect(admits(service, 'https://de.shop.example', at)).toBe(true);
      expect(admits(service, 'https://a.de.shop.example', at)).toBe(true);
      for (const origin of [
        'https://shop.example',
        'http://de.shop.example',
        'https://de.shop.example:8443',
        'https://evilshop.example',
        'https://de.shop.example.evil.example',
        'null',
        'file://',
      ]) {
        expect(admits(service, origin, at)).toBe(false);
      }
      // Of whatever service: a preflight names none.
      expect(at.app.sites.knows('https://de.shop.example')).toBe(true);
      expect(at.app.sites.knows('https://any.example')).toBe(false);
    }
    await change(service, 'removeSite', 'https://*.shop.example');
    for (const at of [kit, other, deaf]) {
      await expect.poll(() => admits(service, 'https://any.example', at), { timeout: 10_000 }).toBe(true);
    }
  });

  test('are those of its former addresses too', async () => {
    const service = await kit.service();
    await change(service, 'addSite', 'https://shop.example');
    await expect.poll(() => kit.app.sites.ofSlug(service.slug)).toEqual(new Set(['https://shop.example']));
    const admin = await service.admin();
    const slug = `${service.slug.slice(0, 20)}-new`;
    await admin.run('mutation ($s: String) { saveGeneralSettings(input: { slug: $s }) { __typename } }', { s: slug });
    await expect.poll(() => kit.app.sites.ofSlug(slug)).toEqual(new Set(['https://shop.example']));
    expect(kit.app.sites.admitBySlug(service.slug, 'https://any.example')).toBe(false);
  });

  test('cost a request no statement', async () => {
    const service = await kit.service();
    await change(service, 'addSite', 'https://shop.example');
    const ask = (origin?: string) => () =>
      kit.post(JSON.stringify({ query: '{ __typename }' }), {}, origin === undefined ? {} : { origin });
    expect(await kit.statementsOf(ask('https://shop.example'))).toBe(await kit.statementsOf(ask()));
  });
});

describe('sites that were refused', () => {
  const refusedAt = async (actor: Actor) =>
    (await actor.run('{ refusedSites { origin } }')).refusedSites.map(({ origin }: { origin: string }) => origin);

  test('are told to administrators: the last of them, the origin alone, until they are registered', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    await change(service, 'addSite', 'https://shop.example');
    await expect.poll(() => admits(service, 'https://first.example')).toBe(false);
    await kit.app.sites.write();
    expect(await refusedAt(admin)).toContain('https://first.example');
    // What is no origin of a page, or has more in it, is not kept.
    for (const strange of [
      'null',
      'file://',
      'https://me@x.example',
      'https://x.example/path',
      `https://${'x'.repeat(300)}`,
    ]) {
      expect(admits(service, strange)).toBe(false);
    }
    for (const [round, at] of [kit, other].entries()) {
      for (let count = 0; count < 30; count += 1) admits(service, `https://r${round}-${count}.example`, at);
      await at.app.sites.write();
    }
    const kept = await refusedAt(admin);
    expect(kept).toHaveLength(mostRefused);
    expect(kept.every((origin: string) => /^https:\/\/r1-\d+\.example$/.test(origin))).toBe(true);
    await change(service, 'addSite', kept[0]);
    expect(await refusedAt(admin)).toEqual(kept.slice(1));
    await change(service, 'addSite', 'https://*.example.com');
    for (const site of ['https://shop.example', kept[0], 'https://*.example.com'])
      await change(service, 'removeSite', site);
    // Every site counts again.
    expect(await refusedAt(admin)).toEqual([]);
  });

  test('are written by two processes at once', async () => {
    const services = [await kit.service(), await kit.service()];
    for (const service of services) await change(service, 'addSite', 'https://shop.example');
    for (const at of [kit, other]) {
      for (const service of services) {
        await expect.poll(() => admits(service, 'https://same.example', at), { timeout: 10_000 }).toBe(false);
      }
    }
    await Promise.all([kit, other].map(({ app }) => app.sites.write()));
    for (const service of services) expect(await refusedAt(await service.admin())).toContain('https://same.example');
  });
});
