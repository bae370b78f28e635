import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

await runProgram(async () => {
  await withDatabase(await checkedConfig(process.env, []), ({ write }) => seedDemo(write));
  console.log(
    `The demo is there: ${demoAgents.map(({ email }) => email).join(', ')} with the password ${demoPassword}`,
  );
});
