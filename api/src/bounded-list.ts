import { recordsOfViewer, type Viewer } from './access/viewer.ts';
import { isBlank } from './blank.ts';
import { badRequest } from './errors.ts';
import { decodeId } from './ids.ts';
import { connectionOf, page, type Page, type PageArgs } from './keyset.ts';
import type { Statements } from './sql.ts';
import { isStorable } from './text.ts';

/** A page looks at so many rows at most, so that no combination of filters holds up the database. */
const looksPerPage = 5_000;
/** In UTF-16 units. */
const longestText = 100;

/** Collects a statement's values: takes one, gives its placeholder. */
export type Bind = (value: unknown) => string;

export const all = (...conditions: string[]) => conditions.join(' and ');

/** A column by which a list is sorted; its values never change, so a row keeps its place while somebody pages through. */
export interface SortKey {
  readonly key: string;
  readonly isDescending: boolean;
}

/** Which rows of a table are in question, period and text aside; conditions are SQL about a row `c`. */
export class Scope {
  readonly ofService: string;
  readonly where: string[];
  /** The condition among them that an index answers and that mostly is the narrowest. */
  path: string;
  /** The index has the rows of the path in the order of the list's first key. */
  isSorted = true;

  constructor(ofService: string) {
    this.ofService = this.path = ofService;
    this.where = [ofService];
  }

  /** From here on this is the narrowest. */
  narrow(...conditions: string[]): void {
    this.path = all(...conditions);
    this.isSorted = true;
  }

  /**
   * Only rows of the customer who asks, and of the records of the one who is asked for; null for no such wish. Who asks comes first,
   * so that the path leads along nobody else's rows.
   */
  ofCustomers(viewer: Viewer, records: readonly (string | null)[] | null, bind: Bind): void {
    const groups = [...(viewer.kind === 'customer' ? [recordsOfViewer(viewer)] : []), ...(records ? [records] : [])];
    const [narrowest, ...others] = groups.map((ids) =>
      ids.length === 1 ? `c.customer_id = ${bind(ids[0])}` : `c.customer_id = any(${bind(ids)}::uuid[])`,
    );
    if (!narrowest) return;
    this.where.push(narrowest, ...others);
    this.narrow(narrowest);
    this.isSorted = groups[0]?.length === 1;
  }
}

/** How a text is looked for. Its grams are those of `search_grams`. */
export interface TextSearch {
  /** SQL: whether few rows hold it, so that they can be collected. */
  readonly isRare: string;
  /** SQL: the rows, of any service, that hold it by their index. */
  readonly found: string;
  /** SQL: whether the row `c` holds it, without an index. */
  readonly holds: string;
}

export interface BoundedList {
  readonly table: string;
  /** SQL: what is read of a row `c`. */
  readonly columns: string;
  readonly sort: SortKey;
  readonly scope: Scope;
  /** SQL: between which places of the order the list lies, the page aside; the index of the order answers it. */
  readonly stretch: readonly string[];
  /** SQL: further conditions. */
  readonly where: readonly string[];
  /** The scope's path has the rows in the list's order. */
  readonly isInOrder: boolean;
  readonly text: TextSearch | null;
  /** The type whose ids are the cursors. */
  readonly type: string;
}

export interface BoundedPage<Row> {
  readonly rows: Row[];
  /** The last row that was looked at, where the search paused before the page was full. */
  readonly pausedAt: Row | null;
}

/**
 * One page of a long list. There are two ways to it, both in one statement:
 *
 * - Walk along an index that has the list in order, the narrowest there is, and see for which rows the other conditions hold. After
 *   `looksPerPage` of them the page pauses, full or not; the next one goes on from there.
 * - Collect the few rows in question and sort them: where the text is a rare one, or where another index than the list's order
 *   narrows it down to few.
 */
export async function readBounded<Row extends { id: string }>(
  sql: Statements,
  list: BoundedList,
  { bind, values }: Values,
  page: Page,
): Promise<BoundedPage<Row>> {
  const { table, columns, scope, text } = list;
  const { key, isDescending } = list.sort;
  const [after, before] = isDescending ? ['<', '>'] : ['>', '<'];
  const place = (cursor: string) => cursorPlace(list, cursor, bind);
  const stretch = [
    ...(page.after === undefined ? [] : [`${placeOf(key)} ${after} ${place(page.after)}`]),
    ...(page.before === undefined ? [] : [`${placeOf(key)} ${before} ${place(page.before)}`]),
    ...list.stretch,
  ];
  const where = [...scope.where, ...list.where, ...stretch];
  const direction = isDescending === page.inverted ? 'asc' : 'desc';
  const sorted = `order by c.${key} ${direction}, c.id ${direction}`;

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

  if (text) {
    tables.push(`rare as materialized (select ${text.isRare} as "is")`);
    collect('found', text.found, '(select "is" from rare)');
    where.push(text.holds);
  }
  if (!list.isInOrder) {
    const most = `select from ${table} c where ${scope.path} limit ${looksPerPage + 1}`;
    tables.push(`narrow as materialized (select count(*) <= ${looksPerPage} as "is" from (${most}) c)`);
    collect('few', `select c.* from ${table} c where ${scope.path}`, '(select "is" from narrow)');
  }
  // Only the ids: the index alone has them, so the planner never thinks that reading and sorting all would be cheaper.
  const path = list.isInOrder ? scope.path : scope.ofService;
  const walk = `select c.id from ${table} c where ${all(path, ...stretch)} ${sorted}`;
  ways.push(
    `(select ${columns}, false as "isPause"
      from (${walk} limit ${looksPerPage}) look cross join lateral (select * from ${table} where id = look.id offset 0) c
      where ${all(...otherwise, ...where)} limit ${page.limit})`,
    // Looked for only where the page is not full by then. What lies along a path of strangers is not told.
    `(select ${columns}, true as "isPause"
      from (${walk} offset ${looksPerPage - 1} limit 1) look join ${table} c on c.id = look.id
      where ${all(...otherwise, scope.ofService)})`,
  );
  const { rows } = await sql.query<Row & { isPause: boolean }>(
    `${tables.length === 0 ? '' : `with ${tables.join(', ')} `}${ways.join(' union all ')} limit ${page.limit}`,
    values,
  );
  return { rows: rows.filter(({ isPause }) => !isPause), pausedAt: rows.find(({ isPause }) => isPause) ?? null };
}

