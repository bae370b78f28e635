import { PostgresDialect, type PostgresPoolClient } from 'kysely';
import type { ClientBase } from 'pg';

/** How the ORM speaks on a connection that somebody else opens and closes. */
export function dialectOn(client: ClientBase): PostgresDialect {
  const borrowed: PostgresPoolClient = {
    query: client.query.bind(client),
    release: () => undefined,
  };
  const pool = { options: {}, connect: () => Promise.resolve(borrowed), end: () => Promise.resolve() };
  return new PostgresDialect({ pool });
}
