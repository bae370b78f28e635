import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { GuardedClient, RequestFailed, type Address } from './guarded-client.ts';

const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

/** A server on this machine, and how many requests it got. */
async function server(answer: RequestListener): Promise<{ port: number; hosts: (string | undefined)[] }> {
  const hosts: (string | undefined)[] = [];
  const http = createServer((request, response) => {
    hosts.push(request.headers.host);
    answer(request, response);
  });
  closing.push(() => {
    http.closeAllConnections();
    http.close();
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  return { port: (http.address() as AddressInfo).port, hosts };
}

const problemOf = async (client: GuardedClient, url: string): Promise<string> => {
  try {
    return String((await client.send({ url, method: 'POST', headers: {}, body: '{}' })).status);
  } catch (error) {
    if (error instanceof RequestFailed) return error.problem;
    throw error;
  }
};

const names = (...addresses: string[]) => {
  const asked: string[] = [];
  const lookup = (host: string): Promise<Address[]> => {
    asked.push(host);
    return Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return { asked, lookup };
};

describe('a request to an address that somebody typed in', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '017700000001',
    '0177.0.0.1',
    '0.0.0.0',
    '0',
    '10.0.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:a9fe:a9fe]',
    '[0:0:0:0:0:ffff:10.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[2001:db8::1]',
    '[::127.0.0.1]',
  ])('never goes to %s', async (host) => {
    const client = new GuardedClient([]);
    expect(client.problemOf(`https://${host}/`)).toBe('REFUSED_ADDRESS');
    expect(await problemOf(client, `https://${host}/`)).toBe('REFUSED_ADDRESS');
  });

  test.each([
    ['127.0.0.1'],
    ['::ffff:10.0.0.1'],
    ['fe80::1%eth0'],
    ['93.184.215.14', '10.0.0.1'],
    ['10.0.0.1', '93.184.215.14'],
    ['93.184.215.14', '::1'],
  ])('nor to a name that leads to %s %s', async (...addresses) => {
    const { lookup, asked } = names(...addresses);
    expect(await problemOf(new GuardedClient([], { lookup }), 'https://shop.test/')).toBe('REFUSED_ADDRESS');
    expect(asked).toEqual(['shop.test']);
  });

  test('goes to public addresses, which are told from others to the last bit', () => {
    const client = new GuardedClient([]);
    for (const host of ['8.8.8.8', '100.63.255.255', '100.128.0.0', '172.15.0.1', '172.32.0.1', '[2606:4700::1111]']) {
      expect(client.problemOf(`https://${host}/`)).toBeNull();
    }
  });

  test('is looked up once and goes to what was checked, under the name that was asked for', async () => {
    const { port, hosts } = await server((_, response) => response.end('ok'));
    let looks = 0;
    const lookup = () => {
      looks += 1;
      // The second answer would lead elsewhere.
      return Promise.resolve([{ address: looks === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }]);
    };
    const client = new GuardedClient(['127.0.0.1'], { lookup });
    expect(await problemOf(client, `http://shop.test:${port}/hook`)).toBe('200');
    expect(looks).toBe(1);
    expect(hosts).toEqual([`shop.test:${port}`]);
  });

  test('goes to inner networks that are named and to no others, and by http to those alone', async () => {
    const { port } = await server((_, response) => response.end('ok'));
    const client = new GuardedClient(['127.0.0.0/30', 'fd00:1::/64'], names('127.0.0.2'));
    expect(client.problemOf('http://127.0.0.1/')).toBeNull();
    expect(client.problemOf('http://[::ffff:127.0.0.1]/')).toBeNull();
    expect(client.problemOf('https://[fd00:1::5]/')).toBeNull();
    expect(client.problemOf('https://127.0.0.4/')).toBe('REFUSED_ADDRESS');
    expect(client.problemOf('http://8.8.8.8/')).toBe('NOT_HTTPS');
    expect(await problemOf(client, `http://127.0.0.1:${port}/`)).toBe('200');
    const elsewhere = new GuardedClient(['127.0.0.0/30'], names('93.184.215.14'));
    expect(await problemOf(elsewhere, `http://shop.test:${port}/`)).toBe('REFUSED_ADDRESS');
    expect(new GuardedClient([]).problemOf('http://shop.test/')).toBe('NOT_HTTPS');
  });

  test.each([
    'ftp://shop.test/',
    'file:///etc/passwd',
    'https://user:word@shop.test/',
    'https://shop.test/#x',
    'shop.test',
    '',
  ])('is none for %s', async (url) => {
    expect(new GuardedClient([]).problemOf(url)).toBe('NOT_A_URL');
    expect(await problemOf(new GuardedClient([]), url)).toBe('REFUSED_ADDRESS');
  });
});

describe('an answer', () => {
  const inner = new GuardedClient(['127.0.0.1'], { timeoutMs: 500 });

  test('that leads elsewhere is not followed', async () => {
    const target = await server((_, response) => response.end('ok'));
    const { port } = await server((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${target.port}/` }).end(),
    );
    expect(await problemOf(inner, `http://127.0.0.1:${port}/`)).toBe('307');
    expect(target.hosts).toEqual([]);
  });

  test('that does not come, or not to its end, is waited for so long and no longer', async () => {
    const silent = await server(() => undefined);
    expect(await problemOf(inner, `http://127.0.0.1:${silent.port}/`)).toBe('TIMED_OUT');
    const dripping = await server((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    expect(await problemOf(inner, `http://127.0.0.1:${dripping.port}/`)).toBe('TIMED_OUT');
    const { promise: never } = Promise.withResolvers<Address[]>();
    const lost = new GuardedClient([], { timeoutMs: 100, lookup: () => never });
    expect(await problemOf(lost, 'https://shop.test/')).toBe('TIMED_OUT');
  });

  test('that is too long is not read to its end', async () => {
    const { port } = await server((_, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect(await problemOf(inner, `http://127.0.0.1:${port}/`)).toBe('TOO_LONG');
  });

  test('of nobody is UNREACHABLE', async () => {
    const { port } = await server(() => undefined);
    closing.pop()!();
    expect(await problemOf(inner, `http://127.0.0.1:${port}/`)).toBe('UNREACHABLE');
    const nobody = new GuardedClient([], { lookup: () => Promise.reject(new Error('ENOTFOUND')) });
    expect(await problemOf(nobody, 'https://nobody.test/')).toBe('UNREACHABLE');
  });
});
