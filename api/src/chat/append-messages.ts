import type { ChatState } from './chat.entity.ts';
import { chatColumns, chatRowOf, messageRowOf, messageRows, type ChatRow, type MessageRow } from './chat.rows.ts';
import type { Mask } from './message.entity.ts';
import { repeatConflicts, type Statements } from '../sql.ts';

/** A text as it is stored. */
export interface TakenText {
  readonly body: string;
  /** What was hidden before it is stored; null for nothing. */
  readonly masks: readonly Mask[] | null;
  /** What those masks hide, encrypted; without a box it is kept nowhere. */
  readonly originals: readonly NewOriginal[];
}

export interface NewOriginal {
  readonly maskId: string;
  readonly keyId: string | null;
  readonly box: Buffer | null;
}

export interface NewMessage extends TakenText {
  /** From `messageId`, so a message sent twice is the same row. */
  readonly id: string;
  readonly chatId: string;
  /** A program's message is stored as one of an agent with the event INTEGRATION; it neither opens nor answers the chat. */
  readonly sender: 'CUSTOMER' | 'AGENT' | 'CLIENT';
  readonly senderId: string;
  readonly key: string;
}

export interface Sent {
  readonly outcome: 'SENT';
  readonly message: MessageRow;
  readonly chat: ChatRow;
}

/**
 * SENT: it is in the chat now. DUPLICATE: the sender sent this key before, `message` is that one. ENDED: nothing can be said any
 * more. DENIED: no such chat for this sender.
 */
export type Appended =
  Sent | { readonly outcome: 'DUPLICATE'; readonly message: MessageRow } | { readonly outcome: 'ENDED' | 'DENIED' };

/** SQL: the sender of `i` is a program of the service of a chat, as the database has it now. */
const isOurs = (chat: string) =>
  `exists (select from api_client k where k.id = i.sender_id and k.service_id = ${chat}.service_id and k.revoked_at is null)`;

/**
 * One statement, so one transaction: locks the chats in the order of their ids (two batches cannot wait for each other in a
 * circle), looks for each message under that lock, gives the new ones the next numbers, and moves each chat on by one revision. It
 * answers with what it wrote.
 *
 * The look for the message sees the database as it was when the statement began. If a twin was committed while it waited for
 * the lock, the primary key refuses the insert and with it the whole statement, numbers included; repeated, it sees the twin.
 */
const append = (hidden: string, programs = false) => `
with input as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::jsonb[])
    with ordinality as i (id, chat_id, sender, sender_id, key, body, masks, n)
), locked as materialized (
  select id, state, last_seq, customer_id, agent_id${programs ? ', service_id' : ''} from chat
  where id in (select chat_id from input) order by id for no key update
), fresh as materialized (
  select i.*, l.last_seq + row_number() over (partition by i.chat_id order by i.n) as seq
  from input i
  join locked l on l.id = i.chat_id
  where l.state in ('WAITING', 'REQUESTED', 'ACTIVE')
    and case i.sender when 'CUSTOMER' then l.customer_id = i.sender_id${programs ? ` when 'CLIENT' then ${isOurs('l')}` : ''} else l.agent_id = i.sender_id end
    and not exists (select from message m where m.id = i.id)
), advanced as (
  update chat c set
    revision = c.revision + 1,
    last_seq = f.last_seq,
    state = case when f.by_agent > 0 and c.state = 'REQUESTED' then 'ACTIVE' else c.state end,
    first_message_at = case when f.by_customer > 0 then coalesce(c.first_message_at, now()) else c.first_message_at end,
    opened_at = case when f.by_agent > 0 then coalesce(c.opened_at, now()) else c.opened_at end,
    answered_at = case when f.by_agent > 0 then coalesce(c.answered_at, now()) else c.answered_at end,
    agent_unread = c.agent_unread + f.by_customer,
    customer_unread = c.customer_unread + f.by_agent${programs ? ' + f.by_client' : ''}
  from (
    select chat_id, max(seq) as last_seq, count(*) filter (where sender = 'AGENT') as by_agent,
      count(*) filter (where sender = 'CUSTOMER') as by_customer${programs ? `, count(*) filter (where sender = 'CLIENT') as by_client` : ''}
    from fresh group by chat_id
  ) f
  where c.id = f.chat_id
  returning c.*
), inserted as (
  insert into message (id, chat_id, seq, revision, sender, sender_id, key, body, masks, sent_at${programs ? ', event' : ''})
  select f.id, f.chat_id, f.seq, a.revision, ${programs ? `case f.sender when 'CLIENT' then 'AGENT' else f.sender end` : 'f.sender'}, f.sender_id, f.key, f.body, f.masks, clock_timestamp()${programs ? `, case f.sender when 'CLIENT' then 'INTEGRATION' end` : ''}
  from fresh f join advanced a on a.id = f.chat_id
  order by f.n
  returning *
)${hidden}
${messageRows('inserted m join advanced a on a.id = m.chat_id', chatColumns('a', 'chat.'))}`;

