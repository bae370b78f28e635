import { defineEntity, p } from '@mikro-orm/postgresql';
import { Agent } from '../agent/agent.entity.ts';
import { Chat } from './chat.entity.ts';
import type { Mask } from './message.entity.ts';

const ChatNoteSchema = defineEntity({
  name: 'ChatNote',
  indexes: [{ properties: ['chatId', 'revision'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id'),
    /** The chat's revision with which it came, or with which a mask of it last changed. */
    revision: p.integer(),
    /** Of a program’s note the administrator who made its key. */
    authorId: () => p.manyToOne(Agent).mapToPk().fieldName('author_id').index(),
    /** The program that noted it. */
    clientId: p.uuid().nullable(),
    /** Masks are applied, as in messages. */
    body: p.text(),
    masks: p.json<readonly Mask[]>().nullable(),
    /** The chat's last message when it was written. */
    afterSeq: p.integer(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** What an agent or a program noted in a chat. It takes no number of the messages, because customers never see it. */
export class ChatNote extends ChatNoteSchema.class {}
ChatNoteSchema.setClass(ChatNote);
