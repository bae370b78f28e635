import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyBytes, VaultError } from './vault.ts';

/** As in the vault. */
const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Where a box belongs; it opens nowhere else. */
export interface BoxPlace {
  readonly attachmentId: string;
  readonly boxId: string;
}

/** A new key for one box, in base64. */
export const newBoxKey = () => randomBytes(keyBytes).toString('base64');

/** The content of a file, encrypted: nonce, tag and ciphertext, in this order. */
export function sealBox(content: Buffer, key: string, place: BoxPlace): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, Buffer.from(key, 'base64'), nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(place));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

/** The content, or VaultError where the key is another one or the box was altered. */
export function openBox(box: Buffer, key: string, place: BoxPlace): Buffer {
  try {
    const nonce = box.subarray(0, nonceBytes);
    const decipher = createDecipheriv(algorithm, Buffer.from(key, 'base64'), nonce, { authTagLength: tagBytes });
    decipher.setAAD(associated(place));
    decipher.setAuthTag(box.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(box.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new VaultError('The box does not open.');
  }
}

const associated = ({ attachmentId, boxId }: BoxPlace) =>
  Buffer.from(['damso masked file 1', attachmentId, boxId].join('\n'));
