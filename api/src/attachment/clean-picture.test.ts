import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { gif, html, jpeg, png, webp } from '../../test/file-samples.ts';
import { blackPng, gifOf } from '../../test/hostile-pictures.ts';
import { Kit, type Answer } from '../../test/kit.ts';
import { fetchedBy, sendFile } from '../../test/uploads.ts';
import { PictureQueue } from '../files/picture-queue.ts';
import { MediaType } from './attachment.entity.ts';
import { cleanPicture } from './clean-picture.ts';

const kit = await Kit.start({ LIMIT_UPLOADS_PER_MINUTE: '100000', LIMIT_UPLOAD_MB_PER_HOUR: '100000' });
const agent = await (await kit.service()).agent();

const colour = (width: number, height: number, background = '#c04020') =>
  sharp({ create: { width, height, channels: 3, background } });
const noise = (edge: number) =>
  sharp({
    create: {
      width: edge,
      height: edge,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });

/** What is kept of a file that is taken. */
async function kept(body: Buffer, name = 'a.jpg'): Promise<{ sent: Answer; content: Buffer; small: Buffer }> {
  const sent = await sendFile(agent, { body, name });
  expect(sent).toMatchObject({ status: 201 });
  const { createTicket } = await agent.run(
    `mutation ($t: ID!, $f: [String!]) { createTicket(input: { inquiryTypeId: $t, title: "t", content: "c", attachments: $f }) {
      ... on Ticket { attachments { path thumbnailPath } } } }`,
    { t: agentsType, f: [sent.token] },
  );
  const [{ path, thumbnailPath }] = createTicket.attachments;
  const get = async (at: string) => Buffer.from(await (await fetchedBy(agent, at)).arrayBuffer());
  return { sent, content: await get(path), small: await get(thumbnailPath) };
}

const { inquiryTypes } = await agent.run('{ inquiryTypes { id } }');
const agentsType = inquiryTypes[0].id as string;

const incoming = () => readdir(`${kit.app.config.filesDir}/incoming`);

describe('a picture', () => {
  test('is kept upright, without where and with what it was taken, and small beside it', async () => {
    const photo = await colour(1600, 800)
      .composite([{ input: await colour(800, 800, '#2040c0').png().toBuffer(), left: 0, top: 0 }])
      .withExif({ IFD0: { Make: 'Canary Camera' }, IFD3: { GPSLatitude: '37/1 33/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const before = await sharp(photo).metadata();
    expect([before.exif === undefined, before.orientation]).toEqual([false, 6]);
    const { sent, content, small } = await kept(photo);
    // Turned clockwise by a quarter: what was left is at the top.
    expect(sent).toMatchObject({ mediaType: 'image/jpeg', width: 800, height: 1600, size: content.length });
    const after = await sharp(content).metadata();
    expect(after).toMatchObject({ format: 'jpeg', width: 800, height: 1600 });
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(Array(5).fill(undefined));
    const top = await sharp(content).extract({ left: 400, top: 100, width: 1, height: 1 }).raw().toBuffer();
    expect(top[2]).toBeGreaterThan(top[0]!);
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 320, height: 640 });
  });

  test('of a phone that keeps a second one for bright screens is taken as the plain one', async () => {
    // The library can, and its types do not know it.
    const bright = colour(64, 64).toColourspace('scrgb') as unknown as { withGainMap: () => Sharp };
    const photo = await bright.withGainMap().jpeg().toBuffer();
    const marker = 'urn:iso:std:iso:ts:21496';
    expect(photo.includes(marker)).toBe(true);
    const { sent, content } = await kept(photo);
    expect(sent).toMatchObject({ mediaType: 'image/jpeg', width: 64, height: 64 });
    expect(content.includes(marker)).toBe(false);
  });

  test('is not enlarged, and goes on showing through where it did', async () => {
    const glass = await sharp({ create: { width: 30, height: 20, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { content, small } = await kept(glass, 'a.png');
    for (const each of [content, small]) {
      expect(await sharp(each).metadata()).toMatchObject({ width: 30, height: 20, hasAlpha: true });
    }
  });

  test.each(['gif', 'webp'] as const)(
    'that moves goes on moving, as WebP, and is still as a thumbnail: %s',
    async (format) => {
      const stills = await Promise.all(
        ['#f00', '#0f0', '#00f'].map((background) => colour(8, 6, background).png().toBuffer()),
      );
      const moving = sharp(stills, { join: { animated: true } });
      const frames = await moving[format]({ loop: 0, delay: [100, 100, 100] }).toBuffer();
      const { sent, content, small } = await kept(frames, `a.${format}`);
      expect(sent).toMatchObject({ name: 'a.webp', mediaType: 'image/webp', width: 8, height: 6 });
      expect(await sharp(content, { animated: true }).metadata()).toMatchObject({
        format: 'webp',
        pages: 3,
        pageHeight: 6,
      });
      expect((await sharp(small).metadata()).pages ?? 1).toBe(1);
    },
  );

  test('that would be larger than is taken once it is packed anew becomes a JPEG, or is refused in words', async () => {
    const body = await noise(300).png().toBuffer();
    const clean = async (limit: number) => {
      await using arrived = await kit.app.spool.receive(Readable.from([body]), body.length);
      await using picture = await cleanPicture(kit.app, arrived, { mediaType: MediaType.PNG, limit });
      return { mediaType: picture.mediaType, isWithin: picture.file.size <= limit, width: picture.width };
    };
    expect(await clean(10_000_000)).toEqual({ mediaType: 'image/png', isWithin: true, width: 300 });
    expect(await clean(150_000)).toEqual({ mediaType: 'image/jpeg', isWithin: true, width: 300 });
    await expect(clean(1_000)).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await incoming()).toEqual([]);
  });

  test('with a page behind or inside it is kept as the picture alone', async () => {
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, html.length + 2]), html]);
    for (const body of [
      Buffer.concat([jpeg, html]),
      Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]),
      Buffer.concat([png, html]),
      Buffer.concat([gif, html]),
      Buffer.concat([webp, html]),
    ]) {
      const { content, small } = await kept(body, 'a.html');
      for (const each of [content, small]) expect(each.includes('script')).toBe(false);
    }
  });
});

