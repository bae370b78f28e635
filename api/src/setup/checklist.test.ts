import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer } from '../../test/kit.ts';
import { demoPassword, seedDemo } from '../demo.ts';
import { newMaskKey } from '../masking/mask-keys.ts';
import { makeSetupToken } from './setup.service.ts';

const keys = newMaskKey();
let kit: Kit;
let admin: Actor;
beforeEach(async () => {
  kit = await Kit.start({ DAMSO_MASK_KEYS: keys });
  admin = await setUp();
});

/** The first administrator of an empty database. */
async function setUp(): Promise<Actor> {
  const token = await makeSetupToken(kit.app.write, 'anew');
  const { headers } = await kit.post(
    JSON.stringify({
      query: `mutation ($token: String!, $input: SetUpInput!) { setUp(token: $token, input: $input, password: "a long password") { __typename } }`,
      variables: {
        token,
        input: {
          organisation: '한빛상점',
          serviceName: 'Hanbit',
          slug: 'hanbit',
          languages: ['ko', 'en'],
          timeZone: 'Asia/Tokyo',
          name: '하나',
          email: 'hana@hanbit.example',
        },
      },
    }),
  );
  return new Actor(kit, { cookie: headers.get('set-cookie')!.split(';')[0]! });
}

const open = ({ items }: Answer) => items.filter(({ done }: Answer) => !done).map(({ kind }: Answer) => kind);

/** What is left, as an administrator is told. */
const left = async (by = admin) => open((await by.run('{ checklist { items { kind done } } }')).checklist);

const confirm = async (kind: string, by = admin) =>
  (
    await by.run(
      `mutation ($k: ChecklistKind!) { confirmChecklistItem(kind: $k) { __typename
        ... on Checklist { items { kind done } } ... on InvalidInput { field } } }`,
      { k: kind },
    )
  ).confirmChecklistItem;

const invite = (by = admin) =>
  by.run(
    `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "Jun", role: ADMIN, canChat: true }) {
      ... on InvitedAgent { link agent { id } } } }`,
    { e: `${randomUUID()}@hanbit.example` },
  );

const all = ['AGENTS', 'HOURS', 'CONSENT', 'EMBED_CODE', 'MASK_KEYS', 'MAIL'];
const without = (...kinds: string[]) => all.filter((kind) => !kinds.includes(kind));

async function publishNotice(): Promise<void> {
  const { consentDraft } = await admin.run('{ consentDraft { revision purpose { ko en } } }');
  const texts = ['purpose', 'items', 'retention', 'refusal'].map((point) => [point, { ko: '글', en: 'text' }]);
  const { saveConsentDraft } = await admin.run(
    `mutation ($input: SaveConsentDraftInput!) { saveConsentDraft(input: $input) { __typename ... on ConsentDraft { revision } } }`,
    { input: { revision: consentDraft.revision, ...Object.fromEntries(texts) } },
  );
  const { publishConsentDraft } = await admin.run(
    `mutation ($r: Int!) { publishConsentDraft(revision: $r) { __typename } }`,
    { r: saveConsentDraft.revision },
  );
  expect(publishConsentDraft.__typename).not.toMatch(/Stale|Invalid|NotPermitted/);
}

