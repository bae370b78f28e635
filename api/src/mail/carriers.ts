import { domainToASCII } from 'node:url';
import { createTransport } from 'nodemailer';
import { htmlOf, plainOf, type Letter } from './letter.ts';

/** How a mail leaves the house. */
export interface Carrier {
  /** So many mails go at the same time. */
  readonly lanes: number;
  /** Resolves once the mail is somebody else's. Rejects with whatever went wrong, of which `problemOf` says what it means. */
  send(id: string, letter: Letter, signal: AbortSignal): Promise<void>;
  /** What is under way fails. */
  close(): void;
}

/**
 * What a failure says. `refused`: of this mail, for good. `later`: of this mail, for now. `away`: of the mail server, so other mails
 * need not be tried either.
 */
export type Failure = 'refused' | 'later' | 'away';

interface SmtpError {
  code?: string;
  responseCode?: number;
  command?: string;
  response?: string;
}

/** The mail server wants to know who we are: a matter of the settings and of no mail. */
const authentication = [530, 535];

export function failureOf(error: unknown): Failure {
  const { code, responseCode, command } = error as SmtpError;
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  // What is said to the sender's address holds for every mail, and so does good-bye (421).
  if (!isOfMail || command === 'MAIL FROM' || responseCode === 421) return 'away';
  // Without an answer: the address cannot be written in the protocol at all.
  if (responseCode === undefined) return 'refused';
  return responseCode >= 500 && !authentication.includes(responseCode) ? 'refused' : 'later';
}

/** The numbers of the server's answer. Its words can quote the receiver's address. */
export function answerOf(error: unknown): string | null {
  const { responseCode, response } = error as SmtpError;
  if (responseCode === undefined) return null;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1];
  return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`;
}

/** No step takes longer. The longest of RFC 5321 is ten minutes, for the end of a message; a server that needs that is ill. */
const patience = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
  socketCloseTimeout: 0,
};

/** Over SMTP, a few connections that are kept for the next mail. */
export class SmtpCarrier implements Carrier {
  readonly lanes = 3;
  readonly #from: string;
  readonly #transport;

  constructor(smtpUrl: string, from: string) {
    this.#from = from;
    this.#transport = createTransport({
      ...patience,
      url: smtpUrl,
      pool: true,
      maxConnections: this.lanes,
      // A mail whose connection broke may have arrived; when it is tried again is decided in one place.
      maxRequeues: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(id: string, letter: Letter, signal: AbortSignal): Promise<void> {
    await this.#transport.sendMail({ ...messageOf(id, letter, this.#from), signal });
  }

  close(): void {
    this.#transport.close({ force: true });
  }
}

/** The message of a letter. Its id is made of the mail's, so one that is sent twice is the same to whoever gets it. */
function messageOf(id: string, letter: Letter, from: string) {
  const { to, subject, thread } = letter;
  const domain = domainToASCII(from.slice(from.lastIndexOf('@') + 1));
  const root = thread && `<ticket-${thread.ticketId}@${domain}>`;
  const isRoot = thread?.opens === true;
  return {
    from: { name: oneLine(letter.from), address: from },
    to: { name: '', address: to },
    subject: oneLine(subject),
    messageId: isRoot ? root : `<mail-${id}@${domain}>`,
    ...(root && !isRoot && { inReplyTo: root, references: root }),
    headers: {
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'content-language': letter.language,
    },
    text: plainOf(letter),
    html: htmlOf(letter),
    // Korean in quoted-printable is three times as long.
    textEncoding: 'base64' as const,
  };
}

/** What people wrote, for a header: nothing in it begins another one. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A mail of the demo, as its page shows it. */
export interface ShownMail {
  readonly id: string;
  readonly at: Date;
  readonly letter: Letter;
}

/** Nothing leaves the house: the demo shows its mails at a page, the newest hundred, for as long as the process lives. */
export class DemoMailbox implements Carrier {
  readonly lanes = 1;
  /** The newest first. */
  readonly mails: ShownMail[] = [];

  send(id: string, letter: Letter): Promise<void> {
    this.mails.unshift({ id, at: new Date(), letter });
    this.mails.length = Math.min(this.mails.length, 100);
    return Promise.resolve();
  }

  close(): void {
    // Nothing is open.
  }
}