describe('what says it is a picture', () => {
  const manyFrames = (count: number) => {
    // Each of one pixel, one after the other.
    const frame = gif.subarray(gif.indexOf(Buffer.from('21f9', 'hex')), -1);
    return Buffer.concat([gif.subarray(0, -1), ...Array.from({ length: count - 1 }, () => frame), gif.subarray(-1)]);
  };

  test.each<[string, () => Buffer | Promise<Buffer>, number, string]>([
    ['100 megapixels in a few kilobytes', () => blackPng(10_000, 10_000), 413, 'TOO_MANY_PIXELS'],
    ['4,294 megapixels in a GIF of 35 bytes', () => gifOf(65_535, 65_535), 413, 'TOO_MANY_PIXELS'],
    [
      'the first half of a JPEG',
      async () => (await noise(900).jpeg().toBuffer()).subarray(0, 60_000),
      400,
      'UNREADABLE',
    ],
    ['the first half of a PNG', async () => (await noise(900).png().toBuffer()).subarray(0, 60_000), 400, 'UNREADABLE'],
    [
      'the first half of a WebP',
      async () => (await noise(900).webp().toBuffer()).subarray(0, 20_000),
      400,
      'UNREADABLE',
    ],
    [
      'the beginning of a PNG and then text',
      () => Buffer.concat([png.subarray(0, 40), Buffer.from('text'.repeat(99))]),
      400,
      'UNREADABLE',
    ],
    [
      'a JPEG without a picture in it',
      () => Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300ffd9', 'hex'),
      400,
      'UNREADABLE',
    ],
    ['a TIFF', () => colour(9, 9).tiff().toBuffer(), 415, 'UNSUPPORTED_TYPE'],
    ['an AVIF', () => colour(9, 9).avif().toBuffer(), 415, 'UNSUPPORTED_TYPE'],
    ['a HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 415, 'UNSUPPORTED_TYPE'],
    [
      'a drawing',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      415,
      'UNSUPPORTED_TYPE',
    ],
  ])('and is not taken is refused in words, and nothing of it is kept: %s', async (_, make, status, code) => {
    const answer = await sendFile(agent, { body: await make(), name: 'a.png' });
    expect(answer).toMatchObject({ status, code, message: expect.stringMatching(/^[A-Z].*\.$/) as string });
    expect(await incoming()).toEqual([]);
  });

  test('as a HEIC does is told what to do', async () => {
    const body = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
    expect((await sendFile(agent, { body, name: 'IMG_1.HEIC' })).message).toContain('JPEG');
  });

  test('with ten thousand pictures in it is kept as its first one', async () => {
    const { content } = await kept(manyFrames(10_000), 'a.gif');
    expect((await sharp(content, { pages: -1 }).metadata()).pages ?? 1).toBe(1);
  });

  test('is taken or refused in words, whatever bytes of it are other than they were', async () => {
    const samples = [
      png,
      jpeg,
      webp,
      gif,
      await noise(64).png().toBuffer(),
      await noise(64).jpeg().toBuffer(),
      await noise(64).webp().toBuffer(),
      await noise(64).gif().toBuffer(),
    ];
    const codes = new Set(['UNSUPPORTED_TYPE', 'UNREADABLE', 'TOO_MANY_PIXELS', 'TOO_LARGE']);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat()),
        async (sample, changes, cut) => {
          const body = Buffer.from(sample);
          for (const [at, byte] of changes) body[at % body.length] = byte;
          const length = cut === null ? body.length : 1 + (cut % body.length);
          const answer = await sendFile(agent, { body: body.subarray(0, length), name: 'a.png' });
          if (answer.status === 201) expect(answer.size).toBeGreaterThan(0);
          else expect(codes).toContain(answer.code);
        },
      ),
      { numRuns: 250 },
    );
    expect(await incoming()).toEqual([]);
  });
});

