import { recordChanges } from '../access/change-log.service.ts';
import { holdsScope, type KeyScope } from '../access/key-scopes.ts';
import { isAdministrator, requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest, InvalidInput, NotPermitted } from '../errors.ts';
import type { EventKind } from '../event/event.entity.ts';
import { decodeId, encodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
import { addSecret, replaceSecret, type SigningSecrets } from './signing-secrets.ts';
import { testKind } from './webhook-delivery.entity.ts';
import { WebhookPause } from './webhook-endpoint.entity.ts';
import { scopeOfObject, type WebhookObject } from './webhook-fields.ts';
import { TooManyWebhooks, WebhookPaused } from './webhook.errors.ts';
import { deliveryColumns, webhookColumns, webhooksOf, type DeliveryRow, type WebhookRow } from './webhook.rows.ts';

const mostWebhooks = 20;
const urlLimit = 2_000;
const secrets: SigningSecrets = {
  table: 'webhook_secret',
  owner: 'endpoint_id',
  placeOf: (id) => ({ webhookSecretId: id }),
};

/** What is sent along with ids, and the program as which it is read. */
interface FieldsAsked {
  apiClientId: string;
  objects: readonly WebhookObject[];
}

export interface SecretShown {
  readonly webhook: WebhookRow;
  readonly secret: string;
}

/** The service's webhooks. */
export function readWebhooks(ctx: Context): Promise<WebhookRow[]> {
  return webhooksOf(ctx.app.sql, requireAdmin(ctx).serviceId);
}

/** A new endpoint, which is told of what happens from now on; its secret is shown this once. */
export async function createWebhook(
  ctx: Context,
  input: { url: string; kinds: readonly EventKind[]; fields?: FieldsAsked | null | undefined },
): Promise<SecretShown> {
  const url = urlOf(ctx, input.url);
  const kinds = kindsOf(input.kinds);
  return changing(ctx, async (tx, { serviceId, authorId }) => {
    const present = await webhooksOf(tx.sql, serviceId);
    if (present.length >= mostWebhooks) throw new TooManyWebhooks(mostWebhooks);
    const { objects, clientId } = await fieldsGiven(tx, serviceId, input.fields ?? null);
    const { rows } = await tx.sql.query<WebhookRow>(
      `insert into webhook_endpoint as w (service_id, url, kinds, objects, client_id, position)
       values ($1, $2, $3, $4, $5, coalesce((select last from event_head where service_id = $1), 0))
       returning ${webhookColumns('w')}`,
      [serviceId, url, kinds, objects, clientId],
    );
    const webhook = rows[0]!;
    recordChanges(tx.em, { serviceId, authorId }, {}, { webhook: told(webhook) });
    return { webhook, secret: await addSecret(ctx, tx, secrets, webhook.id) };
  });
}

/** Another address, other kinds or other fields; what waits goes to the new address, and with the new fields. */
export async function updateWebhook(
  ctx: Context,
  input: {
    id: string;
    url?: string | null | undefined;
    kinds?: readonly EventKind[] | null | undefined;
    fields?: FieldsAsked | null | undefined;
  },
): Promise<WebhookRow> {
  const url = input.url == null ? null : urlOf(ctx, input.url);
  const kinds = input.kinds == null ? null : kindsOf(input.kinds);
  return changeWebhook(ctx, input.id, async (tx, present) => {
    const { objects, clientId } =
      input.fields === undefined ? present : await fieldsGiven(tx, present.serviceId, input.fields);
    return tx.sql.query<WebhookRow>(
      `update webhook_endpoint w set url = coalesce($2, url), kinds = coalesce($3::text[], kinds), objects = $4, client_id = $5
       where id = $1 returning ${webhookColumns('w')}`,
      [present.id, url, kinds, objects, clientId],
    );
  });
}

/** Nothing is sent there until it is resumed; what happens meanwhile is sent then, as far as events are kept. */
export function pauseWebhook(ctx: Context, webhookId: string): Promise<WebhookRow> {
  return changeWebhook(ctx, webhookId, (tx, { id }) =>
    tx.sql.query<WebhookRow>(
      `update webhook_endpoint w set paused_at = coalesce(paused_at, now()), pause = coalesce(pause, $2) where id = $1
       returning ${webhookColumns('w')}`,
      [id, WebhookPause.BY_HAND],
    ),
  );
}

/** Goes on where it was paused, and tries at once what failed. */
export async function resumeWebhook(ctx: Context, webhookId: string): Promise<WebhookRow> {
  return changeWebhook(ctx, webhookId, async (tx, { id }) => {
    const resumed = await tx.sql.query<WebhookRow>(
      `update webhook_endpoint w set paused_at = null, pause = null, failures = 0, rest_until = null where id = $1
       returning ${webhookColumns('w')}`,
      [id],
    );
    await tx.sql.query(
      `update webhook_delivery set due_at = now(), give_up_at = null
       where endpoint_id = $1 and due_at is not null and coalesce(taken_until, now()) <= now()`,
      [id],
    );
    tx.afterCommit(ctx.app.webhooks.soon);
    return resumed;
  });
}

/** It is gone, with everything that was to be sent there. */
export async function removeWebhook(ctx: Context, webhookId: string): Promise<{ id: string }> {
  const { id } = await changeWebhook(ctx, webhookId, (tx, webhook) =>
    tx.sql.query<WebhookRow>('delete from webhook_endpoint where id = $1', [webhook.id]),
  );
  return { id };
}

/** Another secret, shown this once. The former one signs beside it for a day, so that the receiver learns of it without a gap. */
export async function rotateWebhookSecret(ctx: Context, webhookId: string): Promise<SecretShown> {
  return changing(ctx, async (tx, { serviceId, authorId }) => {
    const webhook = await lockWebhook(tx, serviceId, webhookId);
    recordChanges(tx.em, { serviceId, authorId }, {}, { webhookSecret: webhook.url });
    return { webhook, secret: await replaceSecret(ctx, tx, secrets, webhook.id) };
  });
}

/** Something to receive that tells of nothing. */
export async function testWebhook(ctx: Context, webhookId: string): Promise<DeliveryRow> {
  return changing(ctx, async (tx, { serviceId }) => {
    const { id, pausedAt } = await lockWebhook(tx, serviceId, webhookId);
    if (pausedAt) throw new WebhookPaused();
    const { rows } = await tx.sql.query<DeliveryRow>(
      `insert into webhook_delivery as d (endpoint_id, kind, at, subject_id) values ($1, $2, now(), uuidv7())
       returning ${deliveryColumns('d')}`,
      [id, testKind],
    );
    tx.afterCommit(ctx.app.webhooks.soon);
    return rows[0]!;
  });
}

/** Sends a delivery once more under the same id, whatever became of it: without waiting for others, and for three days. */
export async function sendWebhookAgain(ctx: Context, deliveryId: string): Promise<DeliveryRow> {
  const id = decodeId('WebhookDelivery', deliveryId);
  if (!id) throw new NotPermitted();
  return changing(ctx, async (tx, { serviceId, authorId }) => {
    const { rows } = await tx.sql.query<{ id: string; pausedAt: Date | null; url: string }>(
      `select e.id, e.paused_at as "pausedAt", e.url from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
       where d.id = $1 and e.service_id = $2 for no key update of e`,
      [id, serviceId],
    );
    const endpoint = rows[0];
    if (!endpoint) throw new NotPermitted();
    if (endpoint.pausedAt) throw new WebhookPaused();
    // What is under way is left to whoever is at it; what waits keeps its place in the order.
    const { rows: deliveries } = await tx.sql.query<DeliveryRow>(
      `update webhook_delivery d set
         due_at = case when coalesce(taken_until, now()) <= now() then now() else due_at end,
         position = case when due_at is null then null else position end,
         give_up_at = case when coalesce(taken_until, now()) <= now() then null else give_up_at end,
         failed_at = null
       where id = $1 returning ${deliveryColumns('d')}`,
      [id],
    );
    await tx.sql.query('update webhook_endpoint set rest_until = null where id = $1', [endpoint.id]);
    recordChanges(tx.em, { serviceId, authorId }, {}, { webhookSentAgain: endpoint.url });
    tx.afterCommit(ctx.app.webhooks.soon);
    return deliveries[0]!;
  });
}

/** A webhook by its row id, or null when there is none for this viewer. */
export async function webhookById({ viewer, app }: Context, id: string): Promise<WebhookRow | null> {
  if (!isAdministrator(viewer)) return null;
  const { rows } = await app.sql.query<WebhookRow>(
    `select ${webhookColumns('w')} from webhook_endpoint w where w.id = $1 and w.service_id = $2`,
    [id, viewer.serviceId],
  );
  return rows[0] ?? null;
}

/** A delivery by its row id, or null when there is none for this viewer. */
export async function deliveryById({ viewer, app }: Context, id: string): Promise<DeliveryRow | null> {
  if (!isAdministrator(viewer)) return null;
  const { rows } = await app.sql.query<DeliveryRow>(
    `select ${deliveryColumns('d')} from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
     where d.id = $1 and e.service_id = $2`,
    [id, viewer.serviceId],
  );
  return rows[0] ?? null;
}

/** One page of what was sent, is or will be to an endpoint, newest first; ids are made of the time, so they are its order. */
export async function readDeliveries(
  ctx: Context,
  webhookId: string,
  { after, before, limit, inverted }: Page,
): Promise<DeliveryRow[]> {
  const { serviceId } = requireAdmin(ctx);
  const id = decodeId('Webhook', webhookId);
  if (!id) return [];
  const order = inverted ? 'asc' : 'desc';
  const { rows } = await ctx.app.sql.query<DeliveryRow>(
    `select ${deliveryColumns('d')} from webhook_endpoint e join webhook_delivery d on d.endpoint_id = e.id
     where e.id = $1 and e.service_id = $2 and ($3::uuid is null or d.id < $3) and ($4::uuid is null or d.id > $4)
     order by d.id ${order} limit $5`,
    [id, serviceId, deliveryOf(after), deliveryOf(before), limit],
  );
  return rows;
}

function deliveryOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = decodeId('WebhookDelivery', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}

interface Admin {
  readonly serviceId: string;
  readonly authorId: string;
}

/** Under the lock of the service, for who is an administrator still. */
function changing<T>(ctx: Context, work: (tx: Tx, admin: Admin) => Promise<T>): Promise<T> {
  const { id, serviceId } = requireAdmin(ctx);
  return ctx.write({ service: serviceId, adminId: id }, (tx) => work(tx, { serviceId, authorId: id }));
}

/** One change of an endpoint, noted with how it was before and is after. */
async function changeWebhook(
  ctx: Context,
  webhookId: string,
  change: (tx: Tx, webhook: WebhookRow) => Promise<{ rows: WebhookRow[] }>,
): Promise<WebhookRow> {
  return changing(ctx, async (tx, { serviceId, authorId }) => {
    const before = await lockWebhook(tx, serviceId, webhookId);
    const [after] = (await change(tx, before)).rows;
    recordChanges(tx.em, { serviceId, authorId }, { webhook: told(before) }, { webhook: after ? told(after) : null });
    return after ?? before;
  });
}

/** What the log says of an endpoint. */
const told = ({ url, kinds, pause, objects, clientId }: WebhookRow) => ({
  url,
  kinds,
  pause,
  ...(clientId && { objects, apiClientId: encodeId('ApiClient', clientId) }),
});

/** Or NotPermitted. */
async function lockWebhook(tx: Tx, serviceId: string, webhookId: string): Promise<WebhookRow> {
  const { rows } = await tx.sql.query<WebhookRow>(
    `select ${webhookColumns('w')} from webhook_endpoint w where w.id = $1 and w.service_id = $2 for update`,
    [decodeId('Webhook', webhookId), serviceId],
  );
  if (!rows[0]) throw new NotPermitted();
  return rows[0];
}

function urlOf(ctx: Context, text: string): string {
  const url = requiredField('url', text, urlLimit);
  const problem = ctx.app.outgoing.problemOf(url);
  if (problem) throw new InvalidInput('url', problems[problem]);
  return url;
}

const problems = {
  NOT_A_URL: 'url must be an address without user, password and fragment.',
  NOT_HTTPS: 'url must begin with https://.',
  REFUSED_ADDRESS: 'url must not lead into an inner network.',
} as const;

function kindsOf(kinds: readonly EventKind[]): EventKind[] {
  if (kinds.length === 0) throw new InvalidInput('kinds', 'kinds must not be empty.');
  return [...new Set(kinds)];
}

/** In columns, or InvalidInput: of a program of the service that is let in, and that may read each of the objects. */
async function fieldsGiven(
  tx: Tx,
  serviceId: string,
  asked: FieldsAsked | null,
): Promise<Pick<WebhookRow, 'objects' | 'clientId'>> {
  if (!asked) return { objects: [], clientId: null };
  const clientId = decodeId('ApiClient', asked.apiClientId);
  const { rows } = await tx.sql.query<{ scopes: KeyScope[] }>(
    `select scopes from api_client where id = $1 and service_id = $2 and revoked_at is null
       and (expires_at is null or expires_at > now())`,
    [clientId, serviceId],
  );
  if (!rows[0]) throw new InvalidInput('apiClientId', 'apiClientId must be of an API key that is in use.');
  const { scopes } = rows[0];
  const objects = [...new Set(asked.objects)];
  if (objects.length === 0) throw new InvalidInput('objects', 'objects must not be empty.');
  const unread = objects.find((object) => !holdsScope(scopes, scopeOfObject[object]));
  if (unread) {
    throw new InvalidInput('objects', `${unread} needs an API key with the scope ${scopeOfObject[unread]}.`);
  }
  return { objects, clientId };
}
