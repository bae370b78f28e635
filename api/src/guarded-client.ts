import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** The whole request, from looking up the name to the last byte of the answer. */
const timeoutMs = 10_000;
/** So much of an answer is read; what is longer is a failure. */
const mostBytes = 64 * 1_024;

/**
 * Why there was no answer. REFUSED_ADDRESS: its name leads, or may lead, to an address that nothing is sent to. BAD_CERTIFICATE: the other side
 * is not who the name says. TOO_LONG: the answer is longer than is read.
 */
export const RequestProblem = {
  UNREACHABLE: 'UNREACHABLE',
  TIMED_OUT: 'TIMED_OUT',
  REFUSED_ADDRESS: 'REFUSED_ADDRESS',
  BAD_CERTIFICATE: 'BAD_CERTIFICATE',
  TOO_LONG: 'TOO_LONG',
} as const;
export type RequestProblem = (typeof RequestProblem)[keyof typeof RequestProblem];

/** A request that brought no answer. It names no address: whoever chose the URL learns nothing of the network. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly problem: RequestProblem;
  constructor(problem: RequestProblem) {
    super(`The request brought no answer: ${problem}.`);
    this.problem = problem;
  }
}

export interface Outgoing {
  readonly url: string;
  readonly method: 'POST' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Less time than usual, of the whole request. */
  readonly timeoutMs?: number;
  /** Ends it before its time. */
  readonly signal?: AbortSignal;
}

export interface Incoming {
  readonly status: number;
  readonly body: Buffer;
}

/** An address that a name leads to. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What tests replace: how names are looked up, how long it takes, and which certificates are trusted beside the usual. */
interface Replaced {
  lookup?: (host: string) => Promise<readonly Address[]>;
  timeoutMs?: number;
  ca?: string;
}

/**
 * Requests to addresses that somebody typed in. Such an address must not lead into the network that Damso runs in: so the name is looked up
 * once, each address behind it is checked, and the connection goes to one of those, whatever the name leads to by then. Only https, but to
 * the inner networks that are named in the configuration; no redirects; bounded in time and size.
 */
export class GuardedClient {
  readonly #inner: BlockList;
  readonly #replaced: Required<Omit<Replaced, 'ca'>> & Pick<Replaced, 'ca'>;

  constructor(innerNetworks: readonly string[], replaced: Replaced = {}) {
    this.#inner = listOf(innerNetworks);
    this.#replaced = { lookup: (host) => lookUp(host, { all: true }), timeoutMs, ...replaced };
  }

  /** What is wrong with an address as it stands, before anything is looked up; null for nothing. */
  problemOf(text: string): 'NOT_A_URL' | 'NOT_HTTPS' | 'REFUSED_ADDRESS' | null {
    const url = parse(text);
    if (!url) return 'NOT_A_URL';
    const host = hostOf(url);
    const isAddress = isIP(host) !== 0;
    if (isAddress && !this.#allows(host)) return 'REFUSED_ADDRESS';
    // A name may lead to an inner network, of which only a look tells.
    if (url.protocol === 'http:' && (this.#inner.rules.length === 0 || (isAddress && !this.#isInner(host)))) {
      return 'NOT_HTTPS';
    }
    return null;
  }

  /** The answer, whatever its status; or RequestFailed. */
  async send(outgoing: Outgoing): Promise<Incoming> {
    const url = parse(outgoing.url);
    if (!url) throw new RequestFailed('REFUSED_ADDRESS');
    const signal = AbortSignal.any([
      AbortSignal.timeout(outgoing.timeoutMs ?? this.#replaced.timeoutMs),
      ...(outgoing.signal ? [outgoing.signal] : []),
    ]);
    try {
      const address = await untilAborted(this.#addressOf(url), signal);
      return await this.#exchange(url, address, outgoing, signal);
    } catch (error) {
      if (error instanceof RequestFailed) throw error;
      if (signal.aborted) throw new RequestFailed('TIMED_OUT');
      throw new RequestFailed(isOfCertificate(error) ? 'BAD_CERTIFICATE' : 'UNREACHABLE');
    }
  }

  /** The first address behind the name. One that is refused refuses them all: the name would else lead there another time. */
  async #addressOf(url: URL): Promise<Address> {
    const host = hostOf(url);
    const family = isIP(host);
    const found = family === 0 ? await this.#replaced.lookup(host) : [{ address: host, family }];
    const [first] = found;
    if (!first) throw new RequestFailed('UNREACHABLE');
    const isRefused = ({ address }: Address) =>
      !this.#allows(address) || (url.protocol === 'http:' && !this.#isInner(address));
    if (found.some(isRefused)) throw new RequestFailed('REFUSED_ADDRESS');
    return first;
  }

  #exchange(url: URL, { address, family }: Address, outgoing: Outgoing, signal: AbortSignal): Promise<Incoming> {
    const lookup: LookupFunction = (_, { all }, found) => {
      if (all) found(null, [{ address, family }]);
      else found(null, address, family);
    };
    const { ca } = this.#replaced;
    const options = {
      method: outgoing.method,
      headers: { ...outgoing.headers, 'content-length': Buffer.byteLength(outgoing.body ?? '') },
      lookup,
      signal,
      // A connection of its own each time: one that is kept was checked for another request.
      agent: false as const,
      ...(ca !== undefined && { ca }),
    };
    return new Promise((resolve, reject) => {
      const answered = (answer: IncomingMessage) => {
        read(answer).then(
          (body) => {
            resolve({ status: answer.statusCode ?? 0, body });
          },
          (error: unknown) => {
            reject(error instanceof Error ? error : new RequestFailed('UNREACHABLE'));
          },
        );
      };
      const request =
        url.protocol === 'https:' ? requestHttps(url, options, answered) : requestHttp(url, options, answered);
      request.on('error', reject);
      request.end(outgoing.body);
    });
  }

  #allows(address: string): boolean {
    return this.#isInner(address) || isPublic(plain(address));
  }

  #isInner(address: string): boolean {
    const text = plain(address);
    return this.#inner.check(text, isIP(text) === 6 ? 'ipv6' : 'ipv4');
  }
}

async function read(answer: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) {
      answer.destroy();
      throw new RequestFailed('TOO_LONG');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** A look at a name cannot be ended, but nobody has to wait for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => {
    reject(new RequestFailed('TIMED_OUT'));
  });
  return Promise.race([work, promise]);
}

/** In it numbers stand as addresses are usually written, however they were typed: 0x7f.1 and 2130706433 are 127.0.0.1. */
function parse(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && url.hash === '' ? url : null;
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1');

/** An IPv4 address that is written as an IPv6 one is what it stands for. */
function plain(address: string): string {
  const text = address.replace(/%.*$/, '');
  if (isIP(text) !== 6) return text;
  const short = hostOf(new URL(`http://[${text}]`));
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}

/** Networks as `10.1.0.0/16`, or single addresses. */
function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list;
}

/** What of IPv4 is no address of somebody else on the internet (RFC 6890 and those that followed it; multicast; reserved). */
const notPublic4 = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);
/** All that is public in IPv6, … */
const global6 = listOf(['2000::/3']);
/** … but for what carries IPv4 addresses or stands in books. */
const notPublic6 = listOf(['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']);

function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic4.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

const isOfCertificate = (error: unknown) => {
  const { code = '' } = error as { code?: string };
  return /CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO_VERIFY|^ERR_SSL/.test(code);
};
