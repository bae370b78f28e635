import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'web/build/.sources');
/** There while somebody builds, with the number of their process. */
const lock = join(root, 'web/.building');
/** Many times what one takes. */
const longestBuildMs = 600_000;

/** Builds the web part, unless what is built came from these very sources. Whoever comes meanwhile waits for it. */
export function buildWeb(): void {
  const sources = hashOfSources();
  if (isBuilt(sources)) return;
  takeLock();
  try {
    if (isBuilt(sources)) return;
    console.log('Building the web part …');
    execFileSync('npm', ['run', '--silent', 'build', '-w', 'web'], {
      cwd: root,
      // Of whoever asks for it, the tests for example, the build must not be another.
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    writeFileSync(stamp, sources);
  } finally {
    rmSync(lock, { force: true });
  }
}

const isBuilt = (sources: string) => existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;

function hashOfSources(): string {
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
  return hash.digest('hex');
}

function takeLock(): void {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    // A build that was killed leaves it behind.
    if (isAbandoned()) rmSync(lock, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function isAbandoned(): boolean {
  try {
    // The number may be another process's by now.
    if (Date.now() - statSync(lock).mtimeMs > longestBuildMs) return true;
    const holder = Number(readFileSync(lock, 'utf8'));
    // Empty for the moment in which it is being written.
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH';
  }
}
