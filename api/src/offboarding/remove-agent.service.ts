import { Account } from '../account/account.entity.ts';
import { endSessions } from '../account/account.service.ts';
import { Session } from '../account/session.entity.ts';
import { recordChanges } from '../access/change-log.service.ts';
import { Agent, AgentRole, Availability } from '../agent/agent.entity.ts';
import { OwnRights } from '../agent/agent.errors.ts';
import { AvailabilityPeriod } from '../agent/availability-period.entity.ts';
import { Invitation } from '../agent/invitation.entity.ts';
import { dropPicture } from '../agent/own-account.service.ts';
import { assertNotLast, by, changeTeam, memberOf } from '../agent/team.service.ts';
import { closeEndedChats } from '../chat/close-ended-chats.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../write.ts';
import { freeTickets } from '../ticket/free-tickets.ts';

/**
 * The agent is of the service no more: sessions end now, open chats go to the next agent or the line, chats that their customers
 * ended are closed, unfinished tickets wait for whoever takes them.
 */
export function removeAgent(ctx: Context, agentId: string): Promise<Agent> {
  return changeTeam(ctx, async (tx, admin) => {
    const { em } = tx;
    const agent = await memberOf(em, admin, agentId);
    if (agent.role === AgentRole.ADMIN) await assertNotLast(em, agent);
    if (agent.id === admin.id) throw new OwnRights();
    // Another service may remove the same person at this moment: one of the two sees that it is the last.
    tx.willLock('account', [agent.accountId]);
    await tx.sql.query('select from account where id = $1 for no key update', [agent.accountId]);
    // Nobody gives them a ticket from here on.
    tx.willLock('agent', [agent.id]);
    await tx.sql.query('select from agent where id = $1 for no key update', [agent.id]);
    const now = ctx.app.clock.now();
    Object.assign(agent, {
      removedAt: now,
      joinedAt: null,
      availability: Availability.OFFLINE,
      availabilitySince: now,
      availabilitySetBy: admin.id,
    });
    await em.nativeUpdate(AvailabilityPeriod, { agentId: agent.id, endedAt: null }, { endedAt: now });
    await em.nativeDelete(Invitation, { agentId: agent.id });
    await leavePlace(tx, agent);
    recordChanges(em, { ...by(admin), agentId: agent.id }, { removed: false }, { removed: true });
    // Nobody else has them on a desk; chats that are still open move on by themselves.
    await closeEndedChats(tx, agent.id, now);
    await freeTickets(tx, agent.id, admin.id);
    return agent;
  });
}

/** Whoever has another place stays signed in there. Who has none left is signed out, and chooses a password anew if they come back. */
async function leavePlace(tx: Tx, agent: Agent): Promise<void> {
  const { id, accountId } = agent;
  const others = { accountId, id: { $ne: id }, removedAt: null, joinedAt: { $ne: null } };
  const [other] = await tx.em.find(Agent, others, { orderBy: { joinedAt: 'asc', id: 'asc' }, limit: 1 });
  if (other) {
    await tx.em.nativeUpdate(Session, { accountId, agentId: id }, { agentId: other.id });
    return;
  }
  await tx.em.nativeUpdate(Account, accountId, { passwordHash: null });
  await dropPicture(tx, accountId);
  await endSessions(tx, accountId);
}
