import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { peakMemory, pictureProcesses } from '../../test/child-processes.ts';
import { html } from '../../test/file-samples.ts';
import { blackPng, gifOf } from '../../test/hostile-pictures.ts';
import { Actor, headersOf, Kit, type Answer, type TestService } from '../../test/kit.ts';
import { sendPicture as send } from '../../test/uploads.ts';
import { rightsTopic } from '../access/viewers.ts';
import { lostFiles } from '../attachment/lost-files.ts';

const kit = await Kit.start();

type Kind = 'logo' | 'person';

/** A picture of one colour. */
const plain = (width = 40, height = 40, background = '#2f55c8') =>
  sharp({ create: { width, height, channels: 3, background } });
const png = await plain().png().toBuffer();

const fields = 'path smallPath';

async function save(by: Actor, kind: Kind, token: string | null): Promise<Answer> {
  const { answer } = await by.run(
    kind === 'logo'
      ? `mutation ($t: String) { answer: saveLogo(token: $t) { __typename ... on ServiceSettings { general { logo { ${fields} } } } } }`
      : `mutation ($t: String) { answer: savePicture(token: $t) { __typename ... on Account { picture { ${fields} } } } }`,
    { t: token },
  );
  return answer;
}

/** Sends a picture and shows it; answers where it is. */
async function shown(by: Actor, kind: Kind, body = png): Promise<{ path: string; smallPath: string }> {
  const { token } = await send(by, kind, body);
  const answer = await save(by, kind, token);
  return kind === 'logo' ? answer.general.logo : answer.picture;
}

const look = (path: string, by: Actor = new Actor(kit), method = 'GET') =>
  fetch(`${kit.url}${path}`, { method, headers: headersOf(by.credentials) });

async function pixels(path: string, by?: Actor) {
  const content = Buffer.from(await (await look(path, by)).arrayBuffer());
  const { data, info } = await sharp(content).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * info.channels).subarray(0, info.channels),
  ];
  return { width: info.width, height: info.height, at, metadata: await sharp(content).metadata() };
}

const count = async () => {
  const { rows } = await kit.app.sql.query<{ count: number }>('select count(*)::int as count from picture', []);
  return rows[0]!.count;
};

const logoOf = async ({ slug }: TestService) => {
  const { helpCenter } = await kit.run(
    `query ($s: String!) { helpCenter(service: $s) { service { logo { ${fields} } } } }`,
    { s: slug },
  );
  return helpCenter.service.logo;
};

describe('a logo', () => {
  test('is a square in two sizes that anybody may see and keep for ever', async () => {
    const service = await kit.service();
    expect(await logoOf(service)).toBeNull();
    const { path, smallPath } = await shown(await service.admin(), 'logo');
    expect(await logoOf(service)).toEqual({ path, smallPath });
    for (const [where, edge] of [
      [path, 256],
      [smallPath, 64],
    ] as const) {
      expect(await pixels(where)).toMatchObject({ width: edge, height: edge });
    }
    const response = await look(path);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': `default-src 'none'; sandbox`,
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    const head = await look(path, undefined, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String((await response.arrayBuffer()).byteLength),
      '',
    ]);
  });

  test('is shown whole, with nothing beside it', async () => {
    const service = await kit.service();
    const { path } = await shown(await service.admin(), 'logo', await plain(400, 100).png().toBuffer());
    const { at } = await pixels(path);
    expect(at(128, 10)[3]).toBe(0);
    expect(at(2, 128)[3]).toBe(255);
    expect(at(128, 128)[3]).toBe(255);
  });

  test('is told to every console at once, and stands in the log', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const events = (await service.agent()).subscribe(`subscription { settingsChanges { general { logo { path } } } }`);
    await events.next();
    const { path } = await shown(admin, 'logo');
    expect((await events.next()).settingsChanges.general.logo.path).toBe(path);
    await save(admin, 'logo', null);
    expect((await events.next()).settingsChanges.general.logo).toBeNull();
    const { changeLog } = await admin.run('{ changeLog { edges { node { field after } } } }');
    expect(changeLog.edges.map(({ node }: Answer) => node.field)).toEqual(['logoId', 'logoId']);
  });

  test('that was replaced or removed is gone, with its squares', async () => {
    const service = await kit.service();
    const admin = await service.admin();
    const first = await shown(admin, 'logo');
    const second = await shown(admin, 'logo', await plain(40, 40, '#ffffff').png().toBuffer());
    expect(second.path).not.toBe(first.path);
    expect([(await look(first.path)).status, (await look(second.path)).status]).toEqual([404, 200]);
    await save(admin, 'logo', null);
    expect((await look(second.path)).status).toBe(404);
    expect(await logoOf(service)).toBeNull();
    await kit.app.loosePictures.look();
    const kept = await readdir(kit.app.config.filesDir);
    for (const { path } of [first, second]) expect(kept).not.toContain(idOf(path));
  });

  test('is an administrator’s to change, with what they sent themselves as one', async () => {
    const service = await kit.service();
    const [admin, agent] = [await service.admin(), await service.agent()];
    expect(await send(agent, 'logo', png)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await send(new Actor(kit), 'logo', png)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const other = await service.agent({ role: 'ADMIN' });
    const { token } = await send(other, 'logo', png);
    expect((await save(admin, 'logo', token)).__typename).toBe('PictureMissing');
    expect((await save(other, 'person', token)).__typename).toBe('PictureMissing');
    expect((await save(agent, 'logo', token)).__typename).toBe('NotPermitted');
    expect((await save(other, 'logo', token)).__typename).toBe('ServiceSettings');
  });
});

