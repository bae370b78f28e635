import { beginEpoch } from '../realtime/epoch.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

await runProgram(async () => {
  await withDatabase(await checkedConfig(process.env, []), ({ sql }) => beginEpoch(sql));
  console.log(
    'Every screen begins anew with its next connection. Start Damso now; a process that still runs ends by itself.',
  );
});
