import { setTimeout as delay } from 'node:timers/promises';
import { describeError, type Log } from '../log.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { answerOf, failureOf, type Carrier, type Failure } from './carriers.ts';
import type { Letter } from './letter.ts';
import { letters } from './letters.ts';
import { MailProblem, type Mail, type MailKind } from './mail.entity.ts';
import type { WaitingMail } from './writing.ts';

interface Needs {
  write: Write;
  sql: Statements;
  periodic: Periodic;
  log: Log;
  /** Decrypts what the outbox encrypted. */
  vault: { decrypt(box: { keyId: string; box: Buffer }, place: { mailId: string }): string };
  carrier: Carrier;
  /** Where browsers find us. */
  url: string;
}

/** How often it is looked for mails that other processes added, or whose time has come. */
const lookEveryMs = 5_000;
/** An attempt ends within this, whatever the mail server does. */
const attemptMs = 90_000;
/** A process that has not said within so long what became of its attempt counts as dead; longer than any attempt takes. */
const takenFor = '5 minutes';
/** Nothing is tried for so long after the mail server failed. */
const pauseMs = 30_000;
/** What is under way when the process is told to stop has so long. */
const closeWithinMs = 5_000;

/** The wait after an attempt that failed: a minute, then twice as long each time, up to this many. Two days are some 20 attempts. */
const mostMinutes: Readonly<Record<Exclude<Failure, 'refused'>, number>> = {
  later: 240,
  // While the server is away few mails are tried at all; those need not wait longer than the others once it is back.
  away: 15,
};

type Taken = WaitingMail & Pick<Mail, 'kind' | 'keyId' | 'box' | 'attempts'> & { mayRetry: boolean };

const takenColumns = `m.id, m.kind, m.service_id as "serviceId", m.about_id as "aboutId", m.part_id as "partId", m.language, m.email, m.key_id as "keyId", m.box,
  m.attempts, m.give_up_at > now() as "mayRetry"`;

/**
 * Sends what waits in the table `mail`, a few at a time, in every process; no two take the same. To take a mail is to make it due again
 * when this process would count as dead, so whatever a process dies of, another one goes on. A mail whose sending was begun and not
 * noted is sent again under the same Message-ID. How many wait costs neither memory nor connections.
 */
