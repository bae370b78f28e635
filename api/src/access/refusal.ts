import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';
import type { ErrorCode } from '../error-codes.ts';
import { NotPermitted } from '../errors.ts';
import { holdsScope, type KeyRule, type KeyScope } from './key-scopes.ts';

/** For whoever shows no credential, or none that counts where they ask. */
const nobodyAsks =
  'Nobody is known to ask. A customer’s token or an API key is shown as `Authorization: Bearer …`, over WebSocket as `connectionParams.authorization`; an agent signs in, and asks for a service of theirs.';

/** What a refusal is to who asks: its code and its words. Who is nobody can do something about that, whatever it is about. */
export function refusalTo(
  { viewer, person }: Pick<Context, 'viewer' | 'person'>,
  { message, scope }: NotPermitted,
): { code: ErrorCode; message: string; scope?: KeyScope } {
  if (!(viewer ?? person)) return { code: 'UNAUTHENTICATED', message: nobodyAsks };
  return { code: 'FORBIDDEN', message, ...(scope && { scope }) };
}

/** Why a key does not open what has this rule; it names no object, so it tells nothing of any. */
export function keyRefusal(rule: KeyRule): NotPermitted {
  if (rule === 'none' || rule === 'any') return new NotPermitted('No API key may do this.');
  return new NotPermitted(`The API key has not the scope for this: ${rule}.`, rule);
}

/** Why a field is refused, where its rule of API keys says it. */
export function fieldRefusal({ viewer }: Context, { parentType, fieldName }: GraphQLResolveInfo): NotPermitted {
  if (viewer?.kind !== 'client') return new NotPermitted();
  const { keys } = parentType.getFields()[fieldName]?.extensions['pothosOptions'] as { keys?: KeyRule };
  const isOpen = keys === undefined || keys === 'any' || (keys !== 'none' && holdsScope(viewer.scopes, keys));
  return isOpen ? new NotPermitted() : keyRefusal(keys);
}
