import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { jpeg } from '../../test/file-samples.ts';
import {
  box,
  grid,
  heicGrid,
  heicOf,
  heicPhoto,
  heicWith,
  hevc,
  hvcC,
  irot,
  ispe,
  saying,
} from '../../test/heic-samples.ts';
import { unpackHeic } from './heic.ts';

const folder = await mkdtemp(join(tmpdir(), 'heic-'));
afterAll(() => rm(folder, { recursive: true }));
const path = join(folder, 'sent');

/** What is unpacked of a file, and what it was packed into. */
async function unpack(content: Buffer, options: { seconds?: number; memory?: number } = {}, pixels = 50_000_000) {
  await writeFile(path, content);
  await using unpacked = await unpackHeic(path, pixels, options);
  const { format, width, height } = await sharp(unpacked.path).metadata();
  return { format, width, height };
}

const photo = { format: 'png', width: 96, height: 64 };
const tooMany = 'Input image exceeds pixel limit';
const head = heicPhoto.subarray(0, 28);
const withItems = (count: number, type = 'hvc1') =>
  heicOf(
    [
      { id: 1, type: 'hvc1', data: hevc, properties: [1, 2] },
      ...Array.from({ length: count }, (_, at) => ({ id: at + 2, type, data: Buffer.alloc(0), properties: [1, 2] })),
    ],
    [hvcC, ispe(96, 64)],
  );
/** A grid of one tile again and again. */
const repeated = (columns: number, rows: number, width: number, height: number) =>
  heicOf(
    [
      {
        id: 1,
        type: 'grid',
        data: grid(columns, rows, width, height),
        properties: [3],
        of: Array(columns * rows).fill(2),
      },
      { id: 2, type: 'hvc1', data: hevc, properties: [1, 2] },
    ],
    [hvcC, ispe(96, 64), ispe(width, height)],
  );
function nested(depth: number): Buffer {
  let inner = box('free');
  for (let at = 0; at < depth; at += 1) inner = box('ipco', inner);
  return Buffer.concat([head, box('meta', Buffer.alloc(4), inner)]);
}

describe('unpacking a HEIC', () => {
  test('leaves nothing beside it', async () => {
    expect(await unpack(heicPhoto)).toEqual(photo);
    expect(await readdir(folder)).toEqual(['sent']);
  });

  test.each<[string, () => Buffer, string]>([
    ['the first half', () => heicPhoto.subarray(0, 500), 'damaged'],
    ['its head and then letters', () => Buffer.concat([head, Buffer.from('x'.repeat(5_000))]), 'damaged'],
    ['a JPEG behind its head', () => Buffer.concat([head, jpeg]), 'damaged'],
    ['51 megapixels', () => saying(8_500, 6_000), tooMany],
    ['100 megapixels', () => saying(10_000, 10_000), tooMany],
    ['more pixels than can be counted', () => saying(0xffff_ffff, 0xffff_ffff), 'damaged'],
    ['no pixels', () => saying(0, 0), 'damaged'],
    ['fewer pixels than it has', () => saying(10, 10), 'damaged'],
    ['more pixels than it has', () => saying(4_000, 4_000), 'damaged'],
    ['pixels that are not compressed', () => saying(96, 64, 'unci'), 'unsupported image format'],
    ['pixels as in a JPEG', () => saying(96, 64, 'jpeg'), 'unsupported image format'],
    ['5,000 pictures', () => withItems(5_000), 'damaged'],
    ['60,000 texts', () => withItems(60_000, 'mime'), 'damaged'],
    ['65,025 times the same tile', () => repeated(255, 255, 7_000, 7_000), 'damaged'],
    [
      'itself as a tile',
      () => heicOf([{ id: 1, type: 'grid', data: grid(1, 1, 96, 64), properties: [1], of: [1] }], [ispe(96, 64)]),
      'damaged',
    ],
    ['101 directions', () => heicWith(...Array<Buffer>(101).fill(irot(1))), 'damaged'],
    ['3,000 boxes in each other', () => nested(3_000), 'damaged'],
    ['100,000 boxes', () => Buffer.concat([head, ...Array<Buffer>(100_000).fill(box('free'))]), 'damaged'],
  ])('is refused with %s in it, and the next one is unpacked', async (_, make, words) => {
    await expect(unpack(make())).rejects.toThrow(words);
    expect(await readdir(folder)).toEqual(['sent']);
    expect(await unpack(heicPhoto)).toEqual(photo);
  });

  test.each<[string, () => Buffer]>([
    ['a colour profile that is none', () => heicWith(box('colr', Buffer.from('prof'), Buffer.from('no'.repeat(400))))],
    ['9 MB of a colour profile', () => heicWith(box('colr', Buffer.from('prof'), Buffer.alloc(9_000_000, 'A')))],
    [
      '9 MB of Exif',
      () =>
        heicOf(
          [
            { id: 1, type: 'hvc1', data: hevc, properties: [1, 2] },
            { id: 2, type: 'Exif', data: Buffer.alloc(9_000_000) },
          ],
          [hvcC, ispe(96, 64)],
        ),
    ],
    ['900 other pictures', () => withItems(900)],
  ])('minds no %s', async (_, make) => {
    expect(await unpack(make())).toEqual(photo);
  });

  test('takes no more memory than it may have', async () => {
    const large = heicGrid(31, 32);
    const memory = 20 * 1024 * 1024;
    await expect(unpack(large, { memory })).rejects.toThrow(tooMany);
    expect(await unpack(large)).toEqual({ format: 'png', width: 2_976, height: 2_048 });
    expect(await unpack(heicPhoto, { memory })).toEqual(photo);
  });

  test('ends when its time is over', async () => {
    await expect(unpack(heicPhoto, { seconds: 0 })).rejects.toThrow('timeout');
    expect(await readdir(folder)).toEqual(['sent']);
    expect(await unpack(heicPhoto)).toEqual(photo);
  });

  test('that breaks its thread is refused, and the next one is unpacked', async () => {
    process.once('worker', (thread) => void thread.terminate());
    await expect(unpack(heicPhoto)).rejects.toThrow('The thread ended.');
    expect(await readdir(folder)).toEqual(['sent']);
    expect(await unpack(heicPhoto)).toEqual(photo);
  });
});
