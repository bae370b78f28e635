import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Vitest takes a part of a file's path as it is; `--only=story` is the same in words. Everything else is Vitest's own.
const args = process.argv.slice(2).map((arg) => arg.replace(/^--only=/, ''));
const root = join(import.meta.dirname, '..');
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
  cwd: root,
  // Hundreds of processes load the product; only the first of them compiles it.
  env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node') },
  stdio: 'inherit',
});
process.exit(status ?? 1);
