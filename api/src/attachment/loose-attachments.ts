import type { Clock } from '../clock.ts';
import type { Files } from '../files/files.ts';
import type { Spool } from '../files/spool.ts';
import { StoreAway } from '../files/store-away.ts';
import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';

interface Needs {
  write: Write;
  files: Files;
  spool: Spool;
  periodic: Periodic;
  clock: Pick<Clock, 'now'>;
}

const lookEveryMs = 60_000;
/** So many files at once: a transaction that waits too long for a slow store is ended, and would begin with the same ones again. */
const atOnce = 10;
/** So often what processes of a former version left behind is looked for: with the first look all of it, later that of the last day. */
const formerEveryMs = 600_000;
const formerForMs = 86_400_000;

/**
 * Removes what was uploaded and never submitted, an hour after it came, and what was let go. The content goes first and its row
 * afterwards, so that whoever dies in between leaves a row by which the next look goes on. Several processes may look at once: a row
 * is in one hand only. A thumbnail goes with its picture, under the lock of that: whoever attaches the picture meanwhile keeps both.
 */
export class LooseAttachments {
  readonly #app: Needs;
  readonly #looks: Repeated;
  #formerAt: number | null = null;

  constructor(app: Needs) {
    this.#app = app;
    this.#looks = app.periodic.every(lookEveryMs, 'files could not be removed; tried again soon', () => this.#sweep());
  }

  /** Removes what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  async #sweep(): Promise<void> {
    await this.#app.spool.sweep(this.#app.clock.now().getTime());
    await this.#letGoOfFormer();
    while ((await this.#removeSome()) === atOnce);
    while ((await this.#removeUploads()) === atOnce);
  }

  /**
   * A process of a former version erases people and does not know of files in chats, nor of thumbnails: both are let go here. While
   * processes are updated one after the other, each may be the last to do so.
   */
  async #letGoOfFormer(): Promise<void> {
    const { write, clock } = this.#app;
    const now = clock.now().getTime();
    if (this.#formerAt !== null && now - this.#formerAt < formerEveryMs) return;
    const since = this.#formerAt === null ? '-infinity' : new Date(now - formerForMs).toISOString();
    await write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ id: string }>(
        'select c.id from customer u join chat c on c.customer_id = u.id where u.erased_at > $1::timestamptz',
        [since],
      );
      if (rows.length > 0) await letGo(sql, { chatIds: rows.map(({ id }) => id) });
      await sql.query(
        `update attachment a set ${nobodys} where (a.thumbnail_of is not null or a.part_of is not null) and a.created_at > '-infinity'
           and not exists (select from attachment p where p.id = coalesce(a.thumbnail_of, a.part_of))`,
        [],
      );
    });
    this.#formerAt = now;
  }

  /** How many it removed, their thumbnails aside. */
  #removeSome(): Promise<number> {
    const { write, files, clock } = this.#app;
    return write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ id: string }>(dueText, [atOnce, clock.now().toISOString()]);
      if (rows.length === 0) return 0;
      const due = rows.map(({ id }) => id);
      const { rows: small } = await sql.query<{ id: string }>(
        'select id from attachment where thumbnail_of = any($1::uuid[]) or part_of = any($1::uuid[]) for update',
        [due],
      );
      const ids = [...due, ...small.map(({ id }) => id)];
      await files.remove(ids);
      await sql.query('delete from attachment where id = any($1::uuid[])', [ids]);
      // A process of a former version lets go of files without what their masks hide.
      await sql.query('delete from mask_original where object_id is not null and object_id = any($1::uuid[])', [due]);
      return due.length;
    });
  }

  /** Of files whose content was replaced, those that were uploaded. How many it removed. */
  #removeUploads(): Promise<number> {
    const { write, files } = this.#app;
    return write(null, async ({ sql }) => {
      const { rows } = await sql.query<{ id: string }>(
        'select id from attachment where upload_remains order by id limit $1 for update skip locked',
        [atOnce],
      );
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      await files.remove(ids);
      await sql.query('update attachment set upload_remains = false where id = any($1::uuid[])', [ids]);
      return ids.length;
    });
  }
}

/**
 * Removes contents that were stored after their rows went, because the store took longer than loose ones may stay. While it is away they
 * get rows of nobody, by which the next look of `LooseAttachments` finds them.
 */
export async function removeLeft(
  { write, files }: Pick<Needs, 'write' | 'files'>,
  serviceId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await files.remove(ids).catch(async (error: unknown) => {
    if (!(error instanceof StoreAway)) throw error;
    await write(null, ({ sql }) =>
      sql.query(
        `insert into attachment (id, service_id, name, media_type, size, created_at)
         select id, $1, '', 'text/plain', 0, '-infinity' from unnest($2::uuid[]) as l (id) on conflict (id) do nothing`,
        [serviceId, ids],
      ),
    );
  });
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
  const ids = rows.map(({ id }) => id);
  // By a statement of its own, which sees thumbnails and parts that came while the one before waited.
  await statements.query(
    `update attachment set ${nobodys} where thumbnail_of = any($1::uuid[]) or part_of = any($1::uuid[])`,
    [ids],
  );
  await statements.query('delete from mask_original where object_id is not null and object_id = any($1::uuid[])', [
    ids,
  ]);
}

/** SQL: what makes a file nobody's. */
export const nobodys = `ticket_id = null, comment_id = null, message_id = null, uploader_id = null, token_hash = null, name = '', created_at = '-infinity'`;

const dueText = `
select a.id from attachment a
where a.ticket_id is null and a.message_id is null and a.created_at < $2::timestamptz - interval '1 hour'
  and (a.thumbnail_of is null or not exists (select from attachment p where p.id = a.thumbnail_of))
order by a.created_at limit $1 for update of a skip locked`;
