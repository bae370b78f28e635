import { apiClientById, ApiClientRef } from '../api-client/api-client.schema.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { EventKind } from '../event/event.entity.ts';
import { EventKindRef } from '../event/event.schema.ts';
import { objectIdOf } from '../event/object-id.ts';
import { encodeId } from '../ids.ts';
import { connectionOf, page } from '../keyset.ts';
import { type WebhookProblem } from './webhook-delivery.entity.ts';
import { type WebhookPause } from './webhook-endpoint.entity.ts';
import { isWebhookObject, type WebhookObject } from './webhook-fields.ts';
import { TooManyWebhooks, WebhookPaused } from './webhook.errors.ts';
import type { DeliveryRow, WebhookRow } from './webhook.rows.ts';
import { failuresOfEndpoint } from './webhook-sender.ts';
import {
  createWebhook,
  deliveryById,
  pauseWebhook,
  readDeliveries,
  readWebhooks,
  removeWebhook,
  resumeWebhook,
  rotateWebhookSecret,
  sendWebhookAgain,
  testWebhook,
  updateWebhook,
  webhookById,
  type SecretShown,
} from './webhook.service.ts';

domainError(WebhookPaused, 'Nothing is sent to a webhook that is paused.');
domainError(TooManyWebhooks, 'The service has as many webhooks as it can have.', (t) => ({
  most: t.exposeInt('most', { description: 'How many a service can have.' }),
}));

const isKind = (kind: string): kind is EventKind => kind in EventKind;

const WebhookPauseRef = builder.enumType('WebhookPause', {
  description: 'Why nothing is sent to a webhook.',
  values: enumValues<WebhookPause>({
    BY_HAND: 'An administrator paused it.',
    FAILING: 'For three days nothing was taken.',
    GONE: 'It answered 410.',
  }),
});

const WebhookProblemRef = builder.enumType('WebhookProblem', {
  description: 'Why the last attempt failed.',
  values: enumValues<WebhookProblem>({
    UNREACHABLE: 'There is no connection.',
    TIMED_OUT: 'No whole answer came within ten seconds.',
    REFUSED_ADDRESS: 'The name leads into an inner network.',
    BAD_CERTIFICATE: 'The certificate does not hold.',
    BAD_ANSWER: 'Another answer than 2xx, which redirects are too, or one longer than 64 kB.',
    UNREADABLE_SECRET: 'The key is gone under which the secret is kept; rotate it.',
  }),
});

const WebhookDeliveryStateRef = builder.enumType('WebhookDeliveryState', {
  description: 'What became of a delivery.',
  values: enumValues({
    WAITING: 'It will be tried, or is being.',
    DELIVERED: 'It was taken.',
    FAILED: 'For three days it was not taken, while others were.',
  }),
});

const WebhookObjectRef = builder.enumType('WebhookObject', {
  description: 'Of what a webhook may be sent fields, as they are at that moment, with masks applied.',
  values: enumValues<WebhookObject>({
    CHAT: 'state, language, customerId, agentId, requestedAt, openedAt, closedAt, rating. Needs `chats:read`.',
    MESSAGE: 'seq, sender, senderName, integration, event, body, sentAt. Needs `chats:read`.',
    TICKET:
      'number, title, content, status, priority, channel, language, customerId, assigneeId, createdAt, changedAt. Needs `tickets:read`.',
    CUSTOMER: 'name, email, phone, memberId, createdAt. Needs `customers:read`.',
  }),
});

/** What is sent along, of a webhook that asks for it. */
const WebhookFieldsRef = builder.objectRef<WebhookRow & { clientId: string }>('WebhookFields').implement({
  description:
    'What the bodies hold beside ids (`data.fields`), read when each is sent, as the API key may read it then; what it may not, or what was erased, has none.',
  fields: (t) => ({
    apiClient: t.field({
      type: ApiClientRef,
      description: 'The program as which they are read. Once its key is revoked or expired, bodies hold ids alone.',
      resolve: ({ clientId }, _, ctx) => apiClientById(ctx, clientId),
    }),
    objects: t.field({
      type: [WebhookObjectRef],
      description: 'Of what; one at least.',
      resolve: ({ objects }) => objects.filter(isWebhookObject),
    }),
  }),
});

