import type {
  EventKind,
  WebhookDeliveryState,
  WebhookFragment,
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
