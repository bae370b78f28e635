import type { Context } from '../context.ts';
import { refuseErased } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { spend } from '../limits.ts';
import { MailKind } from '../mail/mail.entity.ts';
import { requiredEmail } from '../text.ts';
import { lockChat, mayRead } from './change-chat.ts';
import { NoTranscript } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import { findChat } from './chat.service.ts';

/**
 * Whether a customer may have the conversation by mail: it is over, mails go out, and an agent answered. Without that last one a
 * stranger could have whatever they wrote themselves sent to anybody in the service's name.
 */
export function offersTranscript({ app }: Context, { answeredAt, customerEndedAt, closedAt }: ChatRow): boolean {
  return app.outbox.isOn && Boolean(answeredAt) && Boolean(customerEndedAt ?? closedAt);
}

/**
 * Sends the customer's own conversation to the address they name. What it says is written when it is sent, so a mask that is set until
 * then holds; a later one cannot reach it any more.
 */
export async function requestTranscript(
  ctx: Context,
  { chatId, email }: { chatId: string; email: string },
): Promise<ChatRow> {
  const { app, viewer } = ctx;
  const seen = viewer?.kind === 'customer' ? await findChat(ctx, chatId) : null;
  if (!seen) throw new NotPermitted();
  const address = requiredEmail('email', email);
  if (!offersTranscript(ctx, seen)) throw new NoTranscript();
  await spend(app.limits.transcripts, seen.customerId);
  // With the receipts of inquiries: so many mails an hour can strangers have sent to one address.
  await spend(app.limits.inquiriesPerEmail, `${seen.serviceId} ${address}`);
  // Whoever erases the customer holds the chat, so no mail is added behind that.
  return ctx.write({ chat: seen.id }, async (tx) => {
    const chat = await lockChat(tx, seen.id);
    if (!chat || !mayRead(viewer, chat)) throw new NotPermitted();
    await refuseErased(tx.sql, { customerId: chat.customerId, chatId: chat.id });
    await app.outbox.add(tx, {
      kind: MailKind.TRANSCRIPT,
      serviceId: chat.serviceId,
      language: chat.language,
      aboutId: chat.id,
      email: address,
    });
    return chat;
  });
}
