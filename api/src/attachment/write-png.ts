import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate, deflateSync } from 'node:zlib';

/** Pixels of 8 bits a colour, line by line. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGB or RGBA. */
  readonly channels: 3 | 4;
  /** As ICC says them; empty where there is none, which is sRGB. */
  readonly profile: Uint8Array;
  readonly memory: Uint8Array;
  /** Where the first line begins. */
  readonly at: number;
  /** Each line begins so many bytes behind the one before. */
  readonly stride: number;
}

const atOnce = 1024 * 1024;

/** Writes a PNG part by part; it is read once and removed, so nothing is compressed. */
export async function writePng(to: string, pixels: Pixels): Promise<void> {
  await pipeline(
    lines(pixels),
    createDeflate({ level: 0, chunkSize: atOnce }),
    (parts: AsyncIterable<Buffer>) => chunks(pixels, parts),
    createWriteStream(to, { flags: 'wx', mode: 0o600 }),
  );
}

function* lines({ width, height, channels, memory, at, stride }: Pixels): Generator<Buffer> {
  const size = width * channels;
  const most = Math.max(1, Math.floor(atOnce / (size + 1)));
  for (let from = 0; from < height; from += most) {
    const count = Math.min(most, height - from);
    // Each begins with how it was filtered, which is not at all: 0.
    const part = Buffer.alloc(count * (size + 1));
    for (let line = 0; line < count; line += 1) {
      const start = at + (from + line) * stride;
      part.set(memory.subarray(start, start + size), line * (size + 1) + 1);
    }
    yield part;
  }
}

async function* chunks({ width, height, channels, profile }: Pixels, parts: AsyncIterable<Buffer>) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 4 ? 6 : 2], 8);
  yield Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  yield* chunk('IHDR', header);
  if (profile.length > 0) yield* chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0'), deflateSync(profile)]));
  for await (const part of parts) yield* chunk('IDAT', part);
  yield* chunk('IEND', Buffer.alloc(0));
}

function* chunk(type: string, data: Buffer): Generator<Buffer> {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  yield head;
  yield data;
  yield sum;
}
