import { randomUUID } from 'node:crypto';
import { isClientWith, isOwnRecord, type Viewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { groupOf } from '../customer/customer.rows.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { columnOf, columnValues } from '../sql.ts';
import type { Tx } from '../write.ts';
import { chatTopic, deskTopic, lineTopic, seatTopic } from './chat-topics.ts';
import { ChatState, type Chat } from './chat.entity.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import { MessageEvent } from './message.entity.ts';
import type { SystemMessage } from './system-messages.ts';

/** Who may read a chat: its customer, the service's agents with the chat right, either to all chats or to their own, and its programs. */
export function mayRead(viewer: Viewer | null, chat: Pick<ChatRow, 'serviceId' | 'customerId' | 'agentId'>): boolean {
  if (viewer?.serviceId !== chat.serviceId) return false;
  if (viewer.kind === 'customer') return isOwnRecord(viewer, chat.customerId);
  return viewer.canChat && (viewer.seesAllChats || viewer.id === chat.agentId);
}

/** Who may act in a chat: its customer, the agent it is assigned to, and programs that may write. */
export function mayAct(viewer: Viewer | null, chat: Pick<ChatRow, 'serviceId' | 'customerId' | 'agentId'>): boolean {
  if (viewer?.kind === 'client') return mayRead(viewer, chat) && isClientWith(viewer, 'chats:write');
  return mayRead(viewer, chat) && (viewer?.kind === 'customer' || viewer?.id === chat.agentId);
}

/** Who may still fill in a chat's record: whoever acts in it and, once it is closed, every agent who sees it. */
export function mayFile(viewer: Viewer | null, chat: ChatRow): boolean {
  return mayAct(viewer, chat) || (chat.state === ChatState.CLOSED && viewer?.kind === 'agent' && mayRead(viewer, chat));
}

/** What can be given another value in a chat that is locked. */
const settable = [
  'agentId',
  'state',
  'lastSeq',
  'customerReadSeq',
  'agentReadSeq',
  'customerDeliveredSeq',
  'agentDeliveredSeq',
  'customerUnread',
  'agentUnread',
  'page',
  'ip',
  'userAgent',
  'attemptHash',
  'attemptDigest',
  'openedAt',
  'customerEndedAt',
  'closedAt',
  'ratingRequestedAt',
  'ratingVerdict',
  'ratedAt',
  'categoryId',
  'note',
  'noteMasks',
  'noteRevision',
  'infoRevision',
] as const satisfies readonly (keyof Chat)[];

/** What becomes of a chat: fields that get another value, and what the system says to it. */
export interface ChatUpdate {
  readonly set?: Partial<Pick<Chat, (typeof settable)[number]>>;
  readonly says?: SystemMessage | null;
}

/** What must be known of a chat that is locked, to change it and to tell whom it concerns. */
export type LockedChat = Pick<ChatRow, 'id' | 'serviceId' | 'agentId' | 'state'>;

/** Locks a chat until the transaction ends; null when there is none. */
export async function lockChat(tx: Tx, id: string): Promise<ChatRow | null> {
  return (await lockChats(tx, [id]))[0] ?? null;
}

/** Locks chats in the order of their ids, in which they are answered, so that two never wait for each other in a circle. */
export async function lockChats(tx: Tx, ids: readonly string[]): Promise<ChatRow[]> {
  tx.willLock('chat', ids);
  const { rows } = await tx.sql.query<ChatRow>({ name: 'lock-chats', text: lockText, values: [ids] });
  return rows;
}

const lockText = `select ${chatColumns('c')} from chat c where c.id = any($1::uuid[]) order by c.id for no key update`;

/**
 * One change of a chat by its public id: its row lock, the rule, then the news to everyone. Null changes nothing. NotPermitted for
 * whoever may not act in it.
 */
export async function changeChat(
  ctx: Context,
  chatId: string,
  rule: (chat: ChatRow, tx: Tx) => ChatUpdate | null | Promise<ChatUpdate | null>,
  may: (viewer: Viewer | null, chat: ChatRow) => boolean = mayAct,
): Promise<ChatRow> {
  const id = decodeId('Chat', chatId);
  if (!id) throw new NotPermitted();
  return ctx.write({ chat: id }, async (tx) => {
    const chat = await lockChat(tx, id);
    if (!chat || !may(ctx.viewer, chat)) throw new NotPermitted();
    const update = await rule(chat, tx);
    return update ? advanceChat(tx, chat, update) : chat;
  });
}

/**
 * Moves a chat that is locked on by one revision, with what changes in its row and what the system says to it, and tells whoever it
 * concerns. Rows of the chat that change with it get the revision of the row that is answered.
 */
export async function advanceChat(tx: Tx, chat: LockedChat, update: ChatUpdate = {}): Promise<ChatRow> {
  return (await advanceChats(tx, [{ chat, ...update }]))[0] as ChatRow;
}

/** The same for several chats in one statement; answered in the order in which they came. */
export async function advanceChats(
  tx: Tx,
  updates: readonly (ChatUpdate & { readonly chat: LockedChat })[],
): Promise<ChatRow[]> {
  if (updates.length === 0) return [];
  const given = updates.map(({ chat, set = {}, says }) => ({
    id: chat.id,
    set: columnValues(set),
    messageId: says ? randomUUID() : null,
    event: says?.event,
    body: says?.body,
    supersedes: says !== null && says !== undefined && whereabouts.includes(says.event),
  }));
  const { rows } = await tx.sql.query<ChatRow>({
    name: 'advance-chats',
    text: advanceText,
    values: [JSON.stringify(given), given.map(({ id }) => id), whereabouts],
  });
  const after = new Map(rows.map((row) => [row.id, row]));
  return updates.map(({ chat }) => {
    const row = after.get(chat.id) as ChatRow;
    tellChat(tx, row, chat);
    return row;
  });
}

/** The same for the chats of these customers that are not closed. */
export async function advanceOpenChats(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const { rows } = await tx.sql.query<{ id: string }>(openText, [customerIds]);
  const locked = await lockChats(
    tx,
    rows.map(({ id }) => id),
  );
  await advanceChats(
    tx,
    locked.filter(({ state }) => state !== ChatState.CLOSED).map((chat) => ({ chat })),
  );
}

/** Of the persons of these records, in whichever record. */
const openText = `
select c.id from chat c where c.state <> 'CLOSED' and c.customer_id in (
  select g.id from unnest($1::uuid[]) as w (id) cross join lateral (${groupOf('w.id')}) g)`;

/**
 * What tells where a chat is. The latest takes the place of the one before it if nobody said anything in between: while an agent's
 * browser comes and goes, a customer who waits reads one sentence, and that one is true.
 */
const whereabouts: readonly MessageEvent[] = [MessageEvent.AGENT_CHANGED, MessageEvent.BACK_IN_LINE];

const columns = settable.map(columnOf);
/** What the system says counts as a message that the customer has not read. */
const counted = new Set(['last_seq', 'customer_unread']);

/**
 * The ids are given twice: an array is looked up in the index of ids, whatever the planner believes of a table of JSON.
 *
 * `jsonb_populate_record` leaves every column as it is that `set` does not name. When a chat is first given to an agent, that is
 * noted by the clock that also noted when it was requested.
 */
const advanceText = `
with told as (
  select g.*, (select m.id from chat c join message m on m.chat_id = c.id and m.seq = c.last_seq
    where c.id = g.id and g.supersedes and m.sender = 'SYSTEM' and m.event = any($3::text[]) and m.masks is null) as "staleId"
  from jsonb_to_recordset($1::jsonb) as g (id uuid, set jsonb, "messageId" uuid, event text, body text, supersedes boolean)
), given as (
  select *, (body is not null and "staleId" is null)::int as said from told
), advanced as (
  update chat c set revision = c.revision + 1, (${columns.join(', ')}, assigned_at) = (
    select ${columns.map((column) => (counted.has(column) ? `r.${column} + g.said` : `r.${column}`)).join(', ')},
      case when r.agent_id is null then r.assigned_at else coalesce(r.assigned_at, clock_timestamp()) end
    from jsonb_populate_record(c, g.set) r)
  from given g where c.id = g.id and c.id = any($2::uuid[])
  returning c.*, g."messageId", g.event, g.body, g."staleId"
), superseded as (
  update message m set revision = a.revision, event = a.event, body = a.body, sent_at = clock_timestamp()
  from advanced a where m.id = a."staleId"
), said as (
  insert into message (id, chat_id, seq, revision, sender, event, body, sent_at)
  select "messageId", id, last_seq, revision, 'SYSTEM', event, body, clock_timestamp() from advanced
  where body is not null and "staleId" is null
)
select ${chatColumns('a')} from advanced a`;

const takesSeat = ({ state }: LockedChat) => state === ChatState.REQUESTED || state === ChatState.ACTIVE;

/**
 * Tells everyone whom a change of a chat concerns, once it is committed: its readers, the desks it lies on or left, those in line,
 * and whoever gives free seats away.
 */
export function tellChat(tx: Tx, chat: ChatRow, before: LockedChat = chat): void {
  const { id: chatId, revision, serviceId } = chat;
  tx.tell(chatTopic(chatId), { revision });
  for (const agentId of new Set([before.agentId, chat.agentId])) if (agentId) tx.tell(deskTopic(agentId), { chatId });
  const isMoved = before.state !== chat.state || before.agentId !== chat.agentId;
  if (!isMoved) return;
  if (before.state === ChatState.WAITING || chat.state === ChatState.WAITING) tx.tell(lineTopic, { serviceId });
  if (takesSeat(before) && !(takesSeat(chat) && before.agentId === chat.agentId)) tx.tell(seatTopic, { serviceId });
}
