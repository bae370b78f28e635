import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** AES-256-GCM with a random nonce of 96 bits and the full tag (NIST SP 800-38D, 5.2.1 and 8.2.2). */
const algorithm = 'aes-256-gcm';
export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A message as the place of a mask. */
interface MessagePlace {
  readonly serviceId: string;
  readonly chatId: string;
  readonly messageId: string;
}

/** Any other text as the place of a mask: the row in which it stands, and which of its texts it is, such as `Ticket.title`. */
export interface FieldPlace {
  readonly serviceId: string;
  readonly objectId: string;
  readonly field: string;
}

/** The text under whose mask something is hidden. */
export type TextPlace = MessagePlace | FieldPlace;

/** Where an original belongs; it decrypts nowhere else. */
export type Binding = TextPlace & { readonly maskId: string };

/** The token of a link in a mail that waits. */
interface MailBinding {
  readonly mailId: string;
}

/** What deliveries to a webhook are signed with. */
interface WebhookBinding {
  readonly webhookSecretId: string;
}

/** What questions to a company's own system are signed with. */
interface CustomerDataBinding {
  readonly customerDataSecretId: string;
}

/** The secret by which a company's server signs who its members are. */
interface MemberBinding {
  readonly memberKeyId: string;
}

/** The secret of an account's second factor. */
interface AccountBinding {
  readonly accountId: string;
}

/** Where something encrypted belongs; it decrypts nowhere else. */
export type Place = Binding | MailBinding | AccountBinding | WebhookBinding | CustomerDataBinding | MemberBinding;

/** An encrypted original: nonce, tag and ciphertext, in this order, under the key named. */
export interface Box {
  readonly keyId: string;
  readonly box: Buffer;
}

/** Thrown when an original cannot be decrypted: its key is not configured, is another one, or the row was altered. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/** The keys of the originals under masks, newest first; new originals are encrypted under the first. */
export class Vault {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly currentKeyId: string;

  constructor(keys: ReadonlyMap<string, Buffer>) {
    const [first] = keys.keys();
    if (first === undefined) throw new Error('A vault needs a key.');
    this.#keys = keys;
    this.currentKeyId = first;
  }

  get keyIds(): readonly string[] {
    return [...this.#keys.keys()];
  }

  encrypt(text: string, place: Place): Box {
    const keyId = this.currentKeyId;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#key(keyId), nonce, { authTagLength: tagBytes });
    cipher.setAAD(associated(keyId, place));
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { keyId, box: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]) };
  }

  /** The original, or VaultError. */
  decrypt({ keyId, box }: Box, place: Place): string {
    const key = this.#key(keyId);
    try {
      const decipher = createDecipheriv(algorithm, key, box.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(associated(keyId, place));
      decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
      const text = Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()]);
      return text.toString('utf8');
    } catch {
      throw new VaultError('The original does not decrypt.');
    }
  }

  #key(keyId: string): Buffer {
    const key = this.#keys.get(keyId);
    if (!key) throw new VaultError('The key of the original is not configured.');
    return key;
  }
}

/** The ids are of fixed length and shape and names of fields of one line, so no two places and keys have the same text. */
function associated(keyId: string, place: Place): Buffer {
  if ('mailId' in place) return Buffer.from(['damso mail 1', place.mailId, keyId].join('\n'));
  if ('accountId' in place) return Buffer.from(['damso second factor 1', place.accountId, keyId].join('\n'));
  if ('webhookSecretId' in place) return Buffer.from(['damso webhook 1', place.webhookSecretId, keyId].join('\n'));
  if ('customerDataSecretId' in place) {
    return Buffer.from(['damso customer data 1', place.customerDataSecretId, keyId].join('\n'));
  }
  if ('memberKeyId' in place) return Buffer.from(['damso member key 1', place.memberKeyId, keyId].join('\n'));
  // A row of originals has the columns of both places, and those of one are null.
  if ('field' in place && place.field) {
    const { serviceId, objectId, field, maskId } = place;
    return Buffer.from(['damso masked text 1', serviceId, field, objectId, maskId, keyId].join('\n'));
  }
  const { serviceId, chatId, messageId, maskId } = place as MessagePlace & { maskId: string };
  return Buffer.from(['damso mask 1', serviceId, chatId, messageId, maskId, keyId].join('\n'));
}
