import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Masked, Span } from '../masked.ts';
import { asterisks, carried, hide, piecesOf, replaced } from './spans.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const clustersOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment);

/** A message, its masks and what they hide, as the service keeps them: original texts beside, spans with the body. */
class Model {
  masked: Masked<Span>;
  readonly originals = new Map<string, string>();
  #count = 0;

  constructor(text: string) {
    this.masked = { body: text, masks: [] };
  }

  mask(start: number, end: number): void {
    const pieces = piecesOf(this.masked.body, this.masked.masks, { start, end });
    const { after, added } = hide(this.masked, pieces, this.originals, (place) => ({
      id: String((this.#count += 1)),
      ...place,
      sealed: false,
    }));
    for (const id of pieces.flatMap(({ merged }) => merged)) this.originals.delete(id);
    for (const { mask, text } of added) this.originals.set(mask.id, text);
    this.masked = after;
  }

  unmask(index: number): void {
    const open = this.masked.masks.filter(({ sealed }) => !sealed);
    const mask = open[index % open.length];
    if (!mask) return;
    this.masked = replaced(this.masked, mask, this.originals.get(mask.id)!);
    this.originals.delete(mask.id);
  }

  seal(index: number): void {
    const open = this.masked.masks.filter(({ sealed }) => !sealed);
    const sealed = open[index % open.length];
    if (!sealed) return;
    this.originals.delete(sealed.id);
    const masks = this.masked.masks.map((mask) => (mask === sealed ? { ...mask, sealed: true } : mask));
    this.masked = { ...this.masked, masks };
  }
}

/** What people write, and what makes clusters hard: jamo, emoji in families and flags, marks, right-to-left, breaks, prefixes. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...clustersOf('가나다힣abcXYZ0189 .,-*')) },
  { weight: 2, arbitrary: fc.constantFrom('ᄒ', 'ᅡ', 'ᆫ', 'ㅋ', 'ㅠ', '각') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('👨‍👩‍👧‍👦', '👍🏽', '🇰🇷', '🇰', '❤️', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '😀', '\u200d', '\ufe0f', '\u20e3'),
  },
  { weight: 2, arbitrary: fc.constantFrom('e\u0301', '\u0301', '\u0308', 'नि', 'क्ष', '\u094d', 'ก็') },
  { weight: 1, arbitrary: fc.constantFrom('ש', 'לום', 'ع', 'م', '\u200f', '\u202e', '\u0600', '\u110bd') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\t', '\u200b', '\u2028') },
);
const text = fc.array(character, { minLength: 1, maxLength: 24 }).map((characters) => characters.join(''));
const place = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('mask' as const), from: place, to: place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmask' as const), index: fc.nat(9) }) },
);
const sealStep = { weight: 1, arbitrary: fc.record({ kind: fc.constant('seal' as const), index: fc.nat(9) }) };

type Step = { kind: 'mask'; from: number; to: number } | { kind: 'unmask' | 'seal'; index: number };

function take(model: Model, each: Step): void {
  if (each.kind === 'mask') {
    const { length } = model.masked.body;
    const [start, end] = inOrder(Math.floor(each.from * length), Math.ceil(each.to * length));
    if (start < end) model.mask(start, end);
  } else if (each.kind === 'unmask') model.unmask(each.index);
  else model.seal(each.index);
}

const inOrder = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

function expectSound({ body, masks }: Masked<Span>): void {
  const edges = new Set([...[...segmenter.segment(body)].map(({ index }) => index), body.length]);
  let before: Span | undefined;
  for (const mask of masks) {
    const { start, end } = mask;
    expect(start).toBeGreaterThanOrEqual(before?.end ?? 0);
    // Two that touch are one, unless one of them is sealed.
    if (before?.end === start) expect(before.sealed || mask.sealed).toBe(true);
    expect(edges.has(start)).toBe(true);
    expect(edges.has(end)).toBe(true);
    expect(body.slice(start, end)).toBe('*'.repeat(end - start));
    expect(end).toBeGreaterThan(start);
    before = mask;
  }
}

describe('masks of one message', () => {
  test('over 10,000 random sequences: spans stay sound, and unmasking everything gives the original to the byte', () => {
    fc.assert(
      fc.property(text, fc.array(step, { maxLength: 12 }), (original, steps) => {
        const model = new Model(original);
        for (const each of steps) {
          take(model, each);
          expectSound(model.masked);
        }
        expect(model.originals.size).toBe(model.masked.masks.length);
        while (model.masked.masks.length > 0) {
          model.unmask(0);
          expectSound(model.masked);
        }
        expect(Buffer.from(model.masked.body)).toEqual(Buffer.from(original));
        expect(model.originals.size).toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });

  test('hide every character they cover, also next to what is sealed', () => {
    // Every character once, so that one that shows is one that was not hidden.
    const alphabet = '가나다라마바사아자차카타파하abcdefghij0123456789🦊🐻🐼';
    fc.assert(
      fc.property(fc.array(fc.oneof(step, sealStep), { maxLength: 15 }), (steps) => {
        const model = new Model(alphabet);
        for (const each of steps) {
          take(model, each);
          expectSound(model.masked);
          const hidden = [...model.originals.values()].join('');
          for (const cluster of clustersOf(hidden)) expect(model.masked.body).not.toContain(cluster);
        }
        const sealed = model.masked.masks
          .filter((mask) => mask.sealed)
          .reduce((sum, { start, end }) => sum + end - start, 0);
        while (model.originals.size > 0) model.unmask(0);
        // What was sealed stays hidden, and no more than that.
        expect(clustersOf(model.masked.body).filter((cluster) => cluster !== '*')).toHaveLength(
          clustersOf(alphabet).length - sealed,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('come to the same union in whatever order they are made', () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(place, place), { minLength: 2, maxLength: 5 }),
        fc.nat(),
        (original, ranges, seed) => {
          const wanted = ranges
            .map(([a, b]) => inOrder(Math.floor(a * original.length), Math.ceil(b * original.length)))
            .filter(([start, end]) => start < end);
          const shuffled = wanted
            .map((range, index) => ({ range, rank: (seed * (index + 7)) % 11 }))
            .sort((a, b) => a.rank - b.rank);
          const [one, other] = [new Model(original), new Model(original)];
          for (const [start, end] of wanted) maskOriginal(one, start, end);
          for (const { range } of shuffled) maskOriginal(other, ...range);
          expect(other.masked.body).toBe(one.masked.body);
          const spans = ({ masked }: Model) => masked.masks.map(({ start, end }) => [start, end]);
          expect(spans(other)).toEqual(spans(one));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('have as many asterisks as what they hide has clusters', () => {
    expect(asterisks('👨‍👩‍👧‍👦한글e\u0301')).toBe('****');
    const model = new Model('a👨‍👩‍👧‍👦b');
    // In the middle of the family.
    model.mask(3, 4);
    expect(model.masked).toMatchObject({ body: 'a*b', masks: [{ start: 1, end: 2 }] });
  });

  test('take in a mark that would join the asterisk', () => {
    const model = new Model('a\n\u0301b');
    model.mask(1, 2);
    expect(model.masked).toMatchObject({ body: 'a**b', masks: [{ start: 1, end: 3 }] });
    expectSound(model.masked);
  });

  test('leave what is sealed by itself', () => {
    const model = new Model('abcdef');
    model.mask(2, 4);
    model.seal(0);
    model.mask(0, 6);
    expect(model.masked).toMatchObject({
      body: '******',
      masks: [
        { start: 0, end: 2, sealed: false },
        { start: 2, end: 4, sealed: true },
        { start: 4, end: 6, sealed: false },
      ],
    });
    expect(piecesOf(model.masked.body, model.masked.masks, { start: 1, end: 5 })).toEqual([]);
  });
});

describe('masks of a text that is edited', () => {
  const span = (id: string, start: number, end: number, sealed = false): Span => ({ id, start, end, sealed });
  const placesOf = (masks: readonly Span[] | null) => masks && masks.map(({ id, start, end }) => [id, start, end]);

  test('lie on the same asterisks wherever those are told, and nothing is guessed', () => {
    const before = { body: 'a *** b ** c', masks: [span('1', 2, 5), span('2', 8, 10)] };
    const after = (text: string) => placesOf(carried(before, text));
    expect(after('a *** b ** c')).toEqual([
      ['1', 2, 5],
      ['2', 8, 10],
    ]);
    expect(after('xx *** y ** zz')).toEqual([
      ['1', 3, 6],
      ['2', 9, 11],
    ]);
    expect(after('*** **')).toEqual([
      ['1', 0, 3],
      ['2', 4, 6],
    ]);
    for (const text of ['a *** b c', 'a b ** c', '', '** ***', 'x **** y ** z', 'a ** b ** c'])
      expect(after(text)).toBeNull();
    // A mark that joins the last asterisk would be hidden with it, or show a part of it.
    expect(after('a *** b **\u0301 c')).toBeNull();
  });

  test('that are sealed go with their asterisks', () => {
    const before = { body: 'a *** b ** c', masks: [span('1', 2, 5, true), span('2', 8, 10)] };
    expect(placesOf(carried(before, 'a b ** c'))).toEqual([['2', 4, 6]]);
    expect(carried(before, 'a *** b')).toBeNull();
  });

  test('hide what they hid, whatever is typed beside them', () => {
    const typed = fc.stringMatching(/^[a-c *]{0,6}$/);
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), typed, fc.nat(), (original, from, to, words, at) => {
        const model = new Model(original);
        const [start, end] = [from % original.length, to % original.length].sort((a, b) => a - b) as [number, number];
        model.mask(start, end + 1);
        const { body, masks } = model.masked;
        const place = at % (body.length + 1);
        const edited = body.slice(0, place) + words + body.slice(place);
        const kept = carried(model.masked, edited);
        if (!kept) return;
        expect(kept.map(({ id }) => id)).toEqual(masks.map(({ id }) => id));
        for (const mask of kept) expect(edited.slice(mask.start, mask.end)).toMatch(/^\*+$/);
        const released = kept.reduceRight((rest, mask) => replaced(rest, mask, model.originals.get(mask.id)!), {
          body: edited,
          masks: kept,
        } as Masked<Span>);
        // As many units more as were typed, and every original in it.
        expect(released.body.length).toBe(original.length + words.length);
        for (const hidden of model.originals.values()) expect(released.body).toContain(hidden);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Masks a range of the original text, of which parts may be hidden and shorter by now. */
function maskOriginal(model: Model, start: number, end: number): void {
  const { body, masks } = model.masked;
  const place = (offset: number, isEnd: boolean) => {
    let [inBody, inText] = [0, 0];
    for (const mask of masks) {
      const { length } = model.originals.get(mask.id)!;
      const before = mask.start - inBody;
      if (offset < inText + before || (isEnd && offset === inText + before)) return inBody + (offset - inText);
      if (offset < inText + before + length || (isEnd && offset === inText + before + length)) {
        return isEnd ? mask.end : mask.start;
      }
      inBody = mask.end;
      inText += before + length;
    }
    return inBody + (offset - inText);
  };
  const [from, to] = [place(start, false), place(end, true)];
  expect(to).toBeLessThanOrEqual(body.length);
  model.mask(from, to);
}
