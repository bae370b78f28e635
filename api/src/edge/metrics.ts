import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { App } from '../app.ts';
import { refuse, send } from './answer.ts';
import { countMails } from '../mail/mail.rows.ts';
import type { EventStreams } from './event-streams.ts';
import type { Sockets } from './socket.ts';

/**
 * What Prometheus reads of this process at `/metrics`, by whoever shows the token. Everything is read when it is asked for, from
 * numbers that are there anyway. No label holds anything of a person, a service or a chat: the series are the same ones for ever.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #token: Buffer;

  private constructor(token: string, app: App, pool: Pool, sockets: Sockets, streams: EventStreams) {
    this.#token = digest(token);
    collectDefaultMetrics({ register: this.#registry });
    const { messages, leases, periodic } = app;
    this.#gauge('damso_sockets', 'Open WebSockets.', () => sockets.count);
    this.#gauge('damso_subscriptions', 'Subscriptions on them.', () => sockets.subscriptions);
    this.#gauge('damso_event_streams', 'Subscriptions as event streams over HTTP.', () => streams.count);
    this.#counter('damso_sends_total', 'Messages by what became of them.', 'outcome', () => messages.counts);
    this.#gauge(
      'damso_send_lanes_at_work',
      'Lanes of the message writer with a statement under way.',
      () => messages.lanesAtWork,
    );
    this.#gauge(
      'damso_sends_waiting',
      'Messages that wait for the next statement of their lane.',
      () => messages.waiting,
    );
    this.#gauge('damso_pool_used', 'Connections to PostgreSQL in use.', () => pool.totalCount - pool.idleCount);
    this.#gauge('damso_pool_idle', 'Connections to PostgreSQL that wait for work.', () => pool.idleCount);
    this.#gauge('damso_pool_waiting', 'Work that waits for a connection to PostgreSQL.', () => pool.waitingCount);
    this.#gauge('damso_bus_connected', '1 while news reach the other processes.', () => Number(app.bus.isConnected));
    this.#counter('damso_feed_catch_ups_total', 'Readings of what others told of.', null, () => app.chatFeeds.catchUps);
    this.#counter(
      'damso_settlings_total',
      'Times that seats were given to who waits.',
      null,
      () => app.assignment.settled,
    );
    this.#gauge('damso_leases_held', 'Agents with a console here.', () => leases.held);
    this.#counter('damso_leases_prolonged_total', 'Prolongations of leases.', null, () => leases.counts.prolonged);
    this.#counter(
      'damso_leases_late_total',
      'Prolongations of leases that had run out.',
      null,
      () => leases.counts.late,
    );
    this.#counter('damso_jobs_total', 'Runs of what is repeated in the background.', 'outcome', () => periodic.counts);
    this.#counter(
      'damso_webhooks_total',
      'Attempts to send to webhooks by what became of them, and webhooks paused for it.',
      'outcome',
      () => app.webhooks.counts,
    );
    this.#counter(
      'damso_customer_data_total',
      'Questions to companies’ own systems about customers, by what became of them.',
      'outcome',
      () => app.customerData.counts,
    );
    const { mailSender } = app;
    if (mailSender) {
      this.#counter('damso_mails_total', 'Attempts to send a mail by what became of them.', 'outcome', () => ({
        ...mailSender.counts,
      }));
      this.#mailsInDatabase(app);
    }
  }

  /** Of all processes together. Where the database does not say, there is no figure. */
  #mailsInDatabase({ sql }: App): void {
    const gauge = new Gauge({
      name: 'damso_mails',
      help: 'Mails in the database, the same at every process.',
      labelNames: ['state'],
      registers: [this.#registry],
      async collect() {
        this.reset();
        const counts = await countMails(sql).catch(() => null);
        if (!counts) return;
        gauge.set({ state: 'waiting' }, counts.waiting);
        gauge.set({ state: 'dead' }, counts.dead);
      },
    });
  }

  /** Null where the configuration has no token. */
  static async of(app: App, sockets: Sockets, streams: EventStreams): Promise<Metrics | null> {
    const { metricsToken } = app.config;
    if (metricsToken === undefined) return null;
    return new Metrics(metricsToken, app, await app.orm.em.getConnection().getNativeClient(), sockets, streams);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const shown = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(shown), this.#token)) {
      refuse(response, 401, 'UNAUTHENTICATED', 'The token is not that of METRICS_TOKEN.');
      return;
    }
    response.setHeader('cache-control', 'no-store');
    send(response, 200, 'text/plain; version=0.0.4', await this.#registry.metrics());
  }

  #gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** A number that only grows, or several by the names of one label. */
  #counter(
    name: string,
    help: string,
    label: string | null,
    read: () => number | Readonly<Record<string, number>>,
  ): void {
    new Counter({
      name,
      help,
      labelNames: label === null ? [] : [label],
      registers: [this.#registry],
      collect() {
        const present = read();
        this.reset();
        if (typeof present === 'number') this.inc(present);
        else for (const [value, count] of Object.entries(present)) this.inc({ [label!]: value }, count);
      },
    });
  }
}

/** Of one length, whatever was shown. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
