import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('theme.css', import.meta.url), 'utf8');

function colours(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--color-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const light = colours(/@theme \{[\s\S]*?\n\}/.exec(css)?.[0] ?? '');
const dark = colours(/@media \(prefers-color-scheme: dark\) \{[\s\S]*?\n\}/.exec(css)?.[0] ?? '');

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['canvas', 'surface', 'raised', 'sunken'];
const textPairs = [
  ...['ink', 'ink-muted', 'accent', 'positive', 'waiting', 'failed'].flatMap((text) =>
    grounds.map((ground) => [text, ground]),
  ),
  ...['accent', 'positive', 'waiting', 'failed'].map((text) => [text, `${text}-soft`]),
  ...['accent-soft', 'waiting-soft', 'failed-soft', 'positive-soft'].flatMap((soft) => [
    ['ink', soft],
    ['ink-muted', soft],
  ]),
  ['on-accent', 'accent-fill'],
] as [string, string][];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s scheme', (_, scheme) => {
  test('has every colour', () => {
    expect([...scheme.keys()].sort()).toEqual([...light.keys()].sort());
  });

  test('keeps text readable on its ground', () => {
    const poor = textPairs
      .map(([text, ground]) => ({ text, ground, ratio: contrast(scheme.get(text)!, scheme.get(ground)!) }))
      .filter(({ ratio }) => !(ratio >= 4.5));
    expect(poor).toEqual([]);
  });

  test('keeps the edges of inputs visible', () => {
    for (const ground of ['surface', 'raised']) {
      expect(contrast(scheme.get('line-strong')!, scheme.get(ground)!)).toBeGreaterThanOrEqual(3);
    }
  });
});