/** SQL: where the row that a cursor names stands in the list; cursors are the rows' ids. */
export function cursorPlace(
  { type, table, sort: { key } }: Pick<BoundedList, 'type' | 'table' | 'sort'>,
  cursor: string,
  bind: Bind,
): string {
  const id = decodeId(type, cursor);
  if (!id) throw badRequest('BAD_USER_INPUT', 'This is not a cursor of this list.');
  return key === 'id' ? bind(id) : `(select d.${key}, d.id from ${table} d where d.id = ${bind(id)})`;
}

/** SQL: where the row `c` stands in a list; ids that are made of the time can be the order alone. */
const placeOf = (key: string) => (key === 'id' ? 'c.id' : `(c.${key}, c.id)`);

export interface Values {
  readonly bind: Bind;
  readonly values: unknown[];
}

/** The values of one statement. */
export function boundValues(): Values {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** The text that is searched for; null without one. */
export function searchedText(text: string | null | undefined): string | null {
  if (text == null || text === '') return null;
  if (!isStorable(text)) throw badRequest('BAD_USER_INPUT', 'The text holds characters that cannot be stored.');
  const normal = text.normalize('NFC');
  if (isBlank(normal)) throw badRequest('BAD_USER_INPUT', 'The text holds only blanks.');
  if (normal.length > longestText) {
    throw badRequest('BAD_USER_INPUT', `The text is longer than ${longestText} characters.`);
  }
  return normal;
}

/** One way in which a text that is searched for may be written: placeholders of the text, and of what `like` takes for it. */
export interface Spelling {
  readonly part: string;
  readonly pattern: string;
}

export const spellingsOf = (texts: readonly string[], bind: Bind): Spelling[] =>
  texts.map((text) => ({ part: bind(text), pattern: bind(`%${text.replace(/[\\%_]/g, '\\$&')}%`) }));

/** SQL: whether a text holds one of the spellings. */
export const isLike = (text: string, spellings: readonly Spelling[]) =>
  `(${spellings.map(({ pattern }) => `lower(${text}) like lower(${pattern})`).join(' or ')})`;

/** SQL: whether grams are those of a text that may hold one of the spellings. */
export const hasGrams = (grams: string, spellings: readonly Spelling[]) =>
  `${grams} @@ (${spellings.map(({ part }) => `search_query(${part})`).join(' || ')})`;

/**
 * SQL: whether so few rows hold every gram of each spelling that they can be collected. The index could tell only by reading all of them,
 * and the planner keeps no samples of what people wrote, so 1,000 rows are looked at, `sample` says which: what none of them holds
 * is in 1 % of all at most, but for one case in 20,000; and whichever way is taken, the same rows are found.
 */
export const isRareIn = (table: string, said: string, sample: string, spellings: readonly Spelling[]) =>
  all(...spellings.map(({ part }) => isPartRareIn(table, said, sample, part)));

const isPartRareIn = (table: string, said: string, sample: string, part: string) => `(
    select count(*) * greatest((select reltuples from pg_class where oid = '${table}'::regclass), 0) / 1000 <= ${looksPerPage}
    from (select ${said} as said from ${table} ${sample} limit 1000) s
    where (select bool_and(strpos(lower(said), gram) > 0)
      from unnest(array(select lexeme from unnest(search_grams(${part})))) as gram))`;

/** What the connection of a bounded list says of its pages. */
export const boundedPage = (description: string) => {
  const { description: withSize, complexity } = page(description);
  return {
    description: `${withSize} A filter that few of them hold to can end a page early, even without any in it: go on from its cursor while there is a next page.`,
    complexity,
  };
};

/** The connection of a bounded list: a page that paused ends there, and there is more beyond. */
export async function boundedConnection<Row extends { id: string }>(
  args: PageArgs,
  toCursor: (row: Row) => string,
  read: (page: Page) => Promise<BoundedPage<Row>>,
) {
  let pause = {};
  const connection = await connectionOf(args, toCursor, async (page) => {
    const { rows, pausedAt } = await read(page);
    if (pausedAt) {
      const cursor = toCursor(pausedAt);
      pause = page.inverted ? { startCursor: cursor, hasPreviousPage: true } : { endCursor: cursor, hasNextPage: true };
    }
    return rows;
  });
  return { ...connection, pageInfo: { ...connection.pageInfo, ...pause } };
}
