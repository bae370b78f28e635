import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, variables } from './config.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the environment', () => {
  test('can be empty, or set to nothing', () => {
    const empty = readConfig({});
    expect(empty).toMatchObject({ port: 4000, host: '127.0.0.1', databaseUrl: undefined, publicUrl: undefined });
    expect(empty.dataDir).toBe(resolve('.damso'));
    expect(readConfig({ PORT: '', HOST: '', DATABASE_URL: '', DAMSO_DATA: '', LOG_LEVEL: '' })).toEqual(empty);
  });

  test('is read whole', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://chat.example.test/',
      DATABASE_URL: 'postgres://u:p@localhost:5432/damso',
      DAMSO_DATA: '/var/lib/damso',
      TRUST_PROXY: '1',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'https://chat.example.test',
      databaseUrl: 'postgres://u:p@localhost:5432/damso',
      dataDir: '/var/lib/damso',
      trustProxy: 1,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('wants an address and a place for links where mails go out', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail.test' })).toEqual([
      'MAIL_FROM must be set when SMTP_URL is',
      'PUBLIC_URL must be set when SMTP_URL is',
    ]);
    expect(
      problemsOf({ SMTP_URL: 'http://mail.test', MAIL_FROM: 'Shop <a@shop.test>', PUBLIC_URL: 'http://a.test' }),
    ).toEqual([
      expect.stringContaining('SMTP_URL must be an address'),
      'MAIL_FROM must be an e-mail address and nothing else',
    ]);
  });

  test('tells every problem at once, each in a sentence that names the variable', () => {
    const wrong = {
      PORT: '65536',
      PUBLIC_URL: 'chat.example.test',
      DATABASE_URL: 'mysql://localhost/damso',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'yes',
      LIMIT_SENDS_PER_MINUTE: '0',
      LIMIT_STARTS_PER_MINUTE: '-1',
    };
    const problems = problemsOf(wrong);
    expect(problems).toHaveLength(Object.keys(wrong).length);
    for (const name of Object.keys(wrong)) {
      expect(problems.filter((problem) => problem.startsWith(`${name} must be `))).toHaveLength(1);
    }
  });

  test('does not repeat a password that stands in a wrong address', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://u:secret@localhost/damso' }).join()).not.toContain('secret');
  });

  test('names a bucket whole or not at all', () => {
    const bucket = {
      DAMSO_FILES_S3_ENDPOINT: 'https://s3.test/',
      DAMSO_FILES_S3_BUCKET: 'damso',
      DAMSO_FILES_S3_ACCESS_KEY_ID: 'key',
      DAMSO_FILES_S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(readConfig({}).filesS3).toBeUndefined();
    expect(readConfig(bucket).filesS3).toEqual({
      endpoint: 'https://s3.test',
      region: 'us-east-1',
      bucket: 'damso',
      prefix: '',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
    for (const name of Object.keys(bucket)) {
      const problems = problemsOf({ ...bucket, [name]: '' });
      expect(problems).toEqual([`${name} must be set when any of DAMSO_FILES_S3_ is`]);
    }
    const problems = problemsOf({ PORT: 'x', DAMSO_FILES_S3_BUCKET: 'A/b', DAMSO_FILES_S3_PREFIX: '../x' });
    for (const name of ['PORT', ...Object.keys(bucket), 'DAMSO_FILES_S3_PREFIX']) {
      expect(problems.filter((problem) => problem.startsWith(`${name} must be `))).toHaveLength(1);
    }
  });

  test('keeps files in a folder of the data, or in another one', () => {
    expect(readConfig({ DAMSO_DATA: '/data' }).filesDir).toBe('/data/files');
    expect(readConfig({ DAMSO_DATA: '/data', DAMSO_FILES: '/files' }).filesDir).toBe('/files');
  });

  test.each(['x', '-1', '1.5', '1e3', ' 80', '99999999999999999999', '０'])('has no port %s', (PORT) => {
    expect(problemsOf({ PORT })).toHaveLength(1);
  });

  test.each(['javascript:alert(1)', 'ftp://example.test', '//example.test', 'http://', 'https://exa mple.test'])(
    'has no public address %s',
    (PUBLIC_URL) => {
      expect(problemsOf({ PUBLIC_URL })).toHaveLength(1);
    },
  );
});

describe('.env.example', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const entries = [...example.matchAll(/^(# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)];

  test('has every variable that is read once, and no other', () => {
    expect(entries.map(([, , name]) => name).sort()).toEqual([...variables].sort());
  });

  test('sets nothing to anything but its default', () => {
    const set = entries.filter(([, comment]) => comment === undefined);
    expect(readConfig(Object.fromEntries(set.map(([, , name = '', value]) => [name, value])))).toEqual(readConfig({}));
  });

  test('leaves none out, because nothing of the server reads one by itself', () => {
    const files = globSync('**/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));
    const reads = /process\.env(\.\w|\['\w+'\](?! (\?\?)?= ))/;
    expect(files.filter((file) => reads.test(readFileSync(resolve(import.meta.dirname, file), 'utf8')))).toEqual([]);
  });
});
