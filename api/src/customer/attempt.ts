import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import { networkOf } from '../network-of.ts';

/** An attempt is as good as a token where it is repeated, so only who made it may: by the customer's token, or from the same network. */
export function isSameCaller(
  { viewer, caller }: Context,
  { customerId, ip }: { customerId: string; ip: string | null },
): boolean {
  if (viewer?.kind === 'customer' && viewer.id === customerId) return true;
  return ip !== null && networkOf(ip) === networkOf(caller.ip);
}

/** What was made by it is not answered again, and nothing is made by it any more. */
export const usedAttempt = () => new InvalidInput('attempt', 'This attempt was used before. Make a new one.');
