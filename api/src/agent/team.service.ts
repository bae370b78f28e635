import { LockMode, UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin, type AgentViewer } from '../access/viewer.ts';
import { credentialTopic, rightsTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { hashPassword, hashToken, newToken } from '../secrets.ts';
import { gateTopic, underLock } from '../service/service.service.ts';
import { emailAddress, isStorable, requiredField } from '../text.ts';
import { Agent, AgentRole, Availability } from './agent.entity.ts';
import { InvitationInvalid, LastAdministrator, OwnRights } from './agent.errors.ts';
import { assertCookie, newSession } from './agent.service.ts';
import { AvailabilityPeriod } from './availability-period.entity.ts';
import { Invitation } from './invitation.entity.ts';
import { Session } from './session.entity.ts';

/** An invitation's link lasts so long. */
const invitationDays = 7;
const leastPassword = 8;
const mostPassword = 1_000;

export interface InviteAgentInput {
  email: string;
  name: string;
  role: AgentRole;
  canChat: boolean;
  canTicket?: boolean | null;
}

export interface InvitedAgent {
  agent: Agent;
  /** Works once. */
  token: string;
}

/** Adds an agent without a password, who chooses one by the link. Who was removed from the service before comes back. */
export async function inviteAgent(ctx: Context, input: InviteAgentInput): Promise<InvitedAgent> {
  const email = emailAddress('email', input.email);
  const name = requiredField('name', input.name, 100);
  const { role, canChat } = input;
  const canTicket = input.canTicket ?? true;
  try {
    return await changeTeam(ctx, async (em, admin) => {
      const known = await em.findOne(Agent, { email });
      if (known && (known.serviceId !== admin.serviceId || !known.removedAt)) throw addressTaken();
      const rights = { name, role, canChat, canTicket };
      const agent = known ?? em.create(Agent, { serviceId: admin.serviceId, email, ...rights });
      Object.assign(agent, rights, { removedAt: null, passwordHash: null });
      await em.flush();
      recordChanges(em, { ...by(admin), agentId: agent.id }, {}, { invited: true, role, canChat, canTicket });
      return { agent, token: await newInvitation(em, agent.id) };
    });
  } catch (error) {
    // Someone else invited the same address at the same moment.
    if (error instanceof UniqueConstraintViolationException) throw addressTaken();
    throw error;
  }
}

const addressTaken = () => new InvalidInput('email', 'This address belongs to an agent already.');

/** A new link in place of the last one, for an agent who has not accepted yet. */
export function renewInvitation(ctx: Context, agentId: string): Promise<InvitedAgent> {
  return changeTeam(ctx, async (em, admin) => {
    const agent = await memberOf(em, admin, agentId);
    if (!agent.isInvited) throw new NotPermitted();
    return { agent, token: await newInvitation(em, agent.id) };
  });
}

async function newInvitation(em: Context['em'], agentId: string): Promise<string> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000);
  await em.upsert(Invitation, { agentId, tokenHash: hashToken(token), expiresAt });
  return token;
}

/** Whom an invitation is for; null when it cannot be used any more. */
export async function findInvitation(ctx: Context, token: string): Promise<Agent | null> {
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const invitation = await ctx.em.findOne(Invitation, { tokenHash: hashToken(token), expiresAt: { $gt: new Date() } });
  return invitation && ctx.em.findOneOrFail(Agent, invitation.agentId);
}

