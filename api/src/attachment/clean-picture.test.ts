import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { gif, html, jpeg, pdf, png, text, webp } from '../../test/file-samples.ts';
import {
  heicDeep,
  heicGlass,
  heicGrid,
  heicP3,
  heicPhoto,
  heicWith,
  imir,
  irot,
  quadrants,
  saying,
} from '../../test/heic-samples.ts';
import { blackPng, gifOf, jpegOf, textBombPng } from '../../test/hostile-pictures.ts';
import { Actor, headersOf, Kit, type Answer } from '../../test/kit.ts';
import { fetchedBy, sendFile } from '../../test/uploads.ts';
import { PictureQueue } from '../files/picture-queue.ts';
import { MediaType } from '../media-types.ts';
import { cleanPicture } from './clean-picture.ts';
import { tidyName } from './file-name.ts';

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

/** Who takes turns alone. */
const of = (sender: string) => ({ sender, group: sender });

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
      await using picture = await cleanPicture(kit.app, arrived, { mediaType: MediaType.PNG, limit, sent: of('a') });
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

describe('a picture as HEIC', () => {
  /** Which of the four colours is seen in each quarter; null for white. */
  async function seenIn(content: Buffer): Promise<(number | null)[]> {
    const { width, height } = await sharp(content).metadata();
    const places = [0.25, 0.75].flatMap((y) =>
      [0.25, 0.75].map((x) => [Math.floor(x * width), Math.floor(y * height)]),
    );
    return Promise.all(
      places.map(async ([left, top]) => {
        const pixel = await sharp(content).extract({ left: left!, top: top!, width: 1, height: 1 }).raw().toBuffer();
        const isClose = (expected: readonly number[]) =>
          expected.every((value, at) => Math.abs(value - pixel[at]!) < 6);
        if (isClose([255, 255, 255])) return null;
        return quadrants.findIndex(isClose);
      }),
    );
  }

  test.each<[string, Buffer, number, number, (number | null)[]]>([
    ['of a camera', heicPhoto, 96, 64, [0, 1, 2, 3]],
    ['in the wider colours of a phone', heicP3, 96, 64, [0, 1, 2, 3]],
    ['with ten bits of each colour', heicDeep, 96, 64, [0, 1, 2, 3]],
    ['through which one sees', heicGlass, 96, 64, [0, null, 2, null]],
    ['of a phone that was held upright', heicWith(irot(3)), 64, 96, [2, 0, 3, 1]],
    ['of a phone that was held upside down', heicWith(irot(2)), 96, 64, [3, 2, 1, 0]],
    ['of a mirror', heicWith(imir(1)), 96, 64, [1, 0, 3, 2]],
    ['of a mirror, held upright', heicWith(imir(1), irot(3)), 64, 96, [3, 1, 2, 0]],
  ])('is kept as a JPEG, upright and in the right colours: %s', async (_, body, width, height, seen) => {
    const { sent, content, small } = await kept(body, 'IMG_1234.HEIC');
    expect(sent).toMatchObject({ name: 'IMG_1234.jpg', mediaType: 'image/jpeg', width, height, size: content.length });
    const after = await sharp(content).metadata();
    expect(after).toMatchObject({ format: 'jpeg', width, height });
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(Array(5).fill(undefined));
    expect(await seenIn(content)).toEqual(seen);
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width, height });
    expect(await incoming()).toEqual([]);
  });

  test('is kept without where and with what it was taken', async () => {
    expect(heicPhoto.includes('Canary Camera')).toBe(true);
    const { content, small } = await kept(heicPhoto, 'a.heif');
    for (const each of [content, small]) expect(each.includes('Canary')).toBe(false);
  });

  test('of many tiles, as phones write them, is kept whole', async () => {
    const { sent, content } = await kept(heicGrid(3, 2, 250, 100), 'a.heic');
    expect(sent).toMatchObject({ width: 250, height: 100 });
    const { data, info } = await sharp(content).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    for (const [x, y, expected] of [
      [20, 15, 0],
      [212, 15, 0],
      [116, 80, 0],
      [164, 48, 3],
      [212, 80, 0],
    ] as const) {
      for (const [channel, value] of at(x, y).entries()) {
        expect(Math.abs(value - quadrants[expected][channel]!)).toBeLessThan(6);
      }
    }
  });

  test('is told by its content, and is a picture like any other: a part of it is masked', async () => {
    const by = await (await kit.service({ security: true })).agent();
    const { inquiryTypes: types } = await by.run('{ inquiryTypes { id } }');
    const { token, mediaType } = await sendFile(by, { body: heicPhoto, name: 'a.png' });
    expect(mediaType).toBe('image/jpeg');
    const { createTicket } = await by.run(
      `mutation ($t: ID!, $f: [String!]) { createTicket(input: { inquiryTypeId: $t, title: "t", content: "c", attachments: $f }) {
        ... on Ticket { attachments { id name revision } } } }`,
      { t: types[0].id, f: [token] },
    );
    const [{ id, name, revision }] = createTicket.attachments;
    expect(name).toBe('a.jpg');
    const { maskRegion } = await by.run(
      `mutation ($input: MaskRegionInput!) { maskRegion(input: $input) { ... on DomainError { message } ... on Attachment { path } } }`,
      { input: { attachmentId: id, revision, x: 0, y: 0, width: 48, height: 32 } },
    );
    const masked = Buffer.from(await (await fetchedBy(by, maskRegion.path)).arrayBuffer());
    const [red] = await sharp(masked).extract({ left: 20, top: 15, width: 1, height: 1 }).raw().toBuffer();
    expect(red).toBeLessThan(6);
    expect((await seenIn(masked)).slice(1)).toEqual([1, 2, 3]);
  });

  test('that is refused is told what is taken, and how large it may be', async () => {
    const large = await sendFile(agent, { body: saying(8_500, 6_000) });
    expect(large).toMatchObject({ code: 'TOO_MANY_PIXELS', message: 'A picture has at most 50 megapixels.' });
    const service = await kit.service();
    const nobodys = { body: saying(6_000, 5_000), headers: { 'x-service': service.slug } };
    expect((await sendFile(new Actor(kit), nobodys)).message).toBe('A picture has at most 25 megapixels.');
    const avif = await colour(9, 9).avif().toBuffer();
    expect((await sendFile(agent, { body: avif })).message).toContain('HEIC');
    avif.write('mif1', 8, 'latin1');
    expect((await sendFile(agent, { body: avif })).message).toBe('Only PNG, JPEG, WebP, GIF and HEIC are taken.');
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
    ['4,294 megapixels in a small JPEG', () => jpegOf(jpeg, 65_500, 65_500), 413, 'TOO_MANY_PIXELS'],
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
    ['the head of a HEIC', () => heicPhoto.subarray(0, 28), 400, 'UNREADABLE'],
    ['the first half of a HEIC', () => heicPhoto.subarray(0, 500), 400, 'UNREADABLE'],
    ['51 megapixels in a HEIC', () => saying(8_500, 6_000), 413, 'TOO_MANY_PIXELS'],
    [
      'an AVIF with the head of a HEIC',
      async () => {
        const avif = await colour(9, 9).avif().toBuffer();
        avif.write('heic', 8, 'latin1');
        return avif;
      },
      415,
      'UNSUPPORTED_TYPE',
    ],
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

  test('with ten thousand pictures in it is kept as its first one', async () => {
    const { content } = await kept(manyFrames(10_000), 'a.gif');
    expect((await sharp(content, { pages: -1 }).metadata()).pages ?? 1).toBe(1);
  });

  test('with a text of a hundred megabytes beside it is kept without', async () => {
    const bomb = textBombPng();
    expect(bomb.length).toBeLessThan(200_000);
    const answer = await sendFile(agent, { body: bomb });
    if (answer.status === 201) expect(answer.size).toBeLessThan(1_000);
    else expect(answer).toMatchObject({ status: 400, code: 'UNREADABLE' });
  });

  test('is taken or refused in words, whatever a thousand senders make up', { timeout: 180_000 }, async () => {
    const samples = [
      png,
      jpeg,
      webp,
      gif,
      await noise(64).png().toBuffer(),
      await noise(64).jpeg().toBuffer(),
      await noise(64).webp().toBuffer(),
      await noise(64).gif().toBuffer(),
      heicPhoto,
    ];
    const codes = new Set(['UNSUPPORTED_TYPE', 'UNREADABLE', 'TOO_MANY_PIXELS', 'TOO_LARGE', 'INVALID_NAME']);
    const damaged = fc
      .tuple(
        fc.constantFrom(...samples),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat()),
      )
      .map(([sample, changes, cut]) => {
        const body = Buffer.from(sample);
        for (const [at, byte] of changes) body[at % body.length] = byte;
        return body.subarray(0, cut === null ? body.length : 1 + (cut % body.length));
      });
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 }).map((made) => Buffer.from(made));
    const parts = fc.oneof(fc.constantFrom(...samples, html, drawing, pdf, text), bytes, damaged);
    // Pages in pictures, pictures in documents, beginnings of one and ends of another.
    const several = fc
      .array(fc.tuple(parts, fc.nat()), { minLength: 2, maxLength: 3 })
      .map((all) => Buffer.concat(all.map(([part, at]) => part.subarray(at % 3 === 0 ? at % part.length : 0))));
    const odd = [
      '../',
      'a/../..\\b',
      '\u202egpj.exe',
      '한글'.normalize('NFD'),
      '\0',
      '.png',
      'a.html',
      'a.svg',
      'CON',
      '',
    ];
    const name = fc
      .array(fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 4 })
      .map((all) => all.join('').toWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, several, bytes), name, async (body, called) => {
        const answer = await sendFile(agent, { body, name: called });
        if (answer.status === 201) {
          expect(answer.size).toBeGreaterThan(0);
          expect(tidyName(answer.name)).toBe(answer.name);
          expect(answer.name).not.toMatch(/\.(html|svg|exe)$/i);
        } else {
          expect(codes).toContain(answer.code);
          expect(answer.message).toMatch(/^[^a-z].*\.$/);
        }
      }),
      { numRuns: 1_000, seed: 20_261_130 },
    );
    expect(await incoming()).toEqual([]);
    expect((await sendFile(agent)).status).toBe(201);
  });
});

