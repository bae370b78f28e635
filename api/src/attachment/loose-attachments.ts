import type { Files } from '../files/files.ts';
import type { Spool } from '../files/spool.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';

interface Needs {
  write: Write;
  files: Files;
  spool: Spool;
  periodic: Periodic;
}

const lookEveryMs = 60_000;
/** So many files at once: a transaction that waits too long for a slow store is ended, and would begin with the same ones again. */
const atOnce = 10;

/**
 * Removes what was uploaded and never submitted, an hour after it came, and what was let go. The content goes first and its row
 * afterwards, so that whoever dies in between leaves a row by which the next look goes on. Several processes may look at once: a row
 * is in one hand only.
 */
export class LooseAttachments {
  readonly #app: Needs;
  readonly #looks: Repeated;

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'files could not be removed; tried again soon', () => this.#sweep());
  }

  /** Removes what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  async #sweep(): Promise<void> {
    await this.#app.spool.sweep();
    while ((await this.#removeSome()) === atOnce);
  }

  /** How many it removed. */
  #removeSome(): Promise<number> {
    const { write, files } = this.#app;
    return write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ id: string }>(dueText, [atOnce]);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await files.remove(ids);
        await sql.query('delete from attachment where id = any($1::uuid[])', [ids]);
      }
      return ids.length;
    });
  }
}

/** Whose files go: those of tickets with their comments, of messages of chats, and what customers uploaded and did not submit. */
interface LetGo {
  readonly ticketIds?: readonly string[];
  readonly chatIds?: readonly string[];
  readonly customerIds?: readonly string[];
}

/**
 * Lets go of attachments: nobody can reach them from the commit on, and the next look of `LooseAttachments` removes rows and contents. A
 * row that went before its content would leave it for ever.
 */
export async function letGo(
  statements: Statements,
  { ticketIds = [], chatIds = [], customerIds = [] }: LetGo,
): Promise<void> {
  const { rows } = await statements.query<{ id: string }>(
    `update attachment set ${nobodys} where ticket_id = any($1::uuid[])
       or id in (select a.id from message m join attachment a on a.message_id = m.id where m.chat_id = any($2::uuid[]) and m.attachment_ids is not null)
       or uploader_id = any($3::uuid[]) and ticket_id is null and message_id is null
     returning id`,
    [ticketIds, chatIds, customerIds],
  );
  // By a statement of its own, which sees thumbnails that came while the one before waited.
  await statements.query(`update attachment set ${nobodys} where thumbnail_of = any($1::uuid[])`, [
    rows.map(({ id }) => id),
  ]);
}

const nobodys = `ticket_id = null, comment_id = null, message_id = null, uploader_id = null, token_hash = null, name = '', created_at = '-infinity'`;

const dueText = `
select id from attachment where ticket_id is null and message_id is null and created_at < now() - interval '1 hour'
order by created_at limit $1 for update skip locked`;
