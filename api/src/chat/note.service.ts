import { isStaff, requireStaff, type StaffViewer } from '../access/viewer.ts';
import { tidied } from '../blank.ts';
import type { Context } from '../context.ts';
import { refuseErased } from '../customer/group.service.ts';
import { InvalidText, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { isStorable } from '../text.ts';
import type { Tx } from '../write.ts';
import type { TakenText } from './append-messages.ts';
import { advanceChat, lockChat, mayRead } from './change-chat.ts';
import { noteColumns, type ChatRow, type NoteRow } from './chat.rows.ts';
import { chatById } from './chat.service.ts';
import { messageId } from './message.entity.ts';
import { assertKey } from './message.service.ts';

/** A note has at most so many UTF-16 units. */
const noteLimit = 1_000;

/** A note's text in NFC; null when it is blank or absent. */
export function noteText(note: string | null | undefined): string | null {
  if (note == null) return null;
  if (!isStorable(note)) throw new InvalidText('The note holds characters that cannot be stored.');
  const text = tidied(note);
  if (text.length > noteLimit) throw new InvalidText(`The note is longer than ${noteLimit} characters.`);
  return text === '' ? null : text;
}

export interface AddChatNoteInput {
  chatId: string;
  key: string;
  text: string;
}

/** Notes something in a chat that the agent or program sees, in any state of it. The same key again is the same note. */
export async function addChatNote(ctx: Context, input: AddChatNoteInput): Promise<NoteRow> {
  const viewer = requireStaff(ctx, 'chats:write');
  const chatId = decodeId('Chat', input.chatId);
  if (!chatId) throw new NotPermitted();
  const body = noteText(input.text);
  if (body === null) throw new InvalidText('The note is empty.');
  const id = messageId(chatId, viewer.id, `note ${assertKey(input.key)}`);
  const taken = await takeNote(ctx, viewer.serviceId, id, body);
  return ctx.write({ chat: chatId }, async (tx) => {
    const chat = await lockChat(tx, chatId);
    if (!chat || !mayRead(viewer, chat)) throw new NotPermitted();
    await refuseErased(tx.sql, { customerId: chat.customerId, chatId: chat.id });
    const { rows } = await tx.sql.query<NoteRow>(`select ${noteColumns('n')} from chat_note n where n.id = $1`, [id]);
    return rows[0] ?? writeNote(ctx, tx, await advanceChat(tx, chat), { id, author: viewer, taken });
  });
}

const placeOf = (serviceId: string, noteId: string) => ({ serviceId, objectId: noteId, field: 'ChatNote.body' });

/** A note as it may be stored. */
export const takeNote = ({ app }: Context, serviceId: string, noteId: string, body: string): Promise<TakenText> =>
  app.intake.take(body, placeOf(serviceId, noteId));

/** Writes a note into a chat that was moved on for it. For what a program notes answers the administrator who made its key. */
export async function writeNote(
  { app }: Context,
  tx: Tx,
  { id: chatId, serviceId, revision, lastSeq }: ChatRow,
  { id, author, taken }: Pick<NoteRow, 'id'> & { readonly author: StaffViewer; readonly taken: TakenText },
): Promise<NoteRow> {
  const clientId = author.kind === 'client' ? author.id : null;
  const { rows } = await tx.sql.query<NoteRow>(
    `insert into chat_note as n (id, chat_id, revision, author_id, client_id, body, after_seq, masks)
     values ($1, $2, $3, coalesce((select created_by_id from api_client where id = $5), $4), $5, $6, $7, $8::jsonb)
     returning ${noteColumns('n')}`,
    [id, chatId, revision, author.id, clientId, taken.body, lastSeq, taken.masks && JSON.stringify(taken.masks)],
  );
  await app.intake.keep(tx.sql, placeOf(serviceId, id), { chatId }, taken);
  return rows[0]!;
}

/** A note by its row id, or null when there is none for this viewer. */
export async function noteById(ctx: Context, id: string): Promise<NoteRow | null> {
  if (!isStaff(ctx)) return null;
  const { rows } = await ctx.app.sql.query<NoteRow>(`select ${noteColumns('n')} from chat_note n where n.id = $1`, [
    id,
  ]);
  const note = rows[0];
  return note && (await chatById(ctx, note.chatId)) ? note : null;
}

/** The notes of each of the chats, oldest first. */
export async function notesOf(ctx: Context, chatIds: readonly string[]): Promise<NoteRow[][]> {
  const { rows } = await ctx.app.sql.query<NoteRow>({
    name: 'notes',
    text: `select ${noteColumns('n')} from chat_note n where n.chat_id = any($1::uuid[]) order by n.chat_id, n.after_seq, n.created_at, n.id`,
    values: [chatIds],
  });
  const ofChat = Map.groupBy(rows, ({ chatId }) => chatId);
  return chatIds.map((id) => ofChat.get(id) ?? []);
}
