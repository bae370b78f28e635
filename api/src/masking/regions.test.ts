import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { Actor, Kit, type Answer } from '../../test/kit.ts';
import { fetchedBy, sendFile, type SentFile } from '../../test/uploads.ts';

const kit = await Kit.start({ LIMIT_SENDS_PER_MINUTE: '1000000', LIMIT_UPLOADS_PER_MINUTE: '1000000' });
const { filesDir } = kit.app.config;
const rowId = (id: string) => id.slice(id.indexOf('_') + 1);

const region = 'id x y width height sealed maskedAt maskedBy { name }';
const file = `id name mediaType size width height revision path thumbnailPath regions { ${region} }`;
const outcome = `__typename ... on DomainError { message } ... on InvalidInput { field }`;

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

const contents = async () =>
  (await readdir(filesDir)).filter((name) => name !== 'incoming' && name !== '.damso').sort();

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
    for (const name of await contents()) expect((await readFile(join(filesDir, name))).equals(original)).toBe(false);
    expect(await contents()).not.toContain(rowId(picture.id));
  });
});
