import { deflateSync } from 'node:zlib';

const crc = (bytes: Buffer) => {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
};
const chunk = (type: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(type), data]);
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc(named), 4);
  return Buffer.concat([bytes.subarray(0, 4), named, bytes.subarray(4)]);
};
/** A PNG of so many grey pixels, all of them black. */
export function blackPng(width: number, height: number, interlaced = false): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, interlaced ? 1 : 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.ceil((width + 1) * height * (interlaced ? 1.1 : 1))), { level: 9 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
/** A GIF of a few bytes that says it has so many pixels. */
export const gifOf = (width: number, height: number) => {
  const gif = Buffer.from('47494638396100000000800000ffffff0000002c00000000000000000002024401003b', 'hex');
  for (const at of [6, 24]) gif.writeUInt16LE(width, at);
  for (const at of [8, 26]) gif.writeUInt16LE(height, at);
  return gif;
};
/** A PNG with a text beside its picture that is a thousand times as long once it is unpacked. */
export const textBombPng = () => {
  const png = blackPng(8, 8);
  const text = Buffer.concat([
    Buffer.from('Comment\0\0', 'latin1'),
    deflateSync(Buffer.alloc(100_000_000), { level: 9 }),
  ]);
  // Behind the signature and the header.
  return Buffer.concat([png.subarray(0, 33), chunk('zTXt', text), png.subarray(33)]);
};
/** A small JPEG that says it has so many pixels. */
export const jpegOf = (jpeg: Buffer, width: number, height: number) => {
  const huge = Buffer.from(jpeg);
  const frame = huge.indexOf(Buffer.from('ffc0', 'hex'));
  huge.writeUInt16BE(height, frame + 5);
  huge.writeUInt16BE(width, frame + 7);
  return huge;
};
