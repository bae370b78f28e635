import pg, { type Pool, type QueryResult, type QueryResultRow } from 'pg';

/** Hand-written statements on the ORM's own connections. */
export interface Sql {
  query<R extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<R>>;
  /** A statement with a name is planned once per connection. */
  query<R extends QueryResultRow>(named: { name: string; text: string; values: unknown[] }): Promise<QueryResult<R>>;
}

export function createSql(pool: Pool): Sql {
  // The ORM turns timestamps into Date by itself and has the driver leave them as text; here the driver does it.
  const { types } = pg;
  return {
    query: (statement: string | { name: string; text: string; values: unknown[] }, values: unknown[] = []) =>
      pool.query(typeof statement === 'string' ? { text: statement, values, types } : { ...statement, types }),
  };
}
