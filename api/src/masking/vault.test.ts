import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { addMaskKey, makeMaskKeysFile, newMaskKey, parseMaskKeys, readMaskKeys } from './mask-keys.ts';
import { Vault, VaultError, type Binding } from './vault.ts';

const place = (): Binding => ({
  serviceId: randomUUID(),
  chatId: randomUUID(),
  messageId: randomUUID(),
  maskId: randomUUID(),
});
const key = () => randomBytes(32);

describe('an original', () => {
  test('decrypts where it was encrypted, whatever it is', () => {
    const vault = new Vault(new Map([['k', key()]]));
    for (const text of ['010-1234-5678', '', '👨‍👩‍👧‍👦\u0301 한글', 'x'.repeat(4_000)]) {
      const here = place();
      expect(vault.decrypt(vault.encrypt(text, here), here)).toBe(text);
    }
  });

  test('is another ciphertext every time', () => {
    const [vault, here] = [new Vault(new Map([['k', key()]])), place()];
    expect(vault.encrypt('same', here).box).not.toEqual(vault.encrypt('same', here).box);
  });

  test.each(['serviceId', 'chatId', 'messageId', 'maskId'] as const)('does not decrypt under another %s', (name) => {
    const [vault, here] = [new Vault(new Map([['k', key()]])), place()];
    const box = vault.encrypt('secret', here);
    expect(() => vault.decrypt(box, { ...here, [name]: randomUUID() })).toThrow(VaultError);
  });

  test('does not decrypt under another key or another name of its key', () => {
    const [one, here] = [key(), place()];
    const box = new Vault(new Map([['k', one]])).encrypt('secret', here);
    expect(() => new Vault(new Map([['k', key()]])).decrypt(box, here)).toThrow(VaultError);
    const renamed = new Vault(
      new Map([
        ['k', one],
        ['l', one],
      ]),
    );
    expect(() => renamed.decrypt({ ...box, keyId: 'l' }, here)).toThrow(VaultError);
    expect(() => renamed.decrypt({ ...box, keyId: 'unknown' }, here)).toThrow(VaultError);
  });

  test('does not decrypt with any one bit changed, nor cut short', () => {
    const [vault, here] = [new Vault(new Map([['k', key()]])), place()];
    const { keyId, box } = vault.encrypt('secret', here);
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const changed = Buffer.from(box);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => vault.decrypt({ keyId, box: changed }, here)).toThrow(VaultError);
    }
    for (let length = 0; length < box.length; length += 1) {
      expect(() => vault.decrypt({ keyId, box: box.subarray(0, length) }, here)).toThrow(VaultError);
    }
  });
});

describe('the keys', () => {
  const dirs: string[] = [];
  const folder = async () => {
    const dir = await mkdtemp(join(tmpdir(), 'damso-keys-'));
    dirs.push(dir);
    return dir;
  };
  afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true }))));

  test('come from DAMSO_MASK_KEYS, the first for what is new', () => {
    const keys = readMaskKeys(readConfig({ DAMSO_MASK_KEYS: `${newMaskKey()}, ${newMaskKey()}\n` }));
    expect(keys.size).toBe(2);
    expect(new Vault(keys).currentKeyId).toBe([...keys.keys()][0]);
  });

  test('come from a file that only its owner may read', async () => {
    const file = join(await folder(), 'keys');
    await writeFile(file, newMaskKey(), { mode: 0o600 });
    const config = readConfig({ DAMSO_MASK_KEYS_FILE: file, DATABASE_URL: 'postgres://localhost/x' });
    expect(readMaskKeys(config).size).toBe(1);
    await chmod(file, 0o640);
    expect(() => readMaskKeys(config)).toThrow(/chmod 600/);
  });

  test('are made once for the embedded database, with many processes at once', async () => {
    const dir = await folder();
    const config = readConfig({ DAMSO_DATA: dir });
    const [first] = readMaskKeys(config).keys();
    expect([...readMaskKeys(config).keys()]).toEqual([first]);
    makeMaskKeysFile(join(dir, 'mask-keys'));
    expect([...readMaskKeys(config).keys()]).toEqual([first]);
    expect((await stat(join(dir, 'mask-keys'))).mode & 0o777).toBe(0o600);
  });

  test('are needed for a database of one’s own', () => {
    expect(() => readMaskKeys(readConfig({ DATABASE_URL: 'postgres://localhost/x' }))).toThrow(/DAMSO_MASK_KEYS/);
  });

  test('get a new first one without losing those there are', async () => {
    const file = join(await folder(), 'keys');
    makeMaskKeysFile(file);
    const before = (await readFile(file, 'utf8')).trim();
    addMaskKey(file);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(before);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test.each(['', 'abc', 'k:short', `K:${'A'.repeat(43)}=`, `k:${'A'.repeat(43)}= k:${'B'.repeat(43)}=`])(
    'are refused in words that hold none of it: %j',
    (text) => {
      const problem = (() => {
        try {
          parseMaskKeys(text, 'DAMSO_MASK_KEYS');
          return '';
        } catch (error) {
          return (error as Error).message;
        }
      })();
      expect(problem).toContain('DAMSO_MASK_KEYS');
      for (const word of text.split(/[\s:]+/).filter((each) => each.length > 3)) expect(problem).not.toContain(word);
    },
  );
});
