import type { KeyScope } from '../access/key-scopes.ts';
import { isStaffViewer, requireAgent, requireStaff, type AgentViewer, type StaffViewer } from '../access/viewer.ts';
import { advanceChat, lockChat } from '../chat/change-chat.ts';
import { findChat } from '../chat/chat.service.ts';
import type { TakenText } from '../chat/append-messages.ts';
import { assertSameAttempt } from '../chat/message.service.ts';
import type { Context } from '../context.ts';
import { isMasked } from '../customer/customer-masks.ts';
import { customerColumns, type CustomerRow } from '../customer/customer.rows.ts';
import { badRequest, InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId, timedId } from '../ids.ts';
import { batched } from '../loader.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Language } from '../service/service.entity.ts';
import { yearIn } from '../service/wall-clock.ts';
import type { Statements } from '../sql.ts';
import { attemptDigest, attemptHash, optionalEmail, requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
import { attach, cameWith } from '../attachment/attachment.service.ts';
import { inquiryTypeOf } from './inquiry-type.service.ts';
import {
  authorOf,
  changedFields,
  changeTicket,
  holdAgents,
  mayReadTicket,
  refuseErasedTicket,
  tellTicket,
  type TicketFields,
} from './change-ticket.ts';
import { Channel, nextStatusesOf, TicketPriority, TicketStatus } from './ticket.entity.ts';
import { mailAssignee } from './ticket-mail.service.ts';
import { IllegalTransition, StaleTicket, TicketClosed, TicketTaken } from './ticket.errors.ts';
import { changeColumns, ticketColumns, type ChangeRow, type TicketRow } from './ticket.rows.ts';

/** In UTF-16 units. */
export const titleLimit = 200;
export const contentLimit = 10_000;

/** The agent viewing, with the ticket right, or NotPermitted. */
function requireTicketAgent(ctx: Context): AgentViewer {
  const agent = requireAgent(ctx);
  if (!agent.canTicket) throw new NotPermitted();
  return agent;
}

/** An agent with the ticket right, or a program with the scope; else NotPermitted. */
function requireTicketStaff(ctx: Context, scope: KeyScope): StaffViewer {
  const viewer = requireStaff(ctx, scope);
  if (!viewer.canTicket) throw new NotPermitted();
  return viewer;
}

/** A ticket by its row id, or null when there is none for this viewer. */
export async function ticketById(ctx: Context, id: string): Promise<TicketRow | null> {
  if (!ctx.viewer) return null;
  const ticket = await ctx.app.ticketFeeds.find(id);
  return ticket && mayReadTicket(ctx.viewer, ticket) ? ticket : null;
}

export interface CreateTicketInput {
  chatId?: string | null;
  inquiryTypeId: string;
  title: string;
  content: string;
  customerId?: string | null;
  email?: string | null;
  priority?: TicketPriority | null;
  assigneeId?: string | null;
  attachments?: readonly string[] | null;
  attempt?: string | null;
}

/** An agent makes a ticket, from a chat they see or by hand. Repeated with the same `attempt` it is the same ticket. */
export async function createTicket(ctx: Context, input: CreateTicketInput): Promise<TicketRow> {
  const viewer = requireTicketStaff(ctx, 'tickets:write');
  const author = authorOf(viewer);
  const asked = {
    title: requiredField('title', input.title, titleLimit),
    content: requiredField('content', input.content, contentLimit),
    email: optionalEmail('email', input.email),
    attemptHash: attemptHash(input.attempt),
  };
  const assigneeId = assigneeAsked(input.assigneeId) ?? null;
  const chat = input.chatId == null ? null : await findChat(ctx, input.chatId);
  if (input.chatId != null && !chat) throw new NotPermitted();
  const digest = attemptDigest(input.attempt, {
    email: asked.email,
    title: asked.title,
    content: asked.content,
    inquiryType: decodeId('InquiryType', input.inquiryTypeId),
    chat: chat?.id ?? null,
    customer: input.customerId == null ? null : decodeId('Customer', input.customerId),
    priority: input.priority ?? TicketPriority.NORMAL,
    assignee: assigneeId,
  });
  const own = async () => {
    const ticket = await ticketOfAttempt(ctx, asked.attemptHash);
    if (!ticket || (ticket.creatorId ?? ticket.clientId) !== viewer.id) return null;
    await assertSameTicket(ctx, ticket, digest, input.attachments);
    return ticket;
  };
  const known = await own();
  if (known) return known;
  const { timeZone } = await ctx.app.settings.find(viewer.serviceId);
  try {
    return await ctx.write(null, async (tx) => {
      const { sql } = tx;
      const held = await holdAgents(tx, viewer, assigneeId);
      if (assigneeId !== null && !held.has(assigneeId)) throw noAssignee();
      const wanted = chat?.customerId ?? (input.customerId == null ? null : decodeId('Customer', input.customerId));
      const customer = wanted === null ? null : await customerGiven(tx, viewer.serviceId, wanted);
      if (chat && !customer) throw new NotPermitted();
      if (input.customerId != null && !customer) {
        throw new InvalidInput('customerId', 'There is no such customer.');
      }
      const locked = chat && (await lockChat(tx, chat.id));
      const texts = await takeTexts(ctx, viewer.serviceId, asked);
      const ticket = await insertTicket(tx, {
        ...asked,
        ...texts.columns,
        attemptDigest: digest,
        timeZone,
        serviceId: viewer.serviceId,
        inquiryTypeId: await inquiryTypeOf(sql, viewer.serviceId, input.inquiryTypeId, { forAgents: true }),
        email: asked.email ?? customer?.email ?? null,
        status: assigneeId === null ? TicketStatus.NEW : TicketStatus.OPEN,
        priority: input.priority ?? TicketPriority.NORMAL,
        channel: chat ? Channel.CHAT : author.clientId ? Channel.API : Channel.MANUAL,
        language: chat?.language ?? (await languageOf(sql, viewer.serviceId)),
        customerId: customer?.id ?? null,
        chatId: chat?.id ?? null,
        assigneeId,
        creatorId: author.agentId,
        clientId: author.clientId,
      });
      await texts.keep(sql);
      await attach(ctx, sql, input.attachments, { ticketId: ticket.id });
      // The chat's tickets are a part of it: whoever looks at it hears of a new one.
      if (locked) await advanceChat(tx, locked);
      await mailAssignee(ctx, tx, ticket);
      return ticket;
    });
  } catch (error) {
    // The same attempt was under way twice and the other one was first.
    if (!isAttemptTwin(error)) throw error;
    const first = await own();
    if (!first) throw new InvalidInput('attempt', 'Somebody else used this attempt.');
    return first;
  }
}

export const isAttemptTwin = (error: unknown) =>
  (error as { constraint?: unknown }).constraint === 'ticket_attempt_hash_unique';

/** The ticket that the same attempt made before, whoever asks; null for none. */
export async function ticketOfAttempt(ctx: Context, attempt: string | null): Promise<AttemptedTicket | null> {
  if (attempt === null) return null;
  const { rows } = await ctx.app.sql.query<AttemptedTicket>(
    `select ${ticketColumns('t')}, t.attempt_digest as "attemptDigest" from ticket t where t.attempt_hash = $1`,
    [attempt],
  );
  return rows[0] ?? null;
}

type AttemptedTicket = TicketRow & { readonly attemptDigest: string | null };

/** KeyReused where an attempt that made a ticket asks for another one now: in other words, or with other files. */
export async function assertSameTicket(
  { app }: Context,
  { id, attemptDigest: before }: AttemptedTicket,
  digest: string | null,
  attachments: readonly string[] | null | undefined,
): Promise<void> {
  const isSame = before === null || (await cameWith(app.sql, attachments, id));
  assertSameAttempt(before, isSame ? digest : null);
}

const textFields = ['title', 'content'] as const;
type TextField = (typeof textFields)[number];

const placeOf = (serviceId: string, ticketId: string, field: TextField) => ({
  serviceId,
  objectId: ticketId,
  field: `Ticket.${field}`,
});

/** A new ticket's id and texts as they may be stored, and what keeps, behind its row, what was hidden of them. */
export async function takeTexts({ app }: Context, serviceId: string, texts: Record<TextField, string>) {
  const id = timedId(app.clock.now());
  const take = (field: TextField) => app.intake.take(texts[field], placeOf(serviceId, id, field));
  const [title, content] = [await take('title'), await take('content')];
  return {
    columns: {
      id,
      title: title.body,
      content: content.body,
      titleMasks: title.masks,
      contentMasks: content.masks,
    },
    keep: async (sql: Statements) => {
      await app.intake.keep(sql, placeOf(serviceId, id, 'title'), { ticketId: id }, title);
      await app.intake.keep(sql, placeOf(serviceId, id, 'content'), { ticketId: id }, content);
    },
  };
}

export type NewTicket = Omit<
  TicketRow,
  | 'number'
  | 'revision'
  | 'createdAt'
  | 'changedAt'
  | 'emailMasks'
  | 'titleRevision'
  | 'contentRevision'
  | 'emailRevision'
  | 'erasedAt'
> & {
  attemptHash: string | null;
  attemptDigest: string | null;
  /** Of the service: its number bears the year that it is there. */
  timeZone: string;
  /** When it was made, if not now. */
  madeAt?: Date;
};

const insertText = `
insert into ticket as t (service_id, number, inquiry_type_id, title, content, status, priority, channel, language, customer_id, email,
  chat_id, assignee_id, creator_id, client_id, attempt_hash, attempt_digest, id, title_masks, content_masks)
values ($1, 'D-' || $17 || '-' || to_char(nextval('ticket_number'), 'FM999999000000'),
  $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $18, $19::jsonb, $20::jsonb)
returning ${ticketColumns('t')}`;

/** Writes a new ticket and tells the service's lists of it. */
export async function insertTicket(tx: Tx, ticket: NewTicket): Promise<TicketRow> {
  const { rows } = await tx.sql.query<TicketRow>(insertText, [
    ticket.serviceId,
    ticket.inquiryTypeId,
    ticket.title,
    ticket.content,
    ticket.status,
    ticket.priority,
    ticket.channel,
    ticket.language,
    ticket.customerId,
    ticket.email,
    ticket.chatId,
    ticket.assigneeId,
    ticket.creatorId,
    ticket.clientId,
    ticket.attemptHash,
    ticket.attemptDigest,
    yearIn(ticket.timeZone, ticket.madeAt ?? new Date()),
    ticket.id,
    ticket.titleMasks && JSON.stringify(ticket.titleMasks),
    ticket.contentMasks && JSON.stringify(ticket.contentMasks),
  ]);
  const made = rows[0] as TicketRow;
  tellTicket(tx, made);
  return made;
}

/**
 * The customer, locked so that nothing is written about somebody who is being erased; null for no such customer or an erased one. With
 * the address that they can be reached at by themselves: no asterisks.
 */
async function customerGiven(tx: Tx, serviceId: string, id: string) {
  tx.willLock('customer', [id]);
  const { rows } = await tx.sql.query<CustomerRow>(
    `select ${customerColumns('u')} from customer u where u.id = $1 and u.service_id = $2 and u.erased_at is null for share`,
    [id, serviceId],
  );
  const [customer] = rows;
  if (!customer) return null;
  const isOwn = !customer.borrowed.includes('email') && !isMasked(customer, 'email');
  return { id, email: isOwn ? customer.email : null };
}

/** Whom a ticket is to be given to, by the row id; undefined for what is not given, null for nobody. */
function assigneeAsked(agentId: string | null | undefined): string | null | undefined {
  if (agentId == null) return agentId;
  const id = decodeId('Agent', agentId);
  if (!id) throw noAssignee();
  return id;
}

const noAssignee = () => new InvalidInput('assigneeId', 'There is no such agent with the ticket right.');

async function languageOf(sql: Statements, serviceId: string): Promise<Language> {
  const { rows } = await sql.query<{ language: Language }>(
    'select languages[1] as language from service where id = $1',
    [serviceId],
  );
  return (rows[0] as { language: Language }).language;
}

/** The agent takes a ticket that nobody has. Of two at once one has it, and the other is told. */
export async function takeTicket(ctx: Context, ticketId: string): Promise<TicketRow> {
  const viewer = requireTicketAgent(ctx);
  return changeTicket(ctx, ticketId, (present) => {
    if (present.assigneeId === viewer.id) return Promise.resolve(null);
    if (present.assigneeId !== null) throw new TicketTaken(present);
    return Promise.resolve({ fields: { assigneeId: viewer.id, status: TicketStatus.OPEN } });
  });
}

export interface UpdateTicketInput {
  ticketId: string;
  revision: number;
  status?: TicketStatus | null;
  assigneeId?: string | null;
  priority?: TicketPriority | null;
  inquiryTypeId?: string | null;
  title?: string | null;
  content?: string | null;
}

/**
 * Changes fields of a ticket as the caller saw it at `revision`. A field that somebody else changed since, or in which they hid something,
 * is not changed over their head; one that already is as wanted is no change. What is masked in a text goes along.
 */
export async function updateTicket(ctx: Context, input: UpdateTicketInput): Promise<TicketRow> {
  const { agentId } = authorOf(requireTicketStaff(ctx, 'tickets:write'));
  let edited: readonly EditedField[] = [];
  const texts: Partial<TicketFields> = {
    ...(input.title != null && { title: requiredField('title', input.title, titleLimit) }),
    ...(input.content != null && { content: requiredField('content', input.content, contentLimit) }),
    ...(input.priority != null && { priority: input.priority }),
    ...(input.status != null && { status: input.status }),
  };
  const assigneeId = assigneeAsked(input.assigneeId);
  const rule = async (present: TicketRow, { sql }: Tx, held: ReadonlySet<string>) => {
    if (input.revision > present.revision) throw new InvalidInput('revision', 'The ticket has no such revision.');
    const wanted: Partial<TicketFields> = { ...texts };
    if (assigneeId && !held.has(assigneeId)) throw noAssignee();
    if (assigneeId !== undefined) wanted.assigneeId = assigneeId;
    if (input.inquiryTypeId != null) {
      const isSame = decodeId('InquiryType', input.inquiryTypeId) === present.inquiryTypeId;
      if (!isSame) {
        wanted.inquiryTypeId = await inquiryTypeOf(sql, present.serviceId, input.inquiryTypeId, { forAgents: true });
      }
    }
    for (const field of textFields) {
      if (agentId !== null && (await saysSame(ctx, sql, present, field, wanted[field]))) wanted[field] = present[field];
    }
    const changed = changedFields(present, wanted);
    if (changed.length === 0) return null;
    if (wanted.title ?? wanted.content) {
      await refuseErasedTicket(sql, present);
    }
    const stale = await changedSince(sql, present, input.revision, changed);
    if (stale.length > 0) throw new StaleTicket(present, stale);
    if (present.status === TicketStatus.CLOSED) {
      throw wanted.status ? new IllegalTransition(present.status, wanted.status) : new TicketClosed();
    }
    edited = await editedFields(ctx, present, changed, wanted);
    for (const { field, taken } of edited) wanted[field] = taken.body;
    return { fields: withStatusInStep(present, wanted, agentId), erased: masksOf(present, edited) };
  };
  const also = async (tx: Tx, after: TicketRow, before: TicketRow) => {
    for (const { field, taken } of edited) {
      await ctx.app.intake.keep(tx.sql, placeOf(after.serviceId, after.id, field), { ticketId: after.id }, taken);
    }
    if (after.assigneeId !== before.assigneeId) await mailAssignee(ctx, tx, after);
  };
  return changeTicket(ctx, input.ticketId, rule, { assigneeId: assigneeId ?? null, also });
}

interface EditedField {
  readonly field: TextField;
  readonly taken: TakenText & { readonly dropped: readonly string[] };
}

/** The texts among the changed fields as they may be stored, with the masks that go along. */
async function editedFields(
  { app }: Context,
  present: TicketRow,
  changed: readonly string[],
  wanted: Partial<TicketFields>,
): Promise<EditedField[]> {
  const edited: EditedField[] = [];
  for (const field of textFields) {
    const text = wanted[field];
    if (text === undefined || !changed.includes(field)) continue;
    const place = placeOf(present.serviceId, present.id, field);
    const taken = await app.intake.edit({ body: present[field], masks: present[`${field}Masks`] }, text, place);
    if (!taken) throw new InvalidInput(field, 'What is masked in it stays where it is: release or seal it before.');
    edited.push({ field, taken });
  }
  return edited;
}

/** What is written beside edited texts; nothing where neither before nor after it something is hidden. */
const masksOf = (present: TicketRow, edited: readonly EditedField[]) =>
  Object.fromEntries(
    edited
      .filter(({ field, taken }) => taken.masks ?? present[`${field}Masks`])
      .flatMap(({ field, taken }) => [
        [`${field}Masks`, taken.masks],
        [`${field}Revision`, present.revision + 1],
      ]),
  ) as Pick<Partial<TicketRow>, 'titleMasks' | 'contentMasks' | 'titleRevision' | 'contentRevision'>;

/** Whether a text is the one there is as it was written, before something was hidden in it. */
async function saysSame(
  { app }: Context,
  sql: Statements,
  present: TicketRow,
  field: TextField,
  text: string | undefined,
): Promise<boolean> {
  const masks = present[`${field}Masks`];
  if (text === undefined || !masks) return false;
  return app.intake.isSame({ body: present[field], masks }, text, placeOf(present.serviceId, present.id, field), sql);
}

async function changedSince(
  sql: Statements,
  ticket: TicketRow,
  revision: number,
  fields: readonly string[],
): Promise<string[]> {
  const { rows } = await sql.query<{ field: string }>(
    'select distinct field from ticket_change where ticket_id = $1 and revision > $2 and field = any($3::text[])',
    [ticket.id, revision, fields],
  );
  const hidden = textFields.filter((field) => fields.includes(field) && (ticket[`${field}Revision`] ?? 0) > revision);
  return [...new Set([...rows.map(({ field }) => field), ...hidden])];
}

/**
 * Status and assignee go together: nobody has a NEW ticket and somebody has every other one. Who opens one that nobody has takes it,
 * and a program, which has none, says who does;
 * who gives one away or lets go of it moves its status along.
 */
export function withStatusInStep(
  present: TicketRow,
  wanted: Partial<TicketFields>,
  agentId: string | null,
): Partial<TicketFields> {
  const fields = { ...wanted };
  const isNew = present.status === TicketStatus.NEW;
  if (wanted.assigneeId === null) {
    const isWorkedOn = present.status === TicketStatus.OPEN || present.status === TicketStatus.PENDING;
    if (!isWorkedOn || (wanted.status && wanted.status !== TicketStatus.NEW)) {
      throw new InvalidInput('assigneeId', 'A ticket with this status needs somebody who has it.');
    }
    return { ...fields, status: TicketStatus.NEW };
  }
  if (isNew && wanted.assigneeId) fields.status ??= TicketStatus.OPEN;
  if (fields.status && fields.status !== present.status) {
    // Whoever is given or takes a NEW ticket opens it on the way.
    const from = isNew && wanted.assigneeId ? TicketStatus.OPEN : present.status;
    if (fields.status !== from && !nextStatusesOf(from).includes(fields.status)) {
      throw new IllegalTransition(present.status, fields.status);
    }
    if (isNew) fields.assigneeId ??= agentId;
    if (isNew && fields.assigneeId === null) {
      throw new InvalidInput('assigneeId', 'A ticket with this status needs somebody who has it.');
    }
  }
  return fields;
}

/** One ticket as it is, then after each change, for as long as the viewer may see it. */
export async function watchTicket(ctx: Context, ticketId: string): Promise<Stream<TicketRow>> {
  const id = decodeId('Ticket', ticketId);
  const ticket = id && (await ticketById(ctx, id));
  if (!ticket) throw badRequest('NOT_FOUND', 'There is no such ticket.');
  return ctx.app.ticketFeeds.watchTicket(ticket.id);
}

/** A ticket as it is, for whoever asks again and again, if it moved on since a revision. */
export interface TicketUpdate {
  readonly revision: number;
  readonly ticket: TicketRow | null;
}

/** Whether a ticket moved on since a revision, and what it is then; null when there is none for the viewer. */
export async function readTicketChanges(ctx: Context, ticketId: string, after: number): Promise<TicketUpdate | null> {
  if (after < 0) throw badRequest('BAD_USER_INPUT', 'after must not be negative.');
  const id = decodeId('Ticket', ticketId);
  const ticket = id && (await ticketById(ctx, id));
  if (!ticket) return null;
  const { revision } = ticket;
  if (after > revision) throw badRequest('REVISION_AHEAD', 'after lies beyond the ticket’s present revision.');
  return { revision, ticket: revision > after ? ticket : null };
}

/** The service's tickets that change from now on. */
export function watchTickets(ctx: Context): Stream<TicketRow> {
  return ctx.app.ticketFeeds.watchList(requireTicketStaff(ctx, 'tickets:read').serviceId);
}

/** Of one chat. */
export const mostOfChat = 50;

/** The tickets made from each chat, as far as the viewer sees them, oldest first. */
export const ticketsOfChat = batched<string, TicketRow[]>(
  async (ctx, chatIds) => {
    const { rows } = await ctx.app.sql.query<TicketRow>({
      name: 'tickets-of-chats',
      text: `select ${ticketColumns('t')} from unnest($1::uuid[]) as w (id)
        cross join lateral (select * from ticket where chat_id = w.id order by created_at, id limit ${mostOfChat}) t
        order by t.created_at, t.id`,
      values: [chatIds],
    });
    const ofChat = Map.groupBy(
      rows.filter((ticket) => mayReadTicket(ctx.viewer, ticket)),
      ({ chatId }) => chatId,
    );
    return chatIds.map((id) => ofChat.get(id) ?? []);
  },
  (chatId) => chatId,
);

/** Of one ticket. */
export const mostChanges = 200;

/** The history of each ticket, oldest first, of a long one its end; nothing of it for customers. */
export const ticketChanges = batched<string, ChangeRow[]>(
  async (ctx, ticketIds) => {
    if (!isStaffViewer(ctx.viewer) || !ctx.viewer.canTicket) return ticketIds.map(() => []);
    const { rows } = await ctx.app.sql.query<ChangeRow>({
      name: 'ticket-changes',
      text: `select ${changeColumns('c')} from unnest($1::uuid[]) as w (id)
        cross join lateral (select * from ticket_change where ticket_id = w.id order by revision desc, id desc limit ${mostChanges}) c
        order by c.revision, c.id`,
      values: [ticketIds],
    });
    const ofTicket = Map.groupBy(rows, ({ ticketId }) => ticketId);
    return ticketIds.map((id) => ofTicket.get(id) ?? []);
  },
  (ticketId) => ticketId,
);

/** A change by its row id with its ticket, or null when there is none for this viewer. */
export async function ticketChangeById(
  ctx: Context,
  id: string,
): Promise<{ change: ChangeRow; ticket: TicketRow } | null> {
  if (!isStaffViewer(ctx.viewer) || !ctx.viewer.canTicket) return null;
  const { rows } = await ctx.app.sql.query<ChangeRow>(
    `select ${changeColumns('c')} from ticket_change c where c.id = $1`,
    [id],
  );
  const change = rows[0];
  const ticket = change ? await ticketById(ctx, change.ticketId) : null;
  return change && ticket ? { change, ticket } : null;
}

/** The program by which each ticket came to a revision; null where none did. */
export const programOfStep = batched<{ ticketId: string; revision: number }, string | null>(
  async ({ app }, steps) => {
    const { rows } = await app.sql.query<{ n: number; clientId: string }>(
      `select w.n::int as n, s.client_id as "clientId" from unnest($1::uuid[], $2::int[]) with ordinality as w (id, revision, n)
       join program_step s on s.ticket_id = w.id and s.revision = w.revision`,
      [steps.map(({ ticketId }) => ticketId), steps.map(({ revision }) => revision)],
    );
    const found = new Map(rows.map(({ n, clientId }) => [n, clientId]));
    return steps.map((_, index) => found.get(index + 1) ?? null);
  },
  ({ ticketId, revision }) => `${ticketId} ${revision}`,
);

export interface TicketCounts {
  readonly unassigned: number;
  readonly open: number;
  readonly pending: number;
}

/** A count goes so far. */
export const mostCounted = 1_000;

/** How many tickets wait for somebody, and for the agent who asks. */
export async function countTickets(ctx: Context): Promise<TicketCounts> {
  const { id, serviceId } = requireTicketStaff(ctx, 'tickets:read');
  const count = (where: string) =>
    `(select count(*)::int from (select from ticket where ${where} limit ${mostCounted}) t)`;
  const unfinished = `assignee_id = $2 and status not in ('RESOLVED', 'CLOSED')`;
  const { rows } = await ctx.app.sql.query<TicketCounts & Record<string, number>>({
    name: 'count-tickets',
    text: `select ${count('service_id = $1 and assignee_id is null')} as unassigned,
      ${count(`${unfinished} and status = 'OPEN'`)} as open, ${count(`${unfinished} and status = 'PENDING'`)} as pending`,
    values: [serviceId, id],
  });
  return rows[0] as TicketCounts;
}
