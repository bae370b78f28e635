import { openDatabase } from '../database.ts';
import { migrate } from '../migrate.ts';
import { checkedConfig, runProgram } from './checks.ts';

await runProgram(async () => {
  const database = await openDatabase(await checkedConfig(process.env, []));
  await migrate(database.url, { tell: console.error });
  await database.close();
  console.log('The database is up to date.');
});
