import { requireStaff } from '../access/viewer.ts';
import type { TakenText } from '../chat/append-messages.ts';
import { advanceChat, changeChat, lockChat, mayAct, mayFile, type ChatUpdate } from '../chat/change-chat.ts';
import type { RatingVerdict } from '../chat/chat.entity.ts';
import { messageRows, type ChatRow, type MessageRow } from '../chat/chat.rows.ts';
import { messageId } from '../chat/message.entity.ts';
import { senderIn } from '../chat/message.service.ts';
import { ratingRequest } from '../chat/system-messages.ts';
import type { Context } from '../context.ts';
import { refuseErased } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import type { Statements } from '../sql.ts';
import { optionalField } from '../text.ts';
import type { Tx } from '../write.ts';
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
export function commentId({ id, customerId }: Pick<ChatRow, 'id' | 'customerId'>): string {
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
 * agent may, programs, and once it is closed every agent who sees it.
 */
export async function requestRating(ctx: Context, chatId: string): Promise<ChatRow> {
  const viewer = requireStaff(ctx, 'chats:write');
  const service = await ctx.app.settings.find(viewer.serviceId);
  const rule = async (chat: ChatRow, { sql }: Tx): Promise<ChatUpdate | null> => {
    await refuseErased(sql, { customerId: chat.customerId, chatId: chat.id });
    if (chat.ratedAt) throw new AlreadyRated();
    if (chat.ratingRequestedAt) return null;
    const now = ctx.app.clock.now();
    assertNotTooLate(chat, now);
    return { set: { ratingRequestedAt: now }, says: ratingRequest(service, chat.language) };
  };
  return changeChat(ctx, chatId, rule, mayFile);
}

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
  const customerId = await senderIn(ctx, viewer, id);
  const place = { serviceId: viewer.serviceId, chatId: id, messageId: commentId({ id, customerId }) };
  const taken = await ctx.app.intake.take(text ?? '', place);
  return ctx.write({ chat: id }, async (tx) => {
    const chat = await lockChat(tx, id);
    if (!chat || !mayAct(viewer, chat)) throw new NotPermitted();
    await refuseErased(tx.sql, { customerId: chat.customerId, chatId: chat.id });
    const present = await readComment(tx.sql, chat);
    const saysSame = text === undefined || (await isSameComment(ctx, tx.sql, present, text, chat.serviceId));
    if (saysSame && chat.ratingVerdict === verdict) return chat;
    const now = ctx.app.clock.now();
    assertRatingOpen(chat, now);
    const isFirst = !saysSame && present === null;
    const after = await advanceChat(tx, chat, {
      set: {
        ratingVerdict: verdict,
        ...(!chat.ratedAt && { ratedAt: now }),
        ...(isFirst && { lastSeq: chat.lastSeq + 1, agentUnread: chat.agentUnread + 1 }),
      },
    });
    if (!saysSame) await writeComment(tx, ctx, after, taken);
    if (!saysSame && present !== null) tx.afterCommit(() => ctx.app.vacuum.soon());
    return after;
  });
}

/**
 * Whether the text is the comment there is, either as shown with its masks or as first written. Saving the shown text must not
 * replace what a mask hides with asterisks.
 */
async function isSameComment(
  { app }: Context,
  sql: Statements,
  present: MessageRow | null,
  text: string,
  serviceId: string,
): Promise<boolean> {
  if (text === (present?.body ?? '')) return true;
  if (present === null) return false;
  return app.intake.isSame(present, text, { serviceId, chatId: present.chatId, messageId: present.id }, sql);
}

async function readComment(sql: Statements, chat: ChatRow): Promise<MessageRow | null> {
  const { rows } = await sql.query<MessageRow>(messageRows('(select * from message where id = $1) m'), [
    commentId(chat),
  ]);
  return rows[0] ?? null;
}

/** Writes the comment into a chat that was moved on for it; one that is there is replaced as a whole, with its masks. */
async function writeComment(tx: Tx, ctx: Context, chat: ChatRow, { body, masks, originals }: TakenText): Promise<void> {
  await tx.sql.query(writeText, [
    chat.id,
    commentId(chat),
    chat.lastSeq,
    chat.revision,
    chat.customerId,
    body,
    masks && JSON.stringify(masks),
    originals.map(({ maskId }) => maskId),
    originals.map(({ keyId }) => keyId),
    originals.map(({ box }) => box),
    chat.serviceId,
  ]);
  const message = await readComment(tx.sql, chat);
  if (message) tx.afterCommit(() => ctx.app.chatFeeds.handOver(chat, [message]));
}

/** `gone` sees the originals as they were before, so it takes only the old ones. */
const writeText = `
with said as (
  insert into message (id, chat_id, seq, revision, sender, sender_id, event, body, masks, sent_at)
  values ($2::uuid, $1::uuid, $3, $4, 'CUSTOMER', $5, 'RATING', $6, $7::jsonb, clock_timestamp())
  on conflict (id) do update set body = excluded.body, masks = excluded.masks, revision = excluded.revision
), gone as (
  delete from mask_original where message_id = $2::uuid
), kept as (
  insert into mask_original (id, chat_id, message_id, key_id, box)
  select id, $1::uuid, $2::uuid, key_id, box from unnest($8::uuid[], $9::text[], $10::bytea[]) as o (id, key_id, box)
)
insert into audit_entry (service_id, action, chat_id, message_id, mask_id)
select $11::uuid, 'MASKED', $1::uuid, $2::uuid, id from unnest($8::uuid[]) as o (id)`;
