import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import { fileLimit } from '../api/src/attachment/upload.service.ts';
import { DamsoApi } from './damso-api.ts';
import { HttpConnection } from './http-connection.ts';
import { LoadProcess } from './load-process.ts';
import type { Measurement } from './load.ts';
import { median } from './report.ts';
import type { Bench, Results } from './scenarios.ts';
import { seedDamso, startDamso } from './servers.ts';

/** 100 Mbit/s. */
const bytesPerSecond = 12_500_000;
const partBytes = 65_536;

interface File {
  name: string;
  content: Buffer;
}

/**
 * Messages at a quarter of the usual rate, without files and while an agent uploads one of nearly 10 MiB after the other at 100 Mbit/s.
 * Damso against itself: in the column of the floor stands what nobody uploads to.
 */
export async function measureUploads({ plan, database, dataDir, interrupt }: Bench, results: Results): Promise<void> {
  const files = [await picture(), { name: 'lines.txt', content: Buffer.alloc(fileLimit, 'A line of a text.\n') }];
  const url = await database.url('uploads');
  seedDamso(url, dataDir);
  await using opened = new AsyncDisposableStack();
  const open = <T extends { stop(): Promise<void> }>(what: T) => opened.adopt(what, () => what.stop());
  const env = { LIMIT_UPLOADS_PER_MINUTE: '1000000', LIMIT_UPLOAD_MB_PER_HOUR: '1000000' };
  const { address, pid } = open(await startDamso(url, dataDir, { profileDir: plan.profileDir, env }));
  const load = open(new LoadProcess(interrupt));
  const pids = { server: pid, postgres: database.pid };
  await load.perform({ do: 'join', side: 'damso', address, pids, chats: plan.chats });
  results.loadBegan ||= Number(process.hrtime.bigint() / 1_000n);
  const http = new HttpConnection(new URL(address));
  const { cookie } = await new DamsoApi(address).signIn(http, 'mina@demo.test');
  http.close();

  const measure = (window = plan.window) =>
    load.measure({ do: 'sendAtRate', side: 'damso', rate: plan.rate / 4, window });
  await measure(plan.heating);
  const without: Measurement[] = [];
  const during = files.map((): Measurement[] => []);
  const uploaded = files.map(() => 0);
  for (let round = 0; round < plan.rounds; round += 1) {
    without.push(await measure());
    for (const [index, file] of files.entries()) {
      const stop = new AbortController();
      const uploading = (async () => {
        for (; !stop.signal.aborted; uploaded[index]! += 1) await upload(address, cookie, file);
      })();
      const [measurement] = await Promise.all([measure().finally(() => stop.abort()), uploading]);
      during[index]!.push(measurement);
      const p99 = (rounds: Measurement[]) => rounds.at(-1)!.latency!.p99.toFixed(2);
      console.log(`uploads ${round + 1} ${file.name}: p99 ${p99(during[index]!)} ms, ${p99(without)} ms without`);
    }
  }
  results.rounds.uploads = { without, during };
  const p99 = (round: Measurement) => round.latency!.p99;
  for (const [index, { name }] of files.entries()) {
    results.rows.push({
      metric: `p99 of messages during uploads of 10 MiB, against without: ${name}`,
      unit: 'ms',
      floor: without.map(p99),
      damso: during[index]!.map(p99),
      judged: 'ratio',
      target: { most: 1.2 },
    });
    const busy = Math.round(median(during[index]!.map(({ serverBusy }) => serverBusy)) * 100);
    results.notes.push(`uploads, ${name}: ${uploaded[index]} in ${plan.rounds} rounds; server's core busy ${busy} %`);
  }
}

/** A photo of noise, which packs worst: of so many pixels it has nearly 10 MiB, and so what a picture may take at most. */
async function picture(): Promise<File> {
  const [width, height] = [4_000, 3_000];
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const content = await sharp({ create: { width, height, channels: 3, background: '#fff', noise } })
    .jpeg({ quality: 80 })
    .toBuffer();
  if (content.length > fileLimit || content.length < fileLimit / 2) {
    throw new Error(`the picture has ${content.length} bytes`);
  }
  return { name: 'photo.jpg', content };
}

async function upload(address: string, cookie: string, { name, content }: File): Promise<void> {
  const sent = request(`${address}/files`, {
    method: 'POST',
    headers: { cookie, origin: address, 'x-file-name': name, 'content-length': content.length },
  });
  // It may be refused before all of it is sent.
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  await pipeline(paced(content), sent);
  const [response] = await answered;
  const answer = await text(response);
  if (response.statusCode !== 201) throw new Error(`Damso: an upload answered ${response.statusCode} ${answer}`);
}

/** A content as it comes from the other end of a fast line. */
async function* paced(content: Buffer): AsyncGenerator<Buffer> {
  const began = performance.now();
  for (let at = 0; at < content.length; at += partBytes) {
    await delay(Math.max(0, began + (at / bytesPerSecond) * 1_000 - performance.now()));
    yield content.subarray(at, at + partBytes);
  }
}
