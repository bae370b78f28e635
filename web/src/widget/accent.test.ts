import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inkOn, parseAccent } from './accent.ts';

const luminance = (colour: string) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

describe('a company’s accent colour', () => {
  test('carries text of at least 4.5:1, whatever the colour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffff }), (colour) => {
        const accent = `#${colour.toString(16).padStart(6, '0')}`;
        expect(contrast(accent, inkOn(accent))).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });

  test('is taken as three or six hexadecimal digits and nothing else', () => {
    expect(parseAccent('#0AF')).toBe('#00aaff');
    expect(parseAccent('#0f766e')).toBe('#0f766e');
    for (const other of ['red', '#12345', 'url(x)', '#000000;x', '', null, undefined]) {
      expect(parseAccent(other)).toBeUndefined();
    }
  });
});
