import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { TestBucket } from '../../test/bucket.ts';
import { readConfig } from '../config.ts';
import { createFiles, spoolDirOf } from './files.ts';
import { Spool, TooManyBytes } from './spool.ts';

const dir = await mkdtemp(join(tmpdir(), 'damso-files-'));
afterAll(() => rm(dir, { recursive: true }));
const bucket = await TestBucket.start();

async function* parts(...contents: (string | Buffer)[]) {
  for (const content of contents) yield Buffer.from(content);
  await Promise.resolve();
}

describe.each([
  ['a folder', {}],
  ['a bucket', bucket.env],
])('%s', (_, env) => {
  const config = readConfig({ DAMSO_FILES: dir, ...env });
  const files = createFiles(config);
  const spool = new Spool(spoolDirOf(config));
  const keep = async (...contents: (string | Buffer)[]) => {
    const id = randomUUID();
    await using upload = await spool.receive(parts(...contents), 1_000_000);
    await files.put(id, upload);
    return id;
  };
  const read = async (id: string) => {
    const content = await files.get(id);
    return content && (await buffer(content)).toString();
  };

  test('keeps what it was given until it is removed, by its id', async () => {
    const [one, other] = [await keep('half ', 'and half'), await keep('여기')];
    expect([await read(one), await read(other)]).toEqual(['half and half', '여기']);
    await files.remove([one, randomUUID()]);
    expect([await read(one), await read(other)]).toEqual([null, '여기']);
    await files.remove([one, other]);
    expect(await read(other)).toBeNull();
  });

  test('keeps a file of many parts whole', async () => {
    const content = Buffer.alloc(900_000, 'damso ');
    const id = await keep(content.subarray(0, 300_000), content.subarray(300_000));
    expect(Buffer.from((await read(id)) ?? '')).toEqual(content);
  });

  test('leaves nothing where uploads arrive', async () => {
    await keep('x');
    expect(await readdir(spoolDirOf(config))).toEqual([]);
  });
});

describe('a bucket', () => {
  const files = createFiles(readConfig({ DAMSO_FILES: dir, ...bucket.env }));
  const kept = async (of = files) => {
    const id = randomUUID();
    await using upload = await new Spool(join(dir, 'incoming')).receive(parts('x'), 10);
    await of.put(id, upload);
    return id;
  };

  test('holds its objects below the prefix', async () => {
    const id = await kept();
    expect([...bucket.objects.keys()]).toContain(`files/${id}`);
  });

  test('that refuses our key is a failure, and not an absent file', async () => {
    const wrong = createFiles(
      readConfig({ DAMSO_FILES: dir, ...bucket.env, DAMSO_FILES_S3_SECRET_ACCESS_KEY: 'wrong' }),
    );
    await expect(kept(wrong)).rejects.toMatchObject({ name: 'StoreAway', code: 'S3_403' });
    await expect(wrong.get(randomUUID())).rejects.toMatchObject({ name: 'StoreAway', code: 'S3_403' });
    await expect(wrong.remove([randomUUID()])).rejects.toMatchObject({ name: 'StoreAway', code: 'S3_403' });
  });

  test('that does not answer as it should is asked again, and then a failure', async () => {
    const id = await kept();
    bucket.broken = 503;
    const reading = files.get(id);
    bucket.broken = undefined;
    expect((await buffer((await reading)!)).toString()).toBe('x');
    bucket.broken = 500;
    await expect(files.get(id)).rejects.toMatchObject({ name: 'StoreAway', code: 'S3_500' });
    bucket.broken = undefined;
  });
});

describe('what arrives', () => {
  const spool = new Spool(join(dir, 'arriving'));

  test('is measured by what comes, whatever was announced: past the limit nothing is left of it', async () => {
    const fits = await spool.receive(parts('12345', '67890'), 10);
    expect(fits).toMatchObject({
      size: 10,
      sha256: 'c775e7b757ede630cd0aa1113bd102661ab38829ca52a6422ab782862f268646',
    });
    await fits[Symbol.asyncDispose]();
    let wasReadOn = false;
    const endless = (async function* () {
      yield* parts('12345', '678901');
      wasReadOn = true;
      yield* parts('more');
    })();
    await expect(spool.receive(endless, 10)).rejects.toThrow(TooManyBytes);
    expect(wasReadOn).toBe(false);
    expect(await readdir(join(dir, 'arriving'))).toEqual([]);
  });

  test('and breaks off leaves nothing', async () => {
    const broken = (async function* () {
      yield* parts('12345');
      throw new Error('gone');
    })();
    await expect(spool.receive(broken, 10)).rejects.toThrow('gone');
    expect(await readdir(join(dir, 'arriving'))).toEqual([]);
  });
});
