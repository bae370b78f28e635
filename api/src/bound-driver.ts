import { isRaw, JsonProperty } from '@mikro-orm/core';
import {
  type AbstractSqlPlatform,
  NativeQueryBuilder,
  PostgreSqlConnection,
  PostgreSqlDriver,
  raw,
} from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';

type Execute = Parameters<PostgreSqlConnection['execute']>;

/**
 * The ORM's driver writes values into the text of its statements, and PostgreSQL's log quotes the text of one that fails. Here they
 * travel beside it, as bound values. A statement takes at most 65,535 of them. No list of the ORM's comes near: rows by id are read
 * 500 at a time, an operation is worth 30,000 objects at most, and hand-written SQL binds a list as one array.
 */
export class BoundDriver extends PostgreSqlDriver {
  protected override readonly connection = new BoundConnection(this.config);
}

class BoundConnection extends PostgreSqlConnection {
  override async execute<T>(
    query: Execute[0],
    params: Execute[1] = [],
    method: Execute[2] = 'all',
    transaction?: Kysely<unknown>,
  ): Promise<T> {
    await this.ensureConnection();
    const { text, values } = bind(this.platform, query, params);
    return this.executeQuery(text, async () => {
      const client = transaction ?? this.getClient<unknown>();
      return this.transformRawResult<T>(await client.executeQuery(CompiledQuery.raw(text, values)), method);
    });
  }

  /** Nothing reads this way; the ORM would write values into the text. */
  override stream(): never {
    throw new Error('Streams do not bind their values.');
  }
}

/** A statement of the ORM with `$1 … $n` in place of the values it would write. */
function bind(
  platform: AbstractSqlPlatform,
  query: Execute[0],
  params: NonNullable<Execute[1]>,
): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const quoteValue = (value: unknown): string => {
    if (isRaw(value)) return formatter.formatQuery(value.sql, value.params);
    // Numbers, booleans and null hold no words, and in the text they keep their types.
    if (value == null || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value === 'string' || value instanceof Date || ArrayBuffer.isView(value)) return place(value);
    if (Array.isArray(value) && !(JsonProperty in value)) return value.map(quoteValue).join(', ');
    return place(typeof value === 'bigint' ? String(value) : JSON.stringify(value));
  };
  // The ORM's own formatter finds the places of the values; only what it writes there differs.
  const formatter = Object.assign(Object.create(platform) as AbstractSqlPlatform, { quoteValue });
  const statement = query instanceof NativeQueryBuilder ? query.toRaw() : query;
  if (isRaw(statement)) return { text: formatter.formatQuery(statement.sql, statement.params), values };
  if (!Array.isArray(params)) return bind(platform, raw(statement, params), []);
  return { text: formatter.formatQuery(statement, params), values };
}
