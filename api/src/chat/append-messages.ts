import { chatColumns, chatRowOf, messageColumns, type ChatRow, type MessageRow } from './chat.rows.ts';
import type { Sql } from '../sql.ts';

export interface NewMessage {
  readonly chatId: string;
  readonly sender: 'CUSTOMER' | 'AGENT';
  readonly senderId: string;
  readonly key: string;
  readonly body: string;
}

/**
 * SENT: it is in the chat now. DUPLICATE: the sender sent this key before, `message` is that one. ENDED: nothing can be said any
 * more. DENIED: no such chat for this sender.
 */
export type Appended =
  | { readonly outcome: 'SENT'; readonly message: MessageRow; readonly chat: ChatRow }
  | { readonly outcome: 'DUPLICATE'; readonly message: MessageRow }
  | { readonly outcome: 'ENDED' | 'DENIED' };

/**
 * One statement, so one transaction: locks the chats in the order of their ids (two batches cannot wait for each other in a
 * circle), looks for each key under that lock, gives the new ones the next numbers, and moves each chat on by one revision.
 *
 * The look for the key sees the database as it was when the statement began. If a twin was committed while it waited for the
 * lock, the unique index on (chat, sender, key) refuses the insert and with it the whole statement, numbers included; repeated,
 * it sees the twin.
 */
const statement = `
with input as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[])
    with ordinality as i (chat_id, sender, sender_id, key, body, n)
), locked as materialized (
  select id, state, last_seq, customer_id, agent_id from chat
  where id in (select chat_id from input) order by id for no key update
), candidate as materialized (
  select i.*, m.id as existing_id, l.state, l.last_seq,
    case i.sender when 'CUSTOMER' then l.customer_id = i.sender_id else l.agent_id is not distinct from i.sender_id end as permitted
  from input i
  join locked l on l.id = i.chat_id
  left join message m on m.chat_id = i.chat_id and m.sender_id = i.sender_id and m.key = i.key
), fresh as materialized (
  select c.*, c.last_seq + row_number() over (partition by c.chat_id order by c.n) as seq
  from candidate c
  where c.permitted and c.existing_id is null and c.state in ('WAITING', 'REQUESTED', 'ACTIVE')
), advanced as (
  update chat c set
    revision = c.revision + 1,
    last_seq = f.last_seq,
    state = case when f.by_agent > 0 and c.state = 'REQUESTED' then 'ACTIVE' else c.state end,
    first_message_at = case when f.by_customer > 0 then coalesce(c.first_message_at, now()) else c.first_message_at end,
    opened_at = case when f.by_agent > 0 then coalesce(c.opened_at, now()) else c.opened_at end,
    answered_at = case when f.by_agent > 0 then coalesce(c.answered_at, now()) else c.answered_at end,
    agent_unread = c.agent_unread + f.by_customer,
    customer_unread = c.customer_unread + f.by_agent
  from (
    select chat_id, max(seq) as last_seq, count(*) filter (where sender = 'AGENT') as by_agent,
      count(*) filter (where sender = 'CUSTOMER') as by_customer
    from fresh group by chat_id
  ) f
  where c.id = f.chat_id
  returning c.*
), inserted as (
  insert into message (chat_id, seq, revision, sender, sender_id, key, body, sent_at)
  select f.chat_id, f.seq, a.revision, f.sender, f.sender_id, f.key, f.body, clock_timestamp()
  from fresh f join advanced a on a.id = f.chat_id
  order by f.n
  returning *
), outcome as (
  select i.n, c.permitted, f.n is not null as sent, c.existing_id
  from input i left join candidate c on c.n = i.n left join fresh f on f.n = i.n
)
select o.n::int, 'SENT' as outcome, coalesce(sa.name, sc.name) as "senderName", ${messageColumns('m')}, ${chatColumns('a', 'chat.')}
from outcome o join fresh f on f.n = o.n
join inserted m on m.chat_id = f.chat_id and m.seq = f.seq
join advanced a on a.id = m.chat_id
left join agent sa on m.sender = 'AGENT' and sa.id = m.sender_id
left join customer sc on m.sender = 'CUSTOMER' and sc.id = m.sender_id
union all
select o.n::int, case when o.existing_id is not null then 'DUPLICATE' when o.permitted then 'ENDED' else 'DENIED' end,
  coalesce(sa.name, sc.name), ${messageColumns('m')}, ${chatColumns('a', 'chat.')}
from outcome o
left join message m on m.id = o.existing_id
left join advanced a on false
left join agent sa on m.sender = 'AGENT' and sa.id = m.sender_id
left join customer sc on m.sender = 'CUSTOMER' and sc.id = m.sender_id
where not o.sent`;

