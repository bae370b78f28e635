import { afterEach, expect, test, vi } from 'vitest';
import { Hearing } from './hearing.ts';
import { InProcessBus } from './realtime/bus.ts';

afterEach(() => vi.restoreAllMocks());

/** Each of them looks every two seconds for so many seconds, and knows from the database that the other runs. */
function look(one: Hearing, other: Hearing, seconds: number): void {
  const now = vi.spyOn(performance, 'now');
  const begun = now.getMockImplementation()?.() ?? 0;
  for (let second = 0; second <= seconds; second += 2) {
    now.mockImplementation(() => begun + second * 1_000);
    one.look(1, [2]);
    other.look(2, [1]);
  }
}

test('processes on one Redis hear each other', () => {
  const redis = new InProcessBus();
  const [one, other] = [new Hearing(redis), new Hearing(redis)];
  look(one, other, 60);
  expect([one.problem, other.problem]).toEqual([null, null]);
});

test('processes with a Redis each say so after a while, and no more once the other has gone', () => {
  const [one, other] = [new Hearing(new InProcessBus()), new Hearing(new InProcessBus())];
  look(one, other, 14);
  expect([one.problem, other.problem]).toEqual([null, null]);
  look(one, other, 4);
  expect(one.problem).toContain('REDIS_URL must lead all of them to the same one');
  expect(other.problem).toBe(one.problem);
  one.look(1, []);
  expect(one.problem).toBeNull();
});

test('a process whose Redis is away says nothing about others, and gives them time when it is back', () => {
  const redis = new (class extends InProcessBus {
    override isConnected = false;
  })();
  const [one, other] = [new Hearing(redis), new Hearing(new InProcessBus())];
  look(one, other, 60);
  expect(one.problem).toBeNull();
  redis.isConnected = true;
  look(one, other, 10);
  expect(one.problem).toBeNull();
  look(one, other, 10);
  expect(one.problem).not.toBeNull();
});
