import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { pdf, text } from '../../test/file-samples.ts';
import { Actor, headersOf, Kit, type Answer, type TestService, rowId } from '../../test/kit.ts';
import { aboutMask, revealing } from '../../test/masks.ts';
import { SpawnedProcess } from '../../test/spawned-process.ts';
import { sweeperOf } from '../../test/sweeper.ts';
import { isStored } from '../../test/traces.ts';
import { fetchedBy, sendFile, type SentFile } from '../../test/uploads.ts';

import { lostFiles } from '../attachment/lost-files.ts';
import { letGoOfUntaken } from '../attachment/file-parts.ts';
import { StoreAway } from '../files/store-away.ts';
import { newMaskKey, parseMaskKeys } from './mask-keys.ts';
import { rotate } from './rotation.ts';
import { Vault } from './vault.ts';

const key = newMaskKey();
const kit = await Kit.start({
  DAMSO_MASK_KEYS: key,
  LIMIT_SENDS_PER_MINUTE: '1000000',
  LIMIT_UPLOADS_PER_MINUTE: '1000000',
});
const { sql } = kit.app;
const { filesDir } = kit.app.config;
const region = 'id x y width height sealed maskedAt maskedBy { name }';
const file = `id name mediaType size width height revision path thumbnailPath regions { ${region} }`;
const outcome = `__typename ... on DomainError { message }`;