/** Writes messages of any chats in one statement. No two of them may have the same chat, sender and key. */
export async function appendMessages(sql: Sql, batch: readonly NewMessage[]): Promise<Appended[]> {
  const column = <K extends keyof NewMessage>(name: K) => batch.map((message) => message[name]);
  const values = [column('chatId'), column('sender'), column('senderId'), column('key'), column('body')];
  const { rows } = await untilNoTwin(() =>
    sql.query<Record<string, unknown> & { n: number }>({ name: 'append-messages', text: statement, values }),
  );
  const results = new Array<Appended>(batch.length);
  for (const row of rows) results[row.n - 1] = appendedOf(row);
  return results;
}

/** Each repetition has seen the twin that the one before ran into, so there are never more than the batch has messages. */
async function untilNoTwin<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (code !== '23505' || constraint !== 'message_chat_id_sender_id_key_unique') throw error;
    }
  }
}

function appendedOf(row: Record<string, unknown>): Appended {
  const outcome = row['outcome'] as Appended['outcome'];
  if (outcome === 'ENDED' || outcome === 'DENIED') return { outcome };
  const message: MessageRow = {
    id: row['id'] as string,
    chatId: row['chatId'] as string,
    seq: row['seq'] as number,
    revision: row['revision'] as number,
    sender: row['sender'] as MessageRow['sender'],
    senderId: row['senderId'] as string,
    senderName: row['senderName'] as string | null,
    key: row['key'] as string,
    body: row['body'] as string,
    sentAt: row['sentAt'] as Date,
  };
  if (outcome === 'DUPLICATE') return { outcome, message };
  return { outcome, message, chat: chatRowOf(row, 'chat.') };
}

/** So many statements at a time, chats spread over them: one that waits for a locked chat holds up only its own share. */
const lanes = 2;
/** More than so many wait for the next statement. */
const batchLimit = 128;

interface Waiting {
  message: NewMessage;
  resolve: (appended: Appended) => void;
  reject: (reason: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  running: boolean;
}

/** Group commit: what arrives while a statement is under way goes together into the next one. */
export class MessageWriter {
  readonly #lanes: readonly Lane[] = Array.from({ length: lanes }, () => ({ waiting: [], running: false }));
  readonly #sql: Sql;
  readonly #written: (chat: ChatRow, messages: readonly MessageRow[]) => void;

  /** `written` is told of each chat's new messages once they are committed, before any sender is. */
  constructor(sql: Sql, written: (chat: ChatRow, messages: readonly MessageRow[]) => void) {
    this.#sql = sql;
    this.#written = written;
  }

  append(message: NewMessage): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const lane = this.#lanes[message.chatId.charCodeAt(message.chatId.length - 1) % lanes] as Lane;
      lane.waiting.push({ message, resolve, reject });
      if (lane.running) return;
      lane.running = true;
      // What the same turn of the event loop still brings goes along.
      setImmediate(() => void this.#run(lane));
    });
  }

  async #run(lane: Lane): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = takeBatch(lane);
      try {
        const results = await appendMessages(
          this.#sql,
          batch.map(({ message }) => message),
        );
        this.#announce(results);
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Appended);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    lane.running = false;
  }

  #announce(results: readonly Appended[]): void {
    const sent = results.filter((result) => result.outcome === 'SENT');
    for (const [, ofChat] of Map.groupBy(sent, ({ chat }) => chat.id)) {
      const messages = ofChat.map(({ message }) => message).sort((a, b) => a.seq - b.seq);
      if (ofChat[0]) this.#written(ofChat[0].chat, messages);
    }
  }
}

/** The first of those waiting; a second one with the same chat, sender and key stays for the next statement. */
function takeBatch(lane: Lane): Waiting[] {
  const batch: Waiting[] = [];
  const rest: Waiting[] = [];
  const taken = new Set<string>();
  for (const waiting of lane.waiting) {
    const { chatId, senderId, key } = waiting.message;
    const identity = `${chatId} ${senderId} ${key}`;
    if (batch.length < batchLimit && !taken.has(identity)) {
      taken.add(identity);
      batch.push(waiting);
    } else rest.push(waiting);
  }
  lane.waiting = rest;
  return batch;
}
