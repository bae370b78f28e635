import { randomUUID } from 'node:crypto';
import { requireAgent, requireStaff, type StaffViewer } from '../access/viewer.ts';
import type { AuditAction } from '../access/audit-entry.entity.ts';
import type { App } from '../app.ts';
import type { NewOriginal } from '../chat/append-messages.ts';
import { advanceChat, mayRead } from '../chat/change-chat.ts';
import { chatColumns, messageRows, type ChatRow, type MessageRow } from '../chat/chat.rows.ts';
import { chatById } from '../chat/chat.service.ts';
import type { Mask } from '../chat/message.entity.ts';
import { messageById } from '../chat/message.service.ts';
import type { Context } from '../context.ts';
import { NotPermitted, RateLimited } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { Feature } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import { requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
import { InvalidRange, MaskingDisabled, MaskSealed, OriginalUnavailable, StaleRevision } from './masking.errors.ts';
import { readOriginals } from './originals.rows.ts';
import { hide, piecesOf, replaced, type Masked, type Piece } from './spans.ts';

export interface MaskMessageInput {
  messageId: string;
  revision: number;
  start: number;
  end: number;
}

/** Hides a stretch of a message for every reader; a stretch that is hidden already stays as it is. */
export async function maskMessage(ctx: Context, input: MaskMessageInput): Promise<MessageRow> {
  const viewer = requireStaff(ctx, 'masks:write');
  const { start, end } = input;
  const messageId = decodeId('Message', input.messageId);
  if (!messageId) throw new NotPermitted();
  const { vault } = ctx.app;
  const author = authorOf(viewer);
  return changeMasks(needsOf(ctx), messageId, async ({ chat, message: present, features }, { sql }) => {
    if (!mayRead(viewer, chat)) throw new NotPermitted();
    if (!features.includes(Feature.security)) throw new MaskingDisabled();
    if (input.revision < present.revision || input.revision > chat.revision) throw new StaleRevision(present);
    if (start < 0 || start >= end || end > present.body.length) throw new InvalidRange();
    const before = maskedOf(present);
    const pieces = piecesOf(before.body, before.masks, { start, end });
    if (pieces.length === 0) return null;
    const originals = await readMerged(sql, ctx.app, chat, present, pieces);
    const { after, added } = hide(before, pieces, originals, (place) => newMask(place, author, ctx.app.clock.now()));
    const place = { serviceId: chat.serviceId, chatId: chat.id, messageId };
    return {
      after,
      added: added.map(({ mask, text }) => ({
        maskId: mask.id,
        ...vault.encrypt(text, { ...place, maskId: mask.id }),
      })),
      removed: pieces.flatMap(({ merged }) => merged),
      sealed: [],
      audit: added.map(({ mask }) => mask.id),
      action: 'MASKED',
      by: author,
    };
  });
}

/** What the masks hide that become part of others. */
async function readMerged(
  sql: Statements,
  { vault }: App,
  { serviceId }: ChatRow,
  message: MessageRow,
  pieces: readonly Piece[],
): Promise<Map<string, string>> {
  const merged = pieces.flatMap((piece) => piece.merged);
  if (merged.length === 0) return new Map();
  const originals = await readOriginals(sql, vault, { ...message, serviceId });
  if (!merged.every((id) => originals.has(id))) throw new OriginalUnavailable();
  return originals;
}

const newMask = (place: { start: number; end: number }, author: MaskAuthor, maskedAt: Date): Mask => ({
  id: randomUUID(),
  ...place,
  maskedAt: maskedAt.toISOString(),
  maskedById: author.agentId,
  ...(author.clientId !== null && { maskedByClientId: author.clientId }),
  kind: null,
  sealed: false,
});

const maskedOf = ({ body, masks }: MessageRow): Masked => ({ body, masks: masks ?? [] });

/** Puts the original back for every reader. Released twice is released once. */
export async function unmaskMessage(ctx: Context, maskId: string): Promise<MessageRow> {
  const viewer = requireAgent(ctx);
  const { messageId, id } = await findMask(ctx, maskId);
  return changeMasks(needsOf(ctx), messageId, async ({ chat, message }, { sql }) => {
    if (!mayRead(viewer, chat)) throw new NotPermitted();
    const before = maskedOf(message);
    const mask = before.masks.find((each) => each.id === id);
    if (!mask) {
      // Somebody else released it a moment ago, or this is the same wish again because its answer got lost.
      if (await wasReleased(sql, id)) return null;
      throw new NotPermitted();
    }
    if (mask.sealed) throw new MaskSealed();
    const original = (await readOriginals(sql, ctx.app.vault, { ...message, serviceId: chat.serviceId })).get(id);
    if (original === undefined) throw new OriginalUnavailable();
    const after = replaced(before, mask, original);
    return { after, added: [], removed: [id], sealed: [], audit: [id], action: 'RELEASED', by: authorOf(viewer) };
  });
}

/** Destroys what a mask hides, for ever. */
export async function sealMask(ctx: Context, maskId: string): Promise<MessageRow> {
  const viewer = requireAgent(ctx);
  if (!viewer.maySeal) throw new NotPermitted();
  const { messageId, id } = await findMask(ctx, maskId);
  return changeMasks(needsOf(ctx), messageId, async ({ chat, message: present }, { sql }) => {
    const mask = present.masks?.find((each) => each.id === id);
    if (!mask || !mayRead(viewer, chat)) throw new NotPermitted();
    await assertRight(sql, 'may_seal', viewer.id);
    if (mask.sealed) throw new MaskSealed();
    return sealing(present, [id], authorOf(viewer));
  });
}

/** The viewer's rights may be a few seconds old; what cannot be undone is decided by the right as the database has it now. */
async function assertRight(
  sql: Statements,
  right: 'may_reveal' | 'may_seal',
  agentId: string,
  lock: 'for no key update' | '' = '',
): Promise<void> {
  const { rows } = await sql.query(
    `select from agent where id = $1 and ${right} and can_chat and removed_at is null ${lock}`,
    [agentId],
  );
  if (rows.length === 0) throw new NotPermitted();
}

/** The change that seals some of a message's masks. */
export function sealing(message: MessageRow, ids: readonly string[], by: MaskAuthor): MaskChange {
  const before = maskedOf(message);
  const masks = before.masks.map((mask) => (ids.includes(mask.id) ? { ...mask, sealed: true } : mask));
  return { after: { ...before, masks }, added: [], removed: [], sealed: ids, audit: ids, action: 'SEALED', by };
}

/** What a mask hides, for one agent and for a minute; the audit row is committed before the text is given out. */
export interface RevealedMask {
  readonly mask: Mask;
  readonly text: string;
  readonly expiresAt: Date;
}

const revealSeconds = 60;
const reasonLimit = 500;

/**
 * Shows what a mask hides to one agent, for a reason. Asked for again within its minute, because the answer got lost, it is the same
 * reveal. The agent's row lock orders reveals, so that two at once do not both take the last of the hour's budget.
 */
export async function revealMask(ctx: Context, maskId: string, reason: string): Promise<RevealedMask> {
  const viewer = requireAgent(ctx);
  if (!viewer.canChat || !viewer.mayReveal) throw new NotPermitted();
  const why = requiredField('reason', reason, reasonLimit);
  const { messageId, id } = await findMask(ctx, maskId);
  return ctx.write({ chat: messageId }, async (tx) => {
    const { sql } = tx;
    tx.willLock('agent', [viewer.id]);
    await assertRight(sql, 'may_reveal', viewer.id, 'for no key update');
    const { chat, message } = await hold(tx, messageId, 'for share');
    const mask = message.masks?.find((each) => each.id === id);
    if (!mask || !mayRead(viewer, chat)) throw new NotPermitted();
    if (mask.sealed) throw new MaskSealed();
    const text = (await readOriginals(sql, ctx.app.vault, { ...message, serviceId: chat.serviceId })).get(id);
    if (text === undefined) throw new OriginalUnavailable();
    const revealedAt =
      (await sameReveal(sql, viewer.id, id, why)) ?? (await newReveal(sql, ctx, chat, messageId, id, why));
    return { mask, text, expiresAt: new Date(revealedAt.getTime() + revealSeconds * 1_000) };
  });
}

async function sameReveal(sql: Statements, agentId: string, maskId: string, reason: string): Promise<Date | undefined> {
  const { rows } = await sql.query<{ at: Date }>(
    `select at from audit_entry where agent_id = $1 and action = 'REVEALED' and mask_id = $2 and reason = $3
       and at > clock_timestamp() - make_interval(secs => $4) order by at desc limit 1`,
    [agentId, maskId, reason, revealSeconds],
  );
  return rows[0]?.at;
}

async function newReveal(
  sql: Statements,
  ctx: Context,
  chat: ChatRow,
  messageId: string,
  maskId: string,
  reason: string,
): Promise<Date> {
  const agentId = requireAgent(ctx).id;
  const { rows: spent } = await sql.query<{ count: number; freeIn: number }>(
    `select count(*)::int as count, ceil(extract(epoch from min(at) + interval '1 hour' - clock_timestamp()))::int as "freeIn"
     from audit_entry where agent_id = $1 and action = 'REVEALED' and at > clock_timestamp() - interval '1 hour'`,
    [agentId],
  );
  const { count, freeIn } = spent[0] as { count: number; freeIn: number };
  if (count >= ctx.app.config.revealsPerHour) throw new RateLimited(Math.max(1, freeIn));
  const { rows } = await sql.query<{ at: Date }>(
    `insert into audit_entry (service_id, agent_id, action, chat_id, message_id, mask_id, reason)
     values ($1, $2, 'REVEALED', $3, $4, $5, $6) returning at`,
    [chat.serviceId, agentId, chat.id, messageId, maskId, reason],
  );
  return (rows[0] as { at: Date }).at;
}

/** The message a mask belongs, or before its release belonged, to. */
async function findMask(ctx: Context, maskId: string): Promise<{ messageId: string; id: string }> {
  const id = decodeId('Mask', maskId);
  if (!id) throw new NotPermitted();
  const { rows } = await ctx.app.sql.query<{ messageId: string }>({
    name: 'find-mask',
    text: `select message_id as "messageId" from mask_original where id = $1
           union all
           select message_id from audit_entry where mask_id = $1 and action = 'RELEASED' limit 1`,
    values: [id],
  });
  if (!rows[0]) throw new NotPermitted();
  return { id, messageId: rows[0].messageId };
}

async function wasReleased(sql: Statements, maskId: string): Promise<boolean> {
  const { rows } = await sql.query(`select from audit_entry where mask_id = $1 and action = 'RELEASED'`, [maskId]);
  return rows.length > 0;
}

/** One mask by its row id, or null when there is none for this viewer. */
export async function maskById(ctx: Context, id: string): Promise<Mask | null> {
  const { rows } = await ctx.app.sql.query<{ messageId: string; chatId: string }>(
    'select message_id as "messageId", chat_id as "chatId" from mask_original where id = $1',
    [id],
  );
  if (!rows[0] || !(await chatById(ctx, rows[0].chatId))) return null;
  const message = await messageById(ctx, rows[0].messageId);
  return message?.masks?.find((mask) => mask.id === id) ?? null;
}

export type MaskNeeds = Pick<App, 'write' | 'chatFeeds' | 'vacuum'>;

interface Held {
  readonly chat: ChatRow;
  readonly message: MessageRow;
  readonly features: readonly Feature[];
}

/** Who changes masks: an agent or a program; neither for the service, by a setting. */
export interface MaskAuthor {
  readonly agentId: string | null;
  readonly clientId: string | null;
}

export const noAuthor: MaskAuthor = { agentId: null, clientId: null };
const authorOf = ({ kind, id }: StaffViewer): MaskAuthor => ({
  ...noAuthor,
  [kind === 'agent' ? 'agentId' : 'clientId']: id,
});

/** What becomes of a message's masks, and what the audit log says of it. */
export interface MaskChange {
  readonly after: Masked;
  readonly added: readonly NewOriginal[];
  /** Masks that are no more, and their originals. */
  readonly removed: readonly string[];
  /** Masks whose originals are destroyed. */
  readonly sealed: readonly string[];
  readonly audit: readonly string[];
  readonly action: AuditAction;
  readonly by: MaskAuthor;
}

const needsOf = (ctx: Context): MaskNeeds => ({
  write: (scope, work) => ctx.write(scope, work),
  chatFeeds: ctx.app.chatFeeds,
  vacuum: ctx.app.vacuum,
});

/**
 * One change of a message's masks: the chat's row lock, the rule, then message, originals and audit rows, then the news to everyone.
 * Null changes nothing.
 */
export function changeMasks(
  { write, chatFeeds, vacuum }: MaskNeeds,
  messageId: string,
  rule: (held: Held, tx: Tx) => Promise<MaskChange | null>,
): Promise<MessageRow> {
  return write({ chat: messageId }, async (tx) => {
    const held = await hold(tx, messageId, 'for no key update');
    const change = await rule(held, tx);
    if (!change) return held.message;
    const chat = await advanceChat(tx, held.chat);
    const message = await writeMasks(tx.sql, chat, messageId, change);
    tx.afterCommit(() => {
      chatFeeds.handOver(chat, [message]);
      if (change.action !== 'RELEASED') vacuum.soon();
    });
    return message;
  });
}

/** The chat is locked first and the message read after it, as whoever held the lock before left it. */
async function hold(tx: Tx, messageId: string, lock: 'for share' | 'for no key update'): Promise<Held> {
  const { rows: found } = await tx.sql.query<{ chatId: string }>(
    'select chat_id as "chatId" from message where id = $1',
    [messageId],
  );
  if (!found[0]) throw new NotPermitted();
  tx.willLock('chat', [found[0].chatId]);
  const { rows: chats } = await tx.sql.query<ChatRow & { features: Feature[] }>(
    `select ${chatColumns('c')}, s.features from chat c join service s on s.id = c.service_id where c.id = $1 ${lock} of c`,
    [found[0].chatId],
  );
  const { rows: messages } = await tx.sql.query<MessageRow>(oneMessage, [messageId]);
  const [chat, message] = [chats[0], messages[0]];
  if (!chat || !message) throw new NotPermitted();
  return { chat, message, features: chat.features };
}

const oneMessage = messageRows('(select * from message where id = $1) m');

async function writeMasks(
  sql: Statements,
  chat: ChatRow,
  messageId: string,
  { after, added, removed, sealed, audit, action, by }: MaskChange,
): Promise<MessageRow> {
  const { rows } = await sql.query<MessageRow>({
    name: 'write-masks',
    text: writeText,
    values: [
      chat.id,
      messageId,
      after.body,
      after.masks.length === 0 ? null : JSON.stringify(after.masks),
      chat.revision,
      removed,
      sealed,
      added.map(({ maskId }) => maskId),
      added.map(({ keyId }) => keyId),
      added.map(({ box }) => box),
      chat.serviceId,
      by.agentId,
      action,
      audit,
      by.clientId,
    ],
  });
  return rows[0] as MessageRow;
}

const writeText = `
with said as (
  update message set body = $3, masks = $4::jsonb, revision = $5 where id = $2 returning *
), gone as (
  delete from mask_original where id = any($6::uuid[])
), destroyed as (
  update mask_original set key_id = null, box = null where id = any($7::uuid[])
), kept as (
  insert into mask_original (id, chat_id, message_id, key_id, box)
  select id, $1::uuid, $2::uuid, key_id, box from unnest($8::uuid[], $9::text[], $10::bytea[]) as o (id, key_id, box)
), audited as (
  insert into audit_entry (service_id, agent_id, client_id, action, chat_id, message_id, mask_id)
  select $11::uuid, $12::uuid, $15::uuid, $13, $1::uuid, $2::uuid, mask_id from unnest($14::uuid[]) as mask_id
)
${messageRows('said m')}`;
