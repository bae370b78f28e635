import { isStaffViewer, type Viewer } from '../access/viewer.ts';
import {
  all,
  boundValues,
  cursorPlace,
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
import { groupOf } from '../customer/customer.rows.ts';
import { peopleWith } from '../customer/finding-people.ts';
import { recordsOf } from '../customer/group.service.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { categoryTree } from '../service/category.service.ts';
import { ChatState } from './chat.entity.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import { isTailShort, messagesWith } from './search-index.ts';

export interface ChatFilter {
  states?: readonly ChatState[] | null;
  agentId?: string | null;
  mine?: boolean | null;
  from?: Date | null;
  to?: Date | null;
  text?: string | null;
  processed?: boolean | null;
  rating?: RatingFilter | null;
  categoryId?: string | null;
  customerId?: string | null;
}

export const RatingFilter = {
  RATED: 'RATED',
  UNRATED: 'UNRATED',
  SATISFIED: 'SATISFIED',
  UNSATISFIED: 'UNSATISFIED',
} as const;
export type RatingFilter = (typeof RatingFilter)[keyof typeof RatingFilter];

/**
 * How a list of chats is sorted. Both instants stay what they are once they are there, so a chat keeps its place while somebody
 * pages through; sorted by the closing, the list therefore holds closed chats only.
 */
export const ChatOrder = {
  REQUESTED_AT_DESC: 'REQUESTED_AT_DESC',
  REQUESTED_AT_ASC: 'REQUESTED_AT_ASC',
  CLOSED_AT_DESC: 'CLOSED_AT_DESC',
  CLOSED_AT_ASC: 'CLOSED_AT_ASC',
} as const;
export type ChatOrder = (typeof ChatOrder)[keyof typeof ChatOrder];

/** One page of the chats the viewer may see. */
export async function readChats(
  ctx: Context,
  filter: ChatFilter,
  order: ChatOrder,
  page: Page,
): Promise<BoundedPage<ChatRow>> {
  const { viewer } = ctx;
  const none = { rows: [], pausedAt: null };
  if (!viewer || (isStaffViewer(viewer) && !viewer.canChat)) return none;
  const categories = filter.categoryId == null ? null : await categoryTree.below(ctx, filter.categoryId);
  if (categories?.length === 0 || filter.states?.length === 0) return none;
  const records = filter.customerId == null ? null : await recordsOf(ctx, filter.customerId);
  const values = boundValues();
  const { bind } = values;
  const sort = sorts[order];
  const scope = scopeOf(viewer, filter, { categories, records }, bind);
  const period = [
    ...(filter.from ? [`c.requested_at >= ${bind(filter.from)}`] : []),
    ...(filter.to ? [`c.requested_at < ${bind(filter.to)}`] : []),
  ];
  const isByRequest = sort.key === 'requested_at';
  const text = searchedText(filter.text);
  return readBounded(
    ctx.app.sql,
    {
      type: 'Chat',
      table: 'chat',
      columns: chatColumns('c'),
      sort,
      scope,
      stretch: isByRequest ? period : ['c.closed_at is not null'],
      where: isByRequest ? [] : period,
      isInOrder: scope.path === scope.ofService || (isByRequest && scope.isSorted),
      text: text === null ? null : searchFor(viewer, text, bind),
    },
    values,
    page,
  );
}

/** What a filter comes to: the ids of the categories, and of the records of the customer. */
interface Found {
  readonly categories: readonly string[] | null;
  readonly records: readonly (string | null)[] | null;
}

function scopeOf(viewer: Viewer, filter: ChatFilter, { categories, records }: Found, bind: Bind): Scope {
  const scope = new Scope(`c.service_id = ${bind(viewer.serviceId)}`);
  const { ofService, where } = scope;
  if (typeof filter.processed === 'boolean') {
    const condition = `c.answered_at is ${filter.processed ? 'not null' : 'null'}`;
    where.push(condition);
    if (!filter.processed) scope.narrow(ofService, condition);
  }
  if (filter.rating) {
    where.push(ratings[filter.rating]);
    if (filter.rating !== 'UNRATED') scope.narrow(ofService, ratings.RATED);
  }
  if (categories) {
    const [only, ...others] = categories;
    const condition =
      others.length === 0 ? `c.category_id = ${bind(only)}` : `c.category_id = any(${bind(categories)})`;
    where.push(condition);
    scope.narrow(condition);
    scope.isSorted = others.length === 0;
  }
  // The viewer comes first, so that the path leads along no other chats.
  const ofAgents = [
    ...(isStaffViewer(viewer) && (filter.mine || !viewer.seesAllChats) ? [viewer.id] : []),
    ...(filter.agentId == null ? [] : [decodeId('Agent', filter.agentId)]),
  ].map((id) => `c.agent_id = ${bind(id)}`);
  where.push(...ofAgents);
  if (ofAgents[0]) scope.narrow(ofAgents[0]);
  if (filter.states) {
    // Spelled out for the indexes that hold only some of the states.
    const condition = `c.state in (${filter.states.map((state) => `'${ChatState[state]}'`).join(', ')})`;
    where.push(condition);
    if (!filter.states.includes('CLOSED')) scope.narrow(ofService, ...ofAgents, condition);
  }
  scope.ofCustomers(viewer, records, bind);
  return scope;
}

/** SQL: what each choice means. The index holds all that are rated. */
const ratings = {
  RATED: 'c.rating_verdict is not null',
  UNRATED: 'c.rating_verdict is null',
  SATISFIED: `c.rating_verdict = 'SATISFIED'`,
  UNSATISFIED: `c.rating_verdict = 'UNSATISFIED'`,
} as const satisfies Record<RatingFilter, string>;

const sorts = {
  REQUESTED_AT_DESC: { key: 'requested_at', isDescending: true },
  REQUESTED_AT_ASC: { key: 'requested_at', isDescending: false },
  CLOSED_AT_DESC: { key: 'closed_at', isDescending: true },
  CLOSED_AT_ASC: { key: 'closed_at', isDescending: false },
} as const satisfies Record<ChatOrder, SortKey>;

/** SQL: the chat `c` is of the record `u`, or for agents of a record that was merged into it. */
const isOfPerson = ({ kind }: Viewer) =>
  kind === 'customer'
    ? `u.id = c.customer_id and not 'name' = any(u.borrowed)`
    : 'u.id in (c.customer_id, (select v.merged_into_id from customer v where v.id = c.customer_id))';

/**
 * A text in what was said and in who said it: a customer finds by the name they gave themselves, an agent by all that the screen shows
 * of the person. Ids of messages are hashes, so a range of them is a sample of all messages.
 */
function searchFor(viewer: Viewer, text: string, bind: Bind): TextSearch {
  const said = spellingsOf([text], bind);
  const people = peopleWith(text, bind);
  const isCustomer = viewer.kind === 'customer';
  const isCalled = (u: string) => (isCustomer ? isLike(`${u}.name`, said) : people.holds(u));
  const ofMerged = `union all select d.id from customer v
    cross join lateral (select id from chat where customer_id = v.id offset 0) d where v.merged_into_id = u.id`;
  return {
    isRare: all(
      isRareIn('message', 'body', `where id > '80000000-0000-0000-0000-000000000000' order by id`, said),
      isTailShort,
      people.isRare,
    ),
    found: `select c.* from (
        select m.chat_id as id from ${messagesWith(said)} m
        union
        select d.id from customer u
        cross join lateral (select id from chat where customer_id = u.id ${isCustomer ? '' : ofMerged} offset 0) d
        where ${people.isFound('u')} and ${isCalled('u')} ${isCustomer ? `and not 'name' = any(u.borrowed)` : ''}
      ) f cross join lateral (select * from chat where id = f.id offset 0) c`,
    // An OFFSET keeps the planner from reading every message at once.
    holds: `(exists (select from message m where m.chat_id = c.id and ${isLike('m.body', said)} offset 0)
      or exists (select from customer u where ${isOfPerson(viewer)} and ${isCalled('u')} offset 0))`,
  };
}

const requested = { type: 'Chat', table: 'chat', sort: sorts.REQUESTED_AT_DESC };

/** Whose chats, and without which one. */
interface Wanted {
  readonly customerId: string;
  readonly except: string | null;
  readonly page: Page;
}

const keyOf = ({ customerId, except, page }: Wanted) => `${customerId} ${except ?? ''} ${JSON.stringify(page)}`;

/** Chats of people, in whichever record, newest first, as far as the agent sees them; in one statement per kind of page. */
export const chatsOfPerson = batched<Wanted, ChatRow[]>(async (ctx, wanted) => {
  const { viewer } = ctx;
  if (!isStaffViewer(viewer) || !viewer.canChat) return wanted.map(() => []);
  const found = new Map<string, ChatRow[]>();
  for (const alike of Map.groupBy(wanted, ({ page }) => JSON.stringify(page)).values()) {
    const { bind, values } = boundValues();
    const { after, before, limit, inverted } = (alike[0] as Wanted).page;
    const order = inverted ? 'asc' : 'desc';
    const where = [`c.customer_id = g.id and c.id is distinct from w.left_out`];
    if (!viewer.seesAllChats) where.push(`c.agent_id = ${bind(viewer.id)}`);
    if (after !== undefined) where.push(`(c.requested_at, c.id) < ${cursorPlace(requested, after, bind)}`);
    if (before !== undefined) where.push(`(c.requested_at, c.id) > ${cursorPlace(requested, before, bind)}`);
    const most = bind(limit);
    const inOrder = `order by c.requested_at ${order}, c.id ${order} limit ${most}`;
    const { rows } = await ctx.app.sql.query<ChatRow & { n: number }>(
      `select ${chatColumns('c')}, w.n::int as n
       from unnest(${bind(alike.map(({ customerId }) => customerId))}::uuid[], ${bind(alike.map(({ except }) => except))}::uuid[])
         with ordinality as w (customer_id, left_out, n)
       cross join lateral (
         select c.* from (${groupOf('w.customer_id')}) g
         cross join lateral (select * from chat c where ${all(...where)} ${inOrder}) c ${inOrder}) c
       order by w.n, c.requested_at ${order}, c.id ${order}`,
      values,
    );
    for (const [n, chats] of Map.groupBy(rows, (row) => row.n)) found.set(keyOf(alike[n - 1] as Wanted), chats);
  }
  return wanted.map((each) => found.get(keyOf(each)) ?? []);
}, keyOf);
