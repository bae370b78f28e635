import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildWeb } from './build-web.ts';

// The API restarts when its sources change; Vite reloads the pages and passes what is the API's on to it.
const root = join(import.meta.dirname, '..');
const api = process.env['PORT'] ?? '4000';
buildWeb();
const children = [
  spawn(process.execPath, ['--watch', 'api/src/bin/main.ts'], { cwd: root, stdio: 'inherit' }),
  spawn('npm', ['run', 'dev', '-w', 'web'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, DAMSO_API: `http://127.0.0.1:${api}` },
  }),
];
for (const child of children) {
  child.on('exit', (code) => {
    for (const other of children) other.kill('SIGTERM');
    process.exitCode = code ?? 0;
  });
}

// A Ctrl-C reaches all of them; who ends only this one means the others too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
