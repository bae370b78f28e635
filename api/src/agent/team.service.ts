import { LockMode } from '@mikro-orm/postgresql';
import { Account } from '../account/account.entity.ts';
import { AccountLocked, InvalidCredentials } from '../account/account.errors.ts';
import { accountOf, assertCookie, assertPassword, choosePassword, newSession } from '../account/account.service.ts';
import { assertCodeGiven, lockAccount, refusalOfCode } from '../account/second-factor.service.ts';
import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin, type AgentViewer } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { DomainError, InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { MailKind } from '../mail/mail.entity.ts';
import { only } from '../only.ts';
import { hashPassword, hashToken, newToken } from '../secrets.ts';
import type { Language } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import { requiredEmail, requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
import { Agent, AgentRole, agentRights, type AgentRights } from './agent.entity.ts';
import { InvitationInvalid, LastAdministrator, OwnRights } from './agent.errors.ts';
import { Invitation } from './invitation.entity.ts';

/** An invitation's link lasts so long. */
const invitationDays = 7;

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

/**
 * Adds an agent, who accepts by the link: whoever is new chooses a password, and whoever has an account shows theirs. Who was removed
 * from the service before comes back.
 */
export async function inviteAgent(ctx: Context, input: InviteAgentInput): Promise<InvitedAgent> {
  const email = requiredEmail('email', input.email);
  const name = requiredField('name', input.name, 100);
  const { role, canChat } = input;
  const canTicket = input.canTicket ?? true;
  return changeTeam(ctx, async (tx, admin) => {
    const { em } = tx;
    const accountId = await accountFor(tx, email, name);
    const known = await em.findOne(Agent, { accountId, serviceId: admin.serviceId });
    if (known && !known.removedAt) throw new InvalidInput('email', 'This address belongs to an agent already.');
    const rights = { name, role, canChat, canTicket };
    const agent = known ?? (await newAgent(tx, { accountId, serviceId: admin.serviceId, ...rights }));
    Object.assign(agent, rights, { removedAt: null });
    recordChanges(em, { ...by(admin), agentId: agent.id }, {}, { invited: true, role, canChat, canTicket });
    return invite(ctx, tx, agent);
  });
}

/** A new link for an agent who has not accepted yet, which goes to their address by mail, too. */
export async function invite(ctx: Context, tx: Tx, agent: Agent): Promise<InvitedAgent> {
  const token = await newInvitation(tx.em, agent.id);
  const { outbox } = ctx.app;
  if (outbox.isOn) {
    const { rows } = await tx.sql.query<{ language: Language }>(
      `select coalesce(c.language, s.languages[1]) as language from account c, service s where c.id = $1 and s.id = $2`,
      [agent.accountId, agent.serviceId],
    );
    await outbox.add(tx, {
      kind: MailKind.INVITATION,
      serviceId: agent.serviceId,
      language: rows[0]!.language,
      aboutId: agent.id,
      token,
    });
  }
  return { agent, token };
}

/**
 * The account of an address, made if it has none. Another service may invite the same address at the same moment; the insert must not
 * fail then, because PostgreSQL's log would quote the address.
 */
async function accountFor({ sql }: Tx, email: string, name: string): Promise<string> {
  await sql.query(`insert into account (email, name) values ($1, $2) on conflict (email) do nothing`, [email, name]);
  const { rows } = await sql.query<{ id: string }>(`select id from account where email = $1`, [email]);
  return rows[0]!.id;
}

type NewAgent = Pick<Agent, 'accountId' | 'serviceId' | 'name' | 'role' | 'canChat' | 'canTicket'>;

async function newAgent({ em }: Tx, place: NewAgent): Promise<Agent> {
  return em.findOneOrFail(Agent, await em.insert(Agent, place));
}

/** The person of this place looks after the organisation from now on. */
export async function makeOwner({ sql }: Tx, { accountId }: Pick<Agent, 'accountId'>): Promise<void> {
  await sql.query('update account set is_owner = true where id = $1', [accountId]);
}

/** Somebody who may do everything in a service that is being made, and cannot sign in there yet. */
export async function addAdministrator(
  tx: Tx,
  { serviceId, email, name }: { serviceId: string; email: string; name: string },
): Promise<Agent> {
  const accountId = await accountFor(tx, email, name);
  const agent = await newAgent(tx, {
    accountId,
    serviceId,
    name,
    role: AgentRole.ADMIN,
    canChat: true,
    canTicket: true,
  });
  return Object.assign(agent, { mayReveal: true, maySeal: true });
}

/** A new link in place of the last one, for an agent who has not accepted yet. */
export function renewInvitation(ctx: Context, agentId: string): Promise<InvitedAgent> {
  return changeTeam(ctx, async (tx, admin) => {
    const agent = await memberOf(tx.em, admin, agentId);
    if (!agent.isInvited) throw new NotPermitted();
    return invite(ctx, tx, agent);
  });
}

/** The link's token, in place of the one before. */
export async function newInvitation(em: Context['em'], agentId: string): Promise<string> {
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

/**
 * The invited person joins the service and is signed in: who has no password yet chooses one, and who has one shows it, because whoever
 * holds the link need not be who has the account. Of two who use the link at once one is told it is used.
 */
export async function acceptInvitation(
  ctx: Context,
  input: { token: string; password: string; code?: string | null | undefined },
): Promise<Agent> {
  assertCookie(ctx);
  const invited = await findInvitation(ctx, input.token);
  if (!invited) throw new InvitationInvalid();
  const { accountId } = invited;
  const account = await ctx.em.findOneOrFail(Account, accountId);
  const isKnown = account.passwordHash != null;
  if (!isKnown && account.lockedAt) throw new AccountLocked();
  const passwordHash = isKnown
    ? (await accountOf(ctx, { email: account.email, password: input.password })).passwordHash!
    : await hashPassword(await assertPassword(input.password, account));
  assertCodeGiven(account, input.code);
  const joined = await ctx.write(null, async (tx) => {
    const { em } = tx;
    await lockAccount(tx, accountId);
    const refusal = await refusalOfCode(ctx, tx, account, input.code);
    if (refusal) return refusal;
    const invitation = await em.findOne(
      Invitation,
      { tokenHash: hashToken(input.token), expiresAt: { $gt: new Date() } },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!invitation) throw new InvitationInvalid();
    const agent = await em.findOneOrFail(Agent, invitation.agentId);
    // Accepted while the link was being renewed.
    if (!agent.isInvited) throw new InvitationInvalid();
    if (!isKnown) await choosePassword(tx, accountId, passwordHash);
    agent.joinedAt = new Date();
    em.remove(invitation);
    await tx.flush();
    tx.tell(gateTopic, { serviceId: agent.serviceId });
    const { secondFactorAt } = account;
    const session = await newSession(tx, { id: accountId, passwordHash, secondFactorAt }, agent.id, ctx.caller);
    // The password was changed, or chosen by another invitation, since it was looked at.
    if (session === null) throw new InvalidCredentials();
    return { agent, session };
  });
  if (joined instanceof DomainError) throw joined;
  ctx.setSession?.(joined.session);
  return joined.agent;
}

export interface SaveAgentInput extends Partial<Nullable<AgentRights>> {
  agentId: string;
  name?: string | null;
}

type Nullable<T> = { [field in keyof T]: T[field] | null };

/** Changes an agent's name, role, rights and switches; what is absent stays. */
export function saveAgent(ctx: Context, input: SaveAgentInput): Promise<Agent> {
  return changeTeam(ctx, async ({ em }, admin) => {
    const agent = await memberOf(em, admin, input.agentId);
    const { name, role, canChat } = agent;
    const before = { name, ...only(agentRights, agent) };
    const given = only(
      agentRights.filter((right) => input[right] != null),
      input,
    );
    const after = {
      ...before,
      ...(given as Partial<AgentRights>),
      ...(input.name != null && { name: requiredField('name', input.name, 100) }),
    };
    if (role === AgentRole.ADMIN && after.role !== AgentRole.ADMIN) await assertNotLast(em, agent);
    if (agent.id === admin.id && (after.role !== role || (canChat && !after.canChat))) throw new OwnRights();
    Object.assign(agent, after);
    recordChanges(em, { ...by(admin), agentId: agent.id }, before, after);
    return agent;
  });
}

/** Another administrator remains, who has accepted their invitation; otherwise LastAdministrator. */
export async function assertNotLast(em: Context['em'], agent: Agent): Promise<void> {
  const others = { serviceId: agent.serviceId, role: AgentRole.ADMIN, removedAt: null, joinedAt: { $ne: null } };
  if ((await em.count(Agent, { ...others, id: { $ne: agent.id } })) === 0) throw new LastAdministrator();
}

/** The agent of the administrator's service, or NotPermitted. */
export async function memberOf(em: Context['em'], admin: AgentViewer, agentId: string): Promise<Agent> {
  const id = decodeId('Agent', agentId);
  const agent = id && (await em.findOne(Agent, { id, serviceId: admin.serviceId, removedAt: null }));
  if (!agent) throw new NotPermitted();
  return agent;
}

/** The service and author of an entry in the change log. */
export const by = (admin: AgentViewer) => ({ serviceId: admin.serviceId, authorId: admin.id });

/** An administrator's change of who the agents are and what they may do, under the service's lock. */
export function changeTeam<T>(ctx: Context, change: (tx: Tx, admin: AgentViewer) => Promise<T>): Promise<T> {
  const admin = requireAdmin(ctx);
  return ctx.write({ service: admin.serviceId, adminId: admin.id }, async (tx) => {
    tx.tell(rightsTopic, {});
    tx.tell(gateTopic, { serviceId: admin.serviceId });
    return change(tx, admin);
  });
}
