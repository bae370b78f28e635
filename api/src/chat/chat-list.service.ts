import type { Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { groupOf } from '../customer/customer.rows.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { batched } from '../loader.ts';
import { areFew, containing, searched } from '../text-search.ts';
import { ChatState } from './chat.entity.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';

export interface ChatFilter {
  states?: readonly ChatState[] | null;
  agentId?: string | null;
  mine?: boolean | null;
  from?: Date | null;
  to?: Date | null;
  text?: string | null;
  processed?: boolean | null;
  categoryId?: string | null;
  customerId?: string | null;
}

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

export interface ChatPage {
  readonly chats: ChatRow[];
  /** The last chat that was looked at, where the search paused before the page was full. */
  readonly pausedAt: ChatRow | null;
}

/** A page looks at so many chats at most, so that no combination of filters holds up the database. */
const looksPerPage = 5_000;

/** Collects a statement's values: takes one, gives its placeholder. */
type Bind = (value: unknown) => string;

const all = (...conditions: string[]) => conditions.join(' and ');

/**
 * One page of the chats the viewer may see. There are two ways to it, both in one statement:
 *
 * - Walk along an index that has the list in order, the narrowest there is, and see for which chats the other conditions hold. After
 *   `looksPerPage` of them the page pauses, full or not; the next one goes on from there.
 * - Collect the few chats in question and sort them: where the text is a rare one, or where another index than the list's order
 *   narrows it down to few.
 */
export async function readChats(ctx: Context, filter: ChatFilter, order: ChatOrder, page: Page): Promise<ChatPage> {
  const { viewer } = ctx;
  const none = { chats: [], pausedAt: null };
  if (!viewer || (viewer.kind === 'agent' && !viewer.canChat)) return none;
  const categories = filter.categoryId == null ? null : await categoriesBelow(ctx, filter.categoryId);
  if (categories?.length === 0 || filter.states?.length === 0) return none;
  const records = filter.customerId == null ? null : await recordsOf(ctx, filter.customerId);
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const { key, isDescending } = sorts[order];
  const { ofService, where, path, isSorted } = scopeOf(viewer, filter, { categories, records }, bind);

  const period = [
    ...(filter.from ? [`c.requested_at >= ${bind(filter.from)}`] : []),
    ...(filter.to ? [`c.requested_at < ${bind(filter.to)}`] : []),
  ];
  const [after, before] = isDescending ? ['<', '>'] : ['>', '<'];
  /** Between which places of the order the page lies. */
  const stretch = [
    ...(page.after === undefined ? [] : [`(c.${key}, c.id) ${after} ${cursorPlace(page.after, key, bind)}`]),
    ...(page.before === undefined ? [] : [`(c.${key}, c.id) ${before} ${cursorPlace(page.before, key, bind)}`]),
    ...(key === 'requested_at' ? period : ['c.closed_at is not null']),
  ];
  where.push(...period, ...stretch);
  const direction = isDescending === page.inverted ? 'asc' : 'desc';
  const sorted = `order by c.${key} ${direction}, c.id ${direction}`;
  const columns = chatColumns('c');

  const tables: string[] = [];
  const ways: string[] = [];
  /** Holds while no way before was the right one. */
  const otherwise = ['true'];
  const collect = (name: string, rows: string, isFew: string) => {
    tables.push(`${name} as materialized (${rows})`);
    ways.push(`(select ${columns}, false as "isPause" from ${name} c where ${all(...otherwise, isFew, ...where)}
      ${sorted} limit ${page.limit})`);
    otherwise.push(`not ${isFew}`);
  };

  const text = searched(filter.text);
  if (text !== null) {
    const part = bind(text);
    const pattern = bind(containing(text));
    tables.push(`rare as materialized (select ${isRare(part)} as "is")`);
    collect('found', chatsWith(part, pattern, viewer), '(select "is" from rare)');
    // An OFFSET keeps the planner from reading every message at once.
    where.push(`(exists (select from message m where m.chat_id = c.id and lower(m.body) like lower(${pattern}) offset 0)
      or exists (select from customer u where ${isOfPerson(viewer)} and lower(u.name) like lower(${pattern}) offset 0))`);
  }
  const isInOrder = path === ofService || (key === 'requested_at' && isSorted);
  if (!isInOrder) {
    const most = `select from chat c where ${path} limit ${looksPerPage + 1}`;
    tables.push(`narrow as materialized (select count(*) <= ${looksPerPage} as "is" from (${most}) c)`);
    collect('few', `select c.* from chat c where ${path}`, '(select "is" from narrow)');
  }
  // Only the ids: the index alone has them, so the planner never thinks that reading and sorting all would be cheaper.
  const walk = `select c.id from chat c where ${all(isInOrder ? path : ofService, ...stretch)} ${sorted}`;
  ways.push(
    `(select ${columns}, false as "isPause"
      from (${walk} limit ${looksPerPage}) look cross join lateral (select * from chat where id = look.id offset 0) c
      where ${all(...otherwise, ...where)} limit ${page.limit})`,
    // Looked for only where the page is not full by then. What lies along the path of a stranger's agent or category is not told.
    `(select ${columns}, true as "isPause"
      from (${walk} offset ${looksPerPage - 1} limit 1) look join chat c on c.id = look.id
      where ${all(...otherwise, ofService)})`,
  );
  const { rows } = await ctx.app.sql.query<ChatRow & { isPause: boolean }>(
    `${tables.length === 0 ? '' : `with ${tables.join(', ')} `}${ways.join(' union all ')} limit ${page.limit}`,
    values,
  );
  return { chats: rows.filter(({ isPause }) => !isPause), pausedAt: rows.find(({ isPause }) => isPause) ?? null };
}

/** Which chats are in question, period and text aside. */
interface Scope {
  readonly ofService: string;
  /** SQL: what must hold. */
  readonly where: string[];
  /** SQL: the condition among them that an index answers and that mostly is the narrowest. */
  readonly path: string;
  /** The index has the chats of the path in the order of their requests. */
  readonly isSorted: boolean;
}

/** What a filter comes to: the ids of the categories, and of the records of the customer. */
interface Found {
  readonly categories: readonly string[] | null;
  readonly records: readonly (string | null)[] | null;
}

function scopeOf(viewer: Viewer, filter: ChatFilter, { categories, records }: Found, bind: Bind): Scope {
  const ofService = `c.service_id = ${bind(viewer.serviceId)}`;
  const where = [ofService];
  let path = ofService;
  let isSorted = true;
  const narrow = (...conditions: string[]) => {
    path = all(...conditions);
    isSorted = true;
  };
  if (typeof filter.processed === 'boolean') {
    const condition = `c.answered_at is ${filter.processed ? 'not null' : 'null'}`;
    where.push(condition);
    if (!filter.processed) narrow(ofService, condition);
  }
  if (categories) {
    const [only, ...others] = categories;
    const condition =
      others.length === 0 ? `c.category_id = ${bind(only)}` : `c.category_id = any(${bind(categories)})`;
    where.push(condition);
    narrow(condition);
    isSorted = others.length === 0;
  }
  // The viewer comes first, so that the path leads along no other chats.
  const ofAgents = [
    ...(viewer.kind === 'agent' && (filter.mine || !viewer.seesAllChats) ? [viewer.id] : []),
    ...(filter.agentId == null ? [] : [decodeId('Agent', filter.agentId)]),
  ].map((id) => `c.agent_id = ${bind(id)}`);
  where.push(...ofAgents);
  if (ofAgents[0]) narrow(ofAgents[0]);
  if (filter.states) {
    // Spelled out for the indexes that hold only some of the states.
    const condition = `c.state in (${filter.states.map((state) => `'${ChatState[state]}'`).join(', ')})`;
    where.push(condition);
    if (!filter.states.includes('CLOSED')) narrow(ofService, ...ofAgents, condition);
  }
  const ofCustomers = [...(viewer.kind === 'customer' ? [[viewer.id]] : []), ...(records ? [records] : [])].map(
    (ids) => (ids.length === 1 ? `c.customer_id = ${bind(ids[0])}` : `c.customer_id = any(${bind(ids)}::uuid[])`),
  );
  where.push(...ofCustomers);
  if (ofCustomers[0]) {
    narrow(ofCustomers[0]);
    isSorted = viewer.kind === 'customer' || records?.length === 1;
  }
  return { ofService, where, path, isSorted };
}

const sorts = {
  REQUESTED_AT_DESC: { key: 'requested_at', isDescending: true },
  REQUESTED_AT_ASC: { key: 'requested_at', isDescending: false },
  CLOSED_AT_DESC: { key: 'closed_at', isDescending: true },
  CLOSED_AT_ASC: { key: 'closed_at', isDescending: false },
} as const satisfies Record<ChatOrder, { key: string; isDescending: boolean }>;

/** SQL: where the chat that a cursor names stands in a list sorted by `key`; cursors are the chats' ids. */
function cursorPlace(cursor: string, key: string, bind: Bind): string {
  const id = decodeId('Chat', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return `(select d.${key}, d.id from chat d where d.id = ${bind(id)})`;
}

/** The ids of all records of the person that a customer is for the viewer. */
async function recordsOf({ app, viewer }: Context, customerId: string): Promise<(string | null)[]> {
  const id = decodeId('Customer', customerId);
  if (id === null || viewer?.kind !== 'agent') return [id];
  const { rows } = await app.sql.query<{ id: string }>(groupOf('$1::uuid'), [id]);
  return rows.map((row) => row.id);
}

/** The ids of a category and those below it. */
async function categoriesBelow(ctx: Context, categoryId: string): Promise<string[]> {
  const { rows } = await ctx.app.sql.query<{ id: string }>(
    `with recursive below as (
       select id from category where id = $1
       union all select child.id from category child join below on child.parent_id = below.id)
     select id from below`,
    [decodeId('Category', categoryId)],
  );
  return rows.map(({ id }) => id);
}

/**
 * SQL: whether so few messages and customers hold every gram of `part` that they can be collected. Of the messages any neighbours
 * are looked at, because their ids are hashes, of the customers the newest.
 */
const isRare = (part: string) => `
    ${areFew(part, 'message', 'body', `where id > '80000000-0000-0000-0000-000000000000' order by id`, looksPerPage)}
    and ${areFew(part, 'customer', 'name', 'order by id desc', looksPerPage)}`;

/** SQL: a customer finds by what they said of themselves, an agent by all that the person is called. */
const isOfPerson = ({ kind }: Viewer) =>
  kind === 'customer'
    ? `u.id = c.customer_id and not 'name' = any(u.borrowed)`
    : 'u.id in (c.customer_id, (select v.merged_into_id from customer v where v.id = c.customer_id))';

/** SQL: chats of any service with a message, or of a person, that has this text as a part of it. */
const chatsWith = (part: string, pattern: string, { kind }: Viewer) => `
  select c.* from (
    select m.chat_id as id from message m
    where search_grams(m.body) @@ search_query(${part}) and lower(m.body) like lower(${pattern})
    union
    select d.id from customer u cross join lateral (
      select id from chat where customer_id = u.id
      ${kind === 'customer' ? '' : `union all select d.id from customer v cross join lateral (select id from chat where customer_id = v.id offset 0) d where v.merged_into_id = u.id`}
      offset 0) d
    where search_grams(u.name) @@ search_query(${part}) and lower(u.name) like lower(${pattern})
      ${kind === 'customer' ? `and not 'name' = any(u.borrowed)` : ''}
  ) f cross join lateral (select * from chat where id = f.id offset 0) c`;

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
  if (viewer?.kind !== 'agent' || !viewer.canChat) return wanted.map(() => []);
  const found = new Map<string, ChatRow[]>();
  for (const alike of Map.groupBy(wanted, ({ page }) => JSON.stringify(page)).values()) {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const { after, before, limit, inverted } = (alike[0] as Wanted).page;
    const order = inverted ? 'asc' : 'desc';
    const where = [`c.customer_id = g.id and c.id is distinct from w.left_out`];
    if (!viewer.seesAllChats) where.push(`c.agent_id = ${bind(viewer.id)}`);
    if (after !== undefined) where.push(`(c.requested_at, c.id) < ${cursorPlace(after, 'requested_at', bind)}`);
    if (before !== undefined) where.push(`(c.requested_at, c.id) > ${cursorPlace(before, 'requested_at', bind)}`);
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
