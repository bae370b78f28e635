import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '#lib/graphql/api.ts';
import { Elsewhere } from './elsewhere.svelte.ts';

const place = (objectId: string, revision = 1) => ({ objectId, field: 'body', revision, start: 0, end: 8 });

let sent: Record<string, unknown>[];
/** Where what each mask hides stands, as the server knows it. */
let places: Record<string, object[]>;
let refused: { objectId: string; field: string }[];
let isAway: boolean;
let elsewhere: Elsewhere;

beforeEach(() => {
  sent = [];
  places = {};
  refused = [];
  isAway = false;
  elsewhere = new Elsewhere({
    request: (_: unknown, variables: { maskId?: string }) => {
      if (isAway) return Promise.reject(new Error('no network'));
      sent.push(variables);
      const { maskId } = variables;
      return Promise.resolve({
        node: { __typename: 'Mask', sameElsewhere: places[maskId ?? ''] },
        maskTexts: { __typename: 'MaskedTexts', refused },
      });
    },
  } as unknown as Api);
});

describe('the same text elsewhere', () => {
  test('is offered once for each place, and hidden as it stands by then', async () => {
    places = { k1: [place('a'), place('b')], k2: [place('b'), place('c')] };
    await elsewhere.notice('k1');
    await elsewhere.notice('k2');
    expect(elsewhere.count).toBe(3);
    places['k1'] = [place('a', 2)];
    await elsewhere.mask();
    expect(sent.at(-1)).toEqual({ input: [place('a', 2), place('b'), place('c')] });
    expect(elsewhere.count).toBe(0);
    expect(elsewhere.outcome).toMatchObject({ isProblem: false });
    expect(elsewhere.outcome?.words).toContain('3');
  });

  test('is not offered where it stands nowhere, nor after it was dismissed', async () => {
    places = { k1: [], k2: [place('a')] };
    await elsewhere.notice('k1');
    expect(elsewhere.count).toBe(0);
    const asked = elsewhere.notice('k2');
    elsewhere.dismiss();
    await asked;
    expect(elsewhere.count).toBe(0);
  });

  test('tells where it was not hidden, and stays offered while nobody answers', async () => {
    places = { k1: [place('a'), place('b')] };
    await elsewhere.notice('k1');
    isAway = true;
    await elsewhere.mask();
    expect(elsewhere.outcome).toMatchObject({ isProblem: true });
    expect(elsewhere.count).toBe(2);
    isAway = false;
    refused = [{ objectId: 'b', field: 'body' }];
    await elsewhere.mask();
    expect(elsewhere.outcome).toMatchObject({ isProblem: true });
    expect(elsewhere.outcome?.words).toContain('1');
    expect(elsewhere.count).toBe(0);
  });
});
