import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { OutputAsset, OutputChunk } from 'rolldown';

const root = join(import.meta.dirname, '..');
/** As deep as the sources, which find migrations and pages by where they lie themselves. */
const dir = join(root, 'api/build');
const dayMs = 86_400_000;

/**
 * Puts the modules of the server, 2,000 with those of its packages, into a few files, unless those came from these very sources:
 * finding and compiling each module is most of what a start costs. Returns the file to start. Files are named by their sources and
 * appear whole, the first one last, so any number may do this at once, and none starts what is half there or outdated.
 */
export function buildApi(): string {
  const version = versionOfSources();
  const main = join(dir, 'main.js');
  const start = join(dir, `start-${version}.js`);
  // In a process of its own: the server would keep what the bundler takes, half a gigabyte.
  if (!existsSync(start))
    execFileSync(process.execPath, [import.meta.filename], { stdio: ['ignore', 'ignore', 'inherit'] });
  const present = mainOf(version);
  if (!existsSync(main) || readFileSync(main, 'utf8') !== present) {
    place(main, present);
    removeFormer(version);
  }
  return main;
}

/** Removes what came from former sources, a day later: a process that still runs it may yet load a part of it. */
function removeFormer(version: string): void {
  for (const name of readdirSync(dir).filter((name) => name !== 'main.js' && !name.includes(version))) {
    const path = join(dir, name);
    const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (since < Date.now() - dayMs) rmSync(path, { recursive: true, force: true });
  }
}

function versionOfSources(): string {
  const sources = globSync('api/src/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts'));
  const hash = createHash('sha256');
  for (const path of [...sources, 'package-lock.json', 'scripts/build-api.ts'].sort()) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Puts everything that a program imports into files whose names end with `version`: its own, our code, that of packages. */
export async function bundle(program: string, { dir, version }: { dir: string; version: string }): Promise<void> {
  const { rolldown } = await import('rolldown');
  await using build = await rolldown({
    cwd: root,
    platform: 'node',
    input: program,
    // What is not there.
    external: ['pg-native'],
    onLog(level, { message }) {
      if (level === 'warn') throw new Error(message);
    },
  });
  const { output } = await build.generate({
    dir,
    entryFileNames: `[name]-${version}.js`,
    chunkFileNames: `[name]-${version}.js`,
    // Classes name types of the schema and kinds of errors.
    keepNames: true,
    sourcemap: 'hidden',
    codeSplitting: {
      groups: [
        // Not what is loaded when it is first needed: the list of common passwords, and what looks for migrations.
        {
          name: 'packages',
          test: /node_modules\/(?!@zxcvbn-ts|tinyglobby|fdir|picomatch)/,
        },
        { name: 'damso', test: /api\/src/ },
      ],
    },
    // graphql-js decides while it is loaded whether it makes its development checks on every object, and packages are loaded first.
    intro: ({ name }) => (name === 'packages' ? "process.env.NODE_ENV ??= 'production';" : ''),
  });
  mkdirSync(dir, { recursive: true });
  const entriesLast = output.toSorted((a, b) => rank(a) - rank(b));
  for (const file of entriesLast) {
    if (file.type === 'chunk') place(join(dir, file.fileName), file.code);
    // The map of our own code tells where an error came from (frames.ts); that of the packages is ten times as large.
    else if (file.fileName.startsWith('damso-')) place(join(dir, file.fileName), withoutSources(file.source));
  }
}

const rank = (file: OutputChunk | OutputAsset) => (file.type === 'chunk' && file.isEntry ? 1 : 0);

/** Starts the server when it is run, and gives its start to who imports it. What V8 made of it lies beside it for the next start. */
function mainOf(version: string): string {
  return `import { enableCompileCache } from 'node:module';
enableCompileCache(import.meta.dirname + '/compiled-${version}');
export const { start } = await import('./start-${version}.js');
if (import.meta.main) await start();
`;
}

function withoutSources(source: string | Uint8Array): string {
  const map = JSON.parse(String(source)) as Record<string, unknown>;
  delete map['sourcesContent'];
  return JSON.stringify(map);
}

function place(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

if (import.meta.main) await bundle('api/src/bin/start.ts', { dir, version: versionOfSources() });
