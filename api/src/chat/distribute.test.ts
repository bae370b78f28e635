import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distribute } from './distribute.ts';

const seeker = (id: string, recentAgentId: string | null = null) => ({ id, recentAgentId });

describe('giving chats to agents', () => {
  test('serves the line in its order and leaves the rest waiting', () => {
    const given = distribute([seeker('1'), seeker('2'), seeker('3')], [{ id: 'a', open: 0 }], 2);
    expect([...given]).toEqual([
      ['1', 'a'],
      ['2', 'a'],
    ]);
  });

  test('prefers the agent of the last chat, and only while that one has a seat', () => {
    const team = [
      { id: 'a', open: 1 },
      { id: 'b', open: 0 },
    ];
    expect([...distribute([seeker('1', 'a'), seeker('2', 'a'), seeker('3', 'gone')], team, 2)]).toEqual([
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'b'],
    ]);
  });

  test('breaks ties at random', () => {
    const team = ['a', 'b', 'c'].map((id) => ({ id, open: 0 }));
    const first = (random: number) => distribute([seeker('1')], team, 1, () => random).get('1');
    expect([first(0), first(0.5), first(0.999)]).toEqual(['a', 'b', 'c']);
  });

  test('fills every seat, none twice, and keeps the load even', () => {
    const agents = fc.uniqueArray(fc.record({ id: fc.uuid(), open: fc.nat(6) }), {
      selector: ({ id }) => id,
      maxLength: 8,
    });
    fc.assert(
      fc.property(agents, fc.nat(40), fc.integer({ min: 1, max: 6 }), (team, waiting, seats) => {
        const line = Array.from({ length: waiting }, (_, at) => seeker(String(at)));
        const given = distribute(line, team, seats);
        const free = team.reduce((sum, { open }) => sum + Math.max(0, seats - open), 0);
        expect([...given.keys()]).toEqual(line.slice(0, free).map(({ id }) => id));
        for (const { id, open } of team) {
          const got = [...given.values()].filter((agentId) => agentId === id).length;
          if (got === 0) continue;
          expect(open + got).toBeLessThanOrEqual(seats);
          // Nobody else could have taken the last of them with fewer chats.
          for (const other of team) {
            const load = other.open + [...given.values()].filter((agentId) => agentId === other.id).length;
            if (load < seats) expect(load).toBeGreaterThanOrEqual(open + got - 1);
          }
        }
      }),
    );
  });
});
