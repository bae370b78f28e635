import { AwsClient } from 'aws4fetch';
import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { idsAtOnce, isId, type Place } from './files.ts';
import type { Upload } from './spool.ts';

/** A bucket of S3 or of anything that speaks like it. */
export interface Bucket {
  /** Without the bucket, which is named in the path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What the names of our objects begin with. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** One request, its repetitions aside, takes at most so long. */
const patienceMs = 60_000;

/** The store did not do what it was asked; the code says what it answered. */
class StorageRefused extends Error {
  override readonly name = 'StorageRefused';
  readonly code: string;
  constructor(status: number) {
    super(`The bucket answered with ${status}.`);
    this.code = `S3_${status}`;
  }
}

/** Files as objects of a bucket. */
export class S3Files implements Place {
  readonly #bucket: Bucket;
  readonly #client: AwsClient;

  constructor(bucket: Bucket) {
    const { accessKeyId, secretAccessKey, region } = bucket;
    this.#bucket = bucket;
    // Each request is safe to repeat: an id has one content.
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  }

  async put(id: string, { path, sha256 }: Upload): Promise<void> {
    // The store compares what it got with the hash of what came in.
    const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' };
    const response = await this.#ask(id, { method: 'PUT', headers, body: await openAsBlob(path) });
    await finish(response, response.ok);
  }

  async get(id: string): Promise<Readable | null> {
    const response = await this.#ask(id, { method: 'GET' });
    if (response.ok && response.body) return Readable.fromWeb(response.body as ReadableStream);
    await finish(response, response.status === 404);
    return null;
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const response = await this.#ask(id, { method: 'DELETE' });
      await finish(response, response.ok || response.status === 404);
    }
  }

  async *ids(): AsyncGenerator<readonly string[]> {
    const { prefix } = this.#bucket;
    for (let after = ''; ;) {
      const query = new URLSearchParams({
        'list-type': '2',
        prefix,
        'max-keys': String(idsAtOnce),
        'start-after': after,
      });
      const response = await this.#ask(`?${query.toString()}`, { method: 'GET' });
      if (!response.ok) await finish(response, false);
      // Names of ours have nothing in them that XML would write in another way.
      const keys = [...(await response.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key!);
      yield keys.map((key) => key.slice(prefix.length)).filter(isId);
      if (keys.length < idsAtOnce) return;
      after = keys.at(-1)!;
    }
  }

  /** Asks for an object that is not there: a bucket that can be read says so. */
  async problem(): Promise<string | null> {
    const response = await this.#ask('readiness', { method: 'GET' });
    await response.body?.cancel();
    return response.ok || response.status === 404 ? null : `the bucket answers with ${response.status}`;
  }

  /** The bucket has to answer in time; how long the reader of a content takes is the reader's affair. */
  async #ask(what: string, init: RequestInit): Promise<Response> {
    const { endpoint, bucket, prefix } = this.#bucket;
    const path = what.startsWith('?') ? what : `/${prefix}${what}`;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patienceMs);
    try {
      return await this.#client.fetch(`${endpoint}/${bucket}${path}`, { ...init, signal: late.signal });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Reads the rest of an answer, so that its connection can serve again. */
async function finish(response: Response, isFine: boolean): Promise<void> {
  await response.arrayBuffer();
  if (!isFine) throw new StorageRefused(response.status);
}
