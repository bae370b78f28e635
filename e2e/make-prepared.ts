import { appendFile, chmod, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildWeb } from '../scripts/build-web.ts';
import { Product } from './product.ts';

// The program that `prepare.ts` runs beside the tests. What it makes is there as a whole or not at all.
const [prepared] = process.argv.slice(2) as [string];
buildWeb();
const product = await Product.start();
await product.end();
// Nothing of a test has to outlive the machine.
await appendFile(join(product.dataDir, 'postgres/postgresql.conf'), 'fsync = off\nfull_page_writes = off\n');
await chmod(dirname(prepared), 0o755);
await rename(product.dataDir, prepared);
