import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { afterwards } from './afterwards.ts';

const accessKeyId = 'AKIATEST';
const secretAccessKey = 'a secret / with + signs';
const region = 'eu-test-1';
const name = 'a-bucket';

/**
 * A bucket as S3 keeps one, which takes nothing without a signature of version 4 that it arrives at by itself, and nothing whose
 * content is not what was signed.
 */
export class TestBucket {
  readonly objects = new Map<string, Buffer>();
  /** What every request is answered with instead, if anything. */
  broken: number | undefined;
  /** Whether the connection breaks in the middle of each content that is read. */
  breaksOff = false;
  readonly env: Record<string, string>;

  private constructor(port: number) {
    this.env = {
      DAMSO_FILES_S3_ENDPOINT: `http://localhost:${port}/`,
      DAMSO_FILES_S3_REGION: region,
      DAMSO_FILES_S3_BUCKET: name,
      DAMSO_FILES_S3_PREFIX: 'files/',
      DAMSO_FILES_S3_ACCESS_KEY_ID: accessKeyId,
      DAMSO_FILES_S3_SECRET_ACCESS_KEY: secretAccessKey,
    };
  }

  static async start(): Promise<TestBucket> {
    const server = createServer((request, response) => {
      void bucket.#answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-length': body.length });
        if (bucket.breaksOff && request.method === 'GET') {
          response.write(body.subarray(0, body.length / 2), () => response.destroy());
        } else response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const bucket: TestBucket = new TestBucket((server.address() as { port: number }).port);
    afterwards(() => {
      server.closeAllConnections();
      server.close();
    });
    return bucket;
  }

  async #answer(request: IncomingMessage): Promise<[status: number, body: Buffer]> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const none = Buffer.alloc(0);
    if (this.broken !== undefined) return [this.broken, none];
    if (!isSigned(request, body)) return [403, Buffer.from('<Error><Code>SignatureDoesNotMatch</Code></Error>')];
    const path = request.url ?? '';
    if (path.startsWith(`/${name}?`)) return this.#list(new URLSearchParams(path.slice(name.length + 2)));
    if (!path.startsWith(`/${name}/`)) return [404, none];
    const key = path.slice(name.length + 2);
    if (request.method === 'PUT') {
      // S3 takes no object whose length it is not told.
      if (request.headers['content-length'] === undefined) return [411, none];
      this.objects.set(key, body);
      return [200, none];
    }
    if (request.method === 'DELETE') {
      this.objects.delete(key);
      return [204, none];
    }
    const found = this.objects.get(key);
    return found ? [200, found] : [404, Buffer.from('<Error><Code>NoSuchKey</Code></Error>')];
  }

  /** A page of ListObjectsV2: keys in their order, at most a thousand. */
  #list(query: URLSearchParams): [status: number, body: Buffer] {
    if (query.get('list-type') !== '2') return [400, Buffer.alloc(0)];
    const [prefix, after] = [query.get('prefix') ?? '', query.get('start-after') ?? ''];
    const most = Math.min(1_000, Number(query.get('max-keys') ?? 1_000));
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const contents = keys.slice(0, most).map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
    const isTruncated = keys.length > most;
    return [
      200,
      Buffer.from(
        `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${name}</Name><Prefix>${prefix}</Prefix>` +
          `<IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}</ListBucketResult>`,
      ),
    ];
  }
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

/** The procedure of the S3 manual, written from it. */
function isSigned({ method = '', url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const shown = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    headers.authorization ?? '',
  );
  const at = String(headers['x-amz-date']);
  const contentHash = String(headers['x-amz-content-sha256']);
  if (!shown || (contentHash !== 'UNSIGNED-PAYLOAD' && contentHash !== sha256(body))) return false;
  if (method === 'PUT' && contentHash === 'UNSIGNED-PAYLOAD') return false;
  const [, credential = '', signed = '', signature] = shown;
  const scope = [at.slice(0, 8), region, 's3', 'aws4_request'];
  if (credential !== [accessKeyId, ...scope].join('/')) return false;
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    method,
    path,
    query.split('&').sort().join('&'),
    ...signed.split(';').map((header) => `${header}:${String(headers[header]).trim()}`),
    '',
    signed,
    contentHash,
  ].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return (
    hmac(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(canonical)].join('\n')).toString('hex') === signature
  );
}
