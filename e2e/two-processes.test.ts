import { describe } from 'vitest';
import { splitProcesses } from './stage.ts';

splitProcesses();

describe.each(['story', 'inquiry'])('with customers and agents on different processes, %s', async (story) => {
  await import(`./${story}.test.ts`);
});
