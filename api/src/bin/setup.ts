import { parseArgs } from 'node:util';
import { readEnvironment, type Config } from '../config.ts';
import { DomainError } from '../errors.ts';
import { Language } from '../service/service.entity.ts';
import { MailDelivery, Outbox } from '../mail/outbox.ts';
import { readMaskKeys } from '../masking/mask-keys.ts';
import { Vault } from '../masking/vault.ts';
import { makeSetupToken, setUpByCommand, setupPath } from '../setup/setup.service.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run setup               prints a new address of the set-up page; the one before stops working
npm run setup -- --service acme --email mina@acme.example
                            sets Damso up without the page, and prints an invitation link for the administrator;
                            where SMTP_URL is set, Damso mails it to them, too

  --service        the service's name in addresses: small letters, digits, hyphens
  --email          the administrator's e-mail address
  --name           the administrator's name; otherwise what stands before the @
  --organisation   its name; otherwise that of the service
  --service-name   what customers read; otherwise as --service
  --languages      ko, en or ko,en, which is what it is otherwise
  --time-zone      for example Asia/Seoul; otherwise that of this machine`;

const text = { type: 'string' } as const;
const options = {
  service: text,
  email: text,
  name: text,
  organisation: text,
  'service-name': text,
  languages: text,
  'time-zone': text,
  help: { type: 'boolean' },
} as const;

/** Null when the arguments are none that it knows. */
function readArguments() {
  try {
    return parseArgs({ options, strict: true }).values;
  } catch {
    return null;
  }
}

await runProgram(async () => {
  const given = readArguments();
  const byPage = given && Object.keys(given).length === 0;
  if (!given || given.help || (!byPage && !(given.service && given.email))) {
    console.error(usage);
    process.exitCode = given?.help ? 0 : 2;
    return;
  }
  // A link that waits to be mailed is encrypted.
  const mails = !byPage && readEnvironment(process.env).config.smtpUrl !== undefined;
  const config = await checkedConfig(process.env, mails ? ['keys'] : []);
  if (config.databaseUrl === undefined) {
    console.error('Set DATABASE_URL: the database that Damso brings along holds the demo, and needs no setting up.');
    process.exitCode = 1;
    return;
  }
  await withDatabase(config, async ({ write }) => {
    try {
      if (byPage) {
        const token = await makeSetupToken(write, 'anew');
        console.log(`Set Damso up at   ${origin(config)}${setupPath(token!)}`);
        console.log('It works once. An address that was printed before works no longer.');
      } else {
        const { service = '', email = '' } = given;
        const beginning = {
          slug: service,
          email,
          name: given.name ?? email.split('@')[0]!,
          serviceName: given['service-name'] ?? service,
          organisation: given.organisation ?? given['service-name'] ?? service,
          languages: languagesOf(given.languages),
          timeZone: given['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        };
        const token = await setUpByCommand(write, beginning, outboxOf(config));
        console.log(`${email} chooses a password at   ${origin(config)}/invitation#${token}`);
        console.log('It works once, for 7 days.');
        if (config.smtpUrl !== undefined) console.log('Damso mails it to this address, too, as soon as it runs.');
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  });
});

/** Where the invitation is put for the product, which sends it; null where no mail goes out. */
function outboxOf(config: Config): Outbox | null {
  if (config.smtpUrl === undefined) return null;
  return new Outbox(MailDelivery.SENT, new Vault(readMaskKeys(config)), () => undefined);
}

/** Where browsers find the product. */
function origin({ publicUrl, port }: Config): string {
  return publicUrl ?? `http://localhost:${port}`;
}

/** Names that are none are left out; without any, the service refuses. */
function languagesOf(names: string | undefined): Language[] {
  const wanted = names === undefined ? Object.values(Language) : names.split(',').map((name) => name.trim());
  return Object.values(Language).filter((language) => wanted.includes(language));
}
