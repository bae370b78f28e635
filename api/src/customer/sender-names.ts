import { LRUCache } from 'lru-cache';
import { rightsTopic } from '../access/viewers.ts';
import type { Periodic } from '../periodic.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Statements } from '../sql.ts';

/** Carries `{ customerId }`: this record, or those merged into it, may be called otherwise now. */
export const nameTopic = 'name';

/** What a sender of messages is called. */
export interface SenderName {
  /** As their own record says. */
  readonly own: string | null;
  /** What agents call them: by the record that theirs was merged into. */
  readonly person: string | null;
}

interface Known extends SenderName {
  readonly kind: 'agent' | 'customer' | 'program';
  readonly mergedIntoId: string | null;
}

const nameless: SenderName = { own: null, person: null };
/** The news of a name can be lost between processes; after this the name is read again. */
const keptForMs = 60_000;

/** The names of agents, programs and customers by their ids, so that a message costs no look at who sent it. */
export class SenderNames {
  readonly #known = new LRUCache<string, Known>({ max: 20_000 });
  readonly #reader: BatchLoader<string, SenderName>;
  readonly #leave: readonly (() => void)[];
  /** Grows with every change of a name: what was read across one is not kept. */
  #changes = 0;

  constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#reader = new BatchLoader((ids) => this.#read(sql, ids), 500);
    const forgetAll = () => {
      this.#forget(() => true);
    };
    this.#leave = [
      bus.subscribe(
        nameTopic,
        ({ customerId }) => {
          this.#forget((id, { mergedIntoId }) => id === customerId || mergedIntoId === customerId);
        },
        forgetAll,
      ),
      // Whatever an administrator changed of the agents or programs, perhaps a name.
      bus.subscribe(
        rightsTopic,
        () => {
          this.#forget((_, { kind }) => kind !== 'customer');
        },
        forgetAll,
      ),
    ];
    periodic.every(keptForMs, 'names could not be forgotten; tried again soon', forgetAll);
  }

  /** At once where the name is known. */
  of(senderId: string): SenderName | Promise<SenderName> {
    return this.#known.get(senderId) ?? this.#reader.load(senderId);
  }

  close(): void {
    for (const leave of this.#leave) leave();
  }

  #forget(isConcerned: (id: string, known: Known) => boolean): void {
    this.#changes += 1;
    for (const [id, known] of this.#known.entries()) if (isConcerned(id, known)) this.#known.delete(id);
  }

  async #read(sql: Statements, ids: readonly string[]): Promise<SenderName[]> {
    const changes = this.#changes;
    const { rows } = await sql.query<Known & { id: string }>({
      name: 'sender-names',
      text: namesText,
      values: [[...new Set(ids)]],
    });
    const found = new Map(rows.map(({ id, ...known }) => [id, known]));
    if (changes === this.#changes) for (const [id, known] of found) this.#known.set(id, known);
    return ids.map((id) => found.get(id) ?? nameless);
  }
}

/** What a merge filled into a record is not what its customer said. */
const namesText = `
select 'agent' as kind, id, name as own, name as person, null::uuid as "mergedIntoId" from agent where id = any($1::uuid[])
union all
select 'program', id, name, name, null::uuid from api_client where id = any($1::uuid[])
union all
select 'customer', u.id, case when not 'name' = any(u.borrowed) then u.name end,
  coalesce((select p.name from customer p where p.id = u.merged_into_id), u.name), u.merged_into_id
from customer u where u.id = any($1::uuid[])`;
