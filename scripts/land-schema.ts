import { readFileSync, writeFileSync } from 'node:fs';
import { breaches } from './compatibility.ts';

/**
 * Takes schema.graphql as the one that landed (docs/api/landed.graphql), at a release; with --check only compares. Refuses what
 * would break clients.
 */
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const present = read('schema.graphql');
const found = await breaches(read('docs/api/landed.graphql'), present, read('docs/api/changelog.md'));
for (const breach of found) console.error(breach);
if (found.length > 0) {
  console.error(
    'schema.graphql breaks clients of docs/api/landed.graphql. docs/api/changelog.md says how something goes.',
  );
  process.exitCode = 1;
} else if (!process.argv.includes('--check')) {
  writeFileSync(new URL('../docs/api/landed.graphql', import.meta.url), present);
}