const WebhookRef = builder.objectRef<WebhookRow>('Webhook').implement({
  description:
    'An address that is told of events by signed requests as Standard Webhooks has them: at least once each, those of one chat, ticket or customer in their order.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('Webhook', id) }),
    url: t.exposeString('url', { description: 'Where the requests go.' }),
    kinds: t.field({
      type: [EventKindRef],
      description: 'What it is told of; one at least.',
      resolve: ({ kinds }) => kinds.filter(isKind),
    }),
    fields: t.field({
      type: WebhookFieldsRef,
      nullable: true,
      description: 'What the bodies hold beside ids; null for nothing.',
      resolve: (webhook) => (webhook.clientId ? { ...webhook, clientId: webhook.clientId } : null),
    }),
    pause: t.expose('pause', {
      type: WebhookPauseRef,
      nullable: true,
      description: 'Why nothing is sent; null while it is.',
    }),
    pausedAt: t.expose('pausedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when nothing is sent; null while it is.',
    }),
    isFailing: t.boolean({
      description: 'Several attempts in a row failed, so it is tried less often.',
      resolve: ({ failures }) => failures >= failuresOfEndpoint,
    }),
    succeededAt: t.expose('succeededAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When something was taken last, to some seconds; null for never.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
  }),
});

const WebhookDeliveryRef = builder.objectRef<DeliveryRow>('WebhookDelivery').implement({
  description: 'One event on its way to one webhook. Kept for 30 days once it is over.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => encodeId('WebhookDelivery', id) }),
    messageId: t.exposeString('id', { description: 'The `webhook-id` that the receiver knows it by.' }),
    kind: t.field({
      type: EventKindRef,
      nullable: true,
      description: 'Null for a test.',
      resolve: ({ kind }) => (isKind(kind) ? kind : null),
    }),
    objectId: t.id({
      nullable: true,
      description: 'Null for a test.',
      resolve: ({ kind, objectId }) => objectId && objectIdOf(kind, objectId),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
    state: t.field({
      type: WebhookDeliveryStateRef,
      description: 'What became of it.',
      resolve: ({ dueAt, deliveredAt }) => (dueAt ? 'WAITING' : deliveredAt ? 'DELIVERED' : 'FAILED'),
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    answer: t.int({
      nullable: true,
      description: 'The HTTP status of the last answer; null where there was none.',
      resolve: ({ answer }) => answer ?? null,
    }),
    problem: t.expose('problem', {
      type: WebhookProblemRef,
      nullable: true,
      description: 'Why the last attempt failed; null when it did not.',
    }),
    triedAt: t.expose('triedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was tried last; null before the first time.',
    }),
    nextAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried next; null when it is over.',
      resolve: ({ dueAt }) => dueAt ?? null,
    }),
  }),
});

nodeLoaders.set('Webhook', (id, ctx) => webhookById(ctx, id));
nodeLoaders.set('WebhookDelivery', (id, ctx) => deliveryById(ctx, id));

const ShownSecretRef = builder.objectRef<SecretShown>('WebhookSecret').implement({
  description: 'The secret is shown this once.',
  fields: (t) => ({
    webhook: t.expose('webhook', {
      type: WebhookRef,
      description: 'The webhook that it is for.',
    }),
    secret: t.exposeString('secret', {
      description: 'As libraries of Standard Webhooks take it: `whsec_` and base64.',
    }),
  }),
});

const RemovedWebhookRef = builder.objectRef<{ id: string }>('RemovedWebhook').implement({
  description: 'Nothing is sent there any more.',
  fields: (t) => ({
    id: t.id({ description: 'The id that the `Webhook` had.', resolve: ({ id }) => encodeId('Webhook', id) }),
  }),
});

builder.queryField('webhooks', (t) =>
  t.field({
    type: [WebhookRef],
    description: 'The service’s webhooks, the oldest first; at most 20.',
    keys: 'none',
    authScopes: { admin: true },
    resolve: (_, __, ctx) => readWebhooks(ctx),
  }),
);