const appendPlain = { name: 'append-messages', text: append('') };
/** The same with messages of programs among them. */
const appendPrograms = { name: 'append-messages-of-programs', text: append('', true) };
/** Where something was hidden at intake: what it hides. */
const originals = `, original as (
  select o.*, a.service_id, a.id as chat_id
  from unnest($8::uuid[], $9::uuid[], $10::text[], $11::bytea[]) as o (id, message_id, key_id, box)
  join inserted m on m.id = o.message_id join advanced a on a.id = m.chat_id
), hidden as (
  insert into mask_original (id, chat_id, message_id, key_id, box) select id, chat_id, message_id, key_id, box from original
), audited as (
  insert into audit_entry (service_id, action, chat_id, message_id, mask_id)
  select service_id, 'MASKED', chat_id, message_id, id from original
)`;
const appendHidden = { name: 'append-hidden-messages', text: append(originals) };
const appendHiddenPrograms = { name: 'append-hidden-messages-of-programs', text: append(originals, true) };

/** Why something was not written: chats are never opened again and messages never unsaid, so it can be told afterwards. */
const explain = `
select c.state, r.*,
  case i.sender when 'CUSTOMER' then c.customer_id = i.sender_id when 'CLIENT' then ${isOurs('c')}
    else c.agent_id = i.sender_id end as permitted
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) with ordinality as i (id, chat_id, sender, sender_id, n)
left join chat c on c.id = i.chat_id
left join (${messageRows('message m')}) r on r.id = i.id
order by i.n`;

/**
 * Writes messages of any chats in one statement. No two of them may be the same message. `written` is told of what was committed
 * before anything else is asked of the database, which may fail.
 */
export async function appendMessages(
  sql: Statements,
  batch: readonly NewMessage[],
  written: (sent: readonly Sent[]) => void = () => undefined,
): Promise<Appended[]> {
  const { rows } = await untilNoTwin(sql, () => sql.query<MessageRow & Record<string, unknown>>(statementOf(batch)));
  const results = new Map<string, Appended>();
  const chats = new Map<string, ChatRow>();
  const sent = rows.map((row): Sent => {
    const chat = chats.get(row.chatId) ?? chatRowOf(row, 'chat.');
    chats.set(row.chatId, chat);
    return { outcome: 'SENT', message: messageRowOf(row), chat };
  });
  for (const each of sent) results.set(each.message.id, each);
  written(sent);
  const missing = batch.filter(({ id }) => !results.has(id));
  if (missing.length > 0) {
    for (const [id, appended] of await explainMissing(sql, missing, written)) results.set(id, appended);
  }
  return batch.map(({ id }) => results.get(id) as Appended);
}

function statementOf(batch: readonly NewMessage[]): { name: string; text: string; values: unknown[] } {
  const values = [
    ...columnsOf(batch),
    batch.map(({ key }) => key),
    batch.map(({ body }) => body),
    batch.map(({ masks }) => masks && JSON.stringify(masks)),
  ];
  const hidden = batch.flatMap(({ id, originals: ofMessage }) => ofMessage.map((original) => ({ id, ...original })));
  const hasPrograms = batch.some(({ sender }) => sender === 'CLIENT');
  if (hidden.length === 0) return { ...(hasPrograms ? appendPrograms : appendPlain), values };
  return {
    ...(hasPrograms ? appendHiddenPrograms : appendHidden),
    values: [
      ...values,
      hidden.map(({ maskId }) => maskId),
      hidden.map(({ id }) => id),
      hidden.map(({ keyId }) => keyId),
      hidden.map(({ box }) => box),
    ],
  };
}

async function explainMissing(
  sql: Statements,
  missing: readonly NewMessage[],
  written: (sent: readonly Sent[]) => void,
): Promise<Map<string, Appended>> {
  const { rows } = await sql.query<Partial<MessageRow> & { state: ChatState | null; permitted: boolean | null }>(
    explain,
    columnsOf(missing),
  );
  const explained = new Map<string, Appended>();
  missing.forEach(({ id }, index) => {
    const row = rows[index];
    if (row?.id) explained.set(id, { outcome: 'DUPLICATE', message: messageRowOf(row) });
    else if (!row?.permitted) explained.set(id, { outcome: 'DENIED' });
    else if (row.state === 'ENDED_BY_CUSTOMER' || row.state === 'CLOSED') explained.set(id, { outcome: 'ENDED' });
  });
  // The chat came to the sender between the two statements, so now it can be said.
  const again = missing.filter(({ id }) => !explained.has(id));
  if (again.length > 0) {
    const appended = await appendMessages(sql, again, written);
    again.forEach(({ id }, index) => explained.set(id, appended[index] as Appended));
  }
  return explained;
}

const columnsOf = (batch: readonly NewMessage[]) => [
  batch.map(({ id }) => id),
  batch.map(({ chatId }) => chatId),
  batch.map(({ sender }) => sender),
  batch.map(({ senderId }) => senderId),
];

/**
 * Repeats the statement while another process inserts one of its messages at the same moment (the primary key refuses that), or while
 * PostgreSQL ends it because of others. Each repetition finds the message that the one before failed on, so there are at most as many
 * repetitions as messages. Within a transaction nothing can be repeated after a failure: the door begins the transaction anew.
 */
async function untilNoTwin<T>({ isTransaction }: Statements, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await (isTransaction ? attempt() : repeatConflicts(attempt));
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      if (isTransaction || code !== '23505' || constraint !== 'message_pkey') throw error;
    }
  }
}
