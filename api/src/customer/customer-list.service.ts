import {
  boundValues,
  readBounded,
  Scope,
  searchedText,
  type BoundedPage,
  type SortKey,
  type TextSearch,
} from '../bounded-list.ts';
import type { Context } from '../context.ts';
import type { Page } from '../keyset.ts';
import { comparedDomains, comparedEmail } from '../text.ts';
import { isMasked } from './customer-masks.ts';
import { customerColumns, type CustomerRow } from './customer.rows.ts';
import { peopleWith, type PeopleSearch } from './finding-people.ts';
import { seesCustomers } from './group.service.ts';

export interface CustomerFilter {
  text?: string | null;
  email?: string | null;
}

/** By when the record was made: ids are made of the time, so they are its order. */
export const CustomerOrder = { CREATED_AT_DESC: 'CREATED_AT_DESC', CREATED_AT_ASC: 'CREATED_AT_ASC' } as const;
export type CustomerOrder = (typeof CustomerOrder)[keyof typeof CustomerOrder];

const sorts = {
  CREATED_AT_DESC: { key: 'id', isDescending: true },
  CREATED_AT_ASC: { key: 'id', isDescending: false },
} as const satisfies Record<CustomerOrder, SortKey>;

/** One page of the service's customers, one record per person, without those that were erased. */
export async function readCustomers(
  ctx: Context,
  filter: CustomerFilter,
  order: CustomerOrder,
  page: Page,
): Promise<BoundedPage<CustomerRow>> {
  const { viewer } = ctx;
  if (!viewer || !seesCustomers(viewer)) return { rows: [], pausedAt: null };
  const values = boundValues();
  const { bind } = values;
  const scope = new Scope(`c.service_id = ${bind(viewer.serviceId)}`);
  scope.where.push('c.merged_into_id is null', 'c.erased_at is null');
  if (filter.email != null) {
    const email = comparedEmail(searchedText(filter.email) ?? '');
    const condition = `c.email = ${bind(email)}`;
    scope.where.push(condition);
    scope.narrow(scope.ofService, condition);
    scope.isSorted = false;
  }
  const searched = searchedText(filter.text);
  const text = searched && comparedDomains(searched);
  return readBounded(
    ctx.app.sql,
    {
      type: 'Customer',
      table: 'customer',
      columns: customerColumns('c'),
      sort: sorts[order],
      scope,
      stretch: [],
      where: [],
      isInOrder: scope.isSorted,
      text: text === null ? null : searchFor(peopleWith(text, bind)),
    },
    values,
    page,
  );
}

const searchFor = ({ isRare, isFound, holds }: PeopleSearch): TextSearch => ({
  isRare,
  found: `select u.* from customer u where ${isFound('u')}`,
  holds: holds('c'),
});

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
    [
      customers.map(({ id }) => id),
      customers.map(({ serviceId }) => serviceId),
      customers.map((customer) => (isMasked(customer, 'email') ? null : customer.email)),
    ],
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
