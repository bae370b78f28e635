import { parseArgs } from 'node:util';
import { passwordResetByCommand, passwordResetMinutes, passwordResetPath } from '../agent/password-reset.service.ts';
import { resetSecondFactorByCommand } from '../organisation/second-factors.service.ts';
import { urlOf } from '../config.ts';
import { checkedConfig, runProgram } from './checks.ts';
import { withDatabase } from './with-database.ts';

const usage = `npm run reset-password -- --email mina@acme.example
                            prints a link by which this person chooses another password: for where no mail goes out
npm run reset-password -- --email mina@acme.example --second-factor
                            also takes their second factor away, at once: for who has lost it, with every recovery code`;

/** Without an address when the arguments are none that it knows. */
function readArguments(): { email?: string | undefined; 'second-factor'?: boolean | undefined } {
  try {
    const options = { email: { type: 'string' }, 'second-factor': { type: 'boolean' } } as const;
    return parseArgs({ options, strict: true }).values;
  } catch {
    return {};
  }
}

await runProgram(async () => {
  const { email, 'second-factor': factorToo } = readArguments();
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
    if (factorToo) {
      const wasThere = await resetSecondFactorByCommand(write, email);
      console.log(
        wasThere
          ? `${email} has no second factor any more, and is signed out everywhere.`
          : `${email} had no second factor.`,
      );
    }
    console.log(`${email} chooses a password at   ${urlOf(config, config.port)}${passwordResetPath(token)}`);
    console.log(`It works once, for ${passwordResetMinutes} minutes, and ends every session of this person.`);
  });
});
