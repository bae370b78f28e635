import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { afterwards } from './afterwards.ts';

/** A step of a mail's way in. `took`: the server has the mail and has not said so yet. */
export type Step = 'CONNECT' | 'MAIL' | 'RCPT' | 'DATA' | 'took';

/** What the server answers other than yes. */
class Refusal extends Error {
  readonly responseCode: number;
  constructor(code: number, words: string) {
    super(words);
    this.responseCode = code;
  }
}

export interface Received extends Email {
  readonly raw: string;
  readonly receiver: string;
}

/** A mail server on a socket of its own, which does to each step of a mail whatever a test wants. */
export class MailServer {
  readonly received: Received[] = [];
  /** Connections that were made, and the most that were open at the same time. */
  connections = { made: 0, most: 0 };
  /** Called at each step; a number is answered in place of yes, and a promise is waited for. */
  at: (step: Step, address: string, session: SMTPServerSession) => number | null | Promise<number | null> = () => null;
  readonly #server: SMTPServer;
  #open = 0;

  private constructor() {
    const decide = async (step: Step, address: string, session: SMTPServerSession): Promise<void> => {
      const code = await this.at(step, address, session);
      // Its words quote the address, as those of real ones do.
      if (code !== null) throw new Refusal(code, `${code >= 500 ? '5.1.1' : '4.7.1'} <${address}> not now`);
    };
    const answered = (deciding: Promise<void>, callback: (error?: Error | null) => void) =>
      void deciding.then(() => callback(), callback);
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onConnect: (session, callback) => {
        this.connections.made += 1;
        this.#open += 1;
        this.connections.most = Math.max(this.connections.most, this.#open);
        answered(decide('CONNECT', '', session), callback);
      },
      onClose: () => {
        this.#open -= 1;
      },
      onMailFrom: ({ address }, session, callback) => answered(decide('MAIL', address, session), callback),
      onRcptTo: ({ address }, session, callback) => answered(decide('RCPT', address, session), callback),
      onData: (stream, session, callback) => {
        const receiver = session.envelope.rcptTo[0]!.address;
        const take = async () => {
          const chunks: Buffer[] = [];
          for await (const chunk of stream) chunks.push(chunk as Buffer);
          await decide('DATA', receiver, session);
          const raw = Buffer.concat(chunks);
          const email = await PostalMime.parse(raw);
          this.received.push({ ...email, raw: raw.toString(), receiver });
          await decide('took', receiver, session);
        };
        answered(take(), callback);
      },
    });
    this.#server.on('error', () => undefined);
  }

  static async start(): Promise<MailServer> {
    const mails = new MailServer();
    mails.#server.listen(0, '127.0.0.1');
    await once(mails.#server.server, 'listening');
    afterwards(() => mails.stop());
    return mails;
  }

  get env(): Record<string, string> {
    const { port } = this.#server.server.address() as AddressInfo;
    return {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'support@shop.test',
      PUBLIC_URL: 'http://support.shop.test',
    };
  }

  /** Breaks the connection of a session, as a machine does that loses its power. */
  cut(session: SMTPServerSession): void {
    for (const connection of this.#server.connections) {
      if (connection.session.id === session.id) connection._socket.destroy();
    }
  }

  /** What one address got. */
  of(receiver: string): Received[] {
    return this.received.filter((mail) => mail.receiver === receiver);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
