import type { Periodic, Repeated } from '../periodic.ts';
import type { Sql } from '../sql.ts';
import type { Assignment } from './assignment.service.ts';
import type { ChatFeeds } from './chat-feed.ts';
import type { ChatRow } from './chat.rows.ts';
import { idleWords } from './system-messages.ts';

const lookEveryMs = 5_000;
/** The customer is told so long before the end. */
const warningSeconds = 60;
/** Whoever typed in the last seconds is waited for; clients repeat it every 3 s. */
const typingSeconds = 10;

/**
 * Ends chats whose customer has not answered the agent for as long as the service allows, after a warning. Who typed at the last
 * moment is waited for. Several processes may look at once: each chat is warned and ended by one of them.
 */
export class IdleEnding {
  readonly #sql: Sql;
  readonly #feeds: ChatFeeds;
  readonly #assignment: Assignment;
  readonly #looks: Repeated;

  constructor(sql: Sql, feeds: ChatFeeds, assignment: Assignment, periodic: Periodic) {
    this.#sql = sql;
    this.#feeds = feeds;
    this.#assignment = assignment;
    this.#looks = periodic.every(lookEveryMs, 'idle chats could not be ended; tried again soon', () => this.#act());
  }

  /** Warns and ends what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  /** Somebody types: where chats end by themselves it is noted, every few seconds at most. */
  async postpone({ id }: ChatRow): Promise<void> {
    await this.#sql.query({ name: 'idle-postpone', text: postponeText, values: [id] });
  }

  async #act(): Promise<void> {
    const { warning, ended } = idleWords;
    const { rows } = await this.#sql.query<{
      id: string;
      serviceId: string;
      agentId: string;
      revision: number;
      isEnd: boolean;
    }>({
      name: 'idle-act',
      text: actText,
      values: [warningSeconds, typingSeconds, warning.ko, warning.en, ended.ko, ended.en],
    });
    for (const { id, revision, agentId } of rows) this.#feeds.poke({ chatId: id, revision, agentIds: [agentId] });
    for (const serviceId of new Set(rows.filter(({ isEnd }) => isEnd).map((row) => row.serviceId))) {
      this.#assignment.settleSoon(serviceId);
    }
  }
}

const postponeText = `
update chat c set typed_at = now() where c.id = $1 and (c.typed_at is null or c.typed_at < now() - interval '5 s')
  and c.state = 'ACTIVE' and exists (select from service s where s.id = c.service_id and s.idle_minutes is not null)`;

/**
 * The chat's last message tells where it stands: by the agent or their wish for a rating, and the silence began with it; the warning, and the minute runs.
 * A chat that is locked by someone is in use and left for the next look.
 */
const actText = `
with due as materialized (
  select c.id, coalesce(m.event, '') = 'IDLE_WARNING' as is_end
  from service s join agent a on a.service_id = s.id join chat c on c.agent_id = a.id and c.state = 'ACTIVE'
  join message m on m.chat_id = c.id and m.seq = c.last_seq
  where s.idle_minutes is not null
    and (m.event = 'IDLE_WARNING' and m.sent_at < now() - make_interval(secs => $1)
      or (m.sender = 'AGENT' or m.event = 'RATING_REQUEST') and m.sent_at < now() - make_interval(mins => s.idle_minutes, secs => -$1))
    and (c.typed_at is null or c.typed_at < now() - make_interval(secs => $2))
  order by c.id for no key update of c skip locked
), advanced as (
  update chat c set
    revision = c.revision + 1, last_seq = c.last_seq + 1, customer_unread = c.customer_unread + 1,
    state = case when d.is_end then 'ENDED_BY_CUSTOMER' else c.state end,
    customer_ended_at = case when d.is_end then clock_timestamp() else c.customer_ended_at end
  from due d where c.id = d.id
  returning c.*, d.is_end
), said as (
  insert into message (id, chat_id, seq, revision, sender, event, body, sent_at)
  select gen_random_uuid(), id, last_seq, revision, 'SYSTEM',
    case when is_end then 'IDLE_ENDED' else 'IDLE_WARNING' end,
    case when is_end then case language when 'ko' then $5 else $6 end else case language when 'ko' then $3 else $4 end end,
    clock_timestamp()
  from advanced
)
select id, service_id as "serviceId", agent_id as "agentId", revision, is_end as "isEnd" from advanced`;
