import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError, type Config } from '../config.ts';
import { keyBytes } from './vault.ts';

/*
 * The keys under which originals are encrypted: `id:key` with the key's 32 bytes in base64, separated by blanks, commas or lines, the
 * newest first. They come from DAMSO_MASK_KEYS or from a file only its owner may read, never from the database.
 */

const entry = /^([a-z0-9-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** The keys by id, newest first, or ConfigError with what is wrong in words. */
export function readMaskKeys(config: Config): ReadonlyMap<string, Buffer> {
  if (config.maskKeys !== undefined) return parseMaskKeys(config.maskKeys, 'DAMSO_MASK_KEYS');
  const file = maskKeysFile(config);
  // The embedded database is for trying the product: its keys are made with it.
  if (config.maskKeysFile === undefined && config.databaseUrl === undefined) makeMaskKeysFile(file);
  return parseMaskKeys(readKeysFile(file), file);
}

/** What tells whether two processes have the same keys, newest first: nobody makes a key of 256 random bits from it. */
export function proofsOf(keys: ReadonlyMap<string, Buffer>): { id: string; proof: string }[] {
  return [...keys].map(([id, key]) => ({
    id,
    proof: createHmac('sha256', key).update('damso mask key 1').digest('base64url'),
  }));
}

/** Where the keys are kept when DAMSO_MASK_KEYS does not hold them. */
export function maskKeysFile(config: Config): string {
  if (config.maskKeysFile !== undefined) return config.maskKeysFile;
  if (config.databaseUrl === undefined) return join(config.dataDir, 'mask-keys');
  throw new ConfigError([
    'DAMSO_MASK_KEYS or DAMSO_MASK_KEYS_FILE must be set: what is masked is encrypted under a key outside the database. `npm run mask-keys -- new` makes one',
  ]);
}

export function parseMaskKeys(text: string, source: string): ReadonlyMap<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const word of text.split(/[\s,]+/).filter(Boolean)) {
    const [, id, key] = entry.exec(word) ?? [];
    // The word itself may be a key, and stays out of the message.
    if (id === undefined || key === undefined || keys.has(id)) {
      throw new ConfigError([
        `${source} must hold keys as id:key, the id unique, of a-z, 0-9 and -, the key ${keyBytes} bytes in base64`,
      ]);
    }
    keys.set(id, Buffer.from(key, 'base64'));
  }
  if (keys.size === 0) throw new ConfigError([`${source} holds no key`]);
  return keys;
}

/** A new key with an id of its own, as one line. */
export function newMaskKey(): string {
  return `${randomBytes(6).toString('hex')}:${randomBytes(keyBytes).toString('base64')}`;
}

/** Puts a new key in front of those of the file, in one step: whoever reads finds the old file or the new one. */
export function addMaskKey(file: string): void {
  const unfinished = `${file}-${randomBytes(6).toString('hex')}`;
  writeFileSync(unfinished, `${newMaskKey()}\n${readKeysFile(file)}`, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}

/** Makes the file with a first key, unless it is there; of two processes that do so at once one wins. */
export function makeMaskKeysFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}-${randomBytes(6).toString('hex')}`;
  writeFileSync(unfinished, `${newMaskKey()}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(unfinished, file);
    chmodSync(file, 0o600);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(unfinished);
  }
}

function readKeysFile(file: string): string {
  try {
    const isPrivate = process.platform === 'win32' || (statSync(file).mode & 0o077) === 0;
    if (!isPrivate) throw new ConfigError([`${file} must be readable by its owner only (chmod 600)`]);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`${file}, where the keys of masked text are, cannot be read`]);
  }
}
