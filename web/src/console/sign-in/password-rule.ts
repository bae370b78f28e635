/** As the server has it: how long a password that is chosen may be, in UTF-16 units. */
const shortest = 8;
const longest = 1_000;

/** Why a password is not taken. */
export type PasswordProblem = 'short' | 'long' | 'common' | 'refused';

/** What is wrong with the length of a password; null for nothing. */
export function lengthProblem(password: string): 'short' | 'long' | null {
  if (password.length < shortest) return 'short';
  return password.length > longest ? 'long' : null;
}