describe('pictures that are sent at once', () => {
  test('by fifty people are unpacked one after the other, and all are taken', async () => {
    const service = await kit.service();
    const agents = await Promise.all(Array.from({ length: 50 }, () => service.agent()));
    const { pictureLine } = kit.app;
    const run = pictureLine.run.bind(pictureLine);
    let [now, most] = [0, 0];
    pictureLine.run = (sent, work) =>
      run(sent, async (pictures) => {
        most = Math.max(most, (now += 1));
        try {
          return await work(pictures);
        } finally {
          now -= 1;
        }
      });
    const body = await noise(200).png().toBuffer();
    const answers = await Promise.all(agents.map((by) => sendFile(by, { body })));
    pictureLine.run = run;
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
    expect(most).toBe(1);
    expect(await incoming()).toEqual([]);
  });

  /** A queue whose first picture is being unpacked until it is released. */
  async function held(mostWaiting: number, patience?: number) {
    const queue = new PictureQueue();
    const line = queue.line(mostWaiting, patience);
    let release: () => void = () => undefined;
    let begun: () => void = () => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const first = line.run(of('first'), () => {
      begun();
      return new Promise<void>((resolve) => (release = resolve));
    });
    await isBegun;
    return { queue, line, first, release };
  }

  const noting = (order: string[], name: string) => () => Promise.resolve(void order.push(name));

  test('by one person are five at most, of which the others’ do not wait', async () => {
    const { line, first, release } = await held(2);
    const order: string[] = [];
    const send = (sender: string, name: string) => line.run(of(sender), noting(order, name));
    const ofOne = [1, 2, 3, 4, 5].map((n) => send('greedy', `greedy ${n}`));
    await expect(send('greedy', 'greedy 6')).rejects.toMatchObject({ code: 'BUSY', retryAfter: 5 });
    const other = send('other', 'other');
    // Now two wait.
    await expect(send('third', 'third')).rejects.toMatchObject({ code: 'BUSY', retryAfter: 5 });
    release();
    await Promise.all([first, other, ...ofOne]);
    expect(order).toEqual(['greedy 1', 'other', 'greedy 2', 'greedy 3', 'greedy 4', 'greedy 5']);
    await send('greedy', 'later');
    expect(order.at(-1)).toBe('later');
  });

  test('by a hundred names at one address take turns as one, and are so many at most', async () => {
    const { line, first, release } = await held(2);
    const order: string[] = [];
    const send = (sender: string, group: string) => line.run({ sender, group }, noting(order, group));
    const ofMany = Array.from({ length: 32 }, (_, at) => send(`name ${at}`, 'address'));
    await expect(send('name 32', 'address')).rejects.toMatchObject({ code: 'BUSY' });
    const other = send('other', 'elsewhere');
    release();
    await Promise.all([first, other, ...ofMany]);
    expect(order.indexOf('elsewhere')).toBe(1);
  });

  test('of one kind wait for one of the other, and do not count there', async () => {
    const { queue, line, first, release } = await held(1);
    const order: string[] = [];
    const portraits = queue.line(1);
    const sent = [
      line.run(of('a'), noting(order, 'file')),
      line.run(of('a'), noting(order, 'file')),
      portraits.run(of('b'), noting(order, 'portrait')),
    ];
    release();
    await Promise.all([first, ...sent]);
    expect(order).toEqual(['file', 'portrait', 'file']);
  });

  test('are told to come again where they wait for too long, and one that fails holds nobody up', async () => {
    const { line, first, release } = await held(2, 1);
    await expect(line.run(of('a'), () => Promise.resolve(1))).rejects.toMatchObject({ code: 'BUSY', retryAfter: 5 });
    release();
    await first;
    const patient = new PictureQueue().line(2);
    await expect(patient.run(of('a'), () => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
    expect(await patient.run(of('a'), () => Promise.resolve(2))).toBe(2);
  });

  test('one too many is answered with when to send it again', async () => {
    const { pictureLine } = kit.app;
    const { line, first, release } = await held(1);
    const waiting = line.run(of('other'), () => Promise.resolve());
    kit.app.pictureLine.run = (sent, work) => line.run(sent, work);
    const response = await fetch(`${kit.url}/files`, {
      method: 'POST',
      headers: { 'x-file-name': 'a.png', ...headersOf(agent.credentials) },
      body: new Uint8Array(png),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await response.json()).errors[0].extensions.code).toBe('BUSY');
    delete (pictureLine as { run?: unknown }).run;
    release();
    await Promise.all([first, waiting]);
    expect((await sendFile(agent)).status).toBe(201);
  });

  test('have fewer pixels where nobody shows a credential', async () => {
    const service = await kit.service();
    const body = blackPng(6_000, 5_000);
    const refused = await sendFile(new Actor(kit), { body, headers: { 'x-service': service.slug } });
    expect(refused).toMatchObject({ status: 413, code: 'TOO_MANY_PIXELS', message: expect.stringContaining('25 meg') });
    expect((await sendFile(agent, { body })).status).toBe(201);
  });

  test('use up of the hour what is kept of them, where that is more than what came', async () => {
    const limited = await Kit.start({ LIMIT_UPLOAD_MB_PER_HOUR: '10' });
    const by = await (await limited.service()).agent();
    // A JPEG in the coat of a PNG would not do: a WebP with loss is packed with less of it.
    const body = await noise(2_000).webp({ quality: 1 }).toBuffer();
    const first = await sendFile(by, { body });
    expect(first.size).toBeGreaterThan(body.length);
    const { consumedPoints } = (await limited.app.limits.uploadedKb.get(by.id.replace('Agent_', '')))!;
    expect(consumedPoints).toBeGreaterThanOrEqual(Math.ceil(first.size / 1024));
  });
});
