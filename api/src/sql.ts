import { busy } from './errors.ts';
import { readInstant } from './instant.ts';
import pg, { type ClientBase, type Pool, type PoolClient, type QueryConfig, type QueryResultRow } from 'pg';

/** SQL: columns from `alias` under the names of their fields, which are those of the entity. */
export const columnsOf = (alias: string, fields: readonly string[], prefix = '') =>
  fields.map((field) => `${alias}.${columnOf(field)} as "${prefix}${field}"`).join(', ');

/** The column of a field. */
export const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What is given of a row, under the names of its columns; what is undefined is not given. */
export const columnValues = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [columnOf(field), value]),
  );

interface Rows<R> {
  rows: R[];
}

/** Hand-written statements. Values travel beside the text, so no log that quotes a statement quotes them. Timestamps are Dates. */
export interface Statements {
  query<R extends QueryResultRow>(text: string, values: unknown[]): Promise<Rows<R>>;
  /** A statement with a name is planned once per connection. */
  query<R extends QueryResultRow>(named: { name: string; text: string; values: unknown[] }): Promise<Rows<R>>;
  /** Within a transaction a statement that failed cannot be repeated; only the whole transaction can. */
  readonly isTransaction: boolean;
}

/** Number of the type in every PostgreSQL. */
const timestamptz = 1184;

/** How the driver finds what reads the values of a type. */
interface ValueReaders {
  getTypeParser(type: number, format?: string): (value: string) => unknown;
}

const usual = pg.types as ValueReaders;
const instantOf = (value: string) => readInstant(value) ?? usual.getTypeParser(timestamptz)(value);
/** The ORM turns timestamps into Date by itself and has the driver leave them as text; here the driver does it. */
const types: ValueReaders = {
  getTypeParser: (type, format) =>
    type === timestamptz && format !== 'binary' ? instantOf : usual.getTypeParser(type, format),
};

/** Statements on one connection of a transaction or, each for itself, on any connection of the pool. */
export function statementsOn(connection: Pool | ClientBase): Statements {
  const isTransaction = !(connection instanceof pg.Pool);
  return {
    query: <R extends QueryResultRow>(
      asked: string | { name: string; text: string; values: unknown[] },
      values: unknown[] = [],
    ) => {
      const statement = typeof asked === 'string' ? { text: asked, values, types } : { ...asked, types };
      return isTransaction ? ask<R>(connection, statement) : onAny<R>(connection, statement);
    },
    isTransaction,
  };
}

/**
 * One statement, by a callback. Where the driver makes a promise, it assigns a function to a property, which V8 therefore takes for a method
 * and puts among what is old: with all that it leads to, the rows and their descriptions, it would outlive every collection of the young
 * generation.
 */
function ask<R extends QueryResultRow>(client: ClientBase, statement: QueryConfig): Promise<Rows<R>> {
  const asked = new Promise<Rows<R>>((resolve, reject) => {
    client.query<R>(statement, (error: Error | null, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
  // As the driver does: the place that the log tells is that of whoever asked.
  return asked.catch((error: unknown) => {
    Error.captureStackTrace(error as Error);
    throw error;
  });
}

/** A connection of the pool, once one is free; UNAVAILABLE if none is for as long as the pool waits. */
export async function connectionOf(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    // The pool has no code for it.
    throw (error as Error).message === 'timeout exceeded when trying to connect' ? busy() : error;
  }
}

/** The pool itself would close a connection after every failure. After a refusal it is as good as before, which PostgreSQL says. */
async function onAny<R extends QueryResultRow>(pool: Pool, statement: QueryConfig): Promise<Rows<R>> {
  const client = await connectionOf(pool);
  try {
    const result = await ask<R>(client, statement);
    client.release();
    return result;
  } catch (error) {
    client.release((error as { severity?: string }).severity !== 'ERROR');
    throw error;
  }
}

/** Another has kept a lock for longer than the connection waits for one (its `lock_timeout`): nothing of the statement happened. */
export const isLockTimeout = (error: unknown) => (error as { code?: string }).code === '55P03';

/** So often is repeated what the database refused because of others at work. */
const repetitions = 3;

/**
 * PostgreSQL ended the work because two waited for each other (deadlock) or could not both be right (serialization): nothing of it
 * happened, and repeated it can succeed. Anything else, and what fails again and again, is the caller's.
 */
export async function repeatConflicts<T>(attempt: () => Promise<T>): Promise<T> {
  for (let left = repetitions; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      const { code } = error as { code?: string };
      if (left === 0 || (code !== '40P01' && code !== '40001')) throw error;
    }
  }
}
