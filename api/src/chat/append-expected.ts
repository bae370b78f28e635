import type { Statements } from '../sql.ts';
import type { NewMessage, Sent } from './append-messages.ts';
import { ChatState } from './chat.entity.ts';
import type { ChatRow, MessageRow } from './chat.rows.ts';
import type { KnownChats } from './known-chats.ts';
import { isEnded } from './transitions.ts';

/**
 * Writes those messages of which it is known what they do to their chats, in a statement that computes nothing: the numbers are
 * given, and a chat that is at another revision than was expected stays as it is. Answers with what was written. Everything else,
 * `appendMessages` writes or explains: it costs PostgreSQL half as much again.
 */
export async function appendExpected(
  sql: Statements,
  batch: readonly NewMessage[],
  known: KnownChats,
): Promise<ReadonlyMap<string, Sent>> {
  const expected = [...Map.groupBy(batch, ({ chatId }) => chatId).values()].flatMap((messages): Expected[] => {
    if (!messages.every(isOfPerson)) return [];
    const before = known.get((messages[0] as NewMessage).chatId);
    const after = before && chatAfter(before, messages);
    return after
      ? [{ before, after, messages: messages.map((each, index) => ({ ...each, seq: before.lastSeq + index + 1 })) }]
      : [];
  });
  if (expected.length === 0) return new Map();
  // In the order of their ids chats are locked everywhere, so that hardly ever two batches wait for each other in a circle.
  expected.sort((a, b) => (a.after.id < b.after.id ? -1 : 1));
  const written = await write(sql, expected);
  return new Map(
    expected.flatMap(({ after, messages }) =>
      messages.flatMap(({ id, chatId, seq, sender, senderId, key, body }) => {
        const sentAt = written.get(id);
        if (!sentAt) return [];
        const { revision } = after;
        const row = {
          id,
          chatId,
          seq,
          revision,
          sender,
          senderId,
          key,
          event: null,
          body,
          masks: null,
          attachmentIds: null,
          sentAt,
        };
        return [[id, { outcome: 'SENT', message: row satisfies MessageRow, chat: after }] as const];
      }),
    ),
  );
}

type PersonsMessage = NewMessage & { readonly sender: 'CUSTOMER' | 'AGENT' };

/** Whether a program may say something, only the database knows. */
const isOfPerson = (message: NewMessage): message is PersonsMessage => message.sender !== 'CLIENT';

/**
 * The chat once these were said in it, if they do no more than to be said: something else happens to the chat when its agent speaks
 * for the first time, and to a message that hides something, and some may not be said at all.
 */
function chatAfter(chat: ChatRow, messages: readonly PersonsMessage[]): ChatRow | null {
  if (isEnded(chat)) return null;
  const isAnswered = chat.state === ChatState.ACTIVE && chat.openedAt !== null && chat.answeredAt !== null;
  let { agentUnread, customerUnread } = chat;
  for (const { sender, senderId, masks, originals } of messages) {
    if (masks !== null || originals.length > 0) return null;
    if (sender === 'CUSTOMER') {
      if (senderId !== chat.customerId) return null;
      agentUnread += 1;
    } else {
      if (senderId !== chat.agentId || !isAnswered) return null;
      customerUnread += 1;
    }
  }
  return {
    ...chat,
    revision: chat.revision + 1,
    lastSeq: chat.lastSeq + messages.length,
    agentUnread,
    customerUnread,
  };
}

interface Expected {
  readonly before: ChatRow;
  readonly after: ChatRow;
  readonly messages: readonly (PersonsMessage & { readonly seq: number })[];
}

/** When each message was written; without those of chats that are otherwise than expected. */
async function write(sql: Statements, expected: readonly Expected[]): Promise<ReadonlyMap<string, Date>> {
  const messages = expected.flatMap(({ messages: ofChat }) => ofChat);
  const values = [
    expected.map(({ after }) => after.id),
    expected.map(({ before }) => before.revision),
    expected.map(({ after }) => after.lastSeq),
    expected.map(({ after }) => after.agentUnread),
    expected.map(({ after }) => after.customerUnread),
    expected.map(({ before, after }) => after.agentUnread > before.agentUnread),
    messages.map(({ id }) => id),
    messages.map(({ chatId }) => chatId),
    messages.map(({ seq }) => seq),
    messages.map(({ sender }) => sender),
    messages.map(({ senderId }) => senderId),
    messages.map(({ key }) => key),
    messages.map(({ body }) => body),
  ];
  try {
    const statement = messages.length === 1 ? { ...appendOne, values: values.flat() } : { ...appendMany, values };
    const { rows } = await sql.query<{ id: string; sentAt: Date }>(statement);
    return new Map(rows.map(({ id, sentAt }) => [id, sentAt]));
  } catch (error) {
    if (refusals.has((error as { code?: string }).code)) return new Map();
    throw error;
  }
}

/**
 * After these nothing of the statement happened: one of the messages was sent before (23505), or PostgreSQL ended it because of
 * others at work (40P01, 40001). It may lock the chats in another order than they are given; `appendMessages` never does.
 */
const refusals = new Set<string | undefined>(['23505', '40P01', '40001']);

/** The columns of what is given, with their types, in the order of the values: of the chats, then of the messages. */
const chatColumns = [
  'id uuid',
  'revision int',
  'last_seq int',
  'agent_unread int',
  'customer_unread int',
  'by_customer bool',
];
const messageColumns = ['id uuid', 'chat_id uuid', 'seq int', 'sender text', 'sender_id uuid', 'key text', 'body text'];

type Source = (alias: string, columns: readonly string[], from: number) => string;

const append = (source: Source) => `
with moved as (
  update chat c set revision = c.revision + 1, last_seq = e.last_seq, agent_unread = e.agent_unread,
    customer_unread = e.customer_unread,
    first_message_at = case when e.by_customer then coalesce(c.first_message_at, now()) else c.first_message_at end
  from ${source('e', chatColumns, 1)}
  where c.id = e.id and c.revision = e.revision
  returning c.id, c.revision
)
insert into message (id, chat_id, seq, revision, sender, sender_id, key, body, sent_at)
select m.id, m.chat_id, m.seq, c.revision, m.sender, m.sender_id, m.key, m.body, clock_timestamp()
from ${source('m', messageColumns, chatColumns.length + 1)}
join moved c on c.id = m.chat_id
order by m.seq
returning id, sent_at as "sentAt"`;

const names = (columns: readonly string[]) => columns.map((column) => column.split(' ')[0]).join(', ');
const types = (columns: readonly string[], from: number, suffix: string) =>
  columns.map((column, index) => `$${from + index}::${column.split(' ')[1]}${suffix}`).join(', ');

const appendMany = {
  name: 'append-expected',
  text: append((alias, columns, from) => `unnest(${types(columns, from, '[]')}) as ${alias} (${names(columns)})`),
};
/** One message is most of what there is where not much is sent; without arrays it costs PostgreSQL a fifth less. */
const appendOne = {
  name: 'append-expected-one',
  text: append((alias, columns, from) => `(values (${types(columns, from, '')})) as ${alias} (${names(columns)})`),
};
