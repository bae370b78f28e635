import { requireAgent, type AgentViewer } from '../access/viewer.ts';
import { credentialTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { badRequest, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { hashPassword, hashToken, isPassword, newToken } from '../secrets.ts';
import { gateTopic } from '../service/service.service.ts';
import { comparedEmail, isStorable } from '../text.ts';
import { Agent, AgentRole, type Availability } from './agent.entity.ts';
import { InvalidCredentials } from './agent.errors.ts';
import { AvailabilityPeriod } from './availability-period.entity.ts';
import { endLeases } from './leases.ts';
import { Session } from './session.entity.ts';

/** A sign-in lasts so long. */
export const sessionDays = 14;

/** Checked when the e-mail is nobody's, so that both answers take the same time. */
const nobodysPassword = hashPassword(newToken());

/** Starts a session of the agent; its token goes into a cookie and nowhere else. */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<Agent> {
  assertCookie(ctx);
  const email = comparedEmail(input.email.slice(0, 320));
  if (!isStorable(email) || input.password.length > 1_000) throw new InvalidCredentials();
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const limited = `${email} ${ctx.caller.ip}`;
  // Counted before the check, so that guesses made at the same time count too.
  await spend(ctx.app.limits.failedSignIns, limited);
  const agent = await ctx.em.findOne(Agent, { email, removedAt: null });
  const matches = await isPassword(input.password, agent?.passwordHash ?? (await nobodysPassword));
  if (!agent?.passwordHash || !matches) throw new InvalidCredentials();
  await ctx.app.limits.failedSignIns.reward(limited);
  ctx.setSession?.(await ctx.write(null, ({ em }) => newSession(em, agent.id)));
  return agent;
}

/** A call that ends signed in has to come where a cookie can be set. */
export function assertCookie(ctx: Context): void {
  if (!ctx.setSession) throw badRequest('HTTP_ONLY', 'Sign in over HTTP: a socket cannot carry the cookie back.');
}

/** The token of a new session; only its hash is kept. */
export function newSession(em: Context['em'], agentId: string): string {
  const token = newToken();
  em.create(Session, {
    agentId,
    tokenHash: hashToken(token),
    expiresAt: new Date(Date.now() + sessionDays * 86_400_000),
  });
  return token;
}

/**
 * Ends the session of whoever asks, with every stream it holds. True when there was one. With the last session of an agent the lease
 * ends too, and what they have not opened goes to somebody else.
 */
export async function signOut(ctx: Context): Promise<boolean> {
  ctx.setSession?.(null);
  if (ctx.viewer?.kind !== 'agent') return false;
  const { credential, id, serviceId } = ctx.viewer;
  return ctx.write({ service: serviceId }, async (tx) => {
    tx.tell(credentialTopic, { credential });
    const ended = await tx.em.nativeDelete(Session, { tokenHash: credential });
    if (ended > 0 && (await endLeases(tx.sql, id))) {
      await ctx.app.assignment.settleWithin(tx);
      tx.tell(gateTopic, { serviceId });
    }
    return ended > 0;
  });
}

/**
 * What an agent chose: gets chats, keeps only the running ones, or is not there. Administrators choose for others too. Nothing but
 * a person comes through here.
 */
export async function setAvailability(
  ctx: Context,
  availability: Availability,
  agentId?: string | null,
): Promise<Agent> {
  const viewer = requireAgent(ctx);
  const id = agentId == null ? viewer.id : decodeId('Agent', agentId);
  if (!id) throw new NotPermitted();
  if (id === viewer.id ? !viewer.canChat : viewer.role !== AgentRole.ADMIN) throw new NotPermitted();
  return changeAgent(ctx, viewer, id, async (agent, em) => {
    if (agent.availability === availability) return;
    const now = ctx.app.clock.now();
    await em.nativeUpdate(AvailabilityPeriod, { agentId: id, endedAt: null }, { endedAt: now });
    em.create(AvailabilityPeriod, { agentId: id, availability, startedAt: now });
    Object.assign(agent, {
      availability,
      availabilitySince: now,
      availabilitySetBy: id === viewer.id ? null : viewer.id,
    });
  });
}

/** The agent's own assignment switch, for those who may. */
export async function setInAssignment(ctx: Context, inAssignment: boolean): Promise<Agent> {
  const viewer = requireAgent(ctx);
  return changeAgent(ctx, viewer, viewer.id, (agent) => {
    if (!agent.mayChangeAssignment) throw new NotPermitted();
    agent.inAssignment = inAssignment;
  });
}

/**
 * Changes what decides on who gets chats, under the service's lock, and tells those who watch. What the agent has not opened and
 * can have no more is with somebody else, or in line, when this is committed.
 */
function changeAgent(
  ctx: Context,
  { serviceId }: AgentViewer,
  id: string,
  change: (agent: Agent, em: Context['em']) => void | Promise<void>,
): Promise<Agent> {
  return ctx.write({ service: serviceId }, async (tx) => {
    const agent = await tx.em.findOne(Agent, { id, serviceId, removedAt: null });
    if (!agent) throw new NotPermitted();
    await change(agent, tx.em);
    await tx.flush();
    await ctx.app.assignment.settleWithin(tx);
    tx.tell(gateTopic, { serviceId });
    return agent;
  });
}
