import type { AuditAction } from '../access/audit-entry.entity.ts';
import type { NewOriginal } from '../chat/append-messages.ts';
import type { Statements } from '../sql.ts';
import { VaultError, type TextPlace, type Vault } from './vault.ts';

/** SQL: the originals of a message, and of any other text; both for share. */
const ofMessage = {
  name: 'mask-originals',
  text: 'select id, key_id as "keyId", box from mask_original where message_id = $1 and box is not null for share',
};
const ofField = {
  name: 'mask-originals-of-field',
  text: `select id, key_id as "keyId", box from mask_original
    where object_id is not null and object_id = $1 and field = $2 and box is not null for share`,
};

/** What the masks of a text hide, by mask; without those that are sealed or do not decrypt. */
export async function readOriginals(sql: Statements, vault: Vault, place: TextPlace): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; keyId: string; box: Buffer }>(
    'field' in place
      ? { ...ofField, values: [place.objectId, place.field] }
      : { ...ofMessage, values: [place.messageId] },
  );
  const originals = new Map<string, string>();
  for (const { id, ...box } of rows) {
    try {
      originals.set(id, vault.decrypt(box, { ...place, maskId: id }));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
  return originals;
}

/** Who changes masks: an agent or a program; neither for the service, by a setting. */
export interface MaskAuthor {
  readonly agentId: string | null;
  readonly clientId: string | null;
}

export const noAuthor: MaskAuthor = { agentId: null, clientId: null };

/** What becomes of originals, and what the audit log says of it. */
export interface OriginalsChange {
  readonly added: readonly NewOriginal[];
  /** Masks that are no more, and their originals. */
  readonly removed: readonly string[];
  /** Masks whose originals are destroyed. */
  readonly sealed: readonly string[];
  readonly audit: readonly string[];
  readonly action: AuditAction;
  readonly by: MaskAuthor;
}

/** SQL: the parts of a statement that write originals and audit rows; its values begin with `keepingValues`. */
export const keeping = `gone as (
  delete from mask_original where id = any($1::uuid[])
), destroyed as (
  update mask_original set key_id = null, box = null where id = any($2::uuid[])
), kept as (
  insert into mask_original (id, chat_id, message_id, key_id, box, service_id, object_id, field)
  select id, case when $7::text is null then $3::uuid end, $4::uuid, key_id, box, case when $7 is not null then $8::uuid end, $6::uuid, $7
  from unnest($9::uuid[], $10::text[], $11::bytea[]) as o (id, key_id, box)
), audited as (
  insert into audit_entry (service_id, agent_id, client_id, action, chat_id, message_id, mask_id, ticket_id, object_id, field, customer_id)
  select $8::uuid, $12::uuid, $13::uuid, $14, $3::uuid, $4::uuid, mask_id, $5::uuid, $6::uuid, $7, $16::uuid
  from unnest($15::uuid[]) as mask_id
)`;

/** So many values `keeping` takes. */
export const keepingTakes = 16;

/** In what a text stands that is none of a message. */
export interface Within {
  readonly chatId?: string;
  readonly ticketId?: string;
  readonly customerId?: string;
}

/** Where audit rows say that a text stands: chat, message, ticket, row and field. */
export const whereOf = (place: TextPlace, { chatId, ticketId }: Within): (string | null)[] =>
  'field' in place
    ? [chatId ?? null, null, ticketId ?? null, place.objectId, place.field]
    : [place.chatId, place.messageId, null, null, null];

/** The values of `keeping`. */
export function keepingValues(
  place: TextPlace,
  within: Within,
  { added, removed, sealed, audit, action, by }: OriginalsChange,
): unknown[] {
  return [
    removed,
    sealed,
    ...whereOf(place, within),
    place.serviceId,
    added.map(({ maskId }) => maskId),
    added.map(({ keyId }) => keyId),
    added.map(({ box }) => box),
    by.agentId,
    by.clientId,
    action,
    audit,
    within.customerId ?? null,
  ];
}

/** Writes originals and audit rows of another text than a message. */
export async function keepOriginals(
  sql: Statements,
  place: TextPlace,
  within: Within,
  change: OriginalsChange,
): Promise<void> {
  await sql.query({
    name: 'keep-originals',
    text: `with ${keeping} select`,
    values: keepingValues(place, within, change),
  });
}