/** A picture of noise, none of it black; another one each time. */
async function noise(width = 24, height = 16): Promise<Buffer> {
  const pixels = randomBytes(width * height * 3).map((value) => 40 + (value % 200));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** A chat whose customer sent a file. */
async function scene(sent: SentFile = {}, options: { security?: boolean } = {}) {
  const service = await kit.service({ security: true, ...options });
  const agent = await service.onlineAgent({ name: 'Mina', mayReveal: true, maySeal: true });
  const customer = await service.customer({ message: 'hello', key: randomUUID() });
  await agent.send(customer.chatId, 'Good morning.');
  const said = await say(customer, customer.chatId, { body: await noise(), name: 'card.png', ...sent });
  return { service, agent, customer, chatId: customer.chatId, message: said, picture: said.attachments[0] };
}

async function say(by: Actor, chatId: string, sent: SentFile): Promise<Answer> {
  const { token } = await sendFile(by, sent);
  const { sendMessage } = await by.run(
    `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${outcome} ... on Message { id revision attachments { ${file} } } } }`,
    { input: { chatId, key: randomUUID(), text: '', attachments: [token] } },
  );
  return sendMessage;
}

interface Wanted {
  revision: number;
  x?: number | null;
  y?: number | null;
  width?: number | null;
  height?: number | null;
}

async function hide(by: Actor, { id }: Answer, wanted: Wanted): Promise<Answer> {
  const { maskRegion } = await by.run(
    `mutation ($input: MaskRegionInput!) { maskRegion(input: $input) { ${outcome} ... on Attachment { ${file} }
      ... on StaleRevision { current { id attachments { ${file} } } } ... on StaleText { current { __typename } } } }`,
    { input: { attachmentId: id, ...wanted } },
  );
  return maskRegion;
}

const ofFile = `... on Attachment { ${file} }`;
const release = aboutMask('unmaskRegion', ofFile);
const seal = aboutMask('sealRegion', ofFile);
const reveal = revealing('revealRegion', `... on RevealedRegion { region { ${region} } path expiresAt }`);

/** A file as somebody reads it. */
const read = async (by: Actor, { id }: Answer): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { node(id: $id) { __typename ... on Attachment { ${file} } } }`, { id })).node;

async function contentAt(by: Actor, path: string): Promise<Buffer | number> {
  const response = await fetchedBy(by, path);
  const content = Buffer.from(await response.arrayBuffer());
  return response.status === 200 ? content : response.status;
}

async function pixelsOf(content: Buffer | number) {
  if (typeof content === 'number') throw new Error(`answered ${content}`);
  const { data, info } = await sharp(content).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)],
  };
}

/** Everything in the store but what says where it is. */
async function contents(): Promise<Map<string, Buffer>> {
  const names = (await readdir(filesDir, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  const all = new Map<string, Buffer>();
  for (const { name, parentPath } of names) {
    if (name !== '.damso') all.set(name, await readFile(join(parentPath, name)));
  }
  return all;
}

/** Whether some pixels are stored anywhere. */
const isKept = async (content: Buffer) => [...(await contents()).values()].some((each) => each.equals(content));

describe('hiding a part of a picture', () => {
  test('leaves it black in a new file for every reader, and the former one nowhere', async () => {
    const { agent, customer, picture } = await scene();
    const before = await pixelsOf(await contentAt(customer, picture.path));
    const original = await readFile(join(filesDir, rowId(picture.id)));
    const masked = await hide(agent, picture, { revision: 0, x: 4, y: 3, width: 5, height: 6 });
    expect(masked).toMatchObject({
      __typename: 'Attachment',
      revision: 1,
      width: 24,
      height: 16,
      regions: [{ x: 4, y: 3, width: 5, height: 6, sealed: false, maskedBy: { name: 'Mina' } }],
    });
    for (const reader of [agent, customer]) {
      const after = await pixelsOf(await contentAt(reader, masked.path));
      for (let y = 0; y < 16; y += 1) {
        for (let x = 0; x < 24; x += 1) {
          const isHidden = x >= 4 && x < 9 && y >= 3 && y < 9;
          expect(after.at(x, y)).toEqual(isHidden ? [0, 0, 0] : before.at(x, y));
        }
      }
      for (const path of [picture.path, picture.thumbnailPath, `/files/${picture.id}`]) {
        expect(await contentAt(reader, path)).toBe(404);
      }
    }
    const small = await pixelsOf(await contentAt(customer, masked.thumbnailPath));
    expect(Math.max(...small.at(6, 5))).toBeLessThan(20);
    expect(await isKept(original)).toBe(false);
    expect([...(await contents()).keys()]).not.toContain(rowId(picture.id));
  });

  test('is refused outside of the picture, of what is no picture, and at another revision, with what bears it now', async () => {
    const { agent, customer, chatId, picture } = await scene();
    const ranges = [
      { x: -1, y: 0, width: 3, height: 3 },
      { x: 0, y: 0, width: 25, height: 3 },
      { x: 20, y: 10, width: 4, height: 7 },
      { x: 0, y: 0, width: 0, height: 3 },
      { x: 0, y: 0, width: 3, height: null },
      { x: 2_147_483_647, y: 0, width: 2_147_483_647, height: 1 },
    ];
    for (const range of ranges) {
      expect((await hide(agent, picture, { revision: 0, ...range })).__typename).toBe('InvalidRange');
    }
    const note = (await say(customer, chatId, { body: 'text', name: 'a.txt' })).attachments[0];
    const inText = await hide(agent, note, { revision: 0, x: 0, y: 0, width: 1, height: 1 });
    expect(inText.__typename).toBe('InvalidRange');
    const masked = await hide(agent, picture, { revision: 0, x: 1, y: 1, width: 2, height: 2 });
    for (const revision of [0, 2]) {
      const stale = await hide(agent, picture, { revision, x: 5, y: 5, width: 2, height: 2 });
      expect(stale).toMatchObject({ __typename: 'StaleRevision', current: { attachments: [{ path: masked.path }] } });
    }
    expect((await read(customer, picture)).regions).toHaveLength(1);
  });

  test('is for services whose contract holds masking', async () => {
    const { agent, picture } = await scene({}, { security: false });
    expect((await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 1, height: 1 })).__typename).toBe(
      'MaskingDisabled',
    );
  });

  test('reaches who listens, and who was away', async () => {
    const { agent, customer, chatId, message, picture } = await scene();
    const document = `subscription ($id: ID!) { chatChanges(chatId: $id) { revision messages { id revision attachments { path } } } }`;
    const there = customer.subscribe(document, { id: chatId });
    await there.next();
    const { path } = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 3, height: 3 });
    const { chatChanges } = await there.next();
    expect(chatChanges.messages).toMatchObject([{ id: message.id, attachments: [{ path }] }]);
    expect(chatChanges.messages[0].revision).toBe(chatChanges.revision);
    await there.close();
    const { chatChanges: missed } = await customer.run(
      'query ($id: ID!, $after: Int) { chatChanges(chatId: $id, after: $after) { messages { id attachments { path } } } }',
      { id: chatId, after: message.revision },
    );
    expect(missed.messages).toEqual([{ id: message.id, attachments: [{ path }] }]);
  });
});

describe('releasing', () => {
  test('gives the very bytes back, under an address of their own, and is done once', async () => {
    const { agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    const masked = await hide(agent, picture, { revision: 0, x: 4, y: 3, width: 5, height: 6 });
    const released = await release(agent, masked.regions[0].id);
    expect(released).toMatchObject({ __typename: 'Attachment', revision: 2, regions: [], size: picture.size });
    expect(new Set([picture.path, masked.path, released.path]).size).toBe(3);
    expect(await contentAt(customer, released.path)).toEqual(original);
    for (const path of [picture.path, masked.path, masked.thumbnailPath])
      expect(await contentAt(customer, path)).toBe(404);
    expect(await release(agent, masked.regions[0].id)).toEqual(released);
    const again = await hide(agent, picture, { revision: 2, x: 0, y: 0, width: 1, height: 1 });
    expect((await release(agent, again.regions[0].id)).revision).toBe(4);
  });

  test('shows of overlapping regions what no other one hides', async () => {
    const { agent, customer, picture } = await scene();
    const before = await pixelsOf(await contentAt(customer, picture.path));
    await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 10, height: 10 });
    const { regions } = await hide(agent, picture, { revision: 1, x: 5, y: 5, width: 10, height: 10 });
    const released = await release(agent, regions[0].id);
    const after = await pixelsOf(await contentAt(customer, released.path));
    expect(after.at(3, 3)).toEqual(before.at(3, 3));
    expect(after.at(7, 7)).toEqual([0, 0, 0]);
  });

  test('works by the verb for texts too, which answers what bears it', async () => {
    const { agent, message, picture } = await scene();
    const { regions } = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 10, height: 10 });
    const { unmaskText } = await agent.run(
      `mutation ($id: ID!) { unmaskText(maskId: $id) { ${outcome} ... on Message { id attachments { ${file} } } } }`,
      { id: regions[0].id },
    );
    expect(unmaskText).toMatchObject({
      __typename: 'Message',
      id: message.id,
      attachments: [{ revision: 2, regions: [] }],
    });
  });
});

describe('revealing', () => {
  test('shows the rectangle alone, others still black, to one agent, and says so in the log', async () => {
    const { service, agent, customer, picture } = await scene();
    const before = await pixelsOf(await contentAt(customer, picture.path));
    await hide(agent, picture, { revision: 0, x: 2, y: 2, width: 10, height: 8 });
    const { regions, path } = await hide(agent, picture, { revision: 1, x: 8, y: 6, width: 10, height: 8 });
    const address = `/files/${regions[0].id}/revealed`;
    expect(await contentAt(agent, address)).toBe(404);
    const revealed = await reveal(agent, regions[0].id);
    expect(revealed).toMatchObject({ __typename: 'RevealedRegion', region: { id: regions[0].id }, path: address });
    const shown = await pixelsOf(await contentAt(agent, address));
    expect(shown).toMatchObject({ width: 10, height: 8 });
    expect(shown.at(1, 1)).toEqual(before.at(3, 3));
    expect(shown.at(7, 5)).toEqual([0, 0, 0]);
    const other = await service.onlineAgent({ mayReveal: true });
    for (const by of [other, customer]) expect(await contentAt(by, address)).toBe(404);
    expect((await read(customer, picture)).path).toBe(path);
    const { auditLog } = await (
      await service.admin()
    ).run(
      '{ auditLog(filter: { actions: [REVEALED] }) { edges { node { maskId textOf field reason chat { id } } } } }',
    );
    expect(auditLog.edges).toMatchObject([
      { node: { maskId: regions[0].id, textOf: picture.id, field: 'content', reason: 'to call back' } },
    ]);
    await sql.query(`update audit_entry set at = at - interval '61 seconds' where mask_id = $1`, [
      rowId(regions[0].id),
    ]);
    expect(await contentAt(agent, address)).toBe(404);
  });

  test('is for who has the right, with a reason, and counts with the reveals of texts', async () => {
    const { service, agent, picture } = await scene();
    const { regions } = await hide(agent, picture, { revision: 0, x: 2, y: 2, width: 10, height: 8 });
    const [{ id }] = regions;
    expect((await reveal(agent, id, ' ')).__typename).toBe('InvalidInput');
    const without = await service.onlineAgent();
    expect((await reveal(without, id)).__typename).toBe('NotPermitted');
    await sql.query(
      `insert into audit_entry (service_id, agent_id, action, reason) select $1, $2, 'REVEALED', 'x' from generate_series(1, 30)`,
      [service.id, rowId(agent.id)],
    );
    expect((await reveal(agent, id)).__typename).toBe('RateLimited');
  });
});

describe('sealing', () => {
  test('destroys what the region hides, also under others, and leaves the rest to be released', async () => {
    const { agent, customer, picture } = await scene();
    const before = await pixelsOf(await contentAt(customer, picture.path));
    const original = await readFile(join(filesDir, rowId(picture.id)));
    await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 10, height: 10 });
    const { regions, path } = await hide(agent, picture, { revision: 1, x: 5, y: 5, width: 10, height: 10 });
    const sealed = await seal(agent, regions[0].id);
    expect(sealed).toMatchObject({ revision: 2, path, regions: [{ sealed: true }, { sealed: false }] });
    for (const verb of [release, seal, reveal])
      expect((await verb(agent, regions[0].id)).__typename).toBe('MaskSealed');
    await reveal(agent, regions[1].id);
    const shown = await pixelsOf(await contentAt(agent, `/files/${regions[1].id}/revealed`));
    expect([shown.at(2, 2), shown.at(6, 6)]).toEqual([[0, 0, 0], before.at(11, 11)]);
    const released = await release(agent, regions[1].id);
    expect(released.regions).toMatchObject([{ sealed: true }]);
    const after = await pixelsOf(await contentAt(customer, released.path));
    expect([after.at(3, 3), after.at(7, 7), after.at(12, 12)]).toEqual([[0, 0, 0], [0, 0, 0], before.at(12, 12)]);
    expect(await isKept(original)).toBe(false);
    const { rows } = await sql.query('select key_id, box from mask_original where object_id = $1', [rowId(picture.id)]);
    expect(rows).toEqual([{ key_id: null, box: null }]);
  });

  test('of the last region leaves no box, and is for who has the right', async () => {
    const { service, agent, picture } = await scene();
    const { regions } = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 10, height: 10 });
    const without = await service.onlineAgent({ mayReveal: true });
    expect((await seal(without, regions[0].id)).__typename).toBe('NotPermitted');
    await seal(agent, regions[0].id);
    await kit.app.looseAttachments.look();
    const { rows } = await sql.query<{ id: string }>(
      'select id from attachment where part_of = $1 or thumbnail_of = $1 or id = $1',
      [rowId(picture.id)],
    );
    expect(rows).toHaveLength(3);
  });
});

describe('a whole file', () => {
  test.each([
    ['a.pdf', pdf],
    ['a.txt', text],
  ])('%s is hidden with what it is called, revealed and released byte for byte', async (ending, body) => {
    const canary = randomUUID();
    const name = `${canary} ${ending}`;
    const neutral = ending.replace('a.', 'file.');
    const { agent, customer, picture } = await scene({ body, name });
    expect(picture.name).toBe(name);
    const masked = await hide(agent, picture, { revision: 0 });
    expect(masked).toMatchObject({
      name: neutral,
      size: 0,
      revision: 1,
      regions: [{ x: 0, y: 0, width: 0, height: 0 }],
    });
    expect((await read(customer, picture)).name).toBe(neutral);
    expect(await isStored(sql, canary)).toBe(false);
    const response = await fetchedBy(customer, masked.path);
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([404, 'FILE_MASKED']);
    expect(await contentAt(customer, picture.path)).toBe(404);
    expect(await isKept(body)).toBe(false);
    const [{ id }] = masked.regions;
    expect(await hide(agent, picture, { revision: 1 })).toEqual(masked);
    await reveal(agent, id);
    expect(await contentAt(agent, `/files/${id}/revealed`)).toEqual(body);
    const { headers } = await fetchedBy(agent, `/files/${id}/revealed`);
    expect(decodeURIComponent(headers.get('content-disposition')!)).toContain(name);
    expect(await isKept(body)).toBe(false);
    const released = await release(agent, id);
    expect(released).toMatchObject({ name, size: body.length, regions: [] });
    expect(await contentAt(customer, released.path)).toEqual(body);
    const again = await hide(agent, picture, { revision: 2 });
    const sealed = await seal(agent, again.regions[0].id);
    expect(sealed).toMatchObject({ name: neutral, regions: [{ sealed: true }], size: 0 });
    const { rows } = await sql.query('select field, box from mask_original where object_id = $1', [rowId(picture.id)]);
    expect(rows).toEqual([{ field: 'Attachment.content', box: null }]);
    expect((await release(agent, again.regions[0].id)).__typename).toBe('MaskSealed');
  });

  test('that is a picture is black as a whole', async () => {
    const { agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    const masked = await hide(agent, picture, { revision: 0 });
    expect(masked).toMatchObject({ name: 'file.png', regions: [{ x: 0, y: 0, width: 24, height: 16 }], width: 24 });
    const pixels = await pixelsOf(await contentAt(customer, masked.path));
    expect([pixels.at(0, 0), pixels.at(23, 15)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    await reveal(agent, masked.regions[0].id);
    expect(await contentAt(agent, `/files/${masked.regions[0].id}/revealed`)).toEqual(original);
  });

  test('is called what it was once no region hides all of it, and never again where such a one is sealed', async () => {
    const { agent, picture } = await scene({ name: 'passport of Kim.png' });
    const part = { x: 1, y: 1, width: 4, height: 4 };
    expect(await hide(agent, picture, { revision: 0, ...part })).toMatchObject({ name: picture.name });
    const { regions } = await hide(agent, picture, { revision: 1 });
    const [ofPart, ofAll] = regions.map(({ id }: Answer) => id);
    // What changes meanwhile changes nothing of it.
    expect(await hide(agent, picture, { revision: 2, x: 0, y: 0, width: 24, height: 16 })).toMatchObject({
      name: 'file.png',
    });
    expect(await seal(agent, ofPart)).toMatchObject({ name: 'file.png' });
    expect(await release(agent, ofAll)).toMatchObject({ name: picture.name, regions: [{ sealed: true }] });
    const { revision } = await read(agent, picture);
    const again = await hide(agent, picture, { revision });
    expect(await seal(agent, again.regions[1].id)).toMatchObject({ name: 'file.png' });
    expect(await isStored(sql, picture.name)).toBe(false);
  });
});

describe('at once', () => {
  test('two agents hide: one does, and the other is told what the file is now', async () => {
    const { service, agent, picture } = await scene();
    const other = await service.onlineAgent();
    const outcomes = await Promise.all([
      hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 }),
      hide(other, picture, { revision: 0, x: 8, y: 8, width: 5, height: 5 }),
    ]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['Attachment', 'StaleRevision']);
    expect(await read(agent, picture)).toMatchObject({ revision: 1, regions: [{}] });
  });

  test('every region is released by somebody else: the very bytes come back', async () => {
    const { agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    let masked = picture;
    for (const x of [0, 4, 8])
      masked = await hide(agent, picture, { revision: masked.revision, x, y: 2, width: 6, height: 6 });
    const ids: string[] = masked.regions.map(({ id }: Answer) => id);
    const outcomes = await Promise.all([...ids, ids[0]!].map((id) => release(agent, id)));
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(4).fill('Attachment'));
    const after = await read(customer, picture);
    expect(after).toMatchObject({ regions: [], revision: 6 });
    expect(await contentAt(customer, after.path)).toEqual(original);
  });

  test('a file that is erased while it is hidden stays nobody’s, and nothing of it is left', async () => {
    const { service, agent, customer, chatId, picture } = await scene();
    await agent.end(chatId);
    const original = await readFile(join(filesDir, rowId(picture.id)));
    const put = kit.app.files.put.bind(kit.app.files);
    const spy = vi.spyOn(kit.app.files, 'put').mockImplementationOnce(async (id, upload) => {
      await put(id, upload);
      await erase(service, customer);
    });
    onTestFinished(() => {
      spy.mockRestore();
    });
    const outcome = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    expect(outcome.__typename).toBe('NotPermitted');
    await kit.app.looseAttachments.look();
    expect(await isKept(original)).toBe(false);
    expect((await sql.query('select from attachment where service_id = $1', [service.id])).rows).toEqual([]);
  });
});

async function erase(service: TestService, { id }: { id: string }): Promise<void> {
  const { eraseCustomer } = await (
    await service.admin()
  ).run('mutation ($id: ID!) { eraseCustomer(customerId: $id) { __typename } }', { id });
  expect(eraseCustomer.__typename).toBe('Customer');
}

describe('a store', () => {
  test.each([1, 2, 3])('that is full at the part of number %i changes nothing', async (n) => {
    const { service, agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    const put = kit.app.files.put.bind(kit.app.files);
    let puts = 0;
    const spy = vi.spyOn(kit.app.files, 'put').mockImplementation(async (id, upload) => {
      puts += 1;
      if (puts === n) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      await put(id, upload);
    });
    const outcome = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    spy.mockRestore();
    expect(outcome.__typename).toBe('FileUnavailable');
    expect(await read(customer, picture)).toMatchObject(picture);
    expect(await contentAt(customer, picture.path)).toEqual(original);
    await kit.app.looseAttachments.look();
    expect(await rowsOf(service)).toHaveLength(2);
  });

  test('keeps what a file took, also where whoever gave it does not know that', async () => {
    const { agent, customer, picture } = await scene();
    const masked = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const { rows } = await sql.query<{ id: string }>('select id from attachment where $1 in (part_of, thumbnail_of)', [
      rowId(picture.id),
    ]);
    expect(rows).toHaveLength(3);
    await kit.app.write(null, (tx) => letGoOfUntaken(tx.sql, rows));
    await sweeperOf(kit).lookIn(61);
    expect(await contentAt(customer, masked.path)).toBeInstanceOf(Buffer);
    expect((await release(agent, masked.regions[0].id)).regions).toEqual([]);
  });

  test('that is away when something is to be released leaves it hidden', async () => {
    const { agent, customer, picture } = await scene();
    const masked = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const spy = vi.spyOn(kit.app.files, 'read').mockRejectedValueOnce(new StoreAway(new Error('away')));
    expect((await release(agent, masked.regions[0].id)).__typename).toBe('FileUnavailable');
    spy.mockRestore();
    expect(await read(customer, picture)).toEqual(masked);
    expect((await release(agent, masked.regions[0].id)).regions).toEqual([]);
  });

  test('in which a box was altered gives nothing out', async () => {
    const { agent, customer, picture } = await scene();
    const masked = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const { rows } = await sql.query<{ box: string }>('select box_id as box from attachment where id = $1', [
      rowId(picture.id),
    ]);
    const box = await readFile(join(filesDir, rows[0]!.box));
    box[box.length - 1]! ^= 1;
    await writeFile(join(filesDir, rows[0]!.box), box);
    expect((await release(agent, masked.regions[0].id)).__typename).toBe('OriginalUnavailable');
    expect(await read(customer, picture)).toEqual(masked);
    await reveal(agent, masked.regions[0].id);
    expect(await contentAt(agent, `/files/${masked.regions[0].id}/revealed`)).toBe(503);
  });
});

const rowsOf = async ({ id }: TestService) =>
  (await sql.query<{ id: string }>('select id from attachment where service_id = $1', [id])).rows.map((row) => row.id);

describe('a process that dies', () => {
  test.each([
    ['before the first part is stored', 'put', 1, false],
    ['before the last part is stored', 'put', 3, false],
    ['when all parts are stored', 'put', 4, false],
    ['before what was uploaded is removed', 'remove', 1, true],
  ] as const)('%s leaves one state or the other, and the rest goes within the hour', async (_, step, n, isDone) => {
    const { service, agent, customer, picture } = await scene();
    const original = await readFile(join(filesDir, rowId(picture.id)));
    const { files } = kit.app;
    const put = files.put.bind(files);
    const remove = files.remove.bind(files);
    // Nothing of it goes on until everything was looked at.
    const reached = Promise.withResolvers<boolean>();
    const goesOn = Promise.withResolvers<boolean>();
    const dies = () => {
      reached.resolve(true);
      return goesOn.promise;
    };
    let puts = 0;
    const spies = [
      vi.spyOn(files, 'put').mockImplementation(async (id, upload) => {
        puts += 1;
        if (step === 'put' && puts === n) await dies();
        await put(id, upload);
        if (step === 'put' && n === 4 && puts === 3) await dies();
      }),
      vi.spyOn(files, 'remove').mockImplementation(async (ids) => {
        if (ids.includes(rowId(picture.id))) await dies();
        await remove(ids);
      }),
    ];
    const late = hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    await reached.promise;
    for (const spy of spies) spy.mockRestore();
    const after = await read(customer, picture);
    expect(after.revision).toBe(isDone ? 1 : 0);
    expect(await contentAt(customer, after.path)).toBeInstanceOf(Buffer);
    if (isDone) expect(await contentAt(customer, picture.path)).toBe(404);
    const sweeper = sweeperOf(kit);
    await sweeper.lookIn(61);
    // The process's own look may have some of them in hand.
    await expect.poll(() => rowsOf(service)).toHaveLength(isDone ? 4 : 2);
    await expect.poll(() => isKept(original)).toBe(!isDone);
    // Should it only have slept, it changes nothing any more and leaves nothing behind.
    goesOn.resolve(true);
    expect((await late).__typename).toBe(isDone ? 'Attachment' : 'FileUnavailable');
    expect(await read(customer, picture)).toEqual(after);
    const rows = await rowsOf(service);
    const { rows: remains } = await sql.query('select from attachment where upload_remains', []);
    expect(remains).toEqual([]);
    const stored = new Set((await contents()).keys());
    // Of a file whose content was replaced the row remains, and the content is under its version.
    expect(rows.filter((id) => !stored.has(id))).toEqual(isDone ? [rowId(picture.id)] : []);
    const lost = [];
    for await (const ids of lostFiles(sql, kit.app.files)) lost.push(...ids);
    expect(lost).toEqual([]);
  });
});

describe('a process that is killed', () => {
  /** Has a process of its own do something, and killed before one of its steps: see `dies-masking.ts`. */
  async function killed(by: Actor, step: number, query: string, variables: object): Promise<void> {
    const dying = await SpawnedProcess.start(kit, { DIES_AFTER_STEPS: String(step) }, ['dies-masking.ts']);
    // What it did before it was killed it may have answered already.
    await fetch(`${dying.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(by.credentials) },
      body: JSON.stringify({ query, variables }),
    }).catch(() => undefined);
    expect((await dying.ended).signal).toBe('SIGKILL');
  }

  const left = { x: 2, y: 2, width: 8, height: 8 };
  const right = { x: 14, y: 4, width: 6, height: 6 };
  const isIn = ({ x, y, width, height }: typeof left, across: number, down: number) =>
    across >= x && across < x + width && down >= y && down < y + height;

  /** That what everybody gets, and whatever is stored of it, is as the API says; and that nothing is stored besides. */
  async function expectWhole(
    { service, customer, picture }: Awaited<ReturnType<typeof scene>>,
    { original, hidden, hasBox }: { original: Buffer; hidden: readonly (typeof left)[]; hasBox: boolean },
  ): Promise<void> {
    const now = await read(customer, picture);
    expect(now.regions).toMatchObject(hidden);
    const content = await contentAt(customer, now.path);
    if (hidden.length === 0) expect(content).toEqual(original);
    const [before, after, small] = await Promise.all([
      pixelsOf(original),
      pixelsOf(content),
      pixelsOf(await contentAt(customer, now.thumbnailPath)),
    ]);
    for (let y = 0; y < 16; y += 1) {
      for (let x = 0; x < 24; x += 1) {
        const isBlack = hidden.some((each) => isIn(each, x, y));
        expect(after.at(x, y)).toEqual(isBlack ? [0, 0, 0] : before.at(x, y));
      }
    }
    for (const each of [left, right]) {
      const brightest = Math.max(...small.at(each.x + each.width / 2, each.y + each.height / 2));
      expect(brightest < 20).toBe(hidden.includes(each));
    }
    const sweeper = sweeperOf(kit);
    // Of a file whose content was replaced the row remains, and the content is under its version.
    const namesIn = async () => {
      const { rows } = await sql.query<{ id: string }>(
        `select id from attachment where service_id = $1 and (upload_remains or id <> $2 or revision = 0)`,
        [service.id, rowId(picture.id)],
      );
      return rows.map(({ id }) => id);
    };
    // What another look has in hand, also that of a process that is about to be missed, is left to the next one.
    await expect
      .poll(async () => {
        await sweeper.lookIn(61);
        return { kept: (await namesIn()).length, incoming: await readdir(join(filesDir, 'incoming')) };
      })
      .toEqual({ kept: hasBox ? 3 : 2, incoming: [] });
    const named = await namesIn();
    const stored = await contents();
    expect(named.filter((id) => !stored.has(id))).toEqual([]);
    for (const id of named) {
      const pixels = await pixelsOf(stored.get(id)!).catch(() => null);
      for (const each of pixels ? hidden : []) {
        expect(Math.max(...pixels!.at(each.x + 3, each.y + 3))).toBeLessThan(20);
      }
    }
    expect(await isKept(original)).toBe(hidden.length === 0);
    const lost = [];
    for await (const ids of lostFiles(sql, kit.app.files)) lost.push(...ids);
    expect(lost).toEqual([]);
  }

  const verb = (name: string) => `mutation ($id: ID!) { ${name}(regionId: $id) { __typename } }`;
  const hiding = 'mutation ($input: MaskRegionInput!) { maskRegion(input: $input) { __typename } }';

  // After the plan: rows of what is to be stored, three contents, the row of the file, and both that were before are removed.
  test.each([1, 2, 5, 6, 7, 8])('before step %i of hiding leaves it shown or hidden', async (step) => {
    const one = await scene();
    const { agent, customer, picture } = one;
    const original = (await contentAt(customer, picture.path)) as Buffer;
    await killed(agent, step, hiding, { input: { attachmentId: picture.id, revision: 0, ...left } });
    const isDone = step > 5;
    await expectWhole(one, { original, hidden: isDone ? [left] : [], hasBox: isDone });
    const masked = isDone ? await read(agent, picture) : await hide(agent, picture, { revision: 0, ...left });
    expect(await contentAt(customer, (await release(agent, masked.regions[0].id)).path)).toEqual(original);
  });

  // The same with two contents, and three that were before.
  test.each([2, 4, 5, 8])('before step %i of releasing leaves it hidden or shown', async (step) => {
    const one = await scene();
    const { agent, customer, picture } = one;
    const original = (await contentAt(customer, picture.path)) as Buffer;
    const { regions } = await hide(agent, picture, { revision: 0, ...left });
    await killed(agent, step, verb('unmaskRegion'), { id: regions[0].id });
    const isDone = step > 4;
    await expectWhole(one, { original, hidden: isDone ? [] : [left], hasBox: !isDone });
    expect(await contentAt(customer, (await release(agent, regions[0].id)).path)).toEqual(original);
  });

  // One box in place of another.
  test.each([3, 4, 5])('before step %i of sealing leaves what it hides there or destroyed', async (step) => {
    const one = await scene();
    const { agent, customer, picture } = one;
    const original = (await contentAt(customer, picture.path)) as Buffer;
    await hide(agent, picture, { revision: 0, ...left });
    const { regions } = await hide(agent, picture, { revision: 1, ...right });
    await killed(agent, step, verb('sealRegion'), { id: regions[0].id });
    await expectWhole(one, { original, hidden: [left, right], hasBox: true });
    const isDone = step > 3;
    const released = await release(agent, regions[0].id);
    expect(released.__typename).toBe(isDone ? 'MaskSealed' : 'Attachment');
    const { path } = await release(agent, regions[1].id);
    const content = await contentAt(customer, path);
    if (!isDone) expect(content).toEqual(original);
    const [before, after] = await Promise.all([pixelsOf(original), pixelsOf(content)]);
    expect(after.at(5, 5)).toEqual(isDone ? [0, 0, 0] : before.at(5, 5));
    expect(after.at(16, 6)).toEqual(before.at(16, 6));
  });
});

