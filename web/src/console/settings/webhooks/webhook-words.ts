import type {
  EventKind,
  WebhookDeliveryState,
  WebhookFragment,
  WebhookObject,
  WebhookProblem,
} from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

const words: Readonly<Record<EventKind, () => string>> = {
  CHAT_STARTED: m.webhook_kind_chat_started,
  CHAT_ASSIGNED: m.webhook_kind_chat_assigned,
  CHAT_CHANGED: m.webhook_kind_chat_changed,
  CHAT_CLOSED: m.webhook_kind_chat_closed,
  MESSAGE_SENT: m.webhook_kind_message_sent,
  MESSAGE_CHANGED: m.webhook_kind_message_changed,
  CHAT_RATED: m.webhook_kind_chat_rated,
  TICKET_CREATED: m.webhook_kind_ticket_created,
  TICKET_CHANGED: m.webhook_kind_ticket_changed,
  CUSTOMER_CHANGED: m.webhook_kind_customer_changed,
};

export const isEventKind = (kind: string): kind is EventKind => kind in words;

/** Every kind of event, in the order of the form. */
export const eventKinds: readonly EventKind[] = Object.keys(words).filter(isEventKind);

export const eventKindWord = (kind: EventKind) => words[kind]();

interface ObjectWords {
  /** What of an API key reads it, before `:read`. */
  readonly scope: string;
  readonly name: () => string;
  readonly fields: () => string;
}

const objectWords: Readonly<Record<WebhookObject, ObjectWords>> = {
  CHAT: { scope: 'chats', name: m.webhook_object_chat, fields: m.webhook_object_chat_fields },
  MESSAGE: { scope: 'chats', name: m.webhook_object_message, fields: m.webhook_object_message_fields },
  TICKET: { scope: 'tickets', name: m.webhook_object_ticket, fields: m.webhook_object_ticket_fields },
  CUSTOMER: { scope: 'customers', name: m.webhook_object_customer, fields: m.webhook_object_customer_fields },
};

export const isWebhookObject = (object: string): object is WebhookObject => object in objectWords;

/** Everything of which more than the id can be sent, in the order of the form. */
export const webhookObjects: readonly WebhookObject[] = Object.keys(objectWords).filter(isWebhookObject);

export const webhookObjectWord = (object: WebhookObject) => objectWords[object].name();

/** What of it is sent. */
export const webhookObjectFieldsWord = (object: WebhookObject) => objectWords[object].fields();

/** Whether an API key with these scopes may read it: who may write may read. */
export function mayRead(scopes: readonly string[], object: WebhookObject): boolean {
  const { scope } = objectWords[object];
  return scopes.includes(`${scope}:read`) || scopes.includes(`${scope}:write`);
}

/** Whether an API key opens anything at this moment. */
export function isInUse(
  { revokedAt, expiresAt }: { readonly revokedAt: string | null; readonly expiresAt: string | null },
  now: Date,
): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > now);
}

/** What is sent beside ids, and by which key it is read; null for nothing. */
export function webhookFieldsWord({ fields }: Pick<WebhookFragment, 'fields'>, now: Date): string | null {
  if (!fields) return null;
  const { apiClient, objects } = fields;
  return isInUse(apiClient, now)
    ? m.webhook_fields_sent({ what: objects.map(webhookObjectWord).join(', '), key: apiClient.name })
    : m.webhook_fields_key_gone({ key: apiClient.name });
}

/** What is being done about it. */
export function webhookStateWord({ pause, isFailing }: Pick<WebhookFragment, 'pause' | 'isFailing'>): string {
  switch (pause) {
    case 'FAILING':
      return m.webhook_paused_failing();
    case 'GONE':
      return m.webhook_paused_gone();
    case 'BY_HAND':
      return m.webhook_paused();
    case null:
      return isFailing ? m.webhook_failing() : m.webhook_active();
  }
}

export function deliveryStateWord(state: WebhookDeliveryState): string {
  return { WAITING: m.webhook_waiting, DELIVERED: m.webhook_delivered, FAILED: m.webhook_failed }[state]();
}

export function webhookProblemWord(problem: WebhookProblem): string {
  return {
    UNREACHABLE: m.webhook_problem_unreachable,
    TIMED_OUT: m.webhook_problem_timed_out,
    REFUSED_ADDRESS: m.webhook_problem_refused_address,
    BAD_CERTIFICATE: m.webhook_problem_bad_certificate,
    BAD_ANSWER: m.webhook_problem_bad_answer,
    UNREADABLE_SECRET: m.webhook_problem_unreadable_secret,
  }[problem]();
}
