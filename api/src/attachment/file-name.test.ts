import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MediaType } from '../media-types.ts';
import { nameOf, tidyName } from './file-name.ts';

describe('the name of a file', () => {
  test.each([
    ['photo.png', MediaType.PNG, 'photo.png'],
    ['Photo.JPG', MediaType.JPEG, 'Photo.JPG'],
    ['영수증.pdf', MediaType.PDF, '영수증.pdf'],
    // As macOS spells it.
    ['영수증.pdf'.normalize('NFD'), MediaType.PDF, '영수증.pdf'],
    ['C:\\Users\\kim\\a.png', MediaType.PNG, 'a.png'],
    ['../../etc/passwd', MediaType.TEXT, 'passwd.txt'],
    ['..', MediaType.PNG, 'file.png'],
    ['/', MediaType.PNG, 'file.png'],
    ['.png', MediaType.PNG, 'png.png'],
    ['a\r\nb\0.png', MediaType.PNG, 'ab.png'],
    // Shown as "annexe.png" by whoever obeys the override.
    ['ann\u202egnp.exe', MediaType.PNG, 'anngnp.exe.png'],
    ['a\u200b\u2066b\u2028.png', MediaType.PNG, 'ab.png'],
    ['👩\u200d💻.png', MediaType.PNG, '👩\u200d💻.png'],
    ['  a   b .png ', MediaType.PNG, 'a b .png'],
    // What is another type of ours gets the true ending, any other ending is followed by it.
    ['scan.png', MediaType.PDF, 'scan.pdf'],
    ['scan.jpeg', MediaType.PNG, 'scan.png'],
    ['IMG_1234.HEIC', MediaType.JPEG, 'IMG_1234.jpg'],
    ['IMG_1234.heif', MediaType.JPEG, 'IMG_1234.jpg'],
    ['invoice.html', MediaType.PNG, 'invoice.html.png'],
    ['report v1.2', MediaType.PDF, 'report v1.2.pdf'],
    ['notes', MediaType.TEXT, 'notes.txt'],
    ['table.CSV', MediaType.TEXT, 'table.CSV'],
    ['lone \ud800.txt', MediaType.TEXT, 'lone .txt'],
  ])('%j of %s is %j', (given, mediaType, expected) => {
    expect(nameOf(given, mediaType)).toBe(expected);
  });

  test.each([
    'page.html',
    'page.HTM',
    'image.svg',
    'feed.xml',
    'run.js',
    'run.bat',
    'run.ps1',
    'photo.png',
    'a.html. ',
  ])('%j is not one of plain text: it says that the file is something else', (given) => {
    expect(nameOf(given, MediaType.TEXT)).toBeNull();
  });

  test('is cut to 200 characters before its ending, and no character in two', () => {
    const name = nameOf(`${'👍'.repeat(300)}.jpeg`, MediaType.JPEG)!;
    expect(Array.from(name)).toHaveLength(200);
    expect(name).toBe(`${'👍'.repeat(195)}.jpeg`);
  });

  test('whatever was given, holds no path, nothing unseen, and ends as what the file is', () => {
    const given = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('/', '\\', '.', '\u202e', '.html', '\0')),
    );
    fc.assert(
      fc.property(given, (parts) => {
        const name = nameOf(parts.join(''), MediaType.PDF)!;
        expect(name).toMatch(/^[^/\\]+\.pdf$/i);
        expect(name).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/u);
        expect(name.isWellFormed()).toBe(true);
        expect(tidyName(name)).toBe(name);
      }),
    );
  });
});
