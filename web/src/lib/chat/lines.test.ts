import { describe, expect, test } from 'vitest';
import type { MessageEvent } from '#lib/graphql/generated/chat/graphql.ts';
import { inBlocks, layOut } from './lines.ts';

const said = (sender: 'CUSTOMER' | 'AGENT', at: string, senderName: string | null = null) => ({
  sender,
  senderName,
  sentAt: new Date(at).toISOString(),
  event: null,
});

const told = (event: MessageEvent | null) => ({
  sender: 'SYSTEM' as const,
  senderName: null,
  sentAt: new Date('2026-03-01T10:00:00').toISOString(),
  event,
});

describe('laying out a conversation', () => {
  test('groups what one person says within a few minutes', () => {
    const lines = layOut(
      [
        said('AGENT', '2026-03-01T10:00:00'),
        said('AGENT', '2026-03-01T10:01:00'),
        said('AGENT', '2026-03-01T10:05:00'),
        said('CUSTOMER', '2026-03-01T10:05:10'),
      ],
      'CUSTOMER',
    );
    expect(lines.map(({ first, last, own }) => [first, last, own])).toEqual([
      [true, false, false],
      [false, true, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test('begins a new group where another agent goes on', () => {
    const lines = layOut(
      [said('AGENT', '2026-03-01T10:00:00', '민아'), said('AGENT', '2026-03-01T10:00:05', '준')],
      'CUSTOMER',
    );
    expect(lines.map(({ first }) => first)).toEqual([true, true]);
  });

  test('names each day once, where it begins, even in the middle of a group', () => {
    const lines = layOut(
      [
        said('AGENT', '2026-03-01T23:59:30'),
        said('AGENT', '2026-03-02T00:00:10'),
        said('AGENT', '2026-03-02T00:00:20'),
      ],
      'AGENT',
    );
    expect(lines.map(({ day }) => day?.getDate())).toEqual([1, 2, undefined]);
    expect(lines.map(({ first }) => first)).toEqual([true, true, false]);
  });

  test.each(['GREETING', 'RATING_REQUEST'] as const)(
    'shows a %s as something said: to the customer, and on the side of the agents',
    (event) => {
      expect(layOut([told(event)], 'CUSTOMER')[0]).toMatchObject({ kind: 'service', own: false });
      expect(layOut([told(event)], 'AGENT')[0]).toMatchObject({ kind: 'service', own: true });
    },
  );

  test('shows the comment of a rating as the customer’s, apart from what they said before', () => {
    const rated = { ...said('CUSTOMER', '2026-03-01T10:00:10'), event: 'RATING' as const };
    const talk = [said('CUSTOMER', '2026-03-01T10:00:00'), rated];
    expect(layOut(talk, 'CUSTOMER')[1]).toMatchObject({ kind: 'rating', own: true, first: true });
    expect(layOut(talk, 'AGENT')[1]).toMatchObject({ kind: 'rating', own: false, first: true });
  });

  test('shows everything else of the system as a quiet line, also what it does not know', () => {
    const events = [told('AGENT_CHANGED'), told('BACK_IN_LINE'), told(null), told('NOT_INVENTED_YET' as MessageEvent)];
    expect(layOut(events, 'CUSTOMER').map(({ kind, own }) => [kind, own])).toEqual(events.map(() => ['event', false]));
  });

  test('does not group the greeting with what happened after it', () => {
    expect(layOut([told('GREETING'), told('AGENT_CHANGED')], 'CUSTOMER').map(({ first }) => first)).toEqual([
      true,
      true,
    ]);
  });
});

describe('a part of a long conversation', () => {
  test('is laid out as it is within the whole', () => {
    const talk = Array.from({ length: 9 }, (_, index) =>
      said(index % 4 === 0 ? 'CUSTOMER' : 'AGENT', `2026-03-0${1 + Math.floor(index / 4)}T10:0${index}:00`),
    );
    expect(layOut(talk, 'AGENT', 2, 7)).toEqual(layOut(talk, 'AGENT').slice(2, 7));
  });

  test('holds the same messages, whatever is loaded before and after them', () => {
    const seqs = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => ({ seq: from + index }));
    const held = (messages: { seq: number }[]) =>
      new Map(inBlocks(messages).map(({ id, from, to }) => [id, messages.slice(from, to).map(({ seq }) => seq)]));
    const [some, all] = [held(seqs(120, 333)), held(seqs(1, 400))];
    expect([...all.values()].flat()).toEqual(seqs(1, 400).map(({ seq }) => seq));
    for (const [id, loaded] of some) expect(all.get(id)).toEqual(expect.arrayContaining(loaded));
    expect(Math.max(...[...all.values()].map(({ length }) => length))).toBe(50);
  });
});
