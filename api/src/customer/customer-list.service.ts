import type { Context } from '../context.ts';
import { badRequest } from '../errors.ts';
import { decodeId } from '../ids.ts';
import type { Page } from '../keyset.ts';
import { areFew, containing, searched } from '../text-search.ts';
import { customerColumns, type CustomerRow } from './customer.rows.ts';
import { seesCustomers } from './group.service.ts';

export interface CustomerFilter {
  text?: string | null;
  email?: string | null;
}

/** By when the record was made: ids are made of the time, so they are its order. */
export const CustomerOrder = { CREATED_AT_DESC: 'CREATED_AT_DESC', CREATED_AT_ASC: 'CREATED_AT_ASC' } as const;
export type CustomerOrder = (typeof CustomerOrder)[keyof typeof CustomerOrder];

export interface CustomerPage {
  readonly customers: CustomerRow[];
  /** The last one that was looked at, where the search paused before the page was full. */
  readonly pausedAt: CustomerRow | null;
}

/** A page looks at so many customers at most. */
const looksPerPage = 5_000;

/** SQL: what is searched in; the expression of `customer_text_index`. */
const said = (alias: string) =>
  `(coalesce(${alias}"name", '') || ' ' || coalesce(${alias}"email", '') || ' ' || coalesce(${alias}"phone", ''))`;

/**
 * One page of the service's customers, one record per person, without those that were erased. As in the list of chats there are two
 * ways to it, both in one statement: walk along the records in order, `looksPerPage` at most, and see for which the conditions hold;
 * or collect those with a rare text, or with the e-mail, and sort them.
 */
export async function readCustomers(
  ctx: Context,
  filter: CustomerFilter,
  order: CustomerOrder,
  page: Page,
): Promise<CustomerPage> {
  const { viewer } = ctx;
  if (!viewer || !seesCustomers(viewer)) return { customers: [], pausedAt: null };
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const isDescending = order === CustomerOrder.CREATED_AT_DESC;
  const [after, before] = isDescending ? ['<', '>'] : ['>', '<'];
  const ofService = `u.service_id = ${bind(viewer.serviceId)}`;
  /** Between which places of the order the page lies. */
  const stretch = [
    ofService,
    ...(page.after === undefined ? [] : [`u.id ${after} ${bind(placeOf(page.after))}`]),
    ...(page.before === undefined ? [] : [`u.id ${before} ${bind(placeOf(page.before))}`]),
  ].join(' and ');
  const sorted = `order by u.id ${isDescending === page.inverted ? 'asc' : 'desc'}`;
  const where = ['u.merged_into_id is null', 'u.erased_at is null'];
  const columns = customerColumns('u');

  const tables: string[] = [];
  const ways: string[] = [];
  let otherwise = 'true';
  const collect = (condition: string, isFew: string) => {
    ways.push(`(select ${columns}, false as "isPause" from (select * from customer u where ${condition} offset 0) u
      where ${[otherwise, isFew, stretch, ...where].join(' and ')} ${sorted} limit ${page.limit})`);
    otherwise = `not ${isFew}`;
  };

  const email = filter.email == null ? null : filter.email.normalize('NFC').trim().toLowerCase();
  const text = searched(filter.text);
  if (text !== null) {
    const pattern = bind(containing(text));
    where.push(`lower(${said('u.')}) like lower(${pattern})`);
    if (email === null) {
      const part = bind(text);
      tables.push(
        `rare as materialized (select ${areFew(part, 'customer', said(''), 'order by id desc', looksPerPage)} as "is")`,
      );
      collect(`search_grams(${said('u.')}) @@ search_query(${part})`, '(select "is" from rare)');
    }
  }
  if (email !== null) {
    const condition = `u.email = ${bind(email)}`;
    where.push(condition);
    const most = `select from customer u where ${ofService} and ${condition} limit ${looksPerPage + 1}`;
    tables.push(`few as materialized (select count(*) <= ${looksPerPage} as "is" from (${most}) u)`);
    collect(`${ofService} and ${condition}`, '(select "is" from few)');
  }
  const walk = `select u.id from customer u where ${stretch} ${sorted}`;
  ways.push(
    `(select ${columns}, false as "isPause"
      from (${walk} limit ${looksPerPage}) look cross join lateral (select * from customer where id = look.id offset 0) u
      where ${[otherwise, ...where].join(' and ')} limit ${page.limit})`,
    // Looked for only where the page is not full by then.
    `(select ${columns}, true as "isPause"
      from (${walk} offset ${looksPerPage - 1} limit 1) look join customer u on u.id = look.id where ${otherwise})`,
  );
  const { rows } = await ctx.app.sql.query<CustomerRow & { isPause: boolean }>(
    `${tables.length === 0 ? '' : `with ${tables.join(', ')} `}${ways.join(' union all ')} limit ${page.limit}`,
    values,
  );
  return { customers: rows.filter(({ isPause }) => !isPause), pausedAt: rows.find(({ isPause }) => isPause) ?? null };
}

function placeOf(cursor: string): string {
  const id = decodeId('Customer', cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return id;
}

/** So many others with the same e-mail are told. */
const duplicatesLimit = 20;

/** Other people with the same e-mail, newest first, in one statement; none to who does not see all customers. */
export async function duplicatesOf(ctx: Context, customers: readonly CustomerRow[]): Promise<CustomerRow[][]> {
  if (!seesCustomers(ctx.viewer)) return customers.map(() => []);
  const { rows } = await ctx.app.sql.query<CustomerRow & { of: string }>(
    `select ${customerColumns('u')}, w.id as "of"
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as w (id, service_id, email)
     cross join lateral (
       select * from customer u where u.service_id = w.service_id and u.email = w.email and u.id <> w.id
         and u.merged_into_id is null and u.erased_at is null order by u.id desc limit ${duplicatesLimit}) u`,
    [customers.map(({ id }) => id), customers.map(({ serviceId }) => serviceId), customers.map(({ email }) => email)],
  );
  const found = Map.groupBy(rows, (row) => row.of);
  return customers.map(({ id, mergedIntoId }) => (mergedIntoId ? [] : (found.get(id) ?? [])));
}

/** The records that were merged into each of these, newest first, in one statement. */
export async function recordsMergedInto(ctx: Context, customerIds: readonly string[]): Promise<CustomerRow[][]> {
  const { rows } = await ctx.app.sql.query<CustomerRow>(
    `select ${customerColumns('u')} from customer u where u.merged_into_id = any($1::uuid[]) order by u.id desc`,
    [customerIds],
  );
  const found = Map.groupBy(rows, ({ mergedIntoId }) => mergedIntoId);
  return customerIds.map((id) => found.get(id) ?? []);
}