export class MailSender {
  readonly #app: Needs;
  readonly #looks: Repeated;
  readonly #closing = new AbortController();
  /** Sent, which the database does not know yet. */
  readonly #unnoted = new Set<string>();
  #pausedUntil = 0;
  #lanesDone: Promise<unknown> = Promise.resolve();
  /** Since the process began. */
  readonly counts = { sent: 0, failed: 0, refused: 0 };

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'mails could not be sent; tried again soon', () => this.#look());
  }

  /** Sends what is due; resolves when nothing is any more, or the mail server fails. */
  run(): Promise<void> {
    return this.#looks.now();
  }

  /** Sends what is due, for who need not know when. */
  readonly soon = (): void => {
    this.#looks.soon();
  };

  /** The mail server may be there again: what somebody asks for by hand is tried now. */
  resume(): void {
    this.#pausedUntil = 0;
    this.soon();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.race([this.#lanesDone, delay(closeWithinMs, undefined, { ref: false })]);
    this.#app.carrier.close();
    await this.#lanesDone;
  }

  async #look(): Promise<void> {
    if (performance.now() < this.#pausedUntil) return;
    const lanes = Promise.allSettled(Array.from({ length: this.#app.carrier.lanes }, () => this.#lane()));
    this.#lanesDone = lanes;
    const failed = (await lanes).find(({ status }) => status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
  }

  async #lane(): Promise<void> {
    while (!this.#closing.signal.aborted && performance.now() >= this.#pausedUntil) {
      await this.#noteSent();
      const mail = await this.#take();
      if (!mail) return;
      await this.#attempt(mail);
    }
  }

  async #take(): Promise<Taken | undefined> {
    const { rows } = await this.#app.write(null, ({ sql }) =>
      sql.query<Taken>({ name: 'take-mail', text: takeText, values: [Object.keys(letters)] }),
    );
    return rows[0];
  }

  async #attempt(mail: Taken): Promise<void> {
    const token = this.#tokenOf(mail);
    if (token === undefined) return this.#bury(mail, MailProblem.UNREADABLE, null);
    const { carrier, sql, url } = this.#app;
    let letter: Letter | null;
    try {
      letter = await letters[mail.kind as MailKind](mail, { sql, url, token });
    } catch (error) {
      // The database is away, or something in the rows cannot be told; that would else be tried for ever.
      if (mail.mayRetry) throw error;
      this.#app.log.error(describeError(error), 'a mail could not be written');
      return this.#bury(mail, MailProblem.UNREADABLE, null);
    }
    if (letter) {
      try {
        await carrier.send(mail.id, letter, AbortSignal.timeout(attemptMs));
      } catch (error) {
        return this.#failed(mail, error);
      }
      this.counts.sent += 1;
    }
    // Or there is nothing to tell any more.
    this.#unnoted.add(mail.id);
    await this.#noteSent();
  }

  /** Undefined when it cannot be read any more. */
  #tokenOf({ id, keyId, box }: Taken): string | null | undefined {
    if (keyId === null || keyId === undefined || !box) return null;
    try {
      return this.#app.vault.decrypt({ keyId, box: Buffer.from(box) }, { mailId: id });
    } catch {
      return undefined;
    }
  }

  /** What was sent goes. While the database is away it is remembered here, so that nothing is sent again for that. */
  async #noteSent(): Promise<void> {
    const ids = [...this.#unnoted];
    if (ids.length === 0) return;
    await this.#app.write(null, ({ sql }) =>
      sql.query({ name: 'mails-sent', text: 'delete from mail where id = any($1::uuid[])', values: [ids] }),
    );
    for (const id of ids) this.#unnoted.delete(id);
  }

  async #failed(mail: Taken, error: unknown): Promise<void> {
    const failure = failureOf(error);
    const answer = answerOf(error);
    if (failure === 'away') this.#pause(error, answer);
    if (failure === 'refused') return this.#bury(mail, MailProblem.REFUSED, answer);
    if (!mail.mayRetry) return this.#bury(mail, MailProblem.UNREACHABLE, answer);
    this.counts.failed += 1;
    const minutes = Math.min(2 ** (mail.attempts - 1), mostMinutes[failure]);
    // Not all of those that failed together come back together.
    const seconds = minutes * 60 * (0.8 + 0.4 * Math.random());
    await this.#note(mail, 'due_at = now() + make_interval(secs => $3), answer = $4', [seconds, answer]);
  }

  #pause(error: unknown, answer: string | null): void {
    if (performance.now() >= this.#pausedUntil && !this.#closing.signal.aborted) {
      const { code } = describeError(error);
      this.#app.log.warn({ code, answer }, 'the mail server cannot be used; mails wait');
    }
    this.#pausedUntil = performance.now() + pauseMs;
  }

  async #bury(mail: Taken, problem: MailProblem, answer: string | null): Promise<void> {
    this.counts.refused += 1;
    await this.#note(mail, 'due_at = null, failed_at = now(), problem = $3, answer = $4', [problem, answer]);
    this.#app.log.warn({ mail: mail.id, kind: mail.kind, problem, answer }, 'a mail cannot be sent');
  }

  /** Of this attempt and no later one. */
  async #note({ id, attempts }: Taken, set: string, values: unknown[]): Promise<void> {
    await this.#app.write(null, ({ sql }) =>
      sql.query(`update mail set ${set} where id = $1 and attempts = $2`, [id, attempts, ...values]),
    );
  }
}

/** The one that is due for the longest. Kinds that only a newer program knows are left to that. */
const takeText = `
with next as materialized (
  select id from mail where due_at <= now() and kind = any($1::text[]) order by due_at limit 1 for no key update skip locked
)
update mail m set due_at = now() + interval '${takenFor}', attempts = m.attempts + 1 from next where m.id = next.id
returning ${takenColumns}`;
