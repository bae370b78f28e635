import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { VaultError, type Box, type Place, type Vault } from './vault.ts';

/** So many secrets in one transaction: short enough for nobody to notice, and what one that was killed has lost. */
const batchSize = 200;

export interface Rotated {
  readonly moved: number;
  /** Under keys that the vault does not have, or altered; they stay as they are. */
  readonly unreadable: number;
}

interface Row extends Box {
  readonly id: string;
}

/** A kind of secret that is kept under the keys, and the statements that look at it. */
interface Kind<Found extends Row> {
  /** Those under another key than $1 and with an id past $2, $3 of them by id. */
  readonly due: string;
  /** Puts them ($1 ids) under their keys ($2) with new boxes ($3). */
  readonly move: string;
  readonly placeOf: (row: Found) => Place;
}

interface Original extends Row {
  readonly chatId: string;
  readonly messageId: string;
  readonly serviceId: string;
}

const originals: Kind<Original> = {
  due: `
select o.id, o.chat_id as "chatId", o.message_id as "messageId", c.service_id as "serviceId", o.key_id as "keyId", o.box
from mask_original o join chat c on c.id = o.chat_id
where o.box is not null and o.key_id <> $1 and o.id > $2 order by o.id limit $3 for update of o`,
  move: `
update mask_original o set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where o.id = n.id`,
  placeOf: ({ id, serviceId, chatId, messageId }) => ({ serviceId, chatId, messageId, maskId: id }),
};

const secondFactors: Kind<Row> = {
  due: `
select account_id as id, key_id as "keyId", box from second_factor
where key_id <> $1 and account_id > $2 order by account_id limit $3 for update`,
  move: `
update second_factor f set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where f.account_id = n.id`,
  placeOf: ({ id }) => ({ accountId: id }),
};

/**
 * Encrypts everything under the vault's first key that stands under another: what masks hide, and the secrets of second factors. Each is
 * under one key or the other at any moment, so it may run beside the product, be killed and begun again.
 */
export async function rotate(write: Write, vault: Vault): Promise<Record<'originals' | 'secondFactors', Rotated>> {
  return {
    originals: await rotateKind(write, vault, originals),
    secondFactors: await rotateKind(write, vault, secondFactors),
  };
}

async function rotateKind<Found extends Row>(write: Write, vault: Vault, kind: Kind<Found>): Promise<Rotated> {
  let [moved, unreadable] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await write(null, async ({ sql }) => {
      const { rows } = await sql.query<Found>(kind.due, [vault.currentKeyId, after, batchSize]);
      const readable = rows.flatMap((row) => reencrypted(vault, row, kind.placeOf(row)) ?? []);
      await sql.query(kind.move, [
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

function reencrypted(vault: Vault, row: Row, place: Place): Row | null {
  try {
    return { id: row.id, ...vault.encrypt(vault.decrypt(row, place), place) };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** How many originals, and how many secrets of second factors, stand under each key. */
export async function countsByKey(
  sql: Statements,
): Promise<ReadonlyMap<string, { originals: number; secondFactors: number }>> {
  const { rows } = await sql.query<{ keyId: string; originals: number; secondFactors: number }>(
    `select key_id as "keyId", sum(o)::int as originals, sum(f)::int as "secondFactors" from (
       select key_id, count(*) as o, 0 as f from mask_original where box is not null group by 1
       union all select key_id, 0, count(*) from second_factor group by 1) k group by 1`,
    [],
  );
  return new Map(rows.map(({ keyId, ...counts }) => [keyId, counts]));
}

/** How many secrets of second factors the vault does not open. There is one for a person at most, so all are tried. */
export async function unreadableFactors(sql: Statements, vault: Vault): Promise<number> {
  const { rows } = await sql.query<Row>('select account_id as id, key_id as "keyId", box from second_factor', []);
  return rows.filter((row) => reencrypted(vault, row, secondFactors.placeOf(row)) === null).length;
}
