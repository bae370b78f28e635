import { groupOf } from '../customer/customer.rows.ts';
import { held } from '../customer/held.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import type { Scope, Tx } from '../write.ts';
import { fileField } from './held-file.ts';
import { fileNameField } from './hidden-name.ts';
import { isTextName, type HeldText } from './maskable-texts.ts';
import { changeMasks, sealing, type MaskNeeds } from './masking.service.ts';
import { noAuthor } from './originals.rows.ts';
import { sealFile, type RegionNeeds } from './regions.service.ts';

type Needs = MaskNeeds &
  RegionNeeds & {
    sql: Statements;
    periodic: Periodic;
  };

const lookEveryMs = 60_000;
/** So many texts per look; the rest is for the next one. */
const lookLimit = 500;

/**
 * Destroys what masks hide once their chat or ticket, and of a customer all of them, has been closed for as long as the service keeps it,
 * and is not held. Several processes may look at once: each text and each file is sealed under the lock of its chat or ticket, and
 * whoever comes second finds nothing left. Whoever holds something waits for what is being sealed, and is waited for: by which records
 * are one person, because a hold on a person locks no chat of theirs.
 */
export class AutoSeal {
  readonly #app: Needs;
  readonly #looks: Repeated;

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'masks could not be sealed; tried again soon', () => this.#seal());
  }

  /** Seals what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  async #seal(): Promise<void> {
    const { rows } = await this.#app.sql.query<Due>({
      name: 'masks-to-seal',
      text: dueText,
      values: [lookLimit],
    });
    const failures: unknown[] = [];
    for (const due of rows) {
      try {
        await this.#sealOne(due);
      } catch (error) {
        // The others have nothing to do with it.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #sealOne({ objectId, field, within, serviceId }: Due): Promise<void> {
    const scope: Scope = { customers: serviceId, to: 'read' };
    // Either original leads to the file: rows that led nowhere could fill every look.
    if (field === fileField || field === fileNameField)
      await sealFile(this.#app, objectId, { scope, isKept: ({ sql }) => isHeld(sql, within) });
    if (!isTextName(field)) return;
    const sealAll = async (held: HeldText, { sql }: Tx) => {
      const open = held.text.masks.filter(({ sealed }) => !sealed).map(({ id }) => id);
      return open.length === 0 || (await isHeld(sql, within)) ? null : sealing(held, open, noAuthor);
    };
    await changeMasks(this.#app, { name: field, objectId }, sealAll, scope);
  }
}

/** A text or a file in which something is to be sealed. */
interface Due {
  readonly objectId: string;
  readonly field: string;
  /** The chat, the ticket or the customer that it belongs to. */
  readonly within: string;
  readonly serviceId: string;
}

/** Asked again under a lock that whoever holds something takes, too. */
async function isHeld(sql: Statements, within: string): Promise<boolean> {
  const { rows } = await sql.query({ name: 'is-held-within', text: heldText, values: [within] });
  return rows.length > 0;
}

/** SQL: what is held of the person of record `id`, with whom it keeps what is known of them. */
const heldOf = (id: string) => `
  select from (${groupOf(id)}) g join chat c on c.customer_id = g.id join hold h on h.object_id = c.id
  union all
  select from (${groupOf(id)}) g join ticket t on t.customer_id = g.id join hold h on h.object_id = t.id`;

const heldText = `
select from (
  select id, customer_id from chat where id = $1
  union all select id, customer_id from ticket where id = $1
  union all select id, id from customer where id = $1) w
where ${held('w.id', 'w.customer_id')}
union all ${heldOf('$1::uuid')}`;

/** A ticket stays closed for ever, so its last change of status tells since when. */
const dueText = `
select o.message_id as "objectId", 'Message.body' as field, c.id as within, s.id as "serviceId"
from service s join chat c on c.service_id = s.id and c.state = 'CLOSED' join mask_original o on o.chat_id = c.id and o.box is not null
where s.seal_after_days is not null and c.closed_at < now() - make_interval(days => s.seal_after_days)
  and not ${held('c.id', 'c.customer_id')}
union
select o.object_id, o.field, c.id, s.id
from mask_original o join service s on s.id = o.service_id
  left join chat_note n on n.id = o.object_id
  left join attachment a on a.id = o.object_id left join message m on m.id = a.message_id
  join chat c on c.id = coalesce(n.chat_id, m.chat_id, o.object_id) and c.state = 'CLOSED'
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and c.closed_at < now() - make_interval(days => s.seal_after_days) and not ${held('c.id', 'c.customer_id')}
union
select o.object_id, o.field, t.id, s.id
from mask_original o join service s on s.id = o.service_id
  left join ticket_comment m on m.id = o.object_id left join attachment a on a.id = o.object_id
  join ticket t on t.id = coalesce(m.ticket_id, a.ticket_id, o.object_id) and t.status = 'CLOSED'
  cross join lateral (
    select changed_at from ticket_change where ticket_id = t.id and field = 'status' order by revision desc limit 1) c
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and c.changed_at < now() - make_interval(days => s.seal_after_days) and not ${held('t.id', 't.customer_id')}
union
select o.object_id, o.field, u.id, s.id
from mask_original o join service s on s.id = o.service_id join customer u on u.id = o.object_id
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and u.created_at < now() - make_interval(days => s.seal_after_days) and not ${held('u.id', 'u.id')}
  and not exists (${heldOf('u.id')})
  and not exists (
    select from chat c where c.customer_id in (${groupOf('u.id')})
      and (c.state <> 'CLOSED' or c.closed_at >= now() - make_interval(days => s.seal_after_days)))
  and not exists (
    select from ticket t where t.customer_id in (${groupOf('u.id')})
      and (t.status <> 'CLOSED' or exists (
        select from ticket_change h where h.ticket_id = t.id and h.field = 'status'
          and h.changed_at >= now() - make_interval(days => s.seal_after_days))))
limit $1`;
