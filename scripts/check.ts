import { spawn } from 'node:child_process';

/*
 * All that is said of the sources without running them (`npm run check`). ESLint takes as long as everything else, so it runs beside
 * it; what the web part generates comes first, because both read it. Each check is told as a whole once it is done, and none hides
 * another.
 */

/** Runs one, and tells what it said. */
async function check(command: string): Promise<void> {
  const begun = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${command} (${seconds} s)\n${Buffer.concat(said).toString()}\n`);
  if (code !== 0) process.exitCode = 1;
}

async function inTurn(...commands: string[]): Promise<void> {
  for (const command of commands) await check(command);
}

await check('npm run --silent prepare:sources -w web');
await Promise.all([
  check('eslint .'),
  inTurn(
    'npm run --silent check:codegen',
    'npm run --silent check:sources -w web',
    'tsc -p .',
    'prettier --check .',
    'knip',
  ),
]);
