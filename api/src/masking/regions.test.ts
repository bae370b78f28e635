import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { pdf, text } from '../../test/file-samples.ts';
import { Actor, Kit, type Answer } from '../../test/kit.ts';
import { fetchedBy, sendFile, type SentFile } from '../../test/uploads.ts';

const kit = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '1000000', LIMIT_UPLOADS_PER_MINUTE: '1000000' });
const { sql } = kit.app;
const { filesDir } = kit.app.config;
const rowId = (id: string) => id.slice(id.indexOf('_') + 1);

const region = 'id x y width height sealed maskedAt maskedBy { name }';
const file = `id name mediaType size width height revision path thumbnailPath regions { ${region} }`;
const outcome = `__typename ... on DomainError { message }`;

/** A picture of noise, every pixel its own. */
async function noise(width = 24, height = 16): Promise<Buffer> {
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, n) => 40 + ((n * 7919 + 13) % 200)));
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
  return { service, agent, customer, chatId: customer.chatId, message: said, picture: said.attachments[0] as Answer };
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

const about = (name: string) => async (by: Actor, regionId: string) => {
  const { answer } = await by.run(
    `mutation ($id: ID!) { answer: ${name}(regionId: $id) { ${outcome} ... on Attachment { ${file} } } }`,
    { id: regionId },
  );
  return answer;
};
const release = about('unmaskRegion');
const seal = about('sealRegion');

async function reveal(by: Actor, regionId: string, reason = 'to call back'): Promise<Answer> {
  const { revealRegion } = await by.run(
    `mutation ($id: ID!, $reason: String!) { revealRegion(regionId: $id, reason: $reason) { ${outcome}
      ... on RevealedRegion { region { ${region} } path expiresAt } ... on RateLimited { retryAfter } } }`,
    { id: regionId, reason },
  );
  return revealRegion;
}

/** A file as somebody reads it. */
const read = async (by: Actor, { id }: Answer): Promise<Answer> =>
  (await by.run(`query ($id: ID!) { node(id: $id) { ... on Attachment { ${file} } } }`, { id })).node;

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
  ])('%s is hidden, revealed and released byte for byte', async (name, body) => {
    const { agent, customer, picture } = await scene({ body, name });
    const masked = await hide(agent, picture, { revision: 0 });
    expect(masked).toMatchObject({ size: 0, revision: 1, regions: [{ x: 0, y: 0, width: 0, height: 0 }] });
    const response = await fetchedBy(customer, masked.path);
    expect([response.status, (await response.json()).errors[0].extensions.code]).toEqual([404, 'FILE_MASKED']);
    expect(await contentAt(customer, picture.path)).toBe(404);
    expect(await isKept(body)).toBe(false);
    const [{ id }] = masked.regions;
    expect(await hide(agent, picture, { revision: 1 })).toEqual(masked);
    await reveal(agent, id);
    expect(await contentAt(agent, `/files/${id}/revealed`)).toEqual(body);
    expect(await isKept(body)).toBe(false);
    const released = await release(agent, id);
    expect(released).toMatchObject({ size: body.length, regions: [] });
    expect(await contentAt(customer, released.path)).toEqual(body);
    const again = await hide(agent, picture, { revision: 2 });
    expect(await seal(agent, again.regions[0].id)).toMatchObject({ regions: [{ sealed: true }], size: 0 });
    expect((await release(agent, again.regions[0].id)).__typename).toBe('MaskSealed');
  });

  test('that is a picture is black as a whole', async () => {
    const { agent, customer, picture } = await scene();
    const original = await contentAt(customer, picture.path);
    const masked = await hide(agent, picture, { revision: 0 });
    expect(masked).toMatchObject({ regions: [{ x: 0, y: 0, width: 24, height: 16 }], width: 24 });
    const pixels = await pixelsOf(await contentAt(customer, masked.path));
    expect([pixels.at(0, 0), pixels.at(23, 15)]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    await reveal(agent, masked.regions[0].id);
    expect(await contentAt(agent, `/files/${masked.regions[0].id}/revealed`)).toEqual(original);
  });
});
