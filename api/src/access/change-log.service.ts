import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Statements } from '../sql.ts';
import { ChangeLogEntry } from './change-log.entity.ts';
import type { KeyUse } from './key-admission.ts';
import type { ClientViewer } from './viewer.ts';

/** Whose rights or settings changed, and by whom. */
interface Change {
  serviceId: string;
  authorId: string;
  agentId?: string;
}

/** Writes down each field that is other than before, in the transaction that changes it. */
export function recordChanges(em: EntityManager, change: Change, before: object, after: object): boolean {
  const { serviceId, authorId, agentId = null } = change;
  return record(em, { serviceId, authorId, agentId }, before, after);
}

/** What changed of the organisation, or of a service or an account as its owners see it; `authorId` null by a command on the server. */
interface OrganisationChange {
  authorId: string | null;
  aboutServiceId?: string | null;
  aboutAccountId?: string | null;
}

/** The same for a change of the organisation. */
export function recordOrganisationChanges(
  em: EntityManager,
  { authorId, aboutServiceId = null, aboutAccountId = null }: OrganisationChange,
  before: object,
  after: object,
): boolean {
  return record(em, { serviceId: null, authorId, aboutServiceId, aboutAccountId }, before, after);
}

type Entry = Partial<Pick<ChangeLogEntry, 'serviceId' | 'authorId' | 'agentId' | 'aboutServiceId' | 'aboutAccountId'>>;

function record(em: EntityManager, entry: Entry, before: object, after: object): boolean {
  const present = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(([field, value]) => !isDeepStrictEqual(present.get(field), value));
  for (const [field, value] of changed) {
    em.create(ChangeLogEntry, { ...entry, field, before: textOf(present.get(field)), after: textOf(value) });
  }
  return changed.length > 0;
}

/** Writes down what a program did with its key: the field of the API, and the object that it named. */
export async function recordKeyUse(sql: Statements, client: ClientViewer, use: KeyUse | null): Promise<void> {
  await sql.query({
    name: 'record-key-use',
    text: `insert into change_log_entry (service_id, client_id, field, after) values ($1, $2, $3, $4)`,
    values: [client.serviceId, client.id, use?.verb ?? 'unknown', textOf(use?.objectId)],
  });
}

const textOf = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));
