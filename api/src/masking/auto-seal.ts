import { groupOf } from '../customer/customer.rows.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import { fileField } from './held-file.ts';
import { fileNameField } from './hidden-name.ts';
import { isTextName } from './maskable-texts.ts';
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
 * Destroys what masks hide once their chat or ticket, and of a customer all of them, has been closed for as long as the service keeps it.
 * Several processes may look at once: each text and each file is sealed under the lock of its chat or ticket, and whoever comes second
 * finds nothing left.
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
    const { rows } = await this.#app.sql.query<{ objectId: string; field: string }>({
      name: 'masks-to-seal',
      text: dueText,
      values: [lookLimit],
    });
    for (const { objectId, field } of rows) {
      // Either original leads to the file: rows that led nowhere could fill every look.
      if (field === fileField || field === fileNameField) await sealFile(this.#app, objectId);
      if (!isTextName(field)) continue;
      await changeMasks(this.#app, { name: field, objectId }, (held) => {
        const open = held.text.masks.filter(({ sealed }) => !sealed).map(({ id }) => id);
        return open.length === 0 ? null : sealing(held, open, noAuthor);
      });
    }
  }
}

/** A ticket stays closed for ever, so its last change of status tells since when. */
const dueText = `
select o.message_id as "objectId", 'Message.body' as field
from service s join chat c on c.service_id = s.id and c.state = 'CLOSED' join mask_original o on o.chat_id = c.id and o.box is not null
where s.seal_after_days is not null and c.closed_at < now() - make_interval(days => s.seal_after_days)
union
select o.object_id, o.field
from mask_original o join service s on s.id = o.service_id
  left join chat_note n on n.id = o.object_id
  left join attachment a on a.id = o.object_id left join message m on m.id = a.message_id
  join chat c on c.id = coalesce(n.chat_id, m.chat_id, o.object_id) and c.state = 'CLOSED'
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and c.closed_at < now() - make_interval(days => s.seal_after_days)
union
select o.object_id, o.field
from mask_original o join service s on s.id = o.service_id
  left join ticket_comment m on m.id = o.object_id left join attachment a on a.id = o.object_id
  join ticket t on t.id = coalesce(m.ticket_id, a.ticket_id, o.object_id) and t.status = 'CLOSED'
  cross join lateral (
    select changed_at from ticket_change where ticket_id = t.id and field = 'status' order by revision desc limit 1) c
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and c.changed_at < now() - make_interval(days => s.seal_after_days)
union
select o.object_id, o.field
from mask_original o join service s on s.id = o.service_id join customer u on u.id = o.object_id
where o.object_id is not null and o.box is not null and s.seal_after_days is not null
  and u.created_at < now() - make_interval(days => s.seal_after_days)
  and not exists (
    select from chat c where c.customer_id in (${groupOf('u.id')})
      and (c.state <> 'CLOSED' or c.closed_at >= now() - make_interval(days => s.seal_after_days)))
  and not exists (
    select from ticket t where t.customer_id in (${groupOf('u.id')})
      and (t.status <> 'CLOSED' or exists (
        select from ticket_change h where h.ticket_id = t.id and h.field = 'status'
          and h.changed_at >= now() - make_interval(days => s.seal_after_days))))
limit $1`;
