import type { Context } from '../context.ts';
import { noteColumns, type NoteRow } from './chat.rows.ts';

/** The notes of each of the chats, oldest first. */
export async function notesOf(ctx: Context, chatIds: readonly string[]): Promise<NoteRow[][]> {
  const { rows } = await ctx.app.sql.query<NoteRow>({
    name: 'notes',
    text: `select ${noteColumns('n')} from chat_note n where n.chat_id = any($1::uuid[]) order by n.chat_id, n.revision, n.id`,
    values: [chatIds],
  });
  const ofChat = Map.groupBy(rows, ({ chatId }) => chatId);
  return chatIds.map((id) => ofChat.get(id) ?? []);
}
