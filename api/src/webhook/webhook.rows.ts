import { columnsOf, type Statements } from '../sql.ts';
import type { WebhookDelivery } from './webhook-delivery.entity.ts';
import type { WebhookEndpoint } from './webhook-endpoint.entity.ts';

export type WebhookRow = Pick<
  WebhookEndpoint,
  | 'id'
  | 'serviceId'
  | 'url'
  | 'kinds'
  | 'objects'
  | 'clientId'
  | 'pausedAt'
  | 'pause'
  | 'failures'
  | 'restUntil'
  | 'succeededAt'
  | 'createdAt'
>;

/** SQL: the columns of an endpoint. */
export const webhookColumns = (alias: string) =>
  columnsOf(alias, [
    'id',
    'serviceId',
    'url',
    'kinds',
    'objects',
    'clientId',
    'pausedAt',
    'pause',
    'failures',
    'restUntil',
    'succeededAt',
    'createdAt',
  ]);

export type DeliveryRow = Pick<
  WebhookDelivery,
  | 'id'
  | 'endpointId'
  | 'kind'
  | 'objectId'
  | 'chatId'
  | 'revision'
  | 'at'
  | 'dueAt'
  | 'attempts'
  | 'answer'
  | 'problem'
  | 'triedAt'
  | 'deliveredAt'
  | 'failedAt'
>;

/** SQL: the columns of a delivery. */
export const deliveryColumns = (alias: string) =>
  columnsOf(alias, [
    'id',
    'endpointId',
    'kind',
    'objectId',
    'chatId',
    'revision',
    'at',
    'dueAt',
    'attempts',
    'answer',
    'problem',
    'triedAt',
    'deliveredAt',
    'failedAt',
  ]);

/** The service's endpoints, the oldest first. */
export async function webhooksOf(sql: Statements, serviceId: string): Promise<WebhookRow[]> {
  const { rows } = await sql.query<WebhookRow>({
    name: 'webhooks',
    text: `select ${webhookColumns('w')} from webhook_endpoint w where w.service_id = $1 order by w.id`,
    values: [serviceId],
  });
  return rows;
}
