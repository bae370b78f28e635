import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, test } from 'vitest';
import { TestBucket } from '../../test/bucket.ts';
import { Kit } from '../../test/kit.ts';
import { readConfig } from '../config.ts';
import { createFiles } from '../files/files.ts';
import { lostFiles } from './lost-files.ts';

const kit = await Kit.start();
const { filesDir } = kit.app.config;
const bucket = await TestBucket.start();

const row = async () => {
  const { id } = await kit.service();
  const { rows } = await kit.app.sql.query<{ id: string }>(
    `insert into attachment (service_id, name, media_type, size) values ($1, 'a.png', 'image/png', 1) returning id`,
    [id],
  );
  return rows[0]!.id;
};

beforeEach(async () => {
  await kit.app.sql.query('delete from attachment', []);
  await kit.app.files.remove(
    await readdir(filesDir)
      .catch(() => [])
      .then((names) => names.filter((name) => name !== 'incoming')),
  );
  await mkdir(join(filesDir, 'incoming'), { recursive: true });
});

const all = async (pages: AsyncIterable<readonly string[]>) => {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page);
  return ids.sort();
};

describe('files of which the database knows nothing', () => {
  test('are found in a folder among those that it knows, and nothing else that lies there', async () => {
    const [known, lost] = [await row(), randomUUID()];
    for (const name of [known, lost, 'notes.txt']) await writeFile(join(filesDir, name), 'x');
    expect(await all(lostFiles(kit.app.sql, kit.app.files))).toEqual([lost]);
  });

  test('are found in a bucket of several pages', async () => {
    const files = createFiles(readConfig({ DAMSO_FILES: filesDir, ...bucket.env }));
    const lost = Array.from({ length: 2_345 }, () => randomUUID()).sort();
    const known = await row();
    for (const id of [...lost, known]) bucket.objects.set(`files/${id}`, Buffer.from('x'));
    bucket.objects.set(`others/${randomUUID()}`, Buffer.from('x'));
    expect(await all(lostFiles(kit.app.sql, files))).toEqual(lost);
  });

  test('of a bucket that refuses are a failure, and not an empty list', async () => {
    const files = createFiles(readConfig({ DAMSO_FILES: filesDir, ...bucket.env }));
    bucket.broken = 403;
    await expect(all(files.ids())).rejects.toMatchObject({ code: 'S3_403' });
    bucket.broken = undefined;
  });

  test('are counted and removed by the command', async () => {
    const [known, lost] = [await row(), randomUUID()];
    for (const name of [known, lost]) await writeFile(join(filesDir, name), 'x');
    const run = async (command: string) => {
      const script = new URL('../bin/lost-files.ts', import.meta.url).pathname;
      const env = {
        ...process.env,
        DATABASE_URL: kit.databaseUrl,
        DAMSO_FILES: filesDir,
        DAMSO_DATA: join(filesDir, '..'),
      };
      return (await promisify(execFile)(process.execPath, [script, command], { env })).stdout;
    };
    expect(await run('count')).toBe('1 files of which the database knows nothing.\n');
    expect((await readdir(filesDir)).sort()).toEqual([known, lost, 'incoming'].sort());
    expect(await run('remove')).toBe('1 files of which the database knows nothing were removed.\n');
    expect((await readdir(filesDir)).sort()).toEqual([known, 'incoming'].sort());
  });
});
