import { randomUUID } from 'node:crypto';
import { isStranger } from '../access/viewer.ts';
import { offersChat } from '../agent/gate.ts';
import type { Context } from '../context.ts';
import {
  assertConsent,
  assertStillCurrent,
  noticeIn,
  recordConsent,
  type ConsentInput,
  type GivenConsent,
  type NoticeRow,
} from '../customer/consent.service.ts';
import { ConsentStale } from '../customer/consent.errors.ts';
import { identityOf, joinFirst, lockMember } from '../customer/identity.service.ts';
import type { Identity } from '../customer/identity.ts';
import { isSameCaller, usedAttempt } from '../customer/attempt.ts';
import { issueToken, knownAsker, welcome, type Asker } from '../customer/customer.service.ts';
import { spend } from '../limits.ts';
import type { Language } from '../service/service.entity.ts';
import { isOpen } from '../service/operating-hours.ts';
import { isSlug, serviceOnceCalled, unknownSlug } from '../service/service.service.ts';
import { assertSite } from '../service/site.service.ts';
import { attemptDigest, attemptHash, messageText, optionalEmail, optionalField } from '../text.ts';
import type { Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import { appendMessages } from './append-messages.ts';
import { giveSeats, look, recentAgent, type SeekerRow, type Standing } from './assignment.ts';
import { lockChat, tellChat } from './change-chat.ts';
import { lineTopic, seatTopic } from './chat-topics.ts';
import { AgentsAbsent, ChatDisabled, KeyReused } from './chat.errors.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import { anyChatById } from './chat.service.ts';
import { messageId, SenderKind } from './message.entity.ts';
import { assertKey, assertSameAttempt } from './message.service.ts';
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
  identity?: string | null;
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
  const door = await lookAtDoor(ctx, input, asked);
  if (door) assertSite(ctx, door.serviceId);
  if (!door || isStranger(ctx, door.serviceId)) throw new ChatDisabled(unknownSlug);
  if (!door.offersChat) throw new ChatDisabled();
  const identity = await identityOf(ctx, { id: door.serviceId, ...door }, input.identity);
  const consent = assertConsent(ctx, input.consent, door.notice);
  const digest = attemptDigest(input.attempt, {
    name: asked.name,
    email: asked.email,
    message: asked.message,
    // Whom the token names: it is another one with each try.
    member: identity?.subject ?? null,
  });
  if (door.earlier) return repeat(ctx, door.earlier, digest);
  if (identity) await joinFirst(ctx, door.serviceId, identity);
  // What the first message is looked at with; within the transaction it would take a second connection.
  if (asked.message !== null) await ctx.app.settings.find(door.serviceId);
  try {
    return await ctx.write({ service: door.serviceId }, (tx) =>
      begin(tx, ctx, { ...asked, attemptDigest: digest, consent, identity }),
    );
  } catch (error) {
    // The same attempt was under way twice and the other one was first.
    if ((error as { constraint?: unknown }).constraint !== 'chat_attempt_hash_unique') throw error;
    const earlier = (await lookAtDoor(ctx, input, asked))?.earlier;
    // Made in another service.
    if (!earlier) throw usedAttempt();
    return repeat(ctx, earlier, digest);
  }
}

/** What a start finds before it begins: who offers what, and whether the same attempt was made before. */
interface Door {
  serviceId: string;
  offersChat: boolean;
  memberLink: boolean;
  membersOnly: boolean;
  notice: NoticeRow | null;
  earlier: Earlier | null;
}

/** What the same attempt made. */
interface Earlier {
  readonly chatId: string;
  readonly customerId: string;
  readonly ip: string | null;
  readonly digest: string | null;
  /** It runs, and began a short time ago. */
  readonly isFresh: boolean;
}

/** A lost answer is asked for again within so many minutes. */
const repeatableMinutes = 10;

