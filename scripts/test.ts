import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildWeb } from './build-web.ts';
import { ensureChromium } from './chromium.ts';

const root = join(import.meta.dirname, '..');
try {
  process.env['CHROMIUM'] = ensureChromium();
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
buildWeb();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
