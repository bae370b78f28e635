import { describe, expect, test } from 'vitest';
import { StateFeed } from './state-feed.ts';

describe('a state feed', () => {
  test('tells the present first, then each change', async () => {
    const feed = new StateFeed<string>();
    const events = feed.subscribe('s', () => Promise.resolve([['a', 'a1']]));
    expect((await events.next()).value).toBe('a1');
    feed.push('s', 'a', 'a2');
    feed.push('other', 'a', 'never');
    expect((await events.next()).value).toBe('a2');
    await events.return();
  });

  test('prefers what came live while the present was being read', async () => {
    const feed = new StateFeed<string>();
    const events = feed.subscribe('s', () => {
      feed.push('s', 'a', 'newer');
      return Promise.resolve([['a', 'older']]);
    });
    expect((await events.next()).value).toBe('newer');
    await events.return();
  });

  test('holds only the latest of each key for a reader that stands still', async () => {
    const feed = new StateFeed<number>();
    const events = feed.subscribe('s', () => Promise.resolve([['start', -1]]));
    await events.next();
    for (let count = 0; count < 10_000; count += 1) feed.push('s', `key-${count % 3}`, count);
    const told = [await events.next(), await events.next(), await events.next()].map(({ value }) => value);
    expect(told).toEqual([9_997, 9_998, 9_999]);
    await events.return();
  });

  test('joins its source while someone listens, and leaves with the last one', async () => {
    const calls: string[] = [];
    const feed = new StateFeed<number>((channel) => {
      calls.push(`join ${channel}`);
      return () => calls.push(`leave ${channel}`);
    });
    const present = () => Promise.resolve([['k', 1]] as const);
    const [one, two] = [feed.subscribe('s', present), feed.subscribe('s', present)];
    await Promise.all([one.next(), two.next()]);
    await one.return();
    expect(calls).toEqual(['join s']);
    await two.return();
    expect(calls).toEqual(['join s', 'leave s']);
  });
});
