import { mkdtempDisposable, readdir, readFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { pictureProcesses } from '../../test/child-processes.ts';
import { png } from '../../test/file-samples.ts';
import type { makeThumbnail, sizeOf } from '../attachment/pack-picture.ts';
import { PictureProcess } from './picture-process.ts';
import { Spool } from './spool.ts';

const folder = await mkdtempDisposable(join(tmpdir(), 'damso-pictures-'));
afterAll(() => folder[Symbol.asyncDispose]());

let before: number[] = [];
beforeEach(async () => {
  before = await pictureProcesses();
});
const started = async () => (await pictureProcesses()).filter((pid) => !before.includes(pid));
const measured = (pictures: PictureProcess) => pictures.do<typeof sizeOf>('sizeOf', png);

test('is started for the first picture, and serves the next ones, until it is let go of', async () => {
  const pictures = new PictureProcess();
  expect(await started()).toEqual([]);
  expect(await measured(pictures)).toMatchObject({ width: expect.any(Number) });
  const [pid, ...others] = await started();
  expect(others).toEqual([]);
  await measured(pictures);
  expect(await started()).toEqual([pid]);
  pictures[Symbol.dispose]();
  await expect.poll(started).toEqual([]);
});

test('yields to everything else with each of its threads, and knows none of our secrets', async () => {
  process.env['DAMSO_MASK_KEYS'] = 'canary-of-a-key';
  using pictures = new PictureProcess();
  await using spooled = await new Spool(folder.path).receive(Readable.from([png]), png.length);
  await pictures.do<typeof makeThumbnail>('makeThumbnail', { dir: folder.path, path: spooled.path });
  const [pid] = await started();
  const priorities = new Map<string, Set<number>>();
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const name = (await readFile(`/proc/${pid}/task/${thread}/comm`, 'latin1')).trim();
    priorities.set(name, (priorities.get(name) ?? new Set()).add(getPriority(Number(thread))));
  }
  // V8 has threads of its own before any code runs; these are the ones that unpack.
  for (const name of ['MainThread', 'libuv-worker', 'libvips worker']) {
    expect(priorities.get(name)).toEqual(new Set([constants.priority.PRIORITY_LOW]));
  }
  expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain('canary');
  delete process.env['DAMSO_MASK_KEYS'];
});

test('that breaks takes the picture in its hands along, and no other', async () => {
  using pictures = new PictureProcess();
  await measured(pictures);
  const [pid] = await started();
  process.kill(pid!, 'SIGSTOP');
  const unlucky = measured(pictures);
  process.kill(pid!, 'SIGSEGV');
  process.kill(pid!, 'SIGCONT');
  await expect(unlucky).rejects.toMatchObject({
    code: 'PICTURE_PROCESS_ENDED',
    message: expect.stringContaining('SIGSEGV'),
  });
  expect(await measured(pictures)).toMatchObject({ width: expect.any(Number) });
});

test('a picture that cannot be unpacked is told in the words of the library', async () => {
  using pictures = new PictureProcess();
  await expect(pictures.do<typeof sizeOf>('sizeOf', Buffer.from('no picture'))).rejects.toThrow(
    'unsupported image format',
  );
  expect(await measured(pictures)).toMatchObject({ width: expect.any(Number) });
});
