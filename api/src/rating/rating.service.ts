import { randomUUID } from 'node:crypto';
import { requireAgent } from '../access/viewer.ts';
import type { TakenText } from '../chat/append-messages.ts';
import type { RatingVerdict } from '../chat/chat.entity.ts';
import { chatColumns, chatRowOf, messageRowOf, messageRows, type ChatRow, type MessageRow } from '../chat/chat.rows.ts';
import { mayAct, mayRead } from '../chat/chat.service.ts';
import { messageId } from '../chat/message.entity.ts';
import { ratingRequest } from '../chat/system-messages.ts';
import type { Context } from '../context.ts';
import { refuseErased } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import type { Statements } from '../sql.ts';
import { optionalField } from '../text.ts';
import { AlreadyRated, RatingClosed } from './rating.errors.ts';

/** In UTF-16 units. */
const commentLimit = 1_000;
const hoursAfterEnd = 24;
const minutesToChange = 10;

/** There is something to rate: an agent answered, or asked for it. */
export function isRatable({ answeredAt, ratingRequestedAt }: ChatRow): boolean {
  return Boolean(answeredAt ?? ratingRequestedAt);
}

/** When a first rating becomes impossible; null while the chat has not ended. */
export function ratingClosesAt({ customerEndedAt, closedAt }: ChatRow): Date | null {
  const end = customerEndedAt ?? closedAt;
  return end ? new Date(end.getTime() + hoursAfterEnd * 3_600_000) : null;
}

/** Until when a rating of this instant can be changed. */
export function canChangeUntil(ratedAt: Date): Date {
  return new Date(ratedAt.getTime() + minutesToChange * 60_000);
}

/** A rating may be given, or the one there is may be changed; otherwise RatingClosed. */
export function assertRatingOpen(chat: ChatRow, now: Date): void {
  if (chat.ratedAt) {
    if (now >= canChangeUntil(chat.ratedAt)) throw new RatingClosed('FINAL');
    return;
  }
  if (!isRatable(chat)) throw new RatingClosed('NOT_ANSWERED');
  assertNotTooLate(chat, now);
}

function assertNotTooLate(chat: ChatRow, now: Date): void {
  const closesAt = ratingClosesAt(chat);
  if (closesAt && now >= closesAt) throw new RatingClosed('TOO_LATE');
}

/**
 * The message that holds a chat's rating comment; there is one of it however often the comment changes. Its key is one that no
 * sender's message can have.
 */
function commentId({ id, customerId }: Pick<ChatRow, 'id' | 'customerId'>): string {
  return messageId(id, customerId, '');
}

/** The comment of each rated chat as everyone may read it, null without one; in one statement. */
export async function ratingComments(ctx: Context, chats: readonly ChatRow[]): Promise<(string | null)[]> {
  const ids = chats.map(commentId);
  const { rows } = await ctx.app.sql.query<{ id: string; body: string }>({
    name: 'rating-comments',
    text: 'select id, body from message where id = any($1::uuid[])',
    values: [ids],
  });
  const bodies = new Map(rows.map(({ id, body }) => [id, body]));
  return ids.map((id) => bodies.get(id) || null);
}

/**
 * Asks the customer for a rating with the service's guide message, once per chat: asked again, nothing changes. The chat's
 * agent may, and once it is closed every agent who sees it.
 */
export async function requestRating(ctx: Context, chatId: string): Promise<ChatRow> {
  const viewer = requireAgent(ctx);
  const id = decodeId('Chat', chatId);
  if (!id) throw new NotPermitted();
  const service = await ctx.app.settings.find(viewer.serviceId);
  const { chat, message } = await ctx.app.sql.transaction(async (sql) => {
    const held = await lockChat(sql, id);
    const isFiled = held.state === 'CLOSED' && mayRead(viewer, held);
    if (!mayAct(viewer, held) && !isFiled) throw new NotPermitted();
    await refuseErased(sql, held.customerId);
    if (held.ratedAt) throw new AlreadyRated();
    if (held.ratingRequestedAt) return { chat: held, message: null };
    assertNotTooLate(held, new Date());
    const { event, body } = ratingRequest(service, held.language);
    return written(
      await sql.query({ name: 'request-rating', text: requestText, values: [id, randomUUID(), event, body] }),
    );
  });
  if (message) ctx.app.chatFeeds.written(chat, [message]);
  return chat;
}

const requestText = `
with advanced as (
  update chat set revision = revision + 1, last_seq = last_seq + 1, customer_unread = customer_unread + 1,
    rating_requested_at = clock_timestamp()
  where id = $1 returning *
), said as (
  insert into message (id, chat_id, seq, revision, sender, event, body, sent_at)
  select $2::uuid, id, last_seq, revision, 'SYSTEM', $3, $4, clock_timestamp() from advanced returning *
)
${messageRows('said m join advanced a on a.id = m.chat_id', chatColumns('a', 'chat.'))}`;

export interface RateChatInput {
  chatId: string;
  verdict: RatingVerdict;
  comment?: string | null;
}

/**
 * The customer's verdict and what they say to it, asked for or not. Within ten minutes it can be changed; what is the same
 * as before changes nothing at any time, so a call whose answer got lost can be repeated.
 */
