import { calledOf } from '#console/list/called-of.ts';
import type {
  Channel,
  TicketField,
  TicketOrder,
  TicketPriority,
  TicketRowFragment,
  TicketStatus,
} from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { priorities, statuses, type View } from './filters.ts';
import type { TicketRefusal } from './open-ticket.svelte.ts';

export function statusWord(status: TicketStatus): string {
  return {
    NEW: m.ticket_status_new,
    OPEN: m.ticket_status_open,
    PENDING: m.ticket_status_pending,
    RESOLVED: m.ticket_status_resolved,
    CLOSED: m.ticket_status_closed,
  }[status]();
}

export function priorityWord(priority: TicketPriority): string {
  return {
    LOW: m.ticket_priority_low,
    NORMAL: m.ticket_priority_normal,
    HIGH: m.ticket_priority_high,
    URGENT: m.ticket_priority_urgent,
  }[priority]();
}

export function channelWord(channel: Channel): string {
  return {
    CHAT: m.ticket_channel_chat,
    HELP_CENTER: m.ticket_channel_help_center,
    API: m.ticket_channel_api,
    MANUAL: m.ticket_channel_manual,
  }[channel]();
}

export function viewWord(view: View): string {
  return { mine: m.ticket_view_mine, unassigned: m.ticket_view_unassigned, all: m.ticket_view_all }[view]();
}

export function orderWord(order: TicketOrder): string {
  return { CREATED_AT_DESC: m.ticket_order_latest, CREATED_AT_ASC: m.ticket_order_oldest }[order]();
}

/** Whom a ticket is about, as far as is known. */
export function customerWord(ticket: Pick<TicketRowFragment, 'customer' | 'email' | 'emailMasks'>): string {
  const { customer, email, emailMasks } = ticket;
  // What hides an address tells nobody from anybody.
  const address = emailMasks.length > 0 ? null : email;
  return customer?.name ?? address ?? (customer ? calledOf(customer) : m.ticket_customer_unknown());
}

/** What a change was about. */
export function fieldWord(field: TicketField): string {
  return {
    status: m.ticket_status,
    assigneeId: m.ticket_assignee,
    priority: m.ticket_priority,
    inquiryTypeId: m.ticket_type,
    title: m.ticket_title_field,
    content: m.ticket_content,
  }[field]();
}

/** What was there before or after a change. */
export function changeValueWord(field: TicketField, value: string | null): string {
  if (value === null || value === '') return field === 'assigneeId' ? m.ticket_assignee_none() : m.ticket_erased();
  const status = statuses.find((known) => field === 'status' && known === value);
  if (status) return statusWord(status);
  const priority = priorities.find((known) => field === 'priority' && known === value);
  return priority ? priorityWord(priority) : value;
}

/** Texts are too long to stand beside each other. */
export const isLong = (field: TicketField): boolean => field === 'content';

interface Done {
  readonly author: { readonly name: string } | null;
  readonly apiClient?: { readonly name: string } | null;
}

/** Who did something: an agent, a program, or the customer. */
export function authorWord({ author, apiClient }: Done, customer: string = m.ticket_customer()): string {
  return author?.name ?? apiClient?.name ?? customer;
}

/** Why a change did not come about, and what to do. */
export function refusalWords(refusal: TicketRefusal): string {
  switch (refusal.kind) {
    case 'StaleTicket':
      return m.ticket_refused_stale();
    case 'TicketTaken':
      return refusal.by === null ? m.ticket_refused_taken_unknown() : m.ticket_refused_taken({ name: refusal.by });
    case 'IllegalTransition':
      return m.ticket_refused_transition({ from: statusWord(refusal.from), to: statusWord(refusal.to) });
    case 'InvalidInput':
      return m.ticket_refused_invalid();
    case 'Masked':
      return m.ticket_refused_masked();
    case 'TicketClosed':
      return m.ticket_closed();
    case 'NotPermitted':
      return m.ticket_refused_not_permitted();
    case 'Unreachable':
      return m.ticket_refused_unreachable();
  }
}
