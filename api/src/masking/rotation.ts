import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { VaultError, type Box, type Place, type Vault } from './vault.ts';

/** So many originals in one transaction: short enough for nobody to notice, and what one that was killed has lost. */
const batchSize = 200;

export interface Rotated {
  readonly moved: number;
  /** Under keys that the vault does not have, or altered; they stay as they are. */
  readonly unreadable: number;
}

interface Row extends Box {
  readonly id: string;
}

/** A kind of secret that is kept under the keys. */
interface Kind<Found extends Row> {
  readonly table: string;
  /** SQL: the columns of a row `s`, and whatever is read beside it. */
  readonly from: string;
  readonly placeOf: (row: Found) => Place;
}

interface Original extends Row {
  readonly chatId: string;
  readonly messageId: string;
  readonly serviceId: string;
}

const originals: Kind<Original> = {
  table: 'mask_original',
  from: `s.id, s.chat_id as "chatId", s.message_id as "messageId", c.service_id as "serviceId", s.key_id as "keyId", s.box
from mask_original s join chat c on c.id = s.chat_id`,
  placeOf: ({ id, serviceId, chatId, messageId }) => ({ serviceId, chatId, messageId, maskId: id }),
};

const memberSecrets: Kind<Row> = {
  table: 'member_key',
  from: 's.id, s.key_id as "keyId", s.box from member_key s',
  placeOf: ({ id }) => ({ memberKeyId: id }),
};

/**
 * Encrypts everything under the vault's first key that stands under another: what masks hide, and the secrets of member links. Each is under one key or the other at any moment,
 * so it may run beside the product, be killed and begun again.
 */
export async function rotate(write: Write, vault: Vault): Promise<Rotated> {
  const done = [await rotateKind(write, vault, originals), await rotateKind(write, vault, memberSecrets)];
  const sum = (of: keyof Rotated) => done.reduce((total, each) => total + each[of], 0);
  return { moved: sum('moved'), unreadable: sum('unreadable') };
}

async function rotateKind<Found extends Row>(write: Write, vault: Vault, kind: Kind<Found>): Promise<Rotated> {
  const due = `select ${kind.from} where s.box is not null and s.key_id <> $1 and s.id > $2 order by s.id limit $3 for update of s`;
  const move = `
update ${kind.table} s set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where s.id = n.id`;
  let [moved, unreadable] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await write(null, async ({ sql }) => {
      const { rows } = await sql.query<Found>(due, [vault.currentKeyId, after, batchSize]);
      const readable = rows.flatMap((row) => reencrypted(vault, row, kind.placeOf(row)) ?? []);
      await sql.query(move, [
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

/** How many originals and secrets stand under each key. */
export async function originalsByKey(sql: Statements): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ keyId: string; count: number }>(
    `select key_id as "keyId", sum(count)::int as count from (
       select key_id, count(*) as count from mask_original where box is not null group by 1
       union all select key_id, count(*) from member_key where box is not null group by 1) k group by 1`,
    [],
  );
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}

/** How many secrets of member links the vault does not open. A service has two at most, so all are tried. */
export async function unreadableSecrets(sql: Statements, vault: Vault): Promise<number> {
  const { rows } = await sql.query<Row>(`select ${memberSecrets.from} where s.box is not null`, []);
  return rows.filter((row) => reencrypted(vault, row, memberSecrets.placeOf(row)) === null).length;
}
