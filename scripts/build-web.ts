import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'web/build/.sources');

/** Builds the web part, unless what is built came from these very sources. */
export function buildWeb(): void {
  // Not what the build itself puts beside the settings of the messages: a build would be outdated once it is done.
  const sources = globSync(
    [
      'web/{src,static,messages}/**',
      'web/project.inlang/settings.json',
      'web/*.{ts,json}',
      'package-lock.json',
      'schema.graphql',
      'README.md',
      'docs/{api,guides}/*.md',
      'examples/{*.ts,*.md,package.json,relay/**}',
    ],
    { cwd: root },
  )
    .filter((path) => !/\/paraglide\/|\.test\.ts$/.test(path) && statSync(join(root, path)).isFile())
    .sort();
  const hash = createHash('sha256');
  for (const path of sources) hash.update(path).update(readFileSync(join(root, path)));
  const present = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === present) return;
  console.log('Building the web part …');
  execFileSync('npm', ['run', '--silent', 'build', '-w', 'web'], {
    cwd: root,
    // Of whoever asks for it, the tests for example, the build must not be another.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  writeFileSync(stamp, present);
}
