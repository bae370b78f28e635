import { requireAdmin, requireStaff } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { arrange } from '../service/arrange.ts';
import { messageLimit, requiredField } from '../text.ts';
import { CannedReply } from './canned-reply.entity.ts';

const mostReplies = 500;

/** The service's canned replies in their order. */
export function cannedReplies(ctx: Context): Promise<CannedReply[]> {
  return inOrder(ctx.em, requireStaff(ctx, 'settings:read').serviceId);
}

const inOrder = (em: Context['em'], serviceId: string) =>
  em.find(CannedReply, { serviceId }, { orderBy: { position: 'asc', id: 'asc' } });

export interface SaveCannedReplyInput {
  id?: string | null;
  shortcut: string;
  body: string;
}

/** Adds a canned reply, or changes one. */
export function saveCannedReply(ctx: Context, input: SaveCannedReplyInput): Promise<CannedReply> {
  const shortcut = requiredField('shortcut', input.shortcut, 50);
  if (/\s/.test(shortcut)) throw new InvalidInput('shortcut', 'The shortcut must not hold blanks.');
  const body = requiredField('body', input.body, messageLimit);
  return changeReplies(ctx, (em, replies, serviceId) => {
    const own = input.id == null ? null : oneOf(replies, input.id);
    if (replies.some((other) => other !== own && other.shortcut === shortcut)) {
      throw new InvalidInput('shortcut', 'Another canned reply has this shortcut.');
    }
    if (own) return Object.assign(own, { shortcut, body });
    if (replies.length >= mostReplies) {
      throw new InvalidInput('shortcut', `There may be ${mostReplies} canned replies at most.`);
    }
    const position = (replies.at(-1)?.position ?? 0) + 1;
    return em.create(CannedReply, { serviceId, shortcut, body, position });
  });
}

export function removeCannedReply(ctx: Context, cannedReplyId: string): Promise<CannedReply> {
  return changeReplies(ctx, (em, replies) => {
    const reply = oneOf(replies, cannedReplyId);
    em.remove(reply);
    return reply;
  });
}

/** Puts a canned reply before another one, or last. */
export function moveCannedReply(
  ctx: Context,
  cannedReplyId: string,
  before: string | null | undefined,
): Promise<CannedReply> {
  return changeReplies(ctx, (_, replies) => {
    const reply = oneOf(replies, cannedReplyId);
    const target = before == null ? null : oneOf(replies, before);
    arrange(replies, reply, target);
    return reply;
  });
}

function oneOf(replies: readonly CannedReply[], cannedReplyId: string): CannedReply {
  const id = decodeId('CannedReply', cannedReplyId);
  const found = replies.find((reply) => reply.id === id);
  if (!found) throw new NotPermitted();
  return found;
}

async function changeReplies(
  ctx: Context,
  change: (em: Context['em'], replies: readonly CannedReply[], serviceId: string) => CannedReply,
): Promise<CannedReply> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  return ctx.write({ service: serviceId, adminId: admin.id }, async ({ em }) =>
    change(em, await inOrder(em, serviceId), serviceId),
  );
}
