import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { MaskedRegion } from '../attachment/attachment.entity.ts';
import type { Rectangle } from '../attachment/blacken.ts';
import type { Files } from '../files/files.ts';
import { PictureQueue } from '../files/picture-queue.ts';
import { Spool } from '../files/spool.ts';
import { openBox } from './file-box.ts';
import type { FileRow } from './held-file.ts';
import { makeParts } from './make-parts.ts';
import { releasable } from './regions.ts';

const dir = await mkdtemp(join(tmpdir(), 'damso-regions-'));
afterAll(() => rm(dir, { recursive: true }));

/** A store in memory. */
class HeldFiles implements Pick<Files, 'read'> {
  readonly contents = new Map<string, Buffer>();
  read(id: string): Promise<Buffer | null> {
    return Promise.resolve(this.contents.get(id) ?? null);
  }
}

const files = new HeldFiles();
const app = {
  files,
  spool: new Spool(dir),
  pictureLine: new PictureQueue().line(1),
  fileLine: new PictureQueue().line(1),
};
const [width, height] = [5, 4];
const black = [0, 0, 0];

const pixelsOf = async (content: Buffer) => {
  const { data, info } = await sharp(content).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
  return Array.from({ length: width * height }, (_, n) => [...data.subarray(n * 3, n * 3 + 3)]);
};

const holds = ({ x, y, width, height }: Rectangle, at: number, row: number) =>
  at >= x && at < x + width && row >= y && row < y + height;

/** What a picture shows where the pixels of some rectangles are black. */
const blackened = (pixels: readonly number[][], rectangles: readonly Rectangle[]) =>
  pixels.map((pixel, n) => (rectangles.some((each) => holds(each, n % width, Math.floor(n / width))) ? black : pixel));

const rectangle = fc
  .tuple(fc.nat(width - 1), fc.nat(height - 1), fc.nat(), fc.nat())
  .map(([x, y, w, h]) => ({ x, y, width: 1 + (w % (width - x)), height: 1 + (h % (height - y)) }));
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('MASKED' as const), rectangle }) },
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('RELEASED' as const), of: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('SEALED' as const), of: fc.nat() }) },
);

const picture = await sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, n) => 1 + ((n * 73) % 255))), {
  raw: { width, height, channels: 3 },
})
  .png()
  .toBuffer();
const original = await pixelsOf(picture);

test('whatever is hidden, released and sealed in whatever order, what is left shows the very pixels, and never one that was destroyed', async () => {
  const sent = { sender: 'agent', group: 'agent' };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
      files.contents.clear();
      let file = {
        id: randomUUID(),
        mediaType: 'image/png',
        width,
        height,
        revision: 0,
        regions: [],
        boxId: null,
      } as unknown as FileRow;
      let key: string | null = null;
      const destroyed: Rectangle[] = [];
      files.contents.set(file.id, picture);
      for (const each of steps) {
        const regions = file.regions ?? [];
        const open = releasable(regions);
        let change: { regions: readonly MaskedRegion[]; ids: readonly string[]; action: typeof each.verb };
        if (each.verb === 'MASKED') {
          const region = { id: randomUUID(), ...each.rectangle, maskedAt: '', maskedById: null, sealed: false };
          change = { regions: [...regions, region], ids: [region.id], action: each.verb };
        } else {
          const chosen = open[each.of % open.length];
          if (!chosen) continue;
          const rest = regions.filter((other) => other !== chosen);
          const isSealing = each.verb === 'SEALED';
          if (isSealing) destroyed.push(chosen);
          change = {
            regions: isSealing ? regions.map((other) => (other === chosen ? { ...other, sealed: true } : other)) : rest,
            ids: [chosen.id],
            action: each.verb,
          };
        }
        await using made = await makeParts(app, { file, sent, key, change });
        for (const part of made.parts) files.contents.set(part.id, await readFile(part.upload.path));
        const version = made.content?.part?.id ?? file.version;
        key = made.box?.key ?? null;
        file = {
          ...file,
          regions: change.regions,
          boxId: made.box ? (made.box.part?.id ?? file.boxId) : null,
          version,
          revision: file.revision + (made.content ? 1 : 0),
        };
        const content = files.contents.get(file.revision === 0 ? file.id : version!)!;
        const left = releasable(file.regions);
        expect(await pixelsOf(content)).toEqual(blackened(original, [...destroyed, ...left]));
        if (left.length === 0 && destroyed.length === 0) expect(content.equals(picture)).toBe(true);
        expect(key === null).toBe(left.length === 0);
      }
      if (key === null) return;
      const box = openBox(files.contents.get(file.boxId!)!, key, { attachmentId: file.id, boxId: file.boxId! });
      expect(await pixelsOf(box)).toEqual(blackened(original, destroyed));
    }),
    { numRuns: 2_000 },
  );
}, 300_000);
