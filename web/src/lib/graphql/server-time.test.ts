import { expect, test } from 'vitest';
import { learnTime, serverNow } from './server-time.ts';

const answeredAt = (date: string | number) => ({ headers: new Headers({ date: new Date(date).toUTCString() }) });

test.each([86_400_000, -86_400_000])('takes the time from the server where this clock is %i ms off', (off) => {
  const server = Date.now() - off;
  learnTime(answeredAt(server));
  expect(Math.abs(serverNow().getTime() - server)).toBeLessThan(5_000);
  learnTime({ headers: new Headers() });
  expect(Math.abs(serverNow().getTime() - server)).toBeLessThan(5_000);
});

test('stays with this clock where only the way of the answer lies between the two', () => {
  learnTime(answeredAt(Date.now() - 20_000));
  expect(Math.abs(serverNow().getTime() - Date.now())).toBeLessThan(5_000);
});
