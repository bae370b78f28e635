import { connect, type Socket } from 'node:net';

export interface HttpResponse {
  status: number;
  head: string;
  body: string;
}

/** One kept HTTP/1.1 connection with one request at a time: a fraction of the driver's CPU that `fetch` or `node:http` take. */
export class HttpConnection {
  readonly #address: URL;
  #socket: Socket | undefined;
  #received = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<HttpResponse> | undefined;

  constructor(address: URL) {
    this.#address = address;
  }

  request(method: 'GET' | 'POST', path: string, headers: string, body = ''): Promise<HttpResponse> {
    if (this.#waiting) throw new Error('one request at a time');
    this.#waiting = Promise.withResolvers();
    this.#open().write(
      `${method} ${path} HTTP/1.1\r\nhost: ${this.#address.host}\r\ncontent-type: application/json\r\naccept: application/json\r\n` +
        `content-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
    );
    return this.#waiting.promise;
  }

  post(path: string, headers: string, body: unknown): Promise<HttpResponse> {
    return this.request('POST', path, headers, JSON.stringify(body));
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    const socket = connect({ host: this.#address.hostname, port: Number(this.#address.port), noDelay: true });
    socket.on('data', (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      const response = parse(this.#received);
      if (!response) return;
      this.#received = Buffer.alloc(0);
      this.#settle()?.resolve(response);
    });
    socket.on('error', (error) => this.#settle()?.reject(error));
    socket.on('close', () => {
      this.#received = Buffer.alloc(0);
      this.#settle()?.reject(new Error('the server closed the connection'));
    });
    this.#socket = socket;
    return socket;
  }

  #settle(): PromiseWithResolvers<HttpResponse> | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }
}

/** The response in `received`, or undefined while a part of it is missing. */
function parse(received: Buffer): HttpResponse | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  let body: Buffer | undefined;
  if (length !== undefined) {
    const stop = end + 4 + Number(length);
    if (received.length >= stop) body = received.subarray(end + 4, stop);
  } else if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    body = parseChunks(received, end + 4);
  } else {
    throw new Error(`a response without a length:\n${head}`);
  }
  return body && { status, head, body: body.toString() };
}

function parseChunks(received: Buffer, start: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ;) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = parseInt(received.toString('latin1', at, lineEnd), 16);
    if (received.length < lineEnd + 2 + size + 2) return undefined;
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
