import type { Statements } from '../sql.ts';
import { secretColumns, secretKinds, secretNames, type Secret, type SecretKind } from './secret-kinds.ts';
import { VaultError, type Vault } from './vault.ts';

/** So many of a kind are looked at. Ids of originals are random, so these are of any age; and always the same, so the answer stays. */
const looked = 200;

/**
 * Whether the keys of this process open what was masked, and the secrets of second factors, webhooks, customer-data and member links, perhaps
 * by another process; in words. One of each key is tried.
 */
export async function problemOfKeys(sql: Statements, vault: Vault): Promise<string | null> {
  for (const name of secretNames) {
    const kind = secretKinds[name];
    const text = sampleText(kind);
    const { rows } = await sql.query<Secret>({ name: `${name}-to-try`, text, values: [looked] });
    const problem = problemOf(vault, kind.what, rows);
    if (problem !== null) return problem;
  }
  return null;
}

function problemOf(vault: Vault, what: string, secrets: readonly Secret[]): string | null {
  for (const secret of secrets) {
    if (!vault.keyIds.includes(secret.keyId)) return `${what} are under a key that this process does not have`;
    try {
      vault.decrypt(secret, secret);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      return `a key of this process does not open the ${what} under the key of that name: it is another one`;
    }
  }
  return null;
}

const sampleText = (kind: SecretKind) => `
select distinct on (s.key_id) ${secretColumns(kind)}
from (select * from ${kind.table} order by ${kind.key} limit $1) s ${kind.join ?? ''}
where s.box is not null order by s.key_id, s.${kind.key}`;