describe('what is hidden', () => {
  test('goes with the person, keys at once and contents with the next look', async () => {
    const { service, agent, customer, chatId, picture } = await scene();
    await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    await hide(agent, picture, { revision: 1 });
    await agent.end(chatId);
    await erase(service, customer);
    const keys = await sql.query('select from mask_original where object_id = $1', [rowId(picture.id)]);
    expect(keys.rows).toEqual([]);
    await kit.app.looseAttachments.look();
    expect(await rowsOf(service)).toEqual([]);
  });

  test('goes with a file that a process of a former version let go of', async () => {
    const { service, agent, picture } = await scene();
    await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    // As it does: the file and its thumbnail alone.
    await sql.query(
      `update attachment set ticket_id = null, comment_id = null, message_id = null, uploader_id = null, token_hash = null, name = '',
         created_at = '-infinity' where id = $1 or thumbnail_of = $1`,
      [rowId(picture.id)],
    );
    await kit.app.looseAttachments.look();
    expect(await rowsOf(service)).toEqual([]);
    const keys = await sql.query('select from mask_original where object_id = $1', [rowId(picture.id)]);
    expect(keys.rows).toEqual([]);
  });

  test('is destroyed by itself so many days after the end, in a chat and in a ticket', async () => {
    const { service, agent, chatId, picture } = await scene();
    await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const { token } = await sendFile(agent, { body: await noise() });
    const { createTicket } = await agent.run(
      `mutation ($type: ID!, $files: [String!]) { createTicket(input: { inquiryTypeId: $type, title: "t", content: "c", attachments: $files }) {
        ... on Ticket { id revision attachments { ${file} } } } }`,
      { type: service.inquiryTypeId, files: [token] },
    );
    const [ofTicket] = createTicket.attachments;
    await hide(agent, ofTicket, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    await hide(agent, ofTicket, { revision: 1 });
    await agent.end(chatId);
    await sql.query(
      `with t as (update ticket set status = 'CLOSED', revision = revision + 1 where id = $1 returning id, revision)
       insert into ticket_change (ticket_id, revision, field, before, after, changed_at)
       select id, revision, 'status', 'OPEN', 'CLOSED', now() from t`,
      [rowId(createTicket.id)],
    );
    await sql.query('update service set seal_after_days = 3 where id = $1', [service.id]);
    const regionsOf = async () =>
      (await Promise.all([picture, ofTicket].map((each) => read(agent, each)))).map(({ regions }) => regions[0].sealed);
    await kit.app.autoSeal.look();
    expect(await regionsOf()).toEqual([false, false]);
    await sql.query(`update chat set closed_at = closed_at - interval '4 days' where id = $1`, [rowId(chatId)]);
    await sql.query(`update ticket_change set changed_at = changed_at - interval '4 days' where ticket_id = $1`, [
      rowId(createTicket.id),
    ]);
    await kit.app.autoSeal.look();
    expect(await regionsOf()).toEqual([true, true]);
    const { rows } = await sql.query('select from mask_original where object_id = $1 and box is not null', [
      rowId(ofTicket.id),
    ]);
    expect(rows).toEqual([]);
  });

  test('moves to a new key, and needs it', async () => {
    const { agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    const { regions } = await hide(agent, picture, { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const keys = `${newMaskKey()} ${key}`;
    const vault = new Vault(parseMaskKeys(keys, 'keys'));
    await rotate(kit.app.write, vault);
    expect((await release(agent, regions[0].id)).__typename).toBe('OriginalUnavailable');
    const there = await Kit.process(kit.databaseUrl, { DAMSO_MASK_KEYS: keys });
    const released = await release(new Actor(there, agent.credentials), regions[0].id);
    expect(await contentAt(customer, released.path)).toEqual(original);
  });

  test('is in no file of the store and no row of the database', async () => {
    const canary = randomBytes(24).toString('hex');
    const { agent, picture } = await scene({ body: `number ${canary}`, name: 'a.txt' });
    const isThere = async () => [...(await contents()).values()].some((each) => each.includes(canary));
    expect(await isThere()).toBe(true);
    const { regions } = await hide(agent, picture, { revision: 0 });
    await reveal(agent, regions[0].id);
    await contentAt(agent, `/files/${regions[0].id}/revealed`);
    expect([await isThere(), await isStored(sql, canary)]).toEqual([false, false]);
  });
});

describe('a file in a ticket', () => {
  test('is hidden for its customer too, told by the ticket, and stale with what bears it', async () => {
    const service = await kit.service({ security: true });
    const agent = await service.agent({ canChat: false, canTicket: true });
    const nobody = new Actor(kit);
    const sent = await sendFile(nobody, { body: await noise(), headers: { 'x-service': service.slug } });
    const { submitInquiry } = await nobody.run(
      `mutation ($input: SubmitInquiryInput!) { submitInquiry(input: $input) { ... on SubmittedInquiry { token
        ticket { id revision attachments { ${file} } } } } }`,
      {
        input: {
          service: service.slug,
          inquiryTypeId: service.inquiryTypeId,
          email: 'kim@test.test',
          title: 't',
          content: 'c',
          consent: { noticeVersion: '1', language: 'ko' },
          attachments: [sent.token],
        },
      },
    );
    const { token, ticket } = submitInquiry;
    const customer = new Actor(kit, { token });
    const { addTicketComment: note } = await agent.run(
      `mutation ($id: ID!, $files: [String!]) { addTicketComment(input: { ticketId: $id, key: "1", text: "n", kind: NOTE, attachments: $files }) {
        ... on TicketComment { id attachments { ${file} } } } }`,
      { id: ticket.id, files: [(await sendFile(agent, { body: await noise() })).token] },
    );
    const there = agent.subscribe(
      'subscription ($id: ID!) { ticketChanges(ticketId: $id) { revision attachments { path } } }',
      {
        id: ticket.id,
      },
    );
    const { ticketChanges: before } = await there.next();
    const masked = await hide(agent, ticket.attachments[0], { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    const { ticketChanges: after } = await there.next();
    expect(after).toEqual({ revision: Number(before.revision) + 1, attachments: [{ path: masked.path }] });
    await there.close();
    expect((await pixelsOf(await contentAt(customer, masked.path))).at(2, 2)).toEqual([0, 0, 0]);
    expect(await contentAt(customer, ticket.attachments[0].path)).toBe(404);
    const stale = await hide(agent, ticket.attachments[0], { revision: 0, x: 0, y: 0, width: 5, height: 5 });
    expect(stale).toMatchObject({ __typename: 'StaleText', current: { __typename: 'Ticket' } });
    // Of a note of agents nobody else sees anything.
    const ofNote = await hide(agent, note.attachments[0], { revision: 0 });
    expect(ofNote).toMatchObject({ __typename: 'Attachment', revision: 1 });
    expect(await contentAt(customer, ofNote.path)).toBe(404);
    const ofStale = await hide(agent, note.attachments[0], { revision: 0 });
    expect(ofStale).toMatchObject({ __typename: 'StaleText', current: { __typename: 'TicketComment' } });
  });
});

describe('a picture of any type', () => {
  const raw = { width: 24, height: 16, channels: 3 as const };
  const types: [string, () => Promise<Buffer>][] = [
    [
      'a.jpg',
      async () =>
        sharp(await noise())
          .jpeg({ quality: 95 })
          .toBuffer(),
    ],
    [
      'a.webp',
      async () =>
        sharp(await noise())
          .webp()
          .toBuffer(),
    ],
    [
      'a.gif',
      async () =>
        sharp(await noise())
          .gif()
          .toBuffer(),
    ],
    [
      'grey.png',
      async () =>
        sharp(await noise())
          .greyscale()
          .png()
          .toBuffer(),
    ],
    [
      'clear.png',
      async () =>
        sharp(await noise())
          .ensureAlpha(0.5)
          .png()
          .toBuffer(),
    ],
    [
      'moving.gif',
      async () => {
        const pages = await Promise.all(
          [1, 2, 3].map(async () =>
            sharp(await noise())
              .raw()
              .toBuffer(),
          ),
        );
        return sharp(Buffer.concat(pages), { raw: { ...raw, height: 48, pageHeight: 16 } })
          .gif({ delay: [50, 50, 50] })
          .toBuffer();
      },
    ],
  ];
  test.each(types)('is black in each of its pictures: %s', async (name, body) => {
    const { agent, customer, picture } = await scene({ name, body: await body() });
    const original = await contentAt(customer, picture.path);
    const masked = await hide(agent, picture, { revision: 0, x: 8, y: 8, width: 8, height: 8 });
    expect(masked).toMatchObject({ mediaType: picture.mediaType, width: 24, height: 16 });
    const content = await contentAt(customer, masked.path);
    const pages = await sharp(content as Buffer, { pages: -1 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(pages.info.height).toBe(name.startsWith('moving') ? 48 : 16);
    const { channels } = pages.info;
    for (let top = 0; top < pages.info.height; top += 16) {
      const at = (x: number, y: number) =>
        Math.max(...pages.data.subarray(((top + y) * 24 + x) * channels, ((top + y) * 24 + x + 1) * channels));
      expect(at(12, 12)).toBeLessThan(30);
      expect(at(2, 2)).toBeGreaterThan(30);
    }
    await reveal(agent, masked.regions[0].id);
    expect(await pixelsOf(await contentAt(agent, `/files/${masked.regions[0].id}/revealed`))).toMatchObject({
      width: 8,
    });
    const released = await release(agent, masked.regions[0].id);
    expect(await contentAt(customer, released.path)).toEqual(original);
  });
});
