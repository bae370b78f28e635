import type { Context } from '../context.ts';
import { spend } from '../limits.ts';
import { parseId } from '../ids.ts';
import type { ClientViewer } from './viewer.ts';
import { holdsScope, type KeyRule } from './key-scopes.ts';

/** What a program is about to do, for the log: the field, and the object that it names. */
export interface KeyUse {
  readonly verb: string;
  readonly objectId: string | null;
}

/** Whether a key opens a field, refused or not a use that counts. */
export async function admitKey(ctx: Context, viewer: ClientViewer, rule: KeyRule, use: KeyUse): Promise<boolean> {
  ctx.app.clientUses.note(viewer.id, ctx.directIp);
  await spend(ctx.app.limits.keys, viewer.id, 1, 'This API key asks too often.');
  if (rule === 'none' || (rule !== 'any' && !holdsScope(viewer.scopes, rule))) return false;
  ctx.keyUse = use;
  return true;
}

/** The first object that arguments name, their input's included. */
export function namedObject(args: object): string | null {
  const { input = {}, ...others } = args as { input?: object };
  const values: unknown[] = Object.values({ ...others, ...input });
  return values.find((value): value is string => typeof value === 'string' && parseId(value) !== null) ?? null;
}