describe('what a new service lacks', () => {
  test('O1: is told to its administrator, and each is done by what is done', async () => {
    expect(await left()).toEqual(all);
    const { inviteAgent } = await invite();
    expect(await left()).toEqual(without('AGENTS'));
    await admin.run('mutation { saveChatSettings(input: { hours: null }) { __typename } }');
    expect(await left()).toEqual(without('AGENTS', 'HOURS'));
    await publishNotice();
    expect(await left()).toEqual(without('AGENTS', 'HOURS', 'CONSENT'));
    // And is left again, when it is undone.
    await admin.run('mutation ($id: ID!) { removeAgent(agentId: $id) { __typename } }', inviteAgent.agent);
    expect(await left()).toEqual(without('HOURS', 'CONSENT'));
  });

  test('is done by other hours, too', async () => {
    await admin.run(
      `mutation { saveChatSettings(input: { hours: { timeZone: "Asia/Tokyo", holidays: [],
        week: [{ day: 1, from: "09:00", to: "18:00" }] } }) { __typename } }`,
    );
    expect(await left()).toEqual(without('HOURS'));
  });

  test('is said to be done where Damso cannot know, and nowhere else', async () => {
    expect(open(await confirm('EMBED_CODE'))).toEqual(without('EMBED_CODE'));
    expect(open(await confirm('MASK_KEYS'))).toEqual(without('EMBED_CODE', 'MASK_KEYS'));
    for (const kind of without('EMBED_CODE', 'MASK_KEYS')) {
      expect(await confirm(kind)).toEqual({ __typename: 'InvalidInput', field: 'kind' });
    }
    // Twice is once, and the log knows who said so.
    await confirm('EMBED_CODE');
    await confirm('MASK_KEYS');
    const { changeLog } = await admin.run('{ changeLog { edges { node { field author { name } } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node)).toEqual([
      { field: 'maskKeysKept', author: { name: '하나' } },
      { field: 'embedCodePlaced', author: { name: '하나' } },
    ]);
  });

  test('is to keep the keys again once there is a newer one, and to send mails where none go out', async () => {
    await confirm('MASK_KEYS');
    const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'support@shop.test', PUBLIC_URL: 'http://shop.test' };
    const leftAt = async (maskKeys: string) => {
      const process = await Kit.process(kit.databaseUrl, { ...env, DAMSO_MASK_KEYS: maskKeys });
      return left(new Actor(process, admin.credentials));
    };
    expect(await leftAt(keys)).toEqual(without('MASK_KEYS', 'MAIL'));
    expect(await leftAt(`${newMaskKey()} ${keys}`)).toEqual(without('MAIL'));
  });

  test('is told no more once an administrator does not want to see it, in that service alone', async () => {
    const other = await kit.service();
    expect(await left(await other.admin())).toContain('CONSENT');
    const dismiss = `mutation { dismissChecklist { ... on Checklist { items { kind } } } }`;
    expect((await admin.run(dismiss)).dismissChecklist).toEqual({ items: [] });
    expect((await admin.run(dismiss)).dismissChecklist).toEqual({ items: [] });
    expect(await left()).toEqual([]);
    expect(await left(await other.admin())).toContain('CONSENT');
    const { changeLog } = await admin.run('{ changeLog { edges { node { field } } } }');
    expect(changeLog.edges).toEqual([{ node: { field: 'checklistDismissed' } }]);
  });

  test('is told no more once all is done, and costs one statement', async () => {
    const mailing = await Kit.process(kit.databaseUrl, {
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'support@shop.test',
      PUBLIC_URL: 'http://shop.test',
      DAMSO_MASK_KEYS: keys,
    });
    await invite();
    await admin.run('mutation { saveChatSettings(input: { hours: null }) { __typename } }');
    await publishNotice();
    await confirm('MASK_KEYS');
    const there = new Actor(mailing, admin.credentials);
    const { checklist } = await there.run('{ checklist { items { kind done } } }');
    expect(checklist.items).toHaveLength(6);
    expect(open(checklist)).toEqual(['EMBED_CODE']);
    expect(await kit.statementsOf(() => admin.run('{ checklist { items { kind } } }'))).toBeLessThanOrEqual(1);
    expect((await confirm('EMBED_CODE', there)).items).toEqual([]);
  });
});

test('the demo has nothing to be set up', async () => {
  const demo = await Kit.start({}, undefined, { isDemo: true });
  await seedDemo(demo.app.write);
  const { headers } = await demo.post(
    JSON.stringify({
      query: `mutation { signIn(email: "mina@demo.test", password: "${demoPassword}") { __typename } }`,
    }),
  );
  expect(await left(new Actor(demo, { cookie: headers.get('set-cookie')!.split(';')[0]! }))).toEqual([]);
});
