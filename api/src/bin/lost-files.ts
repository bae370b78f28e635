import { createFiles } from '../files/files.ts';
import { lostFiles } from '../attachment/lost-files.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run lost-files -- count    how many files are kept that the database knows nothing of
npm run lost-files -- remove   removes them: only when it is the database that these files belong to`;

async function main(command: string | undefined): Promise<void> {
  if (command !== 'count' && command !== 'remove') {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const config = await checkedConfig(process.env, ['files']);
  const files = createFiles(config);
  await withDatabase(config, async ({ sql }) => {
    let count = 0;
    for await (const ids of lostFiles(sql, files)) {
      if (command === 'remove') await files.remove(ids);
      count += ids.length;
    }
    console.log(`${count} files of which the database knows nothing${command === 'remove' ? ' were removed' : ''}.`);
  });
}

await runProgram(() => main(process.argv[2]));
