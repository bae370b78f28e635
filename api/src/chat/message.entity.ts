import { hash } from 'node:crypto';
import { defineEntity, p } from '@mikro-orm/postgresql';
import type { PersonalDataKind } from '../service/service.entity.ts';
import { Chat } from './chat.entity.ts';

export const SenderKind = { CUSTOMER: 'CUSTOMER', AGENT: 'AGENT', SYSTEM: 'SYSTEM' } as const;
export type SenderKind = (typeof SenderKind)[keyof typeof SenderKind];

/** What a message of the system tells of, or what else is not said by a person. */
export const MessageEvent = {
  GREETING: 'GREETING',
  AGENT_CHANGED: 'AGENT_CHANGED',
  BACK_IN_LINE: 'BACK_IN_LINE',
  IDLE_WARNING: 'IDLE_WARNING',
  IDLE_ENDED: 'IDLE_ENDED',
  /** An agent asks for a rating. */
  RATING_REQUEST: 'RATING_REQUEST',
  /** The customer's comment on a rating: by the customer, unlike the others. */
  RATING: 'RATING',
  /** Said by a program with an API key. */
  INTEGRATION: 'INTEGRATION',
} as const;
export type MessageEvent = (typeof MessageEvent)[keyof typeof MessageEvent];

/** A hidden span of a body, in UTF-16 offsets into the masked body; `end` is not included. */
export interface Mask {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** ISO 8601. */
  readonly maskedAt: string;
  /** The agent's id; null for what a program hid and for what was hidden at intake. */
  readonly maskedById: string | null;
  /** The program's id, where one hid it. */
  readonly maskedByClientId?: string;
  /** What it was taken for at intake. */
  readonly kind: PersonalDataKind | null;
  /** The original is destroyed. */
  readonly sealed: boolean;
  /** Whoever hid it read all of what it hides: nothing is in it that was hidden before. */
  readonly seen?: boolean;
}

const MessageSchema = defineEntity({
  name: 'Message',
  uniques: [{ properties: ['chatId', 'seq'] }],
  indexes: [{ properties: ['chatId', 'revision'] }],
  properties: {
    id: p.uuid().primary(),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id'),
    /** 1, 2, 3 … within the chat, taken under the chat's row lock. */
    seq: p.integer(),
    /** The chat's revision at which this row last changed. */
    revision: p.integer(),
    sender: p.enum(() => SenderKind),
    /** The customer's, the agent's or the program's id; null for the system. */
    senderId: p.uuid().nullable(),
    /** The sender's own key. */
    key: p.text().nullable(),
    event: p.enum(() => MessageEvent).nullable(),
    /** Masks are applied: what they hide stands here as asterisks. */
    body: p.text(),
    /** The spans that are hidden, in order and disjoint; null for none. */
    masks: p.json<readonly Mask[]>().nullable(),
    /** The files that came with it, in the order of the sender; null for none. */
    attachmentIds: p.uuid().array().nullable(),
    /** Later than the beginning of the transaction that writes the message, by the database's clock: `SearchIndex` relies on it. */
    sentAt: p.datetime().defaultRaw('now()').index(),
  },
});

/** One line of a chat, by the customer, an agent or the system. */
export class Message extends MessageSchema.class {}
MessageSchema.setClass(Message);

/**
 * The id of a message is made of its chat, its sender and the sender's key (a UUID of version 8 from their SHA-256): there is one
 * message of the three however often it is sent, and whether it was sent is a look at the primary key.
 */
export function messageId(chatId: string, senderId: string, key: string): string {
  const hex = hash('sha256', `${chatId} ${senderId} ${key}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
