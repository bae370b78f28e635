import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { buildApi, bundle } from '../../scripts/build-api.ts';
import { bareEnvironment } from './bare-environment.ts';
import { present } from './bundled.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a module exports says in a process of its own, as JSON, and the files that it loads until then. */
async function inProcess(file: string, said: string, env: Record<string, string> = {}) {
  const script = `
    import { registerHooks } from 'node:module';
    const files = [];
    registerHooks({ load: (url, context, next) => (url.startsWith('file:') && files.push(url), next(url, context)) });
    const module = await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(JSON.stringify({ said: ${said}, files }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: tmpdir(),
    env: { ...bareEnvironment, ...env },
    maxBuffer: 16 * 1024 * 1024,
  });
  return JSON.parse(stdout) as { said: unknown; files: string[] };
}

describe('the built server', () => {
  test('is loaded as five files, and nothing of a package beside them', async () => {
    const { said, files } = await inProcess(buildApi(), 'typeof module.start');
    expect(said).toBe('function');
    const names = files.map((url) => relative(root, fileURLToPath(url)).replace(/-[0-9a-f]{16}\.js$/, ''));
    expect(names.sort()).toEqual([
      'api/build/damso',
      'api/build/main.js',
      'api/build/packages',
      'api/build/rolldown-runtime',
      'api/build/start',
    ]);
  });

  test('looks for files where they are for the sources too', async () => {
    const { files } = await inProcess(buildApi(), 'null');
    const [ours] = files.filter((url) => url.includes('/damso-'));
    // What lies elsewhere is told by `places.ts`.
    expect(await readFile(fileURLToPath(ours!), 'utf8')).not.toMatch(/URL\(["'`][^)]*import\.meta/);
  });

  test('is built once for the same sources', async () => {
    const { ino } = await stat(buildApi());
    expect((await stat(buildApi())).ino).toBe(ino);
  });

  test('has the schema of its sources, and tells of an error where in them it was thrown', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'damso-built-'));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    await bundle('api/test/bundled.ts', { dir, version: 'test' });
    const said = 'process.env.NODE_ENV && module.present()';
    const { schema, told } = (await inProcess(join(dir, 'bundled-test.js'), said)).said as ReturnType<typeof present>;
    expect(schema).toBe(await readFile(join(root, 'schema.graphql'), 'utf8'));
    const ours = present().told as { error: string; at: string[] };
    expect(told).toMatchObject({ error: 'ConfigError' });
    const thrown = (at: string[]) => at.slice(0, 1).map((frame) => frame.replace(/:\d+\)$/, ')'));
    expect(thrown((told as typeof ours).at)).toEqual(thrown(ours.at));
    expect(thrown(ours.at)).toEqual([expect.stringMatching(/^readConfig \(file:.*\/api\/src\/config\.ts:\d+\)$/)]);
  });
});
