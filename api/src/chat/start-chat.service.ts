import { randomUUID } from 'node:crypto';
import { LockMode, UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { assertConsent, recordConsent, type ConsentInput } from '../customer/consent.service.ts';
import type { ConsentNotice } from '../customer/consent.entity.ts';
import { Customer } from '../customer/customer.entity.ts';
import { issueToken } from '../customer/customer.service.ts';
import { InvalidInput } from '../errors.ts';
import { spend } from '../limits.ts';
import { hashToken } from '../secrets.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { messageText, optionalLine } from '../text.ts';
import { claimAgent } from './assignment.service.ts';
import { Chat, ChatState } from './chat.entity.ts';
import { AgentsAbsent, ChatDisabled } from './chat.errors.ts';
import type { ChatRow } from './chat.rows.ts';
import { Message, messageId, SenderKind } from './message.entity.ts';
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
 * One atomic decision: consent is recorded, the customer and the chat exist, and the chat belongs to an Online agent; or nothing
 * of it happened. A customer who already has an open chat gets that one, so two tabs never start two.
 */
export async function startChat(ctx: Context, input: StartChatInput): Promise<StartedChat> {
  await spend(ctx.app.limits.starts, ctx.caller.ip);
  const asked = readInput(input);
  const service = await serviceBySlug(ctx.em, input.service);
  if (!service?.offersChat) throw new ChatDisabled();
  const notice = await assertConsent(ctx, service, input.consent);

  const started = (await repeated(ctx, service, asked)) ?? (await begin(ctx, service, notice, asked));
  const { id, revision, agentId } = started.chat;
  ctx.app.chatFeeds.poke({ chatId: id, revision, agentIds: [agentId] });
  return started;
}

type Asked = ReturnType<typeof readInput>;

function readInput(input: StartChatInput) {
  return {
    name: optionalLine('name', input.name, 100),
    email: optionalLine('email', input.email, 320),
    message: input.message === null || input.message === undefined ? null : messageText(input.message),
    key: input.key ? assertKey(input.key) : randomUUID(),
    attemptHash: input.attempt ? hashToken(assertAttempt(input.attempt)) : null,
    language: input.language ?? input.consent?.language ?? 'ko',
    page: pageWithoutQuery(input.page),
  };
}

function assertAttempt(attempt: string): string {
  if (attempt.length >= 22 && attempt.length <= 100) return attempt;
  throw new InvalidInput('attempt', 'attempt must be a random text of 22 to 100 characters, a UUID for example.');
}

/** Queries and fragments of addresses carry personal data more often than not. */
function pageWithoutQuery(page: string | null | undefined): string | null {
  if (!page || !URL.canParse(page)) return null;
  const { protocol, origin, pathname } = new URL(page);
  return /^https?:$/.test(protocol) ? (origin + pathname).slice(0, 2_000) : null;
}

/** The chat a start with the same `attempt` made before, with a fresh token: the answer to that start got lost. */
async function repeated(ctx: Context, service: Service, asked: Asked): Promise<StartedChat | null> {
  if (!asked.attemptHash) return null;
  const chat = await ctx.em.findOne(Chat, { attemptHash: asked.attemptHash, serviceId: service.id });
  if (!chat) return null;
  const token = issueToken(ctx.em, chat.customerId);
  await ctx.em.flush();
  return { chat, token };
}

async function begin(ctx: Context, service: Service, notice: ConsentNotice, asked: Asked): Promise<StartedChat> {
  try {
    return await ctx.em.fork().transactional(async (em) => {
      const customer = await customerFor(em, ctx, service, asked);
      // Locked, so that it cannot end between being found and being answered.
      const open = await em.findOne(
        Chat,
        { customerId: customer.id, state: { $in: [ChatState.WAITING, ChatState.REQUESTED, ChatState.ACTIVE] } },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      const chat = open ?? (await newChat(em, ctx, service, customer, asked));
      recordConsent(em, ctx, customer.id, notice);
      await sayFirst(em, chat, asked);
      return { chat, token: issueToken(em, customer.id) };
    });
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // The same attempt was under way twice and the other one was first.
    const chat = await repeated(ctx, service, asked);
    if (!chat) throw error;
    return chat;
  }
}

/** The viewer, locked so that two starts of one customer follow each other; or someone new. */
async function customerFor(em: EntityManager, ctx: Context, service: Service, asked: Asked): Promise<Customer> {
  const { viewer } = ctx;
  const known =
    viewer?.kind === 'customer' && viewer.serviceId === service.id
      ? await em.findOneOrFail(Customer, viewer.id, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null;
  if (!known) {
    const created = em.create(Customer, { serviceId: service.id, name: asked.name, email: asked.email });
    await em.flush();
    return created;
  }
  if (asked.name) known.name = asked.name;
  if (asked.email) known.email = asked.email;
  return known;
}

async function newChat(
  em: EntityManager,
  ctx: Context,
  service: Service,
  customer: Customer,
  asked: Asked,
): Promise<Chat> {
  const agentId = await claimAgent(em, service.id);
  if (!agentId) throw new AgentsAbsent();
  const chat = em.create(Chat, {
    serviceId: service.id,
    customerId: customer.id,
    agentId,
    state: ChatState.REQUESTED,
    language: asked.language,
    page: asked.page,
    ip: ctx.caller.ip,
    userAgent: ctx.caller.userAgent,
    attemptHash: asked.attemptHash,
  });
  await em.flush();
  return chat;
}

/** The message that came with the start, once. */
async function sayFirst(em: EntityManager, chat: Chat, { message, key }: Asked): Promise<void> {
  if (message === null) return;
  const id = messageId(chat.id, chat.customerId, key);
  if (await em.findOne(Message, id)) return;
  chat.lastSeq += 1;
  chat.agentUnread += 1;
  chat.firstMessageAt ??= new Date();
  chat.advance();
  em.create(Message, {
    id,
    chatId: chat.id,
    seq: chat.lastSeq,
    revision: chat.revision,
    sender: SenderKind.CUSTOMER,
    senderId: chat.customerId,
    key,
    body: message,
  });
}