describe('fifty at once', () => {
  test('are unpacked one after the other, and all are taken', async () => {
    const { pictureQueue } = kit.app;
    const run = pictureQueue.run.bind(pictureQueue);
    let [now, most] = [0, 0];
    pictureQueue.run = (mostWaiting, work) =>
      run(mostWaiting, async () => {
        most = Math.max(most, (now += 1));
        try {
          return await work();
        } finally {
          now -= 1;
        }
      });
    const body = await noise(200).png().toBuffer();
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendFile(agent, { body })));
    pictureQueue.run = run;
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(most).toBe(1);
    expect(await incoming()).toEqual([]);
  });

  test('beyond what may wait are told to come again, and the next is taken', async () => {
    const queue = new PictureQueue();
    let release: () => void = () => undefined;
    const held = queue.run(2, () => new Promise<void>((resolve) => (release = resolve)));
    const waiting = [1, 2].map((n) => queue.run(2, () => Promise.resolve(n)));
    await expect(queue.run(2, () => Promise.resolve(3))).rejects.toMatchObject({ code: 'BUSY' });
    await Promise.resolve();
    release();
    await held;
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    expect(await queue.run(2, () => Promise.resolve(4))).toBe(4);
    await expect(queue.run(2, () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    expect(await queue.run(2, () => Promise.resolve(5))).toBe(5);
    const impatient = new PictureQueue(-1);
    await expect(impatient.run(2, () => Promise.resolve(6))).rejects.toMatchObject({ code: 'BUSY' });
  });
});
