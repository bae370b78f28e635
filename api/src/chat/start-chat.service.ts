import { randomUUID } from 'node:crypto';
import { isStranger } from '../access/viewer.ts';
import { isThere } from '../agent/gate.ts';
import type { Context } from '../context.ts';
import { assertConsent, recordConsent, type ConsentInput } from '../customer/consent.service.ts';
import type { ConsentNotice } from '../customer/consent.entity.ts';
import { asker, issueToken } from '../customer/customer.service.ts';
import { spend } from '../limits.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { isOpen } from '../service/operating-hours.ts';
import { lockedService, serviceBySlug } from '../service/service.service.ts';
import { attemptHash, messageText, optionalField } from '../text.ts';
import type { Tx } from '../write.ts';
import { appendMessages } from './append-messages.ts';
import { settle } from './assignment.ts';
import { lockChat, tellChat } from './change-chat.ts';
import { lineTopic, seatTopic } from './chat-topics.ts';
import { Chat } from './chat.entity.ts';
import { AgentsAbsent, ChatDisabled } from './chat.errors.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import { anyChatById } from './chat.service.ts';
import { messageId, SenderKind } from './message.entity.ts';
import { assertKey } from './message.service.ts';
import { isEnded } from './transitions.ts';

export interface StartChatInput {
  service: string;
  consent?: ConsentInput | null;
  name?: string | null;
  email?: string | null;
  message?: string | null;
  key?: string | null;
  attempt?: string | null;
  language?: Language | null;
  page?: string | null;
}

export interface StartedChat {
  chat: ChatRow;
  token: string;
}

/**
 * One atomic decision: consent is recorded, the customer and the chat exist, and the chat belongs to an Online agent or waits for
 * one; or nothing of it happened. A customer who already has an open chat gets that one, so two tabs never start two.
 */
export async function startChat(ctx: Context, input: StartChatInput): Promise<StartedChat> {
  await spend(ctx.app.limits.starts, ctx.caller.ip);
  const asked = readInput(input);
  const service = await serviceBySlug(ctx.em, input.service);
  if (!service?.offersChat || isStranger(ctx, service.id)) throw new ChatDisabled();
  const notice = await assertConsent(ctx, service, input.consent);

  // What the first message is looked at with; within the transaction it would take a second connection.
  await ctx.app.settings.find(service.id);
  const { chatId, token } = (await repeated(ctx, service, asked)) ?? (await begin(ctx, service, notice, asked));
  return { chat: (await anyChatById(ctx, chatId)) as ChatRow, token };
}

interface Begun {
  chatId: string;
  token: string;
}

type Asked = ReturnType<typeof readInput>;

function readInput(input: StartChatInput) {
  return {
    name: optionalField('name', input.name, 100),
    email: optionalField('email', input.email, 320),
    message: input.message === null || input.message === undefined ? null : messageText(input.message),
    key: input.key ? assertKey(input.key) : randomUUID(),
    attemptHash: attemptHash(input.attempt),
    language: input.language ?? input.consent?.language ?? 'ko',
    page: pageWithoutQuery(input.page),
  };
}

/** Queries and fragments of addresses carry personal data more often than not. */
function pageWithoutQuery(page: string | null | undefined): string | null {
  if (!page || !URL.canParse(page)) return null;
  const { protocol, origin, pathname } = new URL(page);
  return /^https?:$/.test(protocol) ? (origin + pathname).slice(0, 2_000) : null;
}

/** The chat a start with the same `attempt` made before, with a fresh token: the answer to that start got lost. */
async function repeated(ctx: Context, service: Service, { attemptHash }: Asked): Promise<Begun | null> {
  if (!attemptHash) return null;
  const chat = await ctx.em.findOne(Chat, { attemptHash, serviceId: service.id });
  return chat && { chatId: chat.id, token: await ctx.app.write(null, (tx) => issueToken(tx.em, chat.customerId)) };
}

async function begin(ctx: Context, service: Service, notice: ConsentNotice, asked: Asked): Promise<Begun> {
  try {
    return await ctx.app.write({ service: service.id }, async (tx) => {
      const customer = await asker(tx, ctx, service, asked);
      // Locked, so that it cannot end between being found and being answered.
      const open = await lockOpenChat(tx, customer.id);
      const chat = open ?? (await newChat(tx, ctx, await lockedService(tx), customer.id, asked));
      recordConsent(tx.em, ctx, customer.id, notice);
      tellChat(tx, await sayFirst(tx, ctx, chat, asked));
      if (tx.hasLocked('chat')) {
        // Its last chat ended at this very moment. Others would have to be locked before it, so the seats are given after the commit.
        if (!open) tx.tell(seatTopic, { serviceId: service.id });
      } else await settle(tx);
      return { chatId: chat.id, token: issueToken(tx.em, customer.id) };
    });
  } catch (error) {
    // The same attempt was under way twice and the other one was first.
    if ((error as { constraint?: unknown }).constraint !== 'chat_attempt_hash_unique') throw error;
    const chat = await repeated(ctx, service, asked);
    if (!chat) throw error;
    return chat;
  }
}

/** The chat that a customer is in the middle of, locked. */
async function lockOpenChat(tx: Tx, customerId: string): Promise<ChatRow | null> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `select id from chat where customer_id = $1 and state in ('WAITING', 'REQUESTED', 'ACTIVE')`,
    [customerId],
  );
  const chat = rows[0] && (await lockChat(tx, rows[0].id));
  return chat && !isEnded(chat) ? chat : null;
}

/** A chat that waits; whether an agent has a seat for it is settled at the end of the transaction. */
async function newChat(
  tx: Tx,
  { caller }: Context,
  service: Service,
  customerId: string,
  { language, page, attemptHash }: Asked,
): Promise<ChatRow> {
  if (!service.offersChat) throw new ChatDisabled();
  if (!isOpen(service.hours, new Date())) throw new AgentsAbsent('CLOSED');
  const { rows: someone } = await tx.sql.query(someoneText, [service.id]);
  if (someone.length === 0) throw new AgentsAbsent('ABSENT');
  const { rows } = await tx.sql.query<ChatRow>({
    name: 'new-chat',
    text: newChatText,
    values: [service.id, customerId, language, page, caller.ip, caller.userAgent, attemptHash],
  });
  const chat = rows[0] as ChatRow;
  tx.tell(lineTopic, { serviceId: service.id });
  return chat;
}

const newChatText = `
insert into chat as c (service_id, customer_id, state, language, page, ip, user_agent, attempt_hash)
values ($1, $2, 'WAITING', $3, $4, $5, $6, $7) returning ${chatColumns('c')}`;

const someoneText = `select 1 from agent a join service s on s.id = a.service_id where a.service_id = $1 and ${isThere} limit 1`;

/** The message that came with the start, once; the chat as it is after it. */
async function sayFirst(tx: Tx, ctx: Context, chat: ChatRow, { message, key }: Asked): Promise<ChatRow> {
  if (message === null) return chat;
  const { id: chatId, customerId: senderId, serviceId } = chat;
  const id = messageId(chatId, senderId, key);
  const taken = await ctx.app.intake.take(message, { serviceId, chatId, messageId: id });
  const [appended] = await appendMessages(tx.sql, [
    { id, chatId, sender: SenderKind.CUSTOMER, senderId, key, ...taken },
  ]);
  return appended?.outcome === 'SENT' ? appended.chat : chat;
}
