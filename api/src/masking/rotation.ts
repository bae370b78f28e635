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
  readonly table: string;
  /** Its column of ids. */
  readonly key: string;
  /** Those under another key than $1 and with an id past $2, $3 of them by id. */
  readonly due: string;
  readonly placeOf: (row: Found) => Place;
}

interface Original extends Row {
  readonly chatId: string;
  readonly messageId: string;
  readonly serviceId: string;
}

const originals: Kind<Original> = {
  table: 'mask_original',
  key: 'id',
  due: `
select o.id, o.chat_id as "chatId", o.message_id as "messageId", c.service_id as "serviceId", o.key_id as "keyId", o.box
from mask_original o join chat c on c.id = o.chat_id
where o.box is not null and o.key_id <> $1 and o.id > $2 order by o.id limit $3 for update of o`,
  placeOf: ({ id, serviceId, chatId, messageId }) => ({ serviceId, chatId, messageId, maskId: id }),
};

const secondFactors: Kind<Row> = {
  table: 'second_factor',
  key: 'account_id',
  due: `
select account_id as id, key_id as "keyId", box from second_factor
where key_id <> $1 and account_id > $2 order by account_id limit $3 for update`,
  placeOf: ({ id }) => ({ accountId: id }),
};

const webhookSecrets: Kind<Row> = {
  table: 'webhook_secret',
  key: 'id',
  due: `
select id, key_id as "keyId", box from webhook_secret
where key_id <> $1 and id > $2 order by id limit $3 for update`,
  placeOf: ({ id }) => ({ webhookSecretId: id }),
};

const customerDataSecrets: Kind<Row> = {
  table: 'customer_data_secret',
  key: 'id',
  due: `
select id, key_id as "keyId", box from customer_data_secret
where key_id <> $1 and id > $2 order by id limit $3 for update`,
  placeOf: ({ id }) => ({ customerDataSecretId: id }),
};

const memberSecrets: Kind<Row> = {
  table: 'member_key',
  key: 'id',
  due: `
select id, key_id as "keyId", box from member_key
where box is not null and key_id <> $1 and id > $2 order by id limit $3 for update`,
  placeOf: ({ id }) => ({ memberKeyId: id }),
};

/** Of each kind something. */
type Each<Of> = Readonly<
  Record<'originals' | 'secondFactors' | 'webhookSecrets' | 'customerDataSecrets' | 'memberSecrets', Of>
>;

/**
 * Encrypts everything under the vault's first key that stands under another: what masks hide, and the secrets of second factors, webhooks,
 * customer-data and member links. Each is under one key or the other at any moment, so it may run beside the product, be killed and begun again.
 */
export async function rotate(write: Write, vault: Vault): Promise<Each<Rotated>> {
  return {
    originals: await rotateKind(write, vault, originals),
    secondFactors: await rotateKind(write, vault, secondFactors),
    webhookSecrets: await rotateKind(write, vault, webhookSecrets),
    customerDataSecrets: await rotateKind(write, vault, customerDataSecrets),
    memberSecrets: await rotateKind(write, vault, memberSecrets),
  };
}

async function rotateKind<Found extends Row>(write: Write, vault: Vault, kind: Kind<Found>): Promise<Rotated> {
  let [moved, unreadable] = [0, 0];
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const batch = await write(null, async ({ sql }) => {
      const { rows } = await sql.query<Found>(kind.due, [vault.currentKeyId, after, batchSize]);
      const readable = rows.flatMap((row) => reencrypted(vault, row, kind.placeOf(row)) ?? []);
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

function reencrypted(vault: Vault, row: Row, place: Place): Row | null {
  try {
    return { id: row.id, ...vault.encrypt(vault.decrypt(row, place), place) };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** SQL: puts secrets ($1 ids) under their keys ($2) with new boxes ($3). */
const moveText = ({ table, key }: Pick<Kind<never>, 'table' | 'key'>) => `
update ${table} t set key_id = n.key_id, box = n.box
from unnest($1::uuid[], $2::text[], $3::bytea[]) as n (id, key_id, box) where t.${key} = n.id`;

/** How many of each kind stand under each key. */
export async function countsByKey(sql: Statements): Promise<ReadonlyMap<string, Each<number>>> {
  const { rows } = await sql.query<Each<number> & { keyId: string }>(
    `select key_id as "keyId", count(*) filter (where kind = 'mask')::int as originals,
       count(*) filter (where kind = 'factor')::int as "secondFactors", count(*) filter (where kind = 'webhook')::int as "webhookSecrets",
       count(*) filter (where kind = 'data')::int as "customerDataSecrets", count(*) filter (where kind = 'member')::int as "memberSecrets"
     from (select key_id, 'mask' as kind from mask_original where box is not null
       union all select key_id, 'factor' from second_factor
       union all select key_id, 'webhook' from webhook_secret
       union all select key_id, 'data' from customer_data_secret
       union all select key_id, 'member' from member_key where box is not null) k group by 1`,
    [],
  );
  return new Map(rows.map(({ keyId, ...counts }) => [keyId, counts]));
}

/** How many secrets the vault does not open. They are few beside what masks hide, so all are tried. */
export async function unreadableSecrets(sql: Statements, vault: Vault): Promise<Omit<Each<number>, 'originals'>> {
  return {
    secondFactors: await unreadable(sql, vault, secondFactors),
    webhookSecrets: await unreadable(sql, vault, webhookSecrets),
    customerDataSecrets: await unreadable(sql, vault, customerDataSecrets),
    memberSecrets: await unreadable(sql, vault, memberSecrets),
  };
}

async function unreadable(sql: Statements, vault: Vault, { table, key, placeOf }: Kind<Row>): Promise<number> {
  const { rows } = await sql.query<Row>(
    `select ${key} as id, key_id as "keyId", box from ${table} where box is not null`,
    [],
  );
  return rows.filter((row) => reencrypted(vault, row, placeOf(row)) === null).length;
}
