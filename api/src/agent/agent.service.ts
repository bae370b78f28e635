import { LockMode } from '@mikro-orm/postgresql';
import { credentialTopic } from '../access/viewers.ts';
import type { AgentViewer } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { badRequest, NotPermitted } from '../errors.ts';
import { spend } from '../limits.ts';
import { hashPassword, hashToken, isPassword, newToken } from '../secrets.ts';
import { isStorable } from '../text.ts';
import { Agent, type Availability } from './agent.entity.ts';
import { InvalidCredentials } from './agent.errors.ts';
import { presenceTopic } from './presence.ts';
import { Session } from './session.entity.ts';

/** A sign-in lasts so long. */
export const sessionDays = 14;

/** Checked when the e-mail is nobody's, so that both answers take the same time. */
const nobodysPassword = hashPassword(newToken());

/** The agent viewing, or NotPermitted. */
export function requireAgent(ctx: Context): AgentViewer {
  if (ctx.viewer?.kind !== 'agent') throw new NotPermitted();
  return ctx.viewer;
}

/** Starts a session of the agent; its token goes into a cookie and nowhere else. */
export async function signIn(ctx: Context, input: { email: string; password: string }): Promise<Agent> {
  if (!ctx.setSession) throw badRequest('HTTP_ONLY', 'Sign in over HTTP: a socket cannot carry the cookie back.');
  const email = input.email.trim().toLowerCase().slice(0, 320);
  if (!isStorable(email) || input.password.length > 1_000) throw new InvalidCredentials();
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const limited = `${email} ${ctx.caller.ip}`;
  // Counted before the check, so that guesses made at the same time count too.
  await spend(ctx.app.limits.failedSignIns, limited);
  const agent = await ctx.em.findOne(Agent, { email });
  const matches = await isPassword(input.password, agent?.passwordHash ?? (await nobodysPassword));
  if (!agent || !matches) throw new InvalidCredentials();
  await ctx.app.limits.failedSignIns.reward(limited);
  const token = newToken();
  const expiresAt = new Date(Date.now() + sessionDays * 86_400_000);
  ctx.em.create(Session, { agentId: agent.id, tokenHash: hashToken(token), expiresAt });
  await ctx.em.flush();
  ctx.setSession(token);
  return agent;
}

/** Ends the session of whoever asks, with every stream it holds. True when there was one. */
export async function signOut(ctx: Context): Promise<boolean> {
  ctx.setSession?.(null);
  if (ctx.viewer?.kind !== 'agent') return false;
  const { credential } = ctx.viewer;
  const ended = await ctx.em.nativeDelete(Session, { tokenHash: credential });
  ctx.app.bus.publish(credentialTopic, { credential });
  return ended > 0;
}

/** The agent's wish: gets chats, keeps only the running ones, or is not there. */
export async function setAvailability(ctx: Context, availability: Availability): Promise<Agent> {
  const { id } = requireAgent(ctx);
  const agent = await ctx.em.transactional(async (em) => {
    const locked = await em.findOneOrFail(Agent, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    locked.availability = availability;
    return locked;
  });
  ctx.app.bus.publish(presenceTopic(agent.serviceId), { serviceId: agent.serviceId });
  return agent;
}
