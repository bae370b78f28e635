import { setTimeout as delay } from 'node:timers/promises';
import type { App } from '../app.ts';
import { hasGrams, isLike, type Spelling } from '../bounded-list.ts';
import type { Repeated } from '../periodic.ts';

const lookEveryMs = 2_000;
/** SQL: longer than from one look to the next, so that a clock that was set back is noticed before a message is passed over. */
const margin = `interval '3 seconds'`;
/** So many messages per transaction, and so many transactions per look, so that a process that ends does not wait long for one. */
const batchLimit = 500;
const batchesPerLook = 10;
/** After a batch it rests so many times as long as that took, so that senders feel little of a rush being taken in. */
const restFactor = 9;
/** A search reads so many messages that are not in the index yet, at most. */
const longestTail = 5_000;

/**
 * Takes messages into the index of their texts some seconds after they were sent: it costs more than writing them, and by the batch
 * less than one by one. Until then they are the tail, which a search reads. Several processes may look at once: one of them works, and
 * if it dies, the next look of another begins where the last commit left off.
 */
export class SearchIndex {
  readonly #write: App['write'];
  readonly #looks: Repeated;

  constructor({ write, periodic }: Pick<App, 'write' | 'periodic'>) {
    this.#write = write;
    this.#looks = periodic.every(
      lookEveryMs,
      'messages could not be taken into the search index; tried again soon',
      (ending) => this.#takeIn(ending),
    );
  }

  /** Takes in what was sent up to a few seconds ago; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  async #takeIn(ending: AbortSignal): Promise<void> {
    for (let left = batchesPerLook; left > 0 && !ending.aborted; left -= 1) {
      const begun = performance.now();
      if (!(await this.#takeInSome())) return;
      await delay(restFactor * (performance.now() - begun), undefined, { signal: ending }).catch(() => undefined);
    }
  }

  /** Whether there are more. */
  #takeInSome(): Promise<boolean> {
    return this.#write(null, async ({ sql }) => {
      // Without names, so planned with what is known of the table today; and two statements, because the second must see every
      // transaction that the first no longer sees at work.
      const { rows: due } = await sql.query<{ from: string; until: string }>(dueText, []);
      if (!due[0]) return false;
      const { rows } = await sql.query<{ hasMore: boolean }>(fillText, [due[0].from, due[0].until, batchLimit]);
      return rows[0]?.hasMore === true;
    });
  }
}

/**
 * From where to where is to be taken in; no row where nothing was sent since or another process is at it. A message's `sent_at` is
 * later than the beginning of the transaction that writes it, which counts as one that writes by then: so before the oldest of those
 * every message there will ever be is there. Where the clock was set back the end lies before the start, and the mark goes back too.
 */
const dueText = `
select f.filled_until::text as "from", (least(now(), w.since) - ${margin})::text as until
from message_grams_fill f, (
  select min(xact_start) as since from pg_stat_activity where backend_xid is not null and datname = current_database()
) w
where (select max(sent_at) from message) > f.filled_until or f.filled_until > now() - ${margin}
for update of f skip locked`;

/** Grams that are there were written by whoever changed the text, and are newer. */
const fillText = `
with upto as materialized (
  select coalesce(
    (select sent_at from message where sent_at > $1 and sent_at <= $2 order by sent_at offset $3::int - 1 limit 1),
    $2::timestamptz) as at
), filled as (
  insert into message_grams (message_id, grams)
  select m.id, search_grams(m.body) from upto
  cross join lateral (select id, body from message where sent_at > $1 and sent_at <= upto.at and body <> '' offset 0) m
  on conflict (message_id) do nothing
)
update message_grams_fill set filled_until = upto.at from upto returning upto.at < $2 as "hasMore"`;

/** SQL: messages that are not in the index yet, or so many of them that it is too early to search by the index. */
const tail = `(
  select * from message where sent_at > (select filled_until from message_grams_fill) order by sent_at desc limit ${longestTail + 1})`;

/** SQL: whether the index and a look at the tail together tell which messages hold a text. */
export const isTailShort = `(select count(*) <= ${longestTail} from ${tail} m)`;

/** SQL: the messages of all chats whose body holds a text. */
export const messagesWith = (spellings: readonly Spelling[]) => `(
  select m.* from message_grams g cross join lateral (select * from message where id = g.message_id offset 0) m
  where ${hasGrams('g.grams', spellings)} and ${isLike('m.body', spellings)}
  union all
  select m.* from ${tail} m where ${isLike('m.body', spellings)})`;
