import { LockMode } from '@mikro-orm/postgresql';
import { requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { refuseErased } from '../customer/group.service.ts';
import { InvalidText, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { statementsOf } from '../sql.ts';
import { isStorable } from '../text.ts';
import { Chat } from './chat.entity.ts';
import { mayRead } from './chat.service.ts';
import { noteColumns, type NoteRow } from './chat.rows.ts';
import { ChatNote } from './chat-note.entity.ts';
import { messageId } from './message.entity.ts';
import { assertKey } from './message.service.ts';

/** A note has at most so many UTF-16 units. */
const noteLimit = 1_000;

/** A note's text in NFC; null when it is blank or absent. */
export function noteText(note: string | null | undefined): string | null {
  if (note == null) return null;
  if (!isStorable(note)) throw new InvalidText('The note holds characters that cannot be stored.');
  const normal = note.normalize('NFC').trim();
  if (normal.length > noteLimit) throw new InvalidText(`The note is longer than ${noteLimit} characters.`);
  return normal === '' ? null : normal;
}

export interface AddChatNoteInput {
  chatId: string;
  key: string;
  text: string;
}

/** Notes something in a chat that the agent sees, in any state of it. The same key again is the same note. */
export async function addChatNote(ctx: Context, input: AddChatNoteInput): Promise<NoteRow> {
  const viewer = requireAgent(ctx);
  const chatId = decodeId('Chat', input.chatId);
  if (!chatId) throw new NotPermitted();
  const body = noteText(input.text);
  if (body === null) throw new InvalidText('The note is empty.');
  const id = messageId(chatId, viewer.id, `note ${assertKey(input.key)}`);
  const { note, chat } = await ctx.em.fork().transactional(async (em) => {
    const locked = await em.findOne(Chat, chatId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!locked || !mayRead(viewer, locked)) throw new NotPermitted();
    await refuseErased(statementsOf(em), locked.customerId);
    const known = await em.findOne(ChatNote, id);
    if (known) return { note: known, chat: locked };
    locked.advance();
    const { revision, lastSeq } = locked;
    const created = em.create(ChatNote, { id, chatId, revision, authorId: viewer.id, body, afterSeq: lastSeq });
    return { note: created, chat: locked };
  });
  ctx.app.chatFeeds.poke({ chatId, revision: chat.revision, agentIds: [chat.agentId] });
  return note;
}

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
