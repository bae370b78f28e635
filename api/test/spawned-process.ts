import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { bareEnvironment } from './bare-environment.ts';
import { headersOf, type Kit, type Answer, type Credentials } from './kit.ts';

/** A process of its own on the database of a kit, for one test, with the pages left out: see `process.ts`. */
export class SpawnedProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  url = '';

  private constructor(kit: Kit, env: Record<string, string>, imports: readonly string[]) {
    const { databaseUrl } = kit;
    const { maskKeys = '', filesDir } = kit.app.config;
    const args = imports.flatMap((file) => ['--import', join(import.meta.dirname, file)]);
    this.child = spawn(process.execPath, [...args, join(import.meta.dirname, 'process.ts')], {
      env: {
        ...bareEnvironment,
        PORT: '0',
        LOG_LEVEL: 'silent',
        DATABASE_URL: databaseUrl,
        DAMSO_MASK_KEYS: maskKeys,
        DAMSO_FILES: filesDir,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void this.child.kill('SIGKILL'));
    this.ended = once(this.child, 'exit').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
    }));
  }

  /** `imports`: files of this folder that are loaded before the product's own. */
  static async start(
    kit: Kit,
    env: Record<string, string> = {},
    imports: readonly string[] = [],
  ): Promise<SpawnedProcess> {
    const it = new SpawnedProcess(kit, env, imports);
    const [said] = (await Promise.race([once(it.child.stdout!, 'data'), it.ended.then(() => [''])])) as [Buffer | ''];
    it.url = `http://127.0.0.1:${said.toString().trim()}`;
    return it;
  }

  /** Runs one operation there and answers its data. */
  async run(query: string, variables: object, credentials: Credentials): Promise<Answer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(credentials) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Answer; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
}
