import { execFileSync } from 'node:child_process';
import { appendFile, chmod, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withDatabase } from '../api/src/bin/with-database.ts';
import { readConfig } from '../api/src/config.ts';
import { seedDemo } from '../api/src/demo.ts';
import { buildWeb } from '../scripts/build-web.ts';
import { spareDemos } from './demo.ts';
import { Product } from './product.ts';

// The program that `prepare.ts` runs beside the tests. What it makes is there as a whole or not at all.
const [prepared] = process.argv.slice(2) as [string];
buildWeb();
const product = await Product.start();
await product.end();
// Nothing of a test has to outlive the machine.
await appendFile(join(product.dataDir, 'postgres/postgresql.conf'), 'fsync = off\nfull_page_writes = off\n');
await chmod(dirname(prepared), 0o755);
const withDemos = `${prepared}-demos`;
execFileSync('cp', ['-a', product.dataDir, withDemos]);
await withDatabase(readConfig({ DAMSO_DATA: withDemos }), async ({ write }) => {
  for (const demo of spareDemos) await seedDemo(write, undefined, demo);
});
await rename(product.dataDir, prepared);
