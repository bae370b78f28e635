import type { Statements } from '../sql.ts';
import { VaultError, type Vault } from './vault.ts';

/** The message whose originals are read, and the service it belongs to. */
interface Owner {
  readonly id: string;
  readonly chatId: string;
  readonly serviceId: string;
}

/** What the masks of a message hide, by mask; without those that are sealed or do not decrypt. */
export async function readOriginals(
  sql: Statements,
  vault: Vault,
  { id: messageId, chatId, serviceId }: Owner,
): Promise<Map<string, string>> {
  const { rows } = await sql.query<{ id: string; keyId: string; box: Buffer }>({
    name: 'mask-originals',
    text: 'select id, key_id as "keyId", box from mask_original where message_id = $1 and box is not null for share',
    values: [messageId],
  });
  const originals = new Map<string, string>();
  for (const { id, ...box } of rows) {
    try {
      originals.set(id, vault.decrypt(box, { serviceId, chatId, messageId, maskId: id }));
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
    }
  }
  return originals;
}
