import { createPublicKey } from 'node:crypto';
import type { App } from '../app.ts';
import type { VerificationKey } from './identity.ts';
import type { MemberAlgorithm } from './member.entity.ts';

interface KeyRow {
  id: string;
  algorithm: MemberAlgorithm;
  keyId: string | null;
  box: Buffer | null;
  publicKey: string | null;
}

const encoder = new TextEncoder();

/** What tokens for a service are verified with, and every name that it has or had. */
export async function verificationKeys(
  { sql, vault }: App,
  serviceId: string,
): Promise<{ keys: VerificationKey[]; audiences: string[] }> {
  const { rows } = await sql.query<{ audiences: string[] }>({
    name: 'member-audiences',
    text: 'select array(select slug from service_slug where service_id = $1 order by slug limit 100) as audiences',
    values: [serviceId],
  });
  const { rows: keys } = await sql.query<KeyRow>({
    name: 'member-keys',
    text: `select id, algorithm, key_id as "keyId", box, public_key as "publicKey" from member_key where service_id = $1 order by id desc`,
    values: [serviceId],
  });
  return {
    audiences: rows[0]?.audiences ?? [],
    keys: keys.flatMap(({ id, algorithm, keyId, box, publicKey }) => {
      if (publicKey !== null) return { algorithm, key: createPublicKey(publicKey) };
      if (keyId === null || box === null) return [];
      try {
        // The bytes of the text as it was shown.
        return { algorithm, key: encoder.encode(vault.decrypt({ keyId, box }, { memberKeyId: id })) };
      } catch {
        // Its mask key is missing or another one, which readiness tells: what it signed is refused.
        return [];
      }
    }),
  };
}
