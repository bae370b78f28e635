import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeLogEntry } from './change-log.entity.ts';

/** Whose rights or settings changed, and by whom. */
interface Change {
  serviceId: string;
  authorId: string;
  agentId?: string;
}

/** Writes down each field that is other than before, in the transaction that changes it. */
export function recordChanges(em: EntityManager, change: Change, before: object, after: object): boolean {
  const present = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(([field, value]) => !isDeepStrictEqual(present.get(field), value));
  for (const [field, value] of changed) {
    em.create(ChangeLogEntry, {
      serviceId: change.serviceId,
      authorId: change.authorId,
      agentId: change.agentId ?? null,
      field,
      before: textOf(present.get(field)),
      after: textOf(value),
    });
  }
  return changed.length > 0;
}

const textOf = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));
