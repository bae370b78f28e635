import { isStaffViewer, type Viewer } from '../access/viewer.ts';
import {
  all,
  boundValues,
  hasGrams,
  isLike,
  isRareIn,
  readBounded,
  Scope,
  searchedText,
  spellingsOf,
  type Bind,
  type BoundedPage,
  type SortKey,
  type TextSearch,
} from '../bounded-list.ts';
import type { Context } from '../context.ts';
import { peopleWith } from '../customer/finding-people.ts';
import { recordsOf } from '../customer/group.service.ts';
import { decodeId } from '../ids.ts';
import { comparedDomains } from '../text.ts';
import type { Page } from '../keyset.ts';
import { inquiryTypeTree } from './inquiry-type.service.ts';
import { type Channel, type TicketPriority, TicketStatus } from './ticket.entity.ts';
import { ticketColumns, type TicketRow } from './ticket.rows.ts';

export interface TicketFilter {
  statuses?: readonly TicketStatus[] | null;
  assigneeId?: string | null;
  mine?: boolean | null;
  unassigned?: boolean | null;
  channel?: Channel | null;
  text?: string | null;
  inquiryTypeId?: string | null;
  customerId?: string | null;
  chatId?: string | null;
  priority?: TicketPriority | null;
  from?: Date | null;
  to?: Date | null;
}

/** How a list of tickets is sorted: by an instant that never changes, so a ticket keeps its place while somebody pages through. */
export const TicketOrder = { CREATED_AT_DESC: 'CREATED_AT_DESC', CREATED_AT_ASC: 'CREATED_AT_ASC' } as const;
export type TicketOrder = (typeof TicketOrder)[keyof typeof TicketOrder];

const sorts = {
  CREATED_AT_DESC: { key: 'created_at', isDescending: true },
  CREATED_AT_ASC: { key: 'created_at', isDescending: false },
} as const satisfies Record<TicketOrder, SortKey>;

/** One page of the tickets the viewer may see. */
export async function readTickets(
  ctx: Context,
  filter: TicketFilter,
  order: TicketOrder,
  page: Page,
): Promise<BoundedPage<TicketRow>> {
  const { viewer } = ctx;
  const none = { rows: [], pausedAt: null };
  if (!viewer || (isStaffViewer(viewer) && !viewer.canTicket) || filter.statuses?.length === 0) return none;
  const types = filter.inquiryTypeId == null ? null : await inquiryTypeTree.below(ctx, filter.inquiryTypeId);
  if (types?.length === 0) return none;
  const records = filter.customerId == null ? null : await recordsOf(ctx, filter.customerId);
  const values = boundValues();
  const { bind } = values;
  const scope = scopeOf(viewer, filter, { types, records }, bind);
  const searched = searchedText(filter.text);
  const text = searched && comparedDomains(searched);
  return readBounded(
    ctx.app.sql,
    {
      type: 'Ticket',
      table: 'ticket',
      columns: ticketColumns('c'),
      sort: sorts[order],
      scope,
      stretch: [
        ...(filter.from ? [`c.created_at >= ${bind(filter.from)}`] : []),
        ...(filter.to ? [`c.created_at < ${bind(filter.to)}`] : []),
      ],
      where: [],
      isInOrder: scope.isSorted,
      text: text === null ? null : searchFor(viewer, text, bind),
    },
    values,
    page,
  );
}

const finished: readonly TicketStatus[] = [TicketStatus.RESOLVED, TicketStatus.CLOSED];

/** What a filter comes to: the ids of the inquiry types, and of the records of the customer. */
interface Found {
  readonly types: readonly string[] | null;
  readonly records: readonly (string | null)[] | null;
}

