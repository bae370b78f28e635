import { randomUUID } from 'node:crypto';
import { LockMode, UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { isStranger } from '../access/viewer.ts';
import { isThere } from '../agent/gate.ts';
import type { Context } from '../context.ts';
import { assertConsent, recordConsent, type ConsentInput } from '../customer/consent.service.ts';
import type { ConsentNotice } from '../customer/consent.entity.ts';
import type { Customer } from '../customer/customer.entity.ts';
import { asker, issueToken } from '../customer/customer.service.ts';
import { spend } from '../limits.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { isOpen } from '../service/operating-hours.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { statementsOf } from '../sql.ts';
import { attemptHash, messageText, optionalField } from '../text.ts';
import { appendMessages } from './append-messages.ts';
import { Chat, ChatState } from './chat.entity.ts';
import { AgentsAbsent, ChatDisabled } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import { anyChatById } from './chat.service.ts';
import { messageId, SenderKind } from './message.entity.ts';
import { assertKey } from './message.service.ts';

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
  const chat = (await anyChatById(ctx, chatId)) as ChatRow;
  ctx.app.chatFeeds.poke({ chatId, revision: chat.revision, agentIds: [chat.agentId] });
  if (chat.state === ChatState.WAITING) ctx.app.chatFeeds.line.moved(service.id);
  return { chat, token };
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
async function repeated(ctx: Context, service: Service, asked: Asked): Promise<Begun | null> {
  if (!asked.attemptHash) return null;
  const chat = await ctx.em.findOne(Chat, { attemptHash: asked.attemptHash, serviceId: service.id });
  if (!chat) return null;
  const token = issueToken(ctx.em, chat.customerId);
  await ctx.em.flush();
  return { chatId: chat.id, token };
}

async function begin(ctx: Context, service: Service, notice: ConsentNotice, asked: Asked): Promise<Begun> {
  try {
    return await ctx.app.assignment.within(service.id, async (em, locked, turn) => {
      const customer = await asker(em, ctx, locked, asked);
      // Locked, so that it cannot end between being found and being answered.
      const open = await em.findOne(
        Chat,
        { customerId: customer.id, state: { $in: [ChatState.WAITING, ChatState.REQUESTED, ChatState.ACTIVE] } },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      turn.holdsChat = open !== null;
      const chat = open ?? (await newChat(em, ctx, locked, customer, asked));
      recordConsent(em, ctx, customer.id, notice);
      await sayFirst(em, ctx, chat, asked);
      return { chatId: chat.id, token: issueToken(em, customer.id) };
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // The same attempt was under way twice and the other one was first.
    const chat = await repeated(ctx, service, asked);
    if (!chat) throw error;
    return chat;
  }
}

/** A chat that waits; whether an agent has a seat for it is settled at the end of the transaction. */
async function newChat(
  em: EntityManager,
  ctx: Context,
  service: Service,
  customer: Customer,
  asked: Asked,
): Promise<Chat> {
  if (!service.offersChat) throw new ChatDisabled();
  if (!isOpen(service.hours, new Date())) throw new AgentsAbsent('CLOSED');
  if ((await em.execute<unknown[]>(someoneText, [service.id])).length === 0) throw new AgentsAbsent('ABSENT');
  const chat = em.create(Chat, {
    serviceId: service.id,
    customerId: customer.id,
    state: ChatState.WAITING,
    language: asked.language,
    page: asked.page,
    ip: ctx.caller.ip,
    userAgent: ctx.caller.userAgent,
    attemptHash: asked.attemptHash,
  });
  await em.flush();
  return chat;
}

const someoneText = `select 1 from agent a join service s on s.id = a.service_id where a.service_id = ? and ${isThere} limit 1`;

/** The message that came with the start, once. */
async function sayFirst(em: EntityManager, ctx: Context, chat: Chat, { message, key }: Asked): Promise<void> {
  if (message === null) return;
  const { id: chatId, customerId: senderId, serviceId } = chat;
  const id = messageId(chatId, senderId, key);
  const taken = await ctx.app.intake.take(message, { serviceId, chatId, messageId: id });
  await appendMessages(statementsOf(em), [{ id, chatId, sender: SenderKind.CUSTOMER, senderId, key, ...taken }]);
}
