import { clientViewer } from '../access/viewers.ts';
import type { ClientViewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { WebhookPause } from './webhook-endpoint.entity.ts';
import { WebhookProblem } from './webhook-delivery.entity.ts';
import { objectIdOf } from '../event/object-id.ts';
import { RequestFailed, type GuardedClient } from '../guarded-client.ts';
import { encodeId } from '../ids.ts';
import { writeInstant } from '../instant.ts';
import { describeError, type Log } from '../log.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import type { Tx, Write } from '../write.ts';
import { signedHeaders } from './signature.ts';
import { fieldsOf, type Fields } from './webhook-fields.ts';
import { deliveryColumns, type DeliveryRow } from './webhook.rows.ts';

interface Needs {
  write: Write;
  sql: Statements;
  periodic: Periodic;
  log: Log;
  vault: { decrypt(box: { keyId: string; box: Buffer }, place: { webhookSecretId: string }): string };
  client: GuardedClient;
  /** What a program may read at this moment. */
  contextOf: (viewer: ClientViewer) => Promise<Context>;
}

/** How often it is looked for events that other processes wrote, or deliveries whose time has come. */
const lookEveryMs = 2_000;
/** A process that has not said within so long what became of its attempt counts as dead; longer than any attempt takes. */
const takenFor = `interval '1 minute'`;
/** So many deliveries to one endpoint are under way at once, over all processes … */
const mostAtOnce = 4;
/**
 * … and one, once so many attempts in a row failed: then the endpoint is what is wrong. It is left in peace between two of them, up to half
 * an hour, and whatever is next there is tried then, so that everything goes on soon after it is back.
 */
export const failuresOfEndpoint = 5;
const longestRestSeconds = 1_800;
/** So many events become deliveries at once, and while so many wait no more do: what is behind is in the log all the while. */
const pageSize = 500;
const mostWaiting = 5_000;
/** What fails for so long is given up: the delivery, or the endpoint if nothing else arrived there either. */
const giveUpAfter = `interval '3 days'`;
/** The wait after an attempt that failed: three times as long each time, up to this. Three days are some 15 attempts. */
const firstWaitSeconds = 5;
const longestWaitSeconds = 8 * 3_600;

interface Endpoint {
  readonly id: string;
  readonly serviceId: string;
  readonly url: string;
  readonly kinds: readonly string[];
  readonly objects: readonly string[];
  readonly clientId: string | null;
  readonly position: string;
  readonly failures: number;
}

interface Secret {
  readonly id: string;
  readonly keyId: string;
  readonly box: Buffer;
}

interface Taken {
  readonly endpoint: Endpoint;
  readonly secrets: readonly Secret[];
  readonly deliveries: readonly DeliveryRow[];
}

/**
 * Sends events to webhooks, in every process. Under the lock of its row an endpoint is read on in the log, and deliveries are taken
 * that are due and of whose chat, ticket or customer no earlier one is under way. To take one is to make it due again when this
 * process would count as dead, so whatever a process dies of, another one goes on: each event arrives at least once, under the same id.
 */
export class WebhookSender {
  readonly #app: Needs;
  readonly #looks: Repeated;
  readonly #closing = new AbortController();
  /** Endpoints at which this process is. */
  readonly #busy = new Map<string, Promise<void>>();
  /** Tells whoever is at an endpoint, and waits for answers, that there is more. */
  readonly #nudges = new Map<string, () => void>();
  /** Since the process began. */
  readonly counts = { delivered: 0, failed: 0, paused: 0 };

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'webhooks could not be sent; tried again soon', () => this.#look());
  }

  /** Sends what is due; resolves when nothing is any more. */
  async run(): Promise<void> {
    await this.#looks.now();
    while (this.#busy.size > 0) await Promise.all(this.#busy.values());
  }

  /** The same for who need not know when. */
  readonly soon = (): void => {
    this.#looks.soon();
  };

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#busy.values());
  }

  async #look(): Promise<void> {
    const { rows } = await this.#app.sql.query<{ id: string }>(dueText, []);
    for (const { id } of rows) {
      this.#nudges.get(id)?.();
      if (this.#busy.has(id) || this.#closing.signal.aborted) continue;
      const done = this.#serve(id)
        .catch((error: unknown) => {
          this.#app.log.warn(describeError(error), 'a webhook could not be looked after; tried again soon');
        })
        .finally(() => {
          this.#busy.delete(id);
          this.#nudges.delete(id);
        });
      this.#busy.set(id, done);
    }
  }

  /** One endpoint, for as long as something is due there: however slow it is, the others have their own. */
  async #serve(endpointId: string): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const failed: unknown[] = [];
    while (!this.#closing.signal.aborted && failed.length === 0) {
      const { promise: nudged, resolve } = Promise.withResolvers<undefined>();
      this.#nudges.set(endpointId, () => {
        resolve(undefined);
      });
      const taken = await this.#app.write(null, (tx) => take(tx, endpointId));
      // For each attempt anew: what was masked or erased since the last one is sent no more.
      const fields = taken ? await this.#fieldsOf(taken) : [];
      for (const [at, delivery] of (taken?.deliveries ?? []).entries()) {
        const attempt = this.#attempt(taken!, delivery, fields[at] ?? null)
          .catch((error: unknown) => void failed.push(error))
          .finally(() => underWay.delete(attempt));
        underWay.add(attempt);
      }
      if (underWay.size === 0) break;
      await Promise.race([...underWay, nudged]);
    }
    await Promise.all(underWay);
    if (failed.length > 0) throw failed[0];
  }

  /** What goes along with each delivery, where the endpoint asks for it and its program may read it still. */
  async #fieldsOf({ endpoint, deliveries }: Taken): Promise<(Fields | null)[]> {
    if (endpoint.objects.length === 0 || endpoint.clientId === null) return [];
    const viewer = await clientViewer(this.#app.sql, endpoint.clientId);
    if (viewer?.serviceId !== endpoint.serviceId) return [];
    return fieldsOf(await this.#app.contextOf(viewer), endpoint.objects, deliveries);
  }

  async #attempt({ endpoint, secrets }: Taken, delivery: DeliveryRow, fields: Fields | null): Promise<void> {
    const opened = this.#open(secrets);
    if (opened.length === 0) return this.#failed(endpoint, delivery, WebhookProblem.UNREADABLE_SECRET, null);
    const body = bodyOf(delivery, fields);
    let status: number;
    try {
      ({ status } = await this.#app.client.send({
        url: endpoint.url,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Damso',
          ...signedHeaders(delivery.id, new Date(), body, opened),
        },
        body,
        signal: this.#closing.signal,
      }));
    } catch (error) {
      if (this.#closing.signal.aborted) return this.#letGo(delivery);
      if (!(error instanceof RequestFailed)) throw error;
      const { problem } = error;
      return this.#failed(endpoint, delivery, problem === 'TOO_LONG' ? WebhookProblem.BAD_ANSWER : problem, null);
    }
    if (status >= 200 && status < 300) return this.#delivered(endpoint, delivery, status);
    await this.#failed(endpoint, delivery, WebhookProblem.BAD_ANSWER, status);
  }

  /** Without those whose key is gone. */
  #open(secrets: readonly Secret[]): string[] {
    return secrets.flatMap(({ id, keyId, box }) => {
      try {
        return [this.#app.vault.decrypt({ keyId, box: Buffer.from(box) }, { webhookSecretId: id })];
      } catch {
        return [];
      }
    });
  }

  async #delivered({ id }: Endpoint, delivery: DeliveryRow, status: number): Promise<void> {
    this.counts.delivered += 1;
    await this.#app.write(null, async ({ sql }) => {
      // The endpoint first, as whoever takes deliveries does.
      const { rows } = await sql.query<{ failures: number; isFresh: boolean }>(
        `select failures, succeeded_at > now() - interval '10 seconds' as "isFresh" from webhook_endpoint where id = $1
         for no key update`,
        [id],
      );
      const endpoint = rows[0];
      if (!endpoint) return;
      if (endpoint.failures > 0 || !endpoint.isFresh) {
        await sql.query(
          'update webhook_endpoint set failures = 0, rest_until = null, succeeded_at = now() where id = $1',
          [id],
        );
      }
      // It is there again, so nothing waits any longer for what it was blamed for.
      if (endpoint.failures >= failuresOfEndpoint) {
        await sql.query(
          `update webhook_delivery set due_at = now()
           where endpoint_id = $1 and due_at > now() and coalesce(taken_until, now()) <= now()`,
          [id],
        );
      }
      await sql.query(
        `update webhook_delivery set due_at = null, taken_until = null, delivered_at = now(), failed_at = null, answer = $3,
           problem = null where id = $1 and attempts = $2`,
        [delivery.id, delivery.attempts, status],
      );
    });
  }

  /** It was not tried: another process does. */
  async #letGo({ id, attempts }: DeliveryRow): Promise<void> {
    await this.#app.write(null, ({ sql }) =>
      sql.query('update webhook_delivery set due_at = now(), taken_until = null where id = $1 and attempts = $2', [
        id,
        attempts,
      ]),
    );
  }

  async #failed(
    { id }: Endpoint,
    delivery: DeliveryRow,
    problem: WebhookProblem,
    answer: number | null,
  ): Promise<void> {
    this.counts.failed += 1;
    const pause = await this.#app.write(null, ({ sql }) =>
      noteFailure(sql, id, delivery, { problem, answer, isGone: answer === 410 }),
    );
    if (!pause) return;
    this.counts.paused += 1;
    this.#app.log.warn({ webhook: id, pause, problem, answer }, 'a webhook is paused: nothing is sent there any more');
  }
}

