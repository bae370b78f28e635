import { parseArgs } from 'node:util';
import { passwordResetByCommand, passwordResetMinutes, passwordResetPath } from '../agent/password-reset.service.ts';
import { urlOf } from '../config.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run reset-password -- --email mina@acme.example
                            prints a link by which this person chooses another password: for where no mail goes out`;

/** Undefined when the arguments are none that it knows. */
function readEmail(): string | undefined {
  try {
    return parseArgs({ options: { email: { type: 'string' } }, strict: true }).values.email;
  } catch {
    return undefined;
  }
}

await runProgram(async () => {
  const email = readEmail();
  if (!email) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  const config = await checkedConfig(process.env, []);
  await withDatabase(config, async ({ write }) => {
    const token = await passwordResetByCommand(write, email);
    if (token === null) {
      console.error('Nobody signs in with this address.');
      process.exitCode = 1;
      return;
    }
    console.log(`${email} chooses a password at   ${urlOf(config, config.port)}${passwordResetPath(token)}`);
    console.log(`It works once, for ${passwordResetMinutes} minutes, and ends every session of this person.`);
  });
});
