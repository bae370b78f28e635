import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { VaultError, type Vault } from './vault.ts';

/** So many originals in one transaction: short enough for nobody to notice, and what one that was killed has lost. */
const batchSize = 200;

export interface Rotated {
  readonly moved: number;
  /** Under keys that the vault does not have, or altered; they stay as they are. */
  readonly unreadable: number;
}

interface Row {
  readonly id: string;
  readonly keyId: string;
  readonly box: Buffer;
}

interface OriginalRow extends Row {
  readonly chatId: string;
  readonly messageId: string;
  readonly serviceId: string;
}

/** A table of what is encrypted for long. */
interface Kept<R extends Row> {
  readonly table: string;
  /** SQL: what is not under the key $1, of higher ids than $2, at most $3. */
  readonly due: string;
  placeOf(row: R): Parameters<Vault['encrypt']>[1];
}

const originals: Kept<OriginalRow> = {
  table: 'mask_original',
  due: `
select o.id, o.chat_id as "chatId", o.message_id as "messageId", c.service_id as "serviceId", o.key_id as "keyId", o.box
from mask_original o join chat c on c.id = o.chat_id
where o.box is not null and o.key_id <> $1 and o.id > $2 order by o.id limit $3 for update of o`,
  placeOf: ({ id, serviceId, chatId, messageId }) => ({ serviceId, chatId, messageId, maskId: id }),
};

const webhookSecrets: Kept<Row> = {
  table: 'webhook_secret',
  due: `
select s.id, s.key_id as "keyId", s.box from webhook_secret s
where s.key_id <> $1 and s.id > $2 order by s.id limit $3 for update`,
  placeOf: ({ id }) => ({ webhookSecretId: id }),
};

/**
 * Encrypts everything that is kept under the vault's first key that stands under another. Each is under one key or the other at any
 * moment, so it may run beside the product, be killed and begun again.
 */
export async function rotate(write: Write, vault: Vault): Promise<Rotated> {
  const [ofMasks, ofWebhooks] = [
    await rotateTable(write, vault, originals),
    await rotateTable(write, vault, webhookSecrets),
  ];
  return {
    moved: ofMasks.moved + ofWebhooks.moved,
    unreadable: ofMasks.unreadable + ofWebhooks.unreadable,
  };
}

async function rotateTable<R extends Row>(write: Write, vault: Vault, kept: Kept<R>): Promise<Rotated> {
  let [moved, unreadable] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await write(null, async ({ sql }) => {
      const { rows } = await sql.query<R>(kept.due, [vault.currentKeyId, after, batchSize]);
      const readable = rows.flatMap((row) => reencrypted(vault, row, kept.placeOf(row)) ?? []);
      await sql.query(moveText(kept.table), [
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

function reencrypted(vault: Vault, { id, ...row }: Row, place: Parameters<Vault['encrypt']>[1]): Row | null {
  try {
    return { id, ...vault.encrypt(vault.decrypt(row, place), place) };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

const moveText = (table: string) => `
update ${table} o set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where o.id = n.id`;

/** How much of what is kept stands under each key. */
export async function originalsByKey(sql: Statements): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ keyId: string; count: number }>(
    `select key_id as "keyId", count(*)::int as count from (
       select key_id from mask_original where box is not null union all select key_id from webhook_secret) k group by 1`,
    [],
  );
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}