/** Why the endpoint is paused now, if it is. */
async function noteFailure(
  sql: Statements,
  endpointId: string,
  { id, attempts }: DeliveryRow,
  { problem, answer, isGone }: { problem: WebhookProblem; answer: number | null; isGone: boolean },
): Promise<WebhookPause | null> {
  const { rows } = await sql.query<{ failures: number; isOver: boolean; othersArrive: boolean; isPaused: boolean }>(
    `select e.failures, d.give_up_at <= now() as "isOver", e.paused_at is not null as "isPaused",
       coalesce(e.succeeded_at > d.give_up_at - ${giveUpAfter}, false) as "othersArrive"
     from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
     where e.id = $1 and d.id = $2 and d.attempts = $3 for no key update of e`,
    [endpointId, id, attempts],
  );
  const now = rows[0];
  if (!now) return null;
  const failures = now.failures + 1;
  await sql.query(
    'update webhook_endpoint set failures = $2, rest_until = now() + make_interval(secs => $3) where id = $1',
    [endpointId, failures, restAfter(failures)],
  );
  const pause = isGone ? WebhookPause.GONE : now.isOver && !now.othersArrive ? WebhookPause.FAILING : null;
  if (pause && !now.isPaused) {
    await sql.query('update webhook_endpoint set paused_at = now(), pause = $2 where id = $1', [endpointId, pause]);
  }
  const set = pause
    ? // Once somebody resumes it, it is as if it were new.
      'due_at = now(), give_up_at = null'
    : now.isOver
      ? 'due_at = null, failed_at = now()'
      : 'due_at = now() + make_interval(secs => $5)';
  const wait = pause || now.isOver ? [] : [waitAfter(attempts)];
  await sql.query(
    `update webhook_delivery set ${set}, taken_until = null, problem = $3, answer = $4 where id = $1 and attempts = $2`,
    [id, attempts, problem, answer, ...wait],
  );
  return now.isPaused ? null : pause;
}