const idOf = (path: string) => /\/([\da-f-]{36})-/.exec(path)![1]!;

describe('the picture of a person', () => {
  test('shows the middle, upright, and nothing that stood beside its pixels', async () => {
    const agent = await (await kit.service()).agent();
    // Lies on its side: the left half is red as it is stored, and the upper one upright.
    const half = await plain(100, 200, '#ff0000').png().toBuffer();
    const photograph = await plain(200, 200, '#0000ff')
      .composite([{ input: half, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .withExif({ IFD3: { GPSLatitude: '37/1 33/1 0/1' }, IFD0: { Artist: 'Somebody' } })
      .jpeg({ quality: 100 })
      .toBuffer();
    const upright = await sharp(photograph).metadata();
    expect(upright.exif).toBeDefined();
    const { path } = await shown(agent, 'person', photograph);
    const { at, metadata } = await pixels(path, agent);
    expect(at(128, 20)[0]).toBeGreaterThan(200);
    expect(at(128, 236)[2]).toBeGreaterThan(200);
    expect([metadata.exif, metadata.xmp, metadata.icc, metadata.orientation]).toEqual(Array(4).fill(undefined));
  });

  test.each([
    ['PNG', plain().png()],
    ['JPEG', plain().jpeg()],
    ['JPEG in the colours of print', plain().toColourspace('cmyk').jpeg()],
    ['WebP', plain().webp()],
    ['GIF', plain().gif()],
    ['PNG of 16 bits', plain().toColourspace('rgb16').png()],
  ])('can be sent as %s', async (_, picture) => {
    const agent = await (await kit.service()).agent();
    const { path } = await shown(agent, 'person', await picture.toBuffer());
    const [red, green, blue] = (await pixels(path, agent)).at(128, 128) as [number, number, number];
    expect(blue).toBeGreaterThan(red + 40);
    expect(blue).toBeGreaterThan(green + 40);
  });

  test('is the first of an animation', async () => {
    const agent = await (await kit.service()).agent();
    const frames = await Promise.all(['#ff0000', '#00ff00'].map((colour) => plain(40, 40, colour).png().toBuffer()));
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect((await sharp(animation).metadata()).pages).toBe(2);
    const { path } = await shown(agent, 'person', animation);
    expect((await pixels(path, agent)).at(128, 128)[0]).toBeGreaterThan(200);
  });

  test('is shown wherever their name is, in each of their services, from one moment to the next', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const agent = await service.onlineAgent();
    const elsewhere = await other.placeFor(agent);
    const customer = await service.customer();
    await agent.open(customer.chatId);
    await agent.send(customer.chatId, 'hello');
    const seen = async (by: Actor) => {
      const { chat } = await by.run(
        `query ($id: ID!) { chat(id: $id) { agent { picture { path } } messages { edges { node { sender senderPicture { path } } } } } }`,
        { id: customer.chatId },
      );
      const said = chat.messages.edges.map(({ node }: Answer) => node).find(({ sender }: Answer) => sender === 'AGENT');
      return [chat.agent.picture?.path ?? null, said.senderPicture?.path ?? null];
    };
    expect([await seen(agent), await seen(customer)]).toEqual(Array(2).fill([null, null]));
    const roster = (await other.agent()).subscribe(
      'subscription { presenceChanges { agent { id picture { path } } } }',
    );
    const picture = async () =>
      (await roster.until(({ presenceChanges }) => presenceChanges.agent.id === elsewhere.id)).presenceChanges.agent
        .picture;
    expect(await picture()).toBeNull();
    const { path } = await shown(agent, 'person');
    expect((await picture()).path).toBe(path);
    await expect.poll(() => seen(customer)).toEqual([path, path]);
    expect(await seen(agent)).toEqual([path, path]);
    expect((await elsewhere.run('{ account { picture { path } } }')).account.picture.path).toBe(path);
    await save(elsewhere, 'person', null);
    expect(await picture()).toBeNull();
    await expect.poll(() => seen(customer)).toEqual([null, null]);
  });

  test('is for whoever may see them, and for nobody else', async () => {
    const [service, foreign] = [await kit.service(), await kit.service()];
    const agent = await service.onlineAgent();
    const customer = await service.customer();
    await agent.open(customer.chatId);
    await agent.setAvailability('BREAK');
    const colleague = await service.onlineAgent({ canTicket: false });
    const stranger = await service.customer();
    const foreignAgent = await foreign.onlineAgent();
    const [program, foreignProgram] = [
      await service.apiClient(['chats:read']),
      await foreign.apiClient(['chats:read']),
    ];
    const { path, smallPath } = await shown(agent, 'person');
    const statuses = async (...who: Actor[]) => Promise.all(who.map(async (by) => (await look(path, by)).status));
    expect(await statuses(agent, colleague, customer, program)).toEqual([200, 200, 200, 200]);
    const others = [new Actor(kit), stranger, foreignAgent, await foreign.customer(), foreignProgram];
    expect(await statuses(...others)).toEqual([404, 404, 404, 404, 404]);
    const { headers } = await look(smallPath, customer);
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect((await look(path)).headers.get('cache-control')).toBe('no-store');
    expect((await look(path, new Actor(kit, { token: 'x'.repeat(43) }))).status).toBe(401);
    // Of whom the chat goes on to, and of whom it was: what they said stays.
    await agent.send(customer.chatId, 'hello');
    await agent.run(`mutation ($c: ID!, $a: ID!) { transferChat(input: { chatId: $c, agentId: $a }) { __typename } }`, {
      c: customer.chatId,
      a: colleague.id,
    });
    expect(await statuses(customer)).toEqual([200]);
  });

  test('is theirs while their service is off, and stands at once in a service that they make', async () => {
    const service = await kit.service();
    const agent = await service.agent({ isOwner: true });
    const { token } = await send(agent, 'person', png);
    const switchService = (on: boolean) =>
      kit.app.write(null, async (tx) => {
        await tx.sql.query('update service set switched_off_at = case when not $2 then now() end where slug = $1', [
          service.slug,
          on,
        ]);
        tx.tell(rightsTopic, {});
      });
    await switchService(false);
    await expect.poll(async () => (await send(agent, 'logo', png)).status).toBe(403);
    expect((await save(agent, 'person', token)).__typename).toBe('Account');
    const { path } = await shown(agent, 'person', await plain(40, 40, '#ffffff').png().toBuffer());
    expect((await look(path, agent)).status).toBe(200);
    const { createService } = await agent.run(
      `mutation ($s: String!) { createService(input: { name: "Next", slug: $s, languages: [ko], timeZone: "Asia/Seoul" }) {
        __typename ... on CreatedService { service { id } } } }`,
      { s: `n-${randomUUID()}` },
    );
    const there = new Actor(kit, { ...agent.credentials, service: createService.service.id });
    const { viewer } = await there.run('{ viewer { ... on Agent { picture { path } } } }');
    expect(viewer.picture.path).toBe(path);
  });

  test('is neither sent nor seen by who has to set up a second factor first, who sees a logo still', async () => {
    const service = await kit.service();
    const agent = await service.agent();
    const logo = await shown(await service.admin(), 'logo');
    const person = await shown(agent, 'person');
    const require = (required: boolean) =>
      kit.app.write(null, async (tx) => {
        await tx.sql.query('update installation set second_factor_required = $1', [required]);
        tx.tell(rightsTopic, {});
      });
    await require(true);
    try {
      await expect.poll(() => send(agent, 'person', png)).toMatchObject({ status: 403, code: 'SECOND_FACTOR_NEEDED' });
      expect((await look(person.path, agent)).status).toBe(404);
      expect((await look(logo.path, agent)).status).toBe(200);
    } finally {
      await require(false);
    }
  });

  test('comes along where they accept an invitation, and goes with their last place', async () => {
    const [service, other] = [await kit.service(), await kit.service()];
    const agent = await service.agent();
    const { path } = await shown(agent, 'person');
    const { inviteAgent } = await (
      await other.admin()
    ).run(
      `mutation ($e: String!) { inviteAgent(input: { email: $e, name: "Other", role: AGENT, canChat: true }) {
        ... on InvitedAgent { link agent { id picture { path } } } } }`,
      { e: agent.email },
    );
    expect(inviteAgent.agent.picture).toBeNull();
    const { acceptInvitation } = await kit.run(
      `mutation ($t: String!) { acceptInvitation(token: $t, password: "correct horse") { ... on Agent { picture { path } } } }`,
      { t: inviteAgent.link.split('#')[1] },
    );
    expect(acceptInvitation.picture.path).toBe(path);
    await service.removeAgent(agent);
    expect((await look(path, await other.admin())).status).toBe(200);
    await (
      await other.admin()
    ).run('mutation ($id: ID!) { removeAgent(agentId: $id) { __typename } }', inviteAgent.agent);
    expect((await look(path, await other.admin())).status).toBe(404);
    await kit.app.loosePictures.look();
    expect(await readdir(kit.app.config.filesDir)).not.toContain(idOf(path));
  });

  test('is one, whoever of their two tabs was first, and a repeated wish changes nothing', async () => {
    const agent = await (await kit.service()).agent();
    const tokens = [await send(agent, 'person', png), await send(agent, 'person', png)].map(({ token }) => token);
    const saved = await Promise.all(tokens.map((token) => save(agent, 'person', token)));
    expect(saved.map(({ __typename }) => __typename)).toEqual(['Account', 'Account']);
    const { account } = await agent.run('{ account { picture { path } } }');
    const last = saved.findIndex(({ picture }) => picture.path === account.picture.path);
    expect((await save(agent, 'person', tokens[last])).picture.path).toBe(account.picture.path);
    expect((await save(agent, 'person', tokens[1 - last])).__typename).toBe('PictureMissing');
    const { rows } = await kit.app.sql.query(
      `select from picture p join agent a on a.account_id = p.account_id where a.id = $1 and p.loose_since is null`,
      [agent.id.replace('Agent_', '')],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('what is sent', () => {
  const noise = () =>
    sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: '#808080',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });

  test.each([
    ['nothing at all', () => Buffer.alloc(0), 400, 'EMPTY'],
    ['a page that calls itself a picture', () => html, 415, 'UNSUPPORTED_TYPE'],
    [
      'a drawing that loads and runs things',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>'),
      415,
      'UNSUPPORTED_TYPE',
    ],
    ['a TIFF', () => plain().tiff().toBuffer(), 415, 'UNSUPPORTED_TYPE'],
    ['an AVIF', () => plain().avif().toBuffer(), 415, 'UNSUPPORTED_TYPE'],
    [
      'a document',
      () => Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n'),
      415,
      'UNSUPPORTED_TYPE',
    ],
    ['the first half of a JPEG', async () => (await noise().jpeg().toBuffer()).subarray(0, 60_000), 400, 'UNREADABLE'],
    ['the first half of a PNG', async () => (await noise().png().toBuffer()).subarray(0, 60_000), 400, 'UNREADABLE'],
    ['the first half of a WebP', async () => (await noise().webp().toBuffer()).subarray(0, 20_000), 400, 'UNREADABLE'],
    [
      'the beginning of a PNG with text behind it',
      () => Buffer.concat([png.subarray(0, 40), Buffer.from('text'.repeat(99))]),
      400,
      'UNREADABLE',
    ],
    ['400 megapixels in a few kilobytes', () => blackPng(20_000, 20_000), 413, 'TOO_MANY_PIXELS'],
    ['4,294 megapixels in a GIF of 35 bytes', () => gifOf(65_535, 65_535), 413, 'TOO_MANY_PIXELS'],
    ['more than is taken, by a byte', () => Buffer.alloc(5 * 1024 * 1024 + 1), 413, 'TOO_LARGE'],
  ])('is refused in words, and nothing of it is kept: %s', async (_, make, status, code) => {
    const agent = await (await kit.service()).agent();
    const [body, before] = [await make(), await count()];
    const answer = await send(agent, 'person', body);
    expect(answer).toMatchObject({ status, code, message: expect.stringMatching(/^[A-Z].*\.$/) as string });
    expect(await count()).toBe(before);
    expect(await readdir(`${kit.app.config.filesDir}/incoming`)).toEqual([]);
  });

  test('costs the time and memory of one picture, however many come at once', async () => {
    const service = await kit.service();
    const agents = await Promise.all(Array.from({ length: 20 }, () => service.agent()));
    const bomb = blackPng(5_000, 5_000, true);
    expect(bomb.length).toBeLessThan(100_000);
    const answers = await Promise.all(agents.map((agent) => send(agent, 'person', bomb)));
    const outcomes = answers.map(({ status, code }) => code ?? status);
    expect(new Set(outcomes)).toEqual(new Set([201, 'BUSY']));
    expect(outcomes.filter((outcome) => outcome === 'BUSY').length).toBeGreaterThan(5);
    // Of what the process for pictures takes by itself about 100 MB.
    const [unpacking, ...others] = await pictureProcesses();
    expect(others).toEqual([]);
    expect((await peakMemory(unpacking!)) / 1e6).toBeLessThan(400);
    // And goes on for who comes later.
    expect((await send(agents[0]!, 'person', png)).status).toBe(201);
  });

  test('must state its length, be sent in the right way, and from our own pages', async () => {
    const agent = await (await kit.service()).agent();
    const origin = { origin: 'https://elsewhere.test' };
    expect(await send(agent, 'person', png, origin)).toMatchObject({ status: 403, code: 'FOREIGN_ORIGIN' });
    const chunked = await fetch(`${kit.url}/pictures/person`, {
      method: 'POST',
      headers: headersOf(agent.credentials),
      body: new Blob([new Uint8Array(png)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(411);
    expect((await look('/pictures/person', agent)).status).toBe(405);
    for (const name of ['', 'x', `${randomUUID()}-256.webp`, `${randomUUID()}-999.webp`, '..%2f..%2fetc-64.webp']) {
      expect((await look(`/pictures/${name}`, agent)).status).toBe(404);
    }
  });

  test('and not used within an hour goes, and one that is used stays', async () => {
    const agent = await (await kit.service()).agent();
    const { path } = await shown(agent, 'person');
    const { token } = await send(agent, 'person', png);
    const loose = `update picture set loose_since = now() - interval '61 min' where loose_since > '-infinity' returning id, small_id`;
    const { rows } = await kit.app.sql.query<{ id: string; small_id: string }>(loose, []);
    expect((await save(agent, 'person', token)).__typename).toBe('PictureMissing');
    await kit.app.loosePictures.look();
    const kept = await readdir(kit.app.config.filesDir);
    for (const row of rows) expect(kept).not.toEqual(expect.arrayContaining([row.id]));
    for (const row of rows) expect(kept).not.toEqual(expect.arrayContaining([row.small_id]));
    expect(kept).toContain(idOf(path));
    expect((await look(path, agent)).status).toBe(200);
  });

  test('is no lost file, in either size', async () => {
    const agent = await (await kit.service()).agent();
    await shown(agent, 'person');
    const lost: string[] = [];
    for await (const ids of lostFiles(kit.app.sql, kit.app.files)) lost.push(...ids);
    expect(lost).toEqual([]);
  });
});