/** The invited agent chooses a password and is signed in. Of two who use the link at once one is told it is used. */
export async function acceptInvitation(ctx: Context, input: { token: string; password: string }): Promise<Agent> {
  assertCookie(ctx);
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const passwordHash = await hashPassword(assertPassword(input.password));
  const { agent, session } = await ctx.em.fork().transactional(async (em) => {
    const invitation = await em.findOne(
      Invitation,
      { tokenHash: hashToken(input.token), expiresAt: { $gt: new Date() } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!invitation) throw new InvitationInvalid();
    const invited = await em.findOneOrFail(Agent, invitation.agentId);
    // Accepted while the link was being renewed.
    if (!invited.isInvited) throw new InvitationInvalid();
    invited.passwordHash = passwordHash;
    em.remove(invitation);
    return { agent: invited, session: newSession(em, invited.id) };
  });
  ctx.setSession?.(session);
  ctx.app.bus.publish(gateTopic, { serviceId: agent.serviceId });
  return agent;
}

function assertPassword(password: string): string {
  if (password.length >= leastPassword && password.length <= mostPassword && isStorable(password)) return password;
  throw new InvalidInput('password', `The password must have ${leastPassword} to ${mostPassword} characters.`);
}

export interface SaveAgentInput {
  agentId: string;
  name?: string | null;
  role?: AgentRole | null;
  canChat?: boolean | null;
  canTicket?: boolean | null;
  seesAllChats?: boolean | null;
  inAssignment?: boolean | null;
  mayChangeAssignment?: boolean | null;
  mayReveal?: boolean | null;
  maySeal?: boolean | null;
}

/** Changes an agent's name, role, rights and switches; what is absent stays. */
export function saveAgent(ctx: Context, input: SaveAgentInput): Promise<Agent> {
  return changeTeam(ctx, async (em, admin) => {
    const agent = await memberOf(em, admin, input.agentId);
    const { name, role, canChat, canTicket, seesAllChats, inAssignment, mayChangeAssignment, mayReveal, maySeal } =
      agent;
    const before = {
      name,
      role,
      canChat,
      canTicket,
      seesAllChats,
      inAssignment,
      mayChangeAssignment,
      mayReveal,
      maySeal,
    };
    const after = {
      name: input.name == null ? name : requiredField('name', input.name, 100),
      role: input.role ?? role,
      canChat: input.canChat ?? canChat,
      canTicket: input.canTicket ?? canTicket,
      seesAllChats: input.seesAllChats ?? seesAllChats,
      inAssignment: input.inAssignment ?? inAssignment,
      mayChangeAssignment: input.mayChangeAssignment ?? mayChangeAssignment,
      mayReveal: input.mayReveal ?? mayReveal,
      maySeal: input.maySeal ?? maySeal,
    };
    if (role === AgentRole.ADMIN && after.role !== AgentRole.ADMIN) await assertNotLast(em, agent);
    if (agent.id === admin.id && (after.role !== role || (canChat && !after.canChat))) throw new OwnRights();
    Object.assign(agent, after);
    recordChanges(em, { ...by(admin), agentId: agent.id }, before, after);
    return agent;
  });
}

/** The agent is of the service no more: sessions end now, open chats go to the next agent or the line. */
export async function removeAgent(ctx: Context, agentId: string): Promise<Agent> {
  const ended: string[] = [];
  let freed: { id: string }[] = [];
  const removed = await changeTeam(ctx, async (em, admin) => {
    const agent = await memberOf(em, admin, agentId);
    if (agent.role === AgentRole.ADMIN) await assertNotLast(em, agent);
    if (agent.id === admin.id) throw new OwnRights();
    // Nobody gives them a ticket from here on.
    await em.execute('select 1 from agent where id = ? for no key update', [agent.id]);
    const now = new Date();
    Object.assign(agent, {
      removedAt: now,
      passwordHash: null,
      availability: Availability.OFFLINE,
      availabilitySince: now,
      availabilitySetBy: admin.id,
    });
    await em.nativeUpdate(AvailabilityPeriod, { agentId: agent.id, endedAt: null }, { endedAt: now });
    await em.nativeDelete(Invitation, { agentId: agent.id });
    // Nobody else has them on a desk; chats that are still open move on by themselves.
    await em.execute(
      `update chat set state = 'CLOSED', closed_at = now(), revision = revision + 1 where id in (
         select id from chat where agent_id = ? and state = 'ENDED_BY_CUSTOMER' order by id for no key update)`,
      [agent.id],
    );
    freed = await em.execute<{ id: string }[]>(freeTicketsText, [agent.id, admin.id]);
    for (const session of await em.find(Session, { agentId: agent.id })) {
      ended.push(session.tokenHash);
      em.remove(session);
    }
    recordChanges(em, { ...by(admin), agentId: agent.id }, { removed: false }, { removed: true });
    return agent;
  });
  for (const credential of ended) ctx.app.bus.publish(credentialTopic, { credential });
  for (const { id } of freed) ctx.app.ticketFeeds.poke({ id, serviceId: removed.serviceId });
  return removed;
}

/** What a removed agent has not finished is for whoever takes it. */
const freeTicketsText = `
with held as (
  select id, status, assignee_id from ticket where assignee_id = ? and status not in ('RESOLVED', 'CLOSED') order by id for no key update
), freed as (
  update ticket t set assignee_id = null, status = 'NEW', revision = revision + 1, changed_at = clock_timestamp()
  from held h where t.id = h.id returning t.id, t.revision, h.status, h.assignee_id
), changed as (
  insert into ticket_change (ticket_id, revision, author_id, field, before, after)
  select id, revision, ?::uuid, field, before, after from freed,
    lateral (values ('assigneeId', assignee_id::text, null), ('status', status, 'NEW')) as c (field, before, after)
)
select id from freed`;

async function assertNotLast(em: Context['em'], agent: Agent): Promise<void> {
  const others = { serviceId: agent.serviceId, role: AgentRole.ADMIN, removedAt: null, passwordHash: { $ne: null } };
  if ((await em.count(Agent, { ...others, id: { $ne: agent.id } })) === 0) throw new LastAdministrator();
}

async function memberOf(em: Context['em'], admin: AgentViewer, agentId: string): Promise<Agent> {
  const id = decodeId('Agent', agentId);
  const agent = id && (await em.findOne(Agent, { id, serviceId: admin.serviceId, removedAt: null }));
  if (!agent) throw new NotPermitted();
  return agent;
}

const by = (admin: AgentViewer) => ({ serviceId: admin.serviceId, authorId: admin.id });

/** An administrator's change under the service's lock. Who was an administrator when it began may not be one any more. */
async function changeTeam<T>(ctx: Context, change: (em: Context['em'], admin: AgentViewer) => Promise<T>): Promise<T> {
  const admin = requireAdmin(ctx);
  const changed = await underLock(ctx.app, admin.serviceId, (em) => change(em, admin), admin.id);
  ctx.app.bus.publish(rightsTopic, {});
  ctx.app.bus.publish(gateTopic, { serviceId: admin.serviceId });
  return changed;
}