/** Not all of what failed together comes back together. */
const jittered = (seconds: number) => seconds * (0.8 + 0.4 * Math.random());

const waitAfter = (attempts: number) =>
  jittered(Math.min(firstWaitSeconds * 3 ** Math.min(attempts - 1, 20), longestWaitSeconds));

/** Seconds. */
const restAfter = (failures: number) =>
  failures < failuresOfEndpoint
    ? 0
    : jittered(Math.min(firstWaitSeconds * 2 ** Math.min(failures - failuresOfEndpoint, 20), longestRestSeconds));

/** Ids, and fields of the object only where the endpoint asks for them. `type`, `timestamp` and `data` as the specification has them. */
function bodyOf({ kind, objectId, chatId, revision, at }: DeliveryRow, fields: Fields | null): string {
  return JSON.stringify({
    type: kind,
    timestamp: writeInstant(at),
    data: {
      objectId: objectId && objectIdOf(kind, objectId),
      chatId: chatId && encodeId('Chat', chatId),
      revision,
      ...(fields && { fields }),
    },
  });
}

/** Reads the endpoint on in the log, then takes what is due there; null where another process is at it, or nothing may be sent. */
async function take({ sql }: Tx, endpointId: string): Promise<Taken | null> {
  const { rows } = await sql.query<Endpoint>(lockText, [endpointId]);
  const endpoint = rows[0];
  if (!endpoint) return null;
  const { rows: counts } = await sql.query<{ waiting: number; taken: number }>(countText, [endpointId, mostWaiting]);
  const { waiting, taken } = counts[0]!;
  if (waiting < mostWaiting) {
    await sql.query(readOnText, [endpointId, endpoint.serviceId, endpoint.position, pageSize, endpoint.kinds]);
  }
  const free = (endpoint.failures >= failuresOfEndpoint ? 1 : mostAtOnce) - taken;
  if (free <= 0) return null;
  const { rows: deliveries } = await sql.query<DeliveryRow>(takeText, [
    endpointId,
    free,
    endpoint.failures >= failuresOfEndpoint,
  ]);
  if (deliveries.length === 0) return null;
  const { rows: secrets } = await sql.query<Secret>(
    `select id, key_id as "keyId", box from webhook_secret where endpoint_id = $1 and (ends_at is null or ends_at > now())
     order by created_at desc`,
    [endpointId],
  );
  return { endpoint, secrets, deliveries };
}

