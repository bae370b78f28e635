import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { expectAtMost, garbageCollector } from '../../test/costs.ts';
import { headersOf, Kit } from '../../test/kit.ts';
import { spoolDirOf } from '../files/files.ts';
import { fileLimit } from './upload.service.ts';

/** What an upload of which 5 MiB have come keeps in memory: about 35,000 bytes, its sender's end included; what else goes on moves that by some 100,000. */
const most = 500_000;
const uploads = 50;

test('of 50 files of 10 MiB that come at once little is in memory', async () => {
  const kit = await Kit.start({ LIMIT_UPLOADS_PER_MINUTE: '1000', LIMIT_UPLOAD_MB_PER_HOUR: '1000' });
  const service = await kit.service();
  const agent = await service.onlineAgent();
  const gc = garbageCollector();
  const live = () => {
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const half = Buffer.alloc(fileLimit / 2, 'All that is written here is a line.\n');
  const sent: { request: ClientRequest; status: Promise<number | undefined> }[] = [];
  const begin = () => {
    const upload = request(`${kit.url}/files`, {
      method: 'POST',
      headers: { ...headersOf(agent.credentials), 'x-file-name': 'lines.txt', 'content-length': fileLimit },
    });
    const status = once(upload, 'response').then(async ([response]: IncomingMessage[]) => {
      await json(response!);
      return response!.statusCode;
    });
    upload.write(half);
    sent.push({ request: upload, status });
  };
  const arrived = async () => {
    const dir = spoolDirOf(kit.app.config);
    const files = await Promise.all((await readdir(dir)).map((name) => stat(join(dir, name))));
    return files.reduce((total, { size }) => total + size, 0);
  };
  // The first makes what stays for all.
  begin();
  await expect.poll(arrived).toBe(half.length);
  const before = live();
  for (let count = 1; count < uploads; count += 1) begin();
  await expect.poll(arrived).toBe(uploads * half.length);
  const took = Math.round((live() - before) / (uploads - 1));
  for (const each of sent) each.request.end(half);
  expect(new Set(await Promise.all(sent.map(({ status }) => status)))).toEqual(new Set([201]));
  expectAtMost('an upload under way', [{ most, took, unit: 'bytes of memory' }]);
});
