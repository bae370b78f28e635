import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gif, html, jpeg, pdf, png, text, webp } from '../../test/file-samples.ts';
import { heicPhoto } from '../../test/heic-samples.ts';
import { Recognition } from './media-type.ts';

function recognised(content: Uint8Array, partSize = 65_536): string | null {
  const recognition = new Recognition();
  for (let at = 0; at < content.length; at += partSize) recognition.look(content.subarray(at, at + partSize));
  return recognition.end();
}

const changed = (content: Buffer, at: number, byte: number) => {
  const copy = Buffer.from(content);
  copy[at] = byte;
  return copy;
};

describe('what a file is', () => {
  test.each<[string, Buffer, string]>([
    ['a PNG', png, 'image/png'],
    ['a JPEG', jpeg, 'image/jpeg'],
    ['a JPEG of a camera', Buffer.from('ffd8ffe1001845786966', 'hex'), 'image/jpeg'],
    ['a WebP', webp, 'image/webp'],
    ['a GIF', gif, 'image/gif'],
    ['a PDF', pdf, 'application/pdf'],
    ['a picture of an iPhone', heicPhoto, 'image/heic'],
    ['text with every end of line, an emoji and Hangul', text, 'text/plain'],
    ['text with a byte order mark', Buffer.from('\ufeffhello'), 'text/plain'],
    ['a page, which is text like any other to whoever does not open it as one', html, 'text/plain'],
    ['one letter', Buffer.from('a'), 'text/plain'],
  ])('is told by its content: %s', (_, content, expected) => {
    expect(recognised(content)).toBe(expected);
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['an archive', Buffer.from('504b0304140000000800', 'hex')],
    ['a compressed file', Buffer.from('1f8b0800000000000003', 'hex')],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
    ['a GIF of no version there is', Buffer.from('GIF80a\x01\0\x01\0\0', 'latin1')],
    ['a sound in the container of a WebP', Buffer.from('RIFF\x24\0\0\0WAVEfmt ', 'latin1')],
    ['a film of an iPhone', Buffer.from('\0\0\0\x14ftypqt  \0\0\0\0qt  ', 'latin1')],
    ['an AVIF', Buffer.from('\0\0\0\x18ftypavif\0\0\0\0mif1avif', 'latin1')],
    ['text in UTF-16', Buffer.from('hello', 'utf16le')],
    ['text in EUC-KR', Buffer.from('bec8b3e7c7cfbcbcbfe4', 'hex')],
    ['text with NUL', Buffer.from('a\0b')],
    ['text that moves the cursor of a terminal', Buffer.from('a\x1b[2Jb')],
    ['text with a control character of two bytes', Buffer.from('a\u0085b')],
    ['text that ends inside a character', text.subarray(0, 1)],
    ['a surrogate in UTF-8', Buffer.from('eda080', 'hex')],
    ['an overlong slash', Buffer.from('c0af', 'hex')],
    ['the signature of a PNG and nothing else', png.subarray(0, 8)],
    ['a PNG that breaks off in its header', png.subarray(0, 32)],
    ['a PNG without width', changed(png, 19, 0)],
    ['a PNG of a colour type there is not', changed(png, 25, 5)],
    ['a PNG with something before its header', changed(png, 12, 0x41)],
    ['the start of a JPEG alone', jpeg.subarray(0, 3)],
    ['a JPEG that begins with data', changed(jpeg, 3, 0x00)],
    ['a PDF without a version', Buffer.from('%PDF-x\0')],
    ['a PDF behind other bytes', Buffer.concat([Buffer.from([0]), pdf])],
  ])('is nothing we take: %s', (_, content) => {
    expect(recognised(content)).toBeNull();
  });

  test('does not depend on the parts it comes in', () => {
    const contents = fc.oneof(
      fc.constantFrom(png, jpeg, pdf, text, html),
      fc.uint8Array({ maxLength: 80 }),
      fc.string({ unit: 'binary' }).map((each) => Buffer.from(each)),
    );
    fc.assert(
      fc.property(contents, fc.integer({ min: 1, max: 90 }), (content, partSize) => {
        expect(recognised(content, partSize)).toBe(recognised(content));
      }),
    );
  });
});
