import type { Statements } from '../sql.ts';
import {
  VaultError,
  type AccountBinding,
  type Binding,
  type Box,
  type CustomerDataBinding,
  type MemberBinding,
  type Place,
  type Vault,
  type WebhookBinding,
} from './vault.ts';

/** So many originals are looked at. Their ids are random, so these are of any age; and always the same, so the answer stays. */
const looked = 200;

type Row = Box & Binding;
type FactorRow = Box & AccountBinding;
type WebhookRow = Box & WebhookBinding;
type CustomerDataRow = Box & CustomerDataBinding;
type MemberRow = Box & MemberBinding;

/**
 * Whether the keys of this process open what was masked, and the secrets of second factors, webhooks, customer-data and member links, perhaps
 * by another process; in words. One of each key is tried.
 */
export async function problemOfKeys(sql: Statements, vault: Vault): Promise<string | null> {
  const { rows } = await sql.query<Row>({ name: 'originals-to-try', text: sampleText, values: [looked] });
  const factors = await sql.query<FactorRow>({ name: 'factors-to-try', text: factorsText, values: [looked] });
  const webhooks = await sql.query<WebhookRow>({ name: 'webhooks-to-try', text: webhooksText, values: [looked] });
  const data = await sql.query<CustomerDataRow>({ name: 'data-secrets-to-try', text: dataText, values: [looked] });
  const members = await sql.query<MemberRow>({ name: 'member-secrets-to-try', text: membersText, values: [looked] });
  return (
    problemOf(vault, 'masks', rows) ??
    problemOf(vault, 'second factors', factors.rows) ??
    problemOf(vault, 'secrets of webhooks', webhooks.rows) ??
    problemOf(vault, 'secrets of customer-data links', data.rows) ??
    problemOf(vault, 'member secrets', members.rows)
  );
}

function problemOf(vault: Vault, what: string, rows: readonly (Box & Place)[]): string | null {
  for (const row of rows) {
    if (!vault.keyIds.includes(row.keyId)) return `${what} are under a key that this process does not have`;
    try {
      vault.decrypt(row, row);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return `a key of this process does not open the ${what} under the key of that name: it is another one`;
    }
  }
  return null;
}

const sampleText = `
select distinct on (o.key_id) o.id as "maskId", o.chat_id as "chatId", o.message_id as "messageId", c.service_id as "serviceId",
  o.key_id as "keyId", o.box
from (select * from mask_original order by id limit $1) o join chat c on c.id = o.chat_id
where o.box is not null order by o.key_id, o.id`;

const factorsText = `
select distinct on (key_id) account_id as "accountId", key_id as "keyId", box
from (select * from second_factor order by account_id limit $1) f order by key_id, account_id`;

const webhooksText = `
select distinct on (key_id) id as "webhookSecretId", key_id as "keyId", box
from (select * from webhook_secret order by id limit $1) w order by key_id, id`;

const dataText = `
select distinct on (key_id) id as "customerDataSecretId", key_id as "keyId", box
from (select * from customer_data_secret order by id limit $1) k order by key_id, id`;

const membersText = `
select distinct on (key_id) id as "memberKeyId", key_id as "keyId", box
from (select * from member_key order by id limit $1) k where box is not null order by key_id, id`;
