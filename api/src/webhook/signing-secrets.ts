import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Place } from '../masking/vault.ts';
import type { Tx } from '../write.ts';
import { newSecret } from './signature.ts';

/** After another one took its place, a secret signs for so long. */
const endsAfter = `interval '1 day'`;

/** Where secrets are kept that sign requests. */
export interface SigningSecrets {
  readonly table: string;
  /** Its column of what they sign for. */
  readonly owner: string;
  readonly placeOf: (id: string) => Place;
}

/** A secret beside those there are, as it is shown. */
export async function addSecret(ctx: Context, { sql }: Tx, kept: SigningSecrets, ownerId: string): Promise<string> {
  const [id, secret] = [randomUUID(), newSecret()];
  const { keyId, box } = ctx.app.vault.encrypt(secret, kept.placeOf(id));
  await sql.query(`insert into ${kept.table} (id, ${kept.owner}, key_id, box) values ($1, $2, $3, $4)`, [
    id,
    ownerId,
    keyId,
    box,
  ]);
  return secret;
}

/** Another secret. The former one signs beside it for a day, so that the receiver learns of it without a gap. */
export async function replaceSecret(ctx: Context, tx: Tx, kept: SigningSecrets, ownerId: string): Promise<string> {
  const { table, owner } = kept;
  // Of those that end anyway none lasts: whoever rotates twice is in a hurry.
  await tx.sql.query(`delete from ${table} where ${owner} = $1 and ends_at is not null`, [ownerId]);
  await tx.sql.query(`update ${table} set ends_at = now() + ${endsAfter} where ${owner} = $1`, [ownerId]);
  return addSecret(ctx, tx, kept, ownerId);
}
