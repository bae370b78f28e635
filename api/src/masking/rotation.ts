import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import {
  ofEach,
  secretColumns,
  secretKinds,
  secretNames,
  type OfEach,
  type Secret,
  type SecretKind,
} from './secret-kinds.ts';
import { VaultError, type Vault } from './vault.ts';

/** So many secrets in one transaction: short enough for nobody to notice, and what one that was killed has lost. */
const batchSize = 200;

export interface Rotated {
  readonly moved: number;
  /** Under keys that the vault does not have, or altered; they stay as they are. */
  readonly unreadable: number;
}

/**
 * Encrypts everything under the vault's first key that stands under another: what masks hide, and the secrets of second factors, webhooks,
 * customer-data and member links. Each is under one key or the other at any moment, so it may run beside the product, be killed and begun again.
 */
export function rotate(write: Write, vault: Vault): Promise<OfEach<Rotated>> {
  return ofEach((kind) => rotateKind(write, vault, kind));
}

async function rotateKind(write: Write, vault: Vault, kind: SecretKind): Promise<Rotated> {
  let [moved, unreadable] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await write(null, async ({ sql }) => {
      const { rows } = await sql.query<Secret>(dueText(kind), [vault.currentKeyId, after, batchSize]);
      const readable = rows.flatMap((row) => reencrypted(vault, row) ?? []);
      await sql.query(moveText(kind), [
        readable.map(({ id }) => id),
        readable.map(({ keyId }) => keyId),
        readable.map(({ box }) => box),
      ]);
      return { last: rows.at(-1)?.id, moved: readable.length, unreadable: rows.length - readable.length };
    });
    moved += batch.moved;
    unreadable += batch.unreadable;
    if (batch.last === undefined) return { moved, unreadable };
    after = batch.last;
  }
}

function reencrypted(vault: Vault, secret: Secret) {
  try {
    return { id: secret.id, ...vault.encrypt(vault.decrypt(secret, secret), secret) };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** SQL: the secrets under another key than $1 and with an id past $2, $3 of them by id. */
const dueText = (kind: SecretKind) => `
select ${secretColumns(kind)} from ${kind.table} s ${kind.join ?? ''}
where s.box is not null and s.key_id <> $1 and s.${kind.key} > $2 order by s.${kind.key} limit $3 for update of s`;

/** SQL: puts secrets ($1 ids) under their keys ($2) with new boxes ($3). */
const moveText = ({ table, key }: SecretKind) => `
update ${table} t set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where t.${key} = n.id`;

const countsText = `
select key_id as "keyId", ${secretNames.map((name) => `count(*) filter (where kind = '${name}')::int as "${name}"`).join(', ')}
from (${secretNames
  .map((name) => `select key_id, '${name}' as kind from ${secretKinds[name].table} where box is not null`)
  .join(' union all ')}) k group by 1`;

/** How many of each kind stand under each key. */
export async function countsByKey(sql: Statements): Promise<ReadonlyMap<string, OfEach<number>>> {
  const { rows } = await sql.query<OfEach<number> & { keyId: string }>(countsText, []);
  return new Map(rows.map(({ keyId, ...counts }) => [keyId, counts]));
}

/** How many secrets the vault does not open. They are few beside what masks hide, which is not tried, so all are. */
export async function unreadableSecrets(sql: Statements, vault: Vault): Promise<Omit<OfEach<number>, 'originals'>> {
  const { originals: _, ...others } = await ofEach((kind) =>
    kind === secretKinds.originals ? Promise.resolve(0) : unreadable(sql, vault, kind),
  );
  return others;
}

async function unreadable(sql: Statements, vault: Vault, kind: SecretKind): Promise<number> {
  const { rows } = await sql.query<Secret>(
    `select ${secretColumns(kind)} from ${kind.table} s ${kind.join ?? ''} where s.box is not null`,
    [],
  );
  return rows.filter((row) => reencrypted(vault, row) === null).length;
}