export async function rateChat(ctx: Context, { chatId, verdict, comment }: RateChatInput): Promise<ChatRow> {
  const { viewer } = ctx;
  const id = decodeId('Chat', chatId);
  if (viewer?.kind !== 'customer' || !id) throw new NotPermitted();
  const text = comment === undefined ? undefined : (optionalField('comment', comment, commentLimit) ?? '');
  await spend(ctx.app.limits.sends, viewer.id);
  const place = { serviceId: viewer.serviceId, chatId: id, messageId: commentId({ id, customerId: viewer.id }) };
  const taken = await ctx.app.intake.take(text ?? '', place);
  const { chat, message, isChanged, isRewritten } = await ctx.app.sql.transaction(async (sql) => {
    const held = await lockChat(sql, id);
    if (!mayAct(viewer, held)) throw new NotPermitted();
    await refuseErased(sql, held.customerId);
    const present = await readComment(sql, held);
    const saysSame = text === undefined || (await isSameComment(ctx, sql, present, text, held.serviceId));
    if (saysSame && held.ratingVerdict === verdict)
      return { chat: held, message: null, isChanged: false, isRewritten: false };
    const now = new Date();
    assertRatingOpen(held, now);
    const rating = { verdict, at: held.ratedAt ?? now };
    const changed = written(await sql.query(rateStatement(held, rating, saysSame ? null : taken, present === null)));
    return { ...changed, isChanged: true, isRewritten: !saysSame && present !== null };
  });
  if (isChanged) ctx.app.chatFeeds.written(chat, message ? [message] : []);
  if (isRewritten) ctx.app.erasure.soon();
  return chat;
}

/** What was shown of the comment, given back, is no new one: a mask in it is not to be written over by its own asterisks. */
async function isSameComment(
  { app }: Context,
  sql: Statements,
  present: MessageRow | null,
  text: string,
  serviceId: string,
): Promise<boolean> {
  if (text === (present?.body ?? '')) return true;
  return present !== null && app.intake.isSame(present, text, serviceId, sql);
}

async function lockChat(sql: Statements, id: string): Promise<ChatRow> {
  const { rows } = await sql.query<ChatRow>({
    name: 'lock-chat',
    text: `select ${chatColumns('c')} from chat c where c.id = $1 for no key update`,
    values: [id],
  });
  if (!rows[0]) throw new NotPermitted();
  return rows[0];
}

async function readComment(sql: Statements, chat: ChatRow): Promise<MessageRow | null> {
  const { rows } = await sql.query<MessageRow>(messageRows('(select * from message where id = $1) m'), [
    commentId(chat),
  ]);
  return rows[0] ?? null;
}

/** What a statement wrote: the chat, and the message if there is one. */
function written({ rows }: { rows: Record<string, unknown>[] }): { chat: ChatRow; message: MessageRow | null } {
  const row = rows[0] as Record<string, unknown>;
  return { chat: chatRowOf(row, 'chat.'), message: row['id'] === null ? null : messageRowOf(row) };
}

/** A comment that is there is replaced as a whole, its masks and what they hid included. */
function rateStatement(
  chat: ChatRow,
  { verdict, at }: { verdict: RatingVerdict; at: Date },
  comment: TakenText | null,
  isFirst: boolean,
): { name: string; text: string; values: unknown[] } {
  const originals = comment?.originals ?? [];
  return {
    name: 'rate-chat',
    text: rateText,
    values: [
      chat.id,
      verdict,
      at,
      commentId(chat),
      comment?.body ?? null,
      comment?.masks ? JSON.stringify(comment.masks) : null,
      comment !== null && isFirst ? 1 : 0,
      originals.map(({ maskId }) => maskId),
      originals.map(({ keyId }) => keyId),
      originals.map(({ box }) => box),
    ],
  };
}

/** `gone` sees the originals as they were before, so it takes only the old ones. */
const rateText = `
with advanced as (
  update chat set revision = revision + 1, rating_verdict = $2, rated_at = $3, last_seq = last_seq + $7::int,
    agent_unread = agent_unread + $7::int
  where id = $1 returning *
), said as (
  insert into message (id, chat_id, seq, revision, sender, sender_id, event, body, masks, sent_at)
  select $4::uuid, id, last_seq, revision, 'CUSTOMER', customer_id, 'RATING', $5, $6::jsonb, clock_timestamp()
  from advanced where $5::text is not null
  on conflict (id) do update set body = excluded.body, masks = excluded.masks, revision = excluded.revision
  returning *
), gone as (
  delete from mask_original where message_id in (select id from said)
), kept as (
  insert into mask_original (id, chat_id, message_id, key_id, box)
  select o.id, m.chat_id, m.id, o.key_id, o.box from said m, unnest($8::uuid[], $9::text[], $10::bytea[]) as o (id, key_id, box)
), audited as (
  insert into audit_entry (service_id, action, chat_id, message_id, mask_id)
  select a.service_id, 'MASKED', a.id, m.id, o.id from advanced a join said m on true, unnest($8::uuid[]) as o (id)
)
${messageRows('advanced a left join said m on true', chatColumns('a', 'chat.'))}`;
