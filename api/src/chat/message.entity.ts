import { defineEntity, p } from '@mikro-orm/postgresql';
import { Chat } from './chat.entity.ts';

export const SenderKind = { CUSTOMER: 'CUSTOMER', AGENT: 'AGENT', SYSTEM: 'SYSTEM' } as const;
export type SenderKind = (typeof SenderKind)[keyof typeof SenderKind];

const MessageSchema = defineEntity({
  name: 'Message',
  uniques: [{ properties: ['chatId', 'seq'] }, { properties: ['chatId', 'senderId', 'key'] }],
  indexes: [{ properties: ['chatId', 'revision'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id'),
    /** 1, 2, 3 … within the chat, taken under the chat's row lock. */
    seq: p.integer(),
    /** The chat's revision at which this row last changed. */
    revision: p.integer(),
    sender: p.enum(() => SenderKind),
    /** The customer's or the agent's id; null for the system. */
    senderId: p.uuid().nullable(),
    /** The sender's own key: one message per chat, sender and key, however often it is sent. */
    key: p.text().nullable(),
    body: p.text(),
    sentAt: p.datetime().defaultRaw('now()'),
  },
});

/** One line of a chat, by the customer, an agent or the system. */
export class Message extends MessageSchema.class {}
MessageSchema.setClass(Message);
