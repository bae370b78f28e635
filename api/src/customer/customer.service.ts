import type { EntityManager } from '@mikro-orm/postgresql';
import { hashToken, newToken } from '../secrets.ts';
import { VisitorToken } from './visitor-token.entity.ts';

/** A visitor token lasts so long after it was given. */
const tokenDays = 30;

/** A new token for the customer; only its hash is kept. */
export function issueToken(em: EntityManager, customerId: string): string {
  const token = newToken();
  em.create(VisitorToken, {
    customerId,
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + tokenDays * 86_400_000),
  });
  return token;
}
