import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import { changeMasks, noAuthor, sealing, type MaskNeeds } from './masking.service.ts';

interface Needs extends MaskNeeds {
  sql: Statements;
  periodic: Periodic;
}

const lookEveryMs = 60_000;
/** So many messages per look; the rest is for the next one. */
const lookLimit = 500;

/**
 * Destroys what masks hide once their chat has been closed for as long as the service keeps it. Several processes may look at once:
 * each message is sealed under its chat's lock, and whoever comes second finds nothing left.
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
    const { rows } = await this.#app.sql.query<{ messageId: string }>({
      name: 'masks-to-seal',
      text: dueText,
      values: [lookLimit],
    });
    for (const { messageId } of rows) {
      await changeMasks(this.#app, messageId, ({ message }) => {
        const open = message.masks?.filter(({ sealed }) => !sealed).map(({ id }) => id) ?? [];
        return Promise.resolve(open.length === 0 ? null : sealing(message, open, noAuthor));
      });
    }
  }
}

const dueText = `
select distinct o.message_id as "messageId"
from service s join chat c on c.service_id = s.id and c.state = 'CLOSED' join mask_original o on o.chat_id = c.id and o.box is not null
where s.seal_after_days is not null and c.closed_at < now() - make_interval(days => s.seal_after_days)
limit $1`;
