import { comparedEmail } from '../text.ts';

/** Read when a password is first chosen: it takes some megabytes. */
let common: Promise<ReadonlySet<string>> | undefined;

async function read(): Promise<ReadonlySet<string>> {
  // The 49,000 most common passwords of leaks, in small letters.
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/** Whoever guesses tries this early: a common password, or the person's own address or name. */
export async function isEasilyGuessed(password: string, email: string, name: string): Promise<boolean> {
  const small = password.toLowerCase();
  const own = [email, email.split('@')[0], comparedEmail(name)];
  return own.includes(small) || (await (common ??= read())).has(small);
}
