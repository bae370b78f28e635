import type { App } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { Repeated } from '../periodic.ts';
import type { Language } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import type { Write } from '../write.ts';
import { advanceChats, type LockedChat } from './change-chat.ts';
import type { ChatRow } from './chat.rows.ts';
import { idleMessage } from './system-messages.ts';
import { endedByCustomer } from './transitions.ts';

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
  readonly #write: Write;
  readonly #sql: Statements;
  readonly #clock: Clock;
  readonly #looks: Repeated;

  constructor({ write, sql, periodic, clock }: Pick<App, 'write' | 'sql' | 'periodic' | 'clock'>) {
    this.#write = write;
    this.#sql = sql;
    this.#clock = clock;
    this.#looks = periodic.every(lookEveryMs, 'idle chats could not be ended; tried again soon', () => this.#act());
  }

  /** Warns and ends what is due; looks follow each other. */
  look(): Promise<void> {
    return this.#looks.now();
  }

  /**
   * Somebody types: where chats end by themselves it is noted, every few seconds at most. A chat that is locked is not waited for, as
   * it is noted again while they type.
   */
  async postpone({ id }: ChatRow): Promise<void> {
    await this.#sql.query({ name: 'idle-postpone', text: postponeText, values: [id] });
  }

  #act(): Promise<void> {
    return this.#write(null, async (tx) => {
      const { rows } = await tx.sql.query<LockedChat & { language: Language; isWarned: boolean }>({
        name: 'idle-due',
        text: dueText,
        values: [warningSeconds, typingSeconds],
      });
      tx.willLock(
        'chat',
        rows.map(({ id }) => id),
      );
      const now = this.#clock.now();
      await advanceChats(
        tx,
        rows.map((chat) => {
          const says = idleMessage(chat.isWarned ? 'ended' : 'warning', chat.language);
          return { chat, says, ...(chat.isWarned && endedByCustomer(chat, now)) };
        }),
      );
    });
  }
}

const postponeText = `
update chat set typed_at = now() where id = (
  select c.id from chat c where c.id = $1 and (c.typed_at is null or c.typed_at < now() - interval '5 s')
    and c.state = 'ACTIVE' and exists (select from service s where s.id = c.service_id and s.idle_minutes is not null)
  for no key update of c skip locked)`;

/**
 * The last message tells how long a customer has been silent. If an agent wrote it, or it asks for a rating, the silence began with
 * it; if it is the warning, the minute after the warning runs. A chat that somebody has locked is in use: the next look takes it.
 */
const dueText = `
select c.id, c.service_id as "serviceId", c.agent_id as "agentId", c.state, c.language, coalesce(m.event, '') = 'IDLE_WARNING' as "isWarned"
from service s join agent a on a.service_id = s.id join chat c on c.agent_id = a.id and c.state = 'ACTIVE'
join message m on m.chat_id = c.id and m.seq = c.last_seq
where s.idle_minutes is not null
  and (m.event = 'IDLE_WARNING' and m.sent_at < now() - make_interval(secs => $1)
    or (m.sender = 'AGENT' or m.event = 'RATING_REQUEST') and m.sent_at < now() - make_interval(mins => s.idle_minutes, secs => -$1))
  and (c.typed_at is null or c.typed_at < now() - make_interval(secs => $2))
order by c.id for no key update of c skip locked`;
