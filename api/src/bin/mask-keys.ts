import { readConfig, type Config } from '../config.ts';
import { addMaskKey, maskKeysFile, newMaskKey, readMaskKeys } from '../masking/mask-keys.ts';
import { countsByKey, rotate } from '../masking/rotation.ts';
import { secretKinds, secretNames } from '../masking/secret-kinds.ts';
import { Vault } from '../masking/vault.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase, type Database } from './with-database.ts';

const usage = `npm run mask-keys -- new      prints a new key, for DAMSO_MASK_KEYS or its file
npm run mask-keys -- add      puts a new key in front of those in the file; restart Damso then
npm run mask-keys -- rotate   encrypts everything under the first key; then the others can be removed
npm run mask-keys -- status   how many originals of masks, and secrets of second factors, webhooks, customer-data and member links, stand under each key`;

async function main(command: string | undefined): Promise<void> {
  if (command === 'new') console.log(newMaskKey());
  else if (command === 'add') add(readConfig(process.env));
  else if (command === 'rotate') await withVault(rotateAll);
  else if (command === 'status') await withVault(status);
  else {
    console.error(usage);
    process.exitCode = 2;
  }
}

function add(config: Config): void {
  if (config.maskKeys !== undefined) {
    console.error('The keys stand in DAMSO_MASK_KEYS: put the one that `new` prints in front of them.');
    process.exitCode = 1;
    return;
  }
  readMaskKeys(config);
  addMaskKey(maskKeysFile(config));
  console.log('The new key is the first now. Restart every process of Damso, then run `npm run mask-keys -- rotate`.');
}

async function rotateAll({ write }: Database, vault: Vault): Promise<void> {
  const rotated = await rotate(write, vault);
  console.log(
    `${inWords((name) => rotated[name].moved)} were encrypted anew; all that can be read are under ${vault.currentKeyId}.`,
  );
  const unreadable = secretNames.reduce((sum, name) => sum + rotated[name].unreadable, 0);
  if (unreadable === 0) return;
  console.error(
    `${unreadable} cannot be read with the keys there are and stay as they are: keep every key, see \`status\`.`,
  );
  process.exitCode = 1;
}

const inWords = (count: (name: (typeof secretNames)[number]) => number) =>
  secretNames.map((name) => `${count(name)} ${secretKinds[name].counted}`).join(', ');

async function status({ sql }: Database, vault: Vault): Promise<void> {
  const counts = await countsByKey(sql);
  const line = (id: string) => `${id}  ${inWords((name) => counts.get(id)?.[name] ?? 0)}`;
  for (const id of vault.keyIds) {
    console.log(`${line(id)}${id === vault.currentKeyId ? '  (new ones go here)' : ''}`);
  }
  for (const id of counts.keys()) if (!vault.keyIds.includes(id)) console.log(`${line(id)}  (this key is missing)`);
}

async function withVault(work: (database: Database, vault: Vault) => Promise<void>): Promise<void> {
  const config = await checkedConfig(process.env, ['keys']);
  const vault = new Vault(readMaskKeys(config));
  await withDatabase(config, (database) => work(database, vault));
}

await runProgram(() => main(process.argv[2]));