builder.queryField('webhookDeliveries', (t) =>
  t.connection(
    {
      type: WebhookDeliveryRef,
      ...page('What was sent to a webhook, is or will be, newest first.'),
      keys: 'none',
      authScopes: { admin: true },
      args: { webhookId: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
      resolve: (_, { webhookId, ...args }, ctx) =>
        connectionOf(
          args,
          ({ id }: DeliveryRow) => encodeId('WebhookDelivery', id),
          (page) => readDeliveries(ctx, webhookId, page),
        ),
    },
    { name: 'WebhookDeliveryConnection' },
    { name: 'WebhookDeliveryEdge' },
  ),
);

const WebhookFieldsInput = builder.inputType('WebhookFieldsInput', {
  description: 'What is sent beside ids, by which personal data leaves Damso.',
  fields: (t) => ({
    apiClientId: t.id({
      required: true,
      description: '`ApiClient.id` of a key that is in use and may read the objects: whatever it may read is sent.',
    }),
    objects: t.field({ type: [WebhookObjectRef], required: true, description: 'Of what; one at least.' }),
  }),
});

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'Where what happens is told.',
  fields: (t) => ({
    url: t.string({
      required: true,
      description: 'https, at a public address; http too where the installation names the inner network that it is in.',
    }),
    kinds: t.field({ type: [EventKindRef], required: true, description: 'What it is told of; one at least.' }),
    fields: t.field({ type: WebhookFieldsInput, description: 'What is sent beside ids; absent or null for nothing.' }),
  }),
});

builder.mutationField('createWebhook', (t) =>
  t.field({
    type: ShownSecretRef,
    description: 'An address that is told of what happens from now on.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, TooManyWebhooks, NotPermitted] },
    args: { input: t.arg({ type: CreateWebhookInput, required: true }) },
    resolve: (_, { input }, ctx) => createWebhook(ctx, input),
  }),
);

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    id: t.id({ required: true, description: '`Webhook.id`.' }),
    url: t.string({ description: 'As `CreateWebhookInput.url`.' }),
    kinds: t.field({ type: [EventKindRef], description: 'What it is told of; one at least.' }),
    fields: t.field({ type: WebhookFieldsInput, description: 'What is sent beside ids; null for nothing.' }),
  }),
});

builder.mutationField('updateWebhook', (t) =>
  t.field({
    type: WebhookRef,
    description: 'What waits goes to the new address.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: UpdateWebhookInput, required: true }) },
    resolve: (_, { input }, ctx) => updateWebhook(ctx, input),
  }),
);

builder.mutationField('pauseWebhook', (t) =>
  t.field({
    type: WebhookRef,
    description:
      'Sends nothing there until it is resumed; what happens meanwhile is sent then, as far as events are kept.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
    resolve: (_, { id }, ctx) => pauseWebhook(ctx, id),
  }),
);

builder.mutationField('resumeWebhook', (t) =>
  t.field({
    type: WebhookRef,
    description: 'Goes on where it was paused.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
    resolve: (_, { id }, ctx) => resumeWebhook(ctx, id),
  }),
);

builder.mutationField('removeWebhook', (t) =>
  t.field({
    type: RemovedWebhookRef,
    description: 'Removes it with everything that was to be sent there.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
    resolve: (_, { id }, ctx) => removeWebhook(ctx, id),
  }),
);

builder.mutationField('rotateWebhookSecret', (t) =>
  t.field({
    type: ShownSecretRef,
    description: 'Another secret. The former one signs beside it for a day.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
    resolve: (_, { id }, ctx) => rotateWebhookSecret(ctx, id),
  }),
);

builder.mutationField('testWebhook', (t) =>
  t.field({
    type: WebhookDeliveryRef,
    description: 'Sends something that tells of nothing, of the type TEST.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [WebhookPaused, NotPermitted] },
    args: { id: t.arg.id({ required: true, description: '`Webhook.id`.' }) },
    resolve: (_, { id }, ctx) => testWebhook(ctx, id),
  }),
);

builder.mutationField('sendWebhookAgain', (t) =>
  t.field({
    type: WebhookDeliveryRef,
    description: 'Sends a delivery once more under the same id, whatever became of it.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [WebhookPaused, NotPermitted] },
    args: { deliveryId: t.arg.id({ required: true, description: '`WebhookDelivery.id`.' }) },
    resolve: (_, { deliveryId }, ctx) => sendWebhookAgain(ctx, deliveryId),
  }),
);
