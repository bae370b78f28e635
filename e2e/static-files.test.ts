import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openStage, product } from './stage.ts';

openStage({ alone: true });

/** As it is on the wire, which `fetch` does not show. */
async function wire(path: string, accepted = '', more = {}): Promise<{ response: IncomingMessage; body: Buffer }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(product.url + path, { headers: { ...(accepted && { 'accept-encoding': accepted }), ...more } }, resolve)
      .on('error', reject)
      .end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { response, body: Buffer.concat(chunks) };
}

const addressesIn = (html: string) =>
  Array.from(html.matchAll(/(?:src|href)="(?:\.)?(\/[^"?#]+\.(?:js|css|svg))"/g), ([, address]) => address!);

describe('a static file', () => {
  test('goes out compressed to whoever takes that, as it is to others, and is told apart', async () => {
    const widget = addressesIn((await wire('/widget/')).body.toString());
    const [console, help] = await Promise.all(
      ['/sign-in', '/help/demo'].map(async (path) => (await wire(path)).body.toString()),
    );
    const files = [
      ...new Set([
        '/widget.js',
        '/widget/panel.js',
        '/widget/company.js',
        '/widget/member.js',
        '/widget/',
        '/example.html',
        ...widget,
      ]),
      ...new Set([...addressesIn(console!), ...addressesIn(help!)]),
    ].filter((path) => !path.startsWith('/help'));
    expect(files.length).toBeGreaterThan(8);
    for (const path of files) {
      const plain = await wire(path);
      expect(plain.response.statusCode, path).toBe(200);
      expect(plain.response.headers['content-encoding'], path).toBeUndefined();
      const zipped = await wire(path, 'gzip, deflate');
      expect(zipped.response.headers['content-encoding'], path).toBe('gzip');
      expect(gunzipSync(zipped.body).equals(plain.body), path).toBe(true);
      const best = await wire(path, 'gzip, deflate, br');
      // The example is made for who asks, by gzip alone.
      const isMade = path === '/example.html';
      expect(best.response.headers['content-encoding'], path).toBe(isMade ? 'gzip' : 'br');
      if (!isMade) expect(brotliDecompressSync(best.body).equals(plain.body), path).toBe(true);
      if (plain.body.length > 1_000) {
        expect(zipped.body.length, path).toBeLessThan(plain.body.length * 0.7);
        expect(best.body.length, path).toBeLessThanOrEqual(zipped.body.length);
      }
      const refused = await wire(path, 'br;q=0, gzip;q=0.0');
      expect(refused.response.headers['content-encoding'], path).toBeUndefined();
      for (const { response } of [plain, zipped, best])
        expect(String(response.headers.vary).toLowerCase(), path).toContain('accept-encoding');
      if (isMade) continue;
      const tags = [plain, zipped, best].map(({ response }) => response.headers.etag);
      expect(new Set(tags).size, path).toBe(3);
      const same = await wire(path, 'gzip, deflate, br', { 'if-none-match': tags[2] });
      expect([same.response.statusCode, same.body.length], path).toEqual([304, 0]);
    }
  });

  test('keeps the launcher within 3 kB and the first screen of the dialog within 26 kB, as they are sent', async () => {
    const size = async (path: string) => (await wire(path, 'br')).body.length;
    expect(await size('/widget.js')).toBeLessThanOrEqual(3_000);
    const html = (await wire('/widget/')).body.toString();
    const sizes = await Promise.all(['/widget/', ...addressesIn(html)].map(size));
    expect(sizes).toHaveLength(2);
    expect(sizes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(26_000);
  });

  test('of the dialog says where it may stand however its address is spelled, and also when it is as before', async () => {
    const { response } = await wire('/widget/?service=demo');
    const others = await Promise.all(
      ['index', 'index/', 'index.html', 'index.html/'].map((spelling) => wire(`/widget/${spelling}?service=demo`)),
    );
    const same = await wire('/widget/?service=demo', '', { 'if-none-match': response.headers.etag });
    expect(same.response.statusCode).toBe(304);
    const policy = response.headers['content-security-policy'];
    expect(policy).toContain(`default-src 'none'`);
    expect((await wire('/widget.js')).response.headers['content-security-policy']).toBeUndefined();
    const evasive = await wire('/widget/index?service=demo&x=.js');
    for (const other of [...others, evasive, same]) {
      if (other.response.statusCode === 404) continue;
      expect(other.response.headers['content-security-policy']).toBe(policy);
      expect(other.response.headers['cross-origin-embedder-policy']).toBe('require-corp');
    }
  });

  test('runs in the dialog only if it is ours, and in its page only by its hash', async () => {
    const { response, body } = await wire('/widget/?service=demo');
    const hashOf = (element: string) => {
      const [, text] = new RegExp(`<${element}>([^]+?)</${element}>`).exec(body.toString())!;
      return `'sha256-${createHash('sha256').update(text!).digest('base64')}'`;
    };
    const policy = String(response.headers['content-security-policy']).split('; ');
    expect(response.headers['cache-control']).toContain('no-transform');
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'self' ${hashOf('script')}`);
    expect(policy).toContain(`style-src 'self' ${hashOf('style')}`);
  });
});