/** Conditions from the widest to the narrowest: the last one that has an index of its own leads the way. */
function scopeOf(viewer: Viewer, filter: TicketFilter, { types, records }: Found, bind: Bind): Scope {
  const scope = new Scope(`c.service_id = ${bind(viewer.serviceId)}`);
  const { ofService, where } = scope;
  const only = (...conditions: string[]) => where.push(...conditions);
  if (filter.channel != null) only(`c.channel = ${bind(filter.channel)}`);
  if (filter.priority != null) only(`c.priority = ${bind(filter.priority)}`);
  const statuses = filter.statuses && [...new Set(filter.statuses)];
  if (statuses) {
    const [first, ...others] = statuses.map((status) => bind(status));
    only(`c.status in (${[first, ...others].join(', ')})`);
    if (first && others.length === 0) scope.narrow(ofService, `c.status = ${first}`);
  }
  if (types) {
    const condition = `c.inquiry_type_id = any(${bind(types)})`;
    only(condition);
    scope.narrow(condition);
    scope.isSorted = false;
  }
  if (filter.unassigned) {
    only('c.assignee_id is null');
    scope.narrow(ofService, 'c.assignee_id is null');
  }
  const ofAgents = [
    ...(filter.mine ? [viewer.kind === 'agent' ? viewer.id : null] : []),
    ...(filter.assigneeId == null ? [] : [decodeId('Agent', filter.assigneeId)]),
  ].map((id) => `c.assignee_id = ${bind(id)}`);
  only(...ofAgents);
  if (ofAgents[0]) {
    // Spelled out for the index that holds only what is not finished.
    const unfinished = statuses?.every((status) => !finished.includes(status));
    scope.narrow(ofAgents[0], ...(unfinished ? [`c.status not in ('RESOLVED', 'CLOSED')`] : []));
  }
  scope.ofCustomers(viewer, records, bind);
  if (filter.chatId != null) {
    const condition = `c.chat_id = ${bind(decodeId('Chat', filter.chatId))}`;
    only(condition);
    if (isStaffViewer(viewer)) {
      scope.narrow(condition);
      scope.isSorted = false;
    }
  }
  return scope;
}

/** SQL: what is searched in of a ticket; the expression of `ticket_text_index`. */
const ofTicket = (t: string) =>
  `${t}.number || ' ' || ${t}.title || ' ' || coalesce(${t}.email, '') || ' ' || ${t}.content`;

/** The number of a ticket, or its end, as it stands there, of how people write it: `#123`, `d2026-123`; null for other texts. */
function ticketNumberPart(text: string): string | null {
  const written = /^\s*(#?\s*(?:d[-\s]*)?)(?:(20\d\d)(?:[-\s]+|(?=\d{6,}\s*$)))?0*(\d+)\s*$/i;
  const [, sign, year, digits = ''] = written.exec(text.normalize('NFKC')) ?? [];
  return sign || year ? `${year ? `D-${year}` : ''}-${digits.padStart(6, '0')}` : null;
}

/** A text in the ticket; for agents also in what was said in it and in what the screen shows of its customer. */
function searchFor(viewer: Viewer, text: string, bind: Bind): TextSearch {
  const number = ticketNumberPart(text);
  const written = spellingsOf(number === null ? [text] : [text, number], bind);
  const said = written.slice(0, 1);
  const inTicket = {
    isRare: isRareIn('ticket', ofTicket('ticket'), 'order by id desc', written),
    found: `select t.id from ticket t where ${hasGrams(`search_grams(${ofTicket('t')})`, written)} and ${isLike(ofTicket('t'), written)}`,
    holds: isLike(ofTicket('c'), written),
  };
  const found = (ids: string) =>
    `select c.* from (${ids}) f cross join lateral (select * from ticket where id = f.id offset 0) c`;
  if (viewer.kind === 'customer') return { ...inTicket, found: found(inTicket.found) };
  const people = peopleWith(text, bind);
  const around = {
    isRare: all(
      isRareIn('ticket_comment', 'body', `where id > '80000000-0000-0000-0000-000000000000' order by id`, said),
      people.isRare,
    ),
    found: `select m.ticket_id from ticket_comment m where ${hasGrams('search_grams(m.body)', said)} and ${isLike('m.body', said)}
      union select d.id from customer u cross join lateral (
        select id from ticket where customer_id = u.id
        union all select d.id from customer v
        cross join lateral (select id from ticket where customer_id = v.id offset 0) d where v.merged_into_id = u.id
        offset 0) d
      where ${people.isFound('u')}`,
    // An OFFSET keeps the planner from reading every comment at once.
    holds: `exists (select from ticket_comment m where m.ticket_id = c.id and ${isLike('m.body', said)} offset 0)
      or exists (select from customer u
        where u.id in (c.customer_id, (select v.merged_into_id from customer v where v.id = c.customer_id))
          and ${people.holds('u')} offset 0)`,
  };
  return {
    isRare: all(inTicket.isRare, around.isRare),
    found: found(`${inTicket.found} union ${around.found}`),
    holds: `(${inTicket.holds} or ${around.holds})`,
  };
}
