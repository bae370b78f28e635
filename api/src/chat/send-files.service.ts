import type { Viewer } from '../access/viewer.ts';
import { attachToMessage, bearsTheSame, hashesOf } from '../attachment/attachment.service.ts';
import { FilesDisabled } from '../attachment/attachment.errors.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { ChatFiles } from '../service/service.entity.ts';
import type { Tx } from '../write.ts';
import { appendMessages, type NewMessage } from './append-messages.ts';
import { lockChat, mayAct, tellChat } from './change-chat.ts';
import { ChatEnded, KeyReused } from './chat.errors.ts';
import type { ChatRow, MessageRow } from './chat.rows.ts';
import { isEnded } from './transitions.ts';

/** Whether the viewer may send files in a chat now, as the service says. */
export async function takesFiles({ app, viewer }: Context, chat: ChatRow): Promise<boolean> {
  if (!mayAct(viewer, chat) || isEnded(chat)) return false;
  const { chatFiles } = await app.settings.find(chat.serviceId);
  return allows(chatFiles, viewer, chat);
}

function allows(chatFiles: ChatFiles, viewer: Viewer | null, { answeredAt }: ChatRow): boolean {
  if (chatFiles === ChatFiles.OFF || chatFiles === ChatFiles.ALWAYS) return chatFiles === ChatFiles.ALWAYS;
  return viewer?.kind !== 'customer' || (chatFiles === ChatFiles.AFTER_FIRST_ANSWER && answeredAt !== null);
}

/**
 * Says something that bears files. It goes another way than what is only said: one transaction under the chat's lock, in which the
 * message is appended and takes its files, or nothing happens.
 */
export async function sendWithFiles(
  ctx: Context,
  viewer: Viewer,
  message: NewMessage,
  { text, tokens }: { text: string; tokens: readonly string[] },
): Promise<MessageRow> {
  const hashes = hashesOf(tokens);
  const { messages, intake, settings } = ctx.app;
  const { chatFiles } = await settings.find(viewer.serviceId);
  const sent = await ctx.write({ chat: message.chatId }, async (tx) => {
    const chat = await lockChat(tx, message.chatId);
    if (!chat) throw new NotPermitted();
    const [appended] = await appendMessages(tx.sql, [message]);
    switch (appended?.outcome) {
      case 'SENT': {
        if (!allows(chatFiles, viewer, chat)) throw new FilesDisabled();
        return take(ctx, tx, { viewer, hashes, before: chat, row: appended.message, after: appended.chat });
      }
      case 'DUPLICATE': {
        const { message: first } = appended;
        const isSame =
          (await intake.isSame(
            first,
            text,
            { serviceId: viewer.serviceId, chatId: first.chatId, messageId: first.id },
            tx.sql,
          )) && (await bearsTheSame(tx.sql, first, hashes));
        if (!isSame) throw new KeyReused();
        // Whoever wrote it may have died before telling anyone.
        tellChat(tx, chat);
        return first;
      }
      case 'ENDED':
        throw new ChatEnded();
      default:
        throw new NotPermitted();
    }
  });
  messages.counts.acknowledged += 1;
  return sent;
}

interface Taking {
  readonly viewer: Viewer;
  readonly hashes: readonly string[];
  readonly before: ChatRow;
  readonly row: MessageRow;
  readonly after: ChatRow;
}

async function take(ctx: Context, tx: Tx, { viewer, hashes, before, row, after }: Taking): Promise<MessageRow> {
  const attachmentIds = await attachToMessage(tx.sql, viewer, { messageId: row.id, hashes });
  await tx.sql.query('update message set attachment_ids = $2::uuid[] where id = $1', [row.id, attachmentIds]);
  const message = { ...row, attachmentIds };
  tellChat(tx, after, before);
  tx.afterCommit(() => {
    ctx.app.chatFeeds.handOver(after, [message]);
  });
  return message;
}
