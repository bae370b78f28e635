import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire between a browser and the product that can be cut, or go silent as a dead mobile connection does. */
export class Wire {
  readonly url: string;
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #state: 'open' | 'cut' | 'silent' = 'open';

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async to(port: number): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const wire = new Wire(server);
    server.on('connection', (near) => {
      wire.#join(near, port);
    });
    return wire;
  }

  /** Every connection breaks and none can be made. */
  cut(): void {
    this.#state = 'cut';
    for (const end of this.#ends) end.destroy();
  }

  /** Connections stay and carry nothing: nobody is told that the other side is gone. */
  silence(): void {
    this.#state = 'silent';
    for (const end of this.#ends) end.pause();
  }

  /** The connections of this moment stay and carry nothing; new ones work, as when a database or a balancer changed its place. */
  silencePresent(): void {
    for (const end of this.#ends) end.pause();
  }

  /** New connections work; what was silent breaks, as it does when a phone finds another cell. */
  mend(): void {
    this.#state = 'open';
    for (const end of this.#ends) end.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, port: number): void {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(port, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#ends.add(end);
      end.on('error', () => undefined);
      end.on('data', (chunk) => {
        // While silent nothing gets through, and nothing that was sent then turns up later either.
        if (this.#state === 'open') other.write(chunk);
      });
      end.on('close', () => {
        this.#ends.delete(end);
        other.destroy();
      });
    }
    if (this.#state === 'silent') {
      near.pause();
      far.pause();
    }
  }
}