/** SQL: it waits, and nobody is at it. */
const isFree = (alias: string) => `${alias}.due_at is not null and coalesce(${alias}.taken_until, now()) <= now()`;

/** Endpoints at which something is to be done. */
const dueText = `
select e.id from webhook_endpoint e left join event_head h on h.service_id = e.service_id
where e.paused_at is null and coalesce(e.rest_until, now()) <= now()
  and (e.position < coalesce(h.last, 0)
  or exists (select from webhook_delivery d where d.endpoint_id = e.id and d.due_at <= now())
  or (e.failures >= ${failuresOfEndpoint} and exists (select from webhook_delivery d where d.endpoint_id = e.id and ${isFree('d')})))`;

const lockText = `
select id, service_id as "serviceId", url, kinds, objects, client_id as "clientId", position, failures from webhook_endpoint
where id = $1 and paused_at is null and coalesce(rest_until, now()) <= now() for no key update`;

const countText = `
select count(*)::int as waiting, (count(*) filter (where taken_until > now()))::int as taken
from (select taken_until from webhook_delivery where endpoint_id = $1 and due_at is not null limit $2) d`;

const readOnText = `
with page as materialized (
  select * from event where service_id = $2 and position > $3 order by position limit $4
), made as (
  insert into webhook_delivery (endpoint_id, position, kind, object_id, chat_id, revision, at, subject_id)
  select $1, position, kind, object_id, chat_id, revision, at, coalesce(chat_id, object_id) from page
  where kind = any($5::text[]) order by position
)
update webhook_endpoint set position = (select max(position) from page) where id = $1 and exists (select from page)`;

/** What is earlier of the same chat, ticket or customer goes first, however long that takes. */
const takeText = `
with next as materialized (
  select d.id from webhook_delivery d
  where d.endpoint_id = $1 and (d.due_at <= now() or ($3 and ${isFree('d')})) and (d.position is null or not exists (
    select from webhook_delivery e where e.endpoint_id = $1 and e.subject_id = d.subject_id and e.due_at is not null
      and e.position < d.position))
  order by d.due_at, d.position limit $2 for no key update skip locked
)
update webhook_delivery d set due_at = now() + ${takenFor}, taken_until = now() + ${takenFor}, attempts = d.attempts + 1,
  tried_at = now(), give_up_at = coalesce(d.give_up_at, now() + ${giveUpAfter})
from next where d.id = next.id returning ${deliveryColumns('d')}`;
