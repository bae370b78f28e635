import { InvalidCredentials } from '../account/account.errors.ts';
import { accountOf, assertCookie, endSessions } from '../account/account.service.ts';
import { beginSession } from '../account/second-factor.service.ts';
import { Session } from '../account/session.entity.ts';
import { requireAgent, type AgentViewer } from '../access/viewer.ts';
import { credentialTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { Service } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import type { Scope, Tx } from '../write.ts';
import { Agent, AgentRole, type Availability } from './agent.entity.ts';
import { AvailabilityPeriod } from './availability-period.entity.ts';
import { endLeases } from './leases.ts';

/** Starts a session of the person; its token goes into a cookie and nowhere else. Answers their place in a service. */
export async function signIn(
  ctx: Context,
  input: { email: string; password: string; code?: string | null | undefined },
): Promise<Agent> {
  assertCookie(ctx);
  const account = await accountOf(ctx, input);
  const place = await placeToEnter(ctx, account.id);
  if (!place) throw new InvalidCredentials();
  ctx.setSession?.(await beginSession(ctx, account, input.code, place.id));
  return place;
}

/**
 * Of a person's places the one that is asked for, else the one of their newest session, else the oldest; null for who has none. One in a
 * service that is switched off only where there is no other.
 */
async function placeToEnter({ em, caller: { asked } }: Context, accountId: string): Promise<Agent | null> {
  const places = await em.find(
    Agent,
    { accountId, removedAt: null, joinedAt: { $ne: null } },
    { orderBy: { joinedAt: 'asc', id: 'asc' } },
  );
  if (places.length < 2) return places[0] ?? null;
  const last = await em.findOne(Session, { accountId }, { orderBy: { id: 'desc' } });
  const services = await em.find(Service, {
    id: { $in: places.map(({ serviceId }) => serviceId) },
    switchedOffAt: null,
  });
  const on = new Set(services.map(({ id }) => id));
  const open = places.filter(({ serviceId }) => on.has(serviceId));
  const isMeant = ({ id, serviceId }: Agent) => (asked ? serviceId === asked : id === last?.agentId);
  return open.find(isMeant) ?? open[0] ?? places.find(isMeant) ?? places[0] ?? null;
}

/**
 * Ends the session of whoever asks, with every stream it holds. True when there was one. With the last session of a person their
 * leases end too, in each of their services, and what they have not opened goes to somebody else.
 */
export async function signOut(ctx: Context): Promise<boolean> {
  ctx.setSession?.(null);
  const { signedIn } = ctx;
  if (!signedIn) return false;
  const { credential, accountId } = signedIn;
  return ctx.write(scopeOf(signedIn), async (tx) => {
    tx.tell(credentialTopic, { credential });
    const ended = await tx.em.nativeDelete(Session, { tokenHash: credential });
    if (ended > 0) await leave(ctx, tx, accountId);
    return ended > 0;
  });
}

/** Ends every session of the person who asks, this one included, as `signOut` ends one. How many there were. */
export async function signOutEverywhere(ctx: Context): Promise<number> {
  ctx.setSession?.(null);
  const { signedIn } = ctx;
  if (!signedIn) return 0;
  const { accountId } = signedIn;
  return ctx.write(scopeOf(signedIn), async (tx) => {
    const ended = await endSessions(tx, accountId);
    await leave(ctx, tx, accountId);
    return ended;
  });
}

/** In a service that is switched off there is nothing to settle. */
const scopeOf = (person: AgentViewer): Scope => (person.isOff ? null : { service: person.serviceId });

/** Where the person is signed in nowhere any more, what they have not opened goes to somebody else. */
export async function leave(ctx: Context, tx: Tx, accountId: string): Promise<void> {
  const left = await endLeases(tx.sql, accountId);
  if (tx.serviceId && left.includes(tx.serviceId)) await ctx.app.assignment.settleWithin(tx);
  // In each other service whoever looks for strays does it.
  for (const serviceId of left) tx.tell(gateTopic, { serviceId });
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