async function lookAtDoor(
  { app, em }: Context,
  { service, consent }: StartChatInput,
  { attemptHash }: Asked,
): Promise<Door | undefined> {
  if (!isSlug(service)) return undefined;
  const lookFor = async (slug: string) => {
    const { rows } = await app.sql.query<Door>({
      name: 'door',
      text: doorText,
      values: [slug, consent?.language ?? null, attemptHash],
    });
    return rows[0];
  };
  const door = await lookFor(service);
  if (door) return door;
  // Renamed since its script tag was put on the page.
  const renamed = await serviceOnceCalled(em, service);
  return renamed ? lookFor(renamed.slug) : undefined;
}

const doorText = `
select s.id as "serviceId", ${offersChat} as "offersChat", s.member_link as "memberLink", s.members_only as "membersOnly", ${noticeIn('$2')} as notice, (
  select json_build_object('chatId', c.id, 'customerId', c.customer_id, 'ip', c.ip, 'digest', c.attempt_digest, 'isFresh',
    c.state in ('WAITING', 'REQUESTED', 'ACTIVE') and c.requested_at > now() - interval '${repeatableMinutes} minutes') from chat c
  where c.attempt_hash = $3 and c.service_id = s.id
) as earlier
from service s where s.slug = $1`;

/**
 * The chat a start with the same `attempt` made before, with a fresh token: the answer to that start got lost. Whoever finds the attempt
 * elsewhere, or later, gets nothing by it; KeyReused where the start asked for something else.
 */
async function repeat(ctx: Context, earlier: Earlier, digest: string | null): Promise<StartedChat> {
  const { chatId, customerId, ip, isFresh } = earlier;
  if (!isFresh || !isSameCaller(ctx, { customerId, ip })) throw usedAttempt();
  assertSameAttempt(earlier.digest, digest);
  const token = await ctx.write(null, ({ sql }) => issueToken(sql, customerId));
  return { chat: (await anyChatById(ctx, chatId)) as ChatRow, token };
}

type Asked = ReturnType<typeof readInput>;

