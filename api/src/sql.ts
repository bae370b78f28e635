import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';

/** SQL: columns from `alias` under the names of their fields, which are those of the entity. */
export const columnsOf = (alias: string, fields: readonly string[], prefix = '') =>
  fields.map((field) => `${alias}.${columnOf(field)} as "${prefix}${field}"`).join(', ');

const columnOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Rows<R> {
  rows: R[];
}

/** Hand-written statements. Values travel beside the text, so no log that quotes a statement quotes them. */
export interface Statements {
  query<R extends QueryResultRow>(text: string, values: unknown[]): Promise<Rows<R>>;
  /** A statement with a name is planned once per connection. */
  query<R extends QueryResultRow>(named: { name: string; text: string; values: unknown[] }): Promise<Rows<R>>;
}

/** Statements on the ORM's own connections. */
export interface Sql extends Statements {
  /** Everything that `work` does through its argument, or nothing of it. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
}

export function createSql(pool: Pool): Sql {
  return {
    ...statementsOn(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await work(statementsOn(client));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        // A connection that cannot even roll back is closed, which rolls back.
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        );
        throw error;
      }
    },
  };
}

function statementsOn(connection: Pool | PoolClient): Statements {
  // The ORM turns timestamps into Date by itself and has the driver leave them as text; here the driver does it.
  const { types } = pg;
  return {
    query: (statement: string | { name: string; text: string; values: unknown[] }, values: unknown[] = []) =>
      connection.query(typeof statement === 'string' ? { text: statement, values, types } : { ...statement, types }),
  };
}

/**
 * Statements within the unit of work's transaction. Timestamps come as text.
 */
export function statementsOf(em: EntityManager): Statements {
  return {
    query: async <R extends QueryResultRow>(
      statement: string | { text: string; values: unknown[] },
      values: unknown[] = [],
    ) => {
      const { text, values: bound } = typeof statement === 'string' ? { text: statement, values } : statement;
      return em.getKysely().executeQuery<R>(CompiledQuery.raw(text, bound));
    },
  };
}
