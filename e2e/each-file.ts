import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';

// Until what `prepare.ts` began is there: no limit of time holds here, and a first build takes a while.
const prepared = inject('prepared');
while (!existsSync(prepared)) {
  if (existsSync(`${prepared}.failed`))
    throw new Error('What the browser tests begin with could not be made: see above.');
  await delay(100);
}