function readInput(input: StartChatInput) {
  return {
    name: optionalField('name', input.name, 100),
    email: optionalEmail('email', input.email),
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

/** A start with the consent to it, and whom the company's server names. */
type Start = Asked & { attemptDigest: string | null; consent: GivenConsent; identity: Identity | null };

/** Under the service's lock. */
async function begin(tx: Tx, ctx: Context, start: Start): Promise<StartedChat> {
  const { consent, identity } = start;
  const { serviceId } = consent;
  const member = identity && (await lockMember(ctx, tx, serviceId, identity));
  const customerId = await knownAsker(tx, ctx, serviceId, start, {}, member);
  return customerId === null ? beginNew(tx, ctx, start) : beginKnown(tx, ctx, customerId, start);
}

async function beginNew(tx: Tx, ctx: Context, start: Start): Promise<StartedChat> {
  const standing = await lookToBegin(tx, ctx, start);
  const [asker] = await welcome(tx.sql, standing.id, [{ said: start, consent: start.consent }]);
  const { customerId, token } = asker as Asker;
  const [chat] = await newChats(tx, [{ ...start, customerId }]);
  const said = await sayFirst(tx, ctx, chat as NewChat, start);
  const moved = await giveSeats(tx, standing, [{ ...(chat as NewChat), ...said }]);
  return { chat: moved.get(said.id) ?? said, token };
}

async function beginKnown(tx: Tx, ctx: Context, customerId: string, start: Start): Promise<StartedChat> {
  // Locked, so that it cannot end between being found and being answered.
  const open = await lockOpenChat(tx, customerId);
  if (open) await assertStillCurrent(tx, start.consent);
  const standing = open ? null : await lookToBegin(tx, ctx, start);
  const [begun] = open ? [] : await newChats(tx, [{ ...start, customerId }]);
  await recordConsent(tx.sql, customerId, start.consent);
  const chat = await sayFirst(tx, ctx, (open ?? begun) as ChatRow, start);
  const token = await issueToken(tx.sql, customerId);
  if (!standing || !begun) return { chat, token };
  // Its last chat ended at this very moment. Others would have to be locked before it, so the seats are given after the commit.
  if (tx.hasLocked('chat')) {
    tx.tell(seatTopic, { serviceId: standing.id });
    return { chat, token };
  }
  const moved = await giveSeats(tx, standing, [{ ...begun, ...chat }]);
  return { chat: moved.get(chat.id) ?? chat, token };
}

/** The chat that a customer is in the middle of, locked. */
async function lockOpenChat(tx: Tx, customerId: string): Promise<ChatRow | null> {
  const id = await openChatOf(tx.sql, customerId);
  const chat = id && (await lockChat(tx, id));
  return chat && !isEnded(chat) ? chat : null;
}

/** The oldest chat that a customer is in the middle of, in any of the records that were joined to theirs. */
export async function openChatOf(sql: Statements, customerId: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>({ name: 'open-chat', text: openChatText, values: [customerId] });
  return rows.map(({ id }) => id).sort()[0];
}

/** By an array, and in no order, so that each plan goes by the customer: there are a handful of rows at most. */
const openChatText = `
select id from chat
where customer_id = any (array(select $1::uuid union all select customer_id from member_join where member_id = $1))
  and state in ('WAITING', 'REQUESTED', 'ACTIVE')`;

/** How the service stands, or why no chat can begin there. */
async function lookToBegin(tx: Tx, { app }: Context, { consent }: Start): Promise<Standing> {
  const standing = await look(tx, { unlessLine: true });
  // Another notice was published between the look at the door and the lock.
  if (standing.consentVersion !== consent.noticeVersion) throw new ConsentStale();
  if (!standing.offersChat) throw new ChatDisabled();
  if (!isOpen(standing.hours, app.clock.now())) throw new AgentsAbsent('CLOSED');
  if (!standing.isSomeoneThere) throw new AgentsAbsent('ABSENT');
  return standing;
}

type NewChat = ChatRow & SeekerRow;

/** Chats that wait, in this order; whether an agent has a seat for them is settled at the end of the transaction. */
async function newChats(tx: Tx, starts: readonly (Start & { customerId: string })[]): Promise<NewChat[]> {
  const of = <T>(value: (start: Start & { customerId: string }) => T) => starts.map(value);
  const { rows } = await tx.sql.query<NewChat>({
    name: 'new-chats',
    text: newChatsText,
    values: [
      tx.serviceId,
      of(({ customerId }) => customerId),
      of(({ language }) => language),
      of(({ page }) => page),
      of(({ consent }) => consent.ip),
      of(({ consent }) => consent.userAgent),
      of(({ attemptHash }) => attemptHash),
      of(({ attemptDigest }) => attemptDigest),
    ],
  });
  tx.tell(lineTopic, { serviceId: tx.serviceId });
  const chats = new Map(rows.map((chat) => [chat.customerId, chat]));
  return of(({ customerId }) => chats.get(customerId) as NewChat);
}

const newChatsText = `
insert into chat as c (service_id, customer_id, state, language, page, ip, user_agent, attempt_hash, attempt_digest)
select $1, n.customer_id, 'WAITING', n.language, n.page, n.ip, n.user_agent, n.attempt_hash, n.attempt_digest
from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  with ordinality as n (customer_id, language, page, ip, user_agent, attempt_hash, attempt_digest, place) order by n.place
returning ${chatColumns('c')}, false as "wasAssigned", ${recentAgent} as "recentAgentId"`;

/** The message that came with the start, once; the chat as it is after it. */
async function sayFirst(tx: Tx, ctx: Context, chat: ChatRow, { message, key }: Asked): Promise<ChatRow> {
  if (message === null) return chat;
  const { id: chatId, customerId: senderId, serviceId } = chat;
  const id = messageId(chatId, senderId, key);
  const taken = await ctx.app.intake.take(message, { serviceId, chatId, messageId: id });
  const [appended] = await appendMessages(tx.sql, [
    { id, chatId, sender: SenderKind.CUSTOMER, senderId, key, ...taken },
  ]);
  if (
    appended?.outcome === 'DUPLICATE' &&
    !(await ctx.app.intake.isSame(appended.message, message, { serviceId, chatId, messageId: id }, tx.sql))
  ) {
    throw new KeyReused();
  }
  const said = appended?.outcome === 'SENT' ? appended.chat : chat;
  tellChat(tx, said);
  return said;
}
