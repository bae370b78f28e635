import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * Secrets of API keys: `damso_`, 40 random letters and digits (238 bits), 6 that check the rest. So whoever looks for secrets that
 * lie about finds them and nothing else, and what only looks like one is never asked of the database.
 */
const shape = /^damso_([0-9A-Za-z]{40})([0-9A-Za-z]{6})$/;
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function newApiSecret(): string {
  const body = Array.from({ length: 40 }, () => letters[randomInt(letters.length)]).join('');
  return `damso_${body}${checkOf(body)}`;
}

export function isApiSecret(token: string): boolean {
  const [, body, check] = shape.exec(token) ?? [];
  return body !== undefined && check === checkOf(body);
}

/** CRC-32 in base 62, filled up with zeros. */
function checkOf(body: string): string {
  let rest = crc32(body);
  let check = '';
  for (let place = 0; place < 6; place += 1) {
    check = `${letters[rest % letters.length] ?? ''}${check}`;
    rest = Math.floor(rest / letters.length);
  }
  return check;
}

/** As much of a secret as is kept and shown. */
export const prefixOf = (secret: string) => secret.slice(0, 12);
