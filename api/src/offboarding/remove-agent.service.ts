import { recordChanges } from '../access/change-log.service.ts';
import { credentialTopic } from '../access/viewers.ts';
import { type Agent, AgentRole, Availability } from '../agent/agent.entity.ts';
import { OwnRights } from '../agent/agent.errors.ts';
import { AvailabilityPeriod } from '../agent/availability-period.entity.ts';
import { Invitation } from '../agent/invitation.entity.ts';
import { Session } from '../agent/session.entity.ts';
import { assertNotLast, by, changeTeam, memberOf } from '../agent/team.service.ts';
import { closeEndedChats } from '../chat/close-ended-chats.ts';
import type { Context } from '../context.ts';
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
    // Nobody gives them a ticket from here on.
    tx.willLock('agent', [agent.id]);
    await tx.sql.query('select from agent where id = $1 for no key update', [agent.id]);
    const now = ctx.app.clock.now();
    Object.assign(agent, {
      removedAt: now,
      passwordHash: null,
      availability: Availability.OFFLINE,
      availabilitySince: now,
      availabilitySetBy: admin.id,
    });
    await em.nativeUpdate(AvailabilityPeriod, { agentId: agent.id, endedAt: null }, { endedAt: now });
    await em.nativeDelete(Invitation, { agentId: agent.id });
    for (const session of await em.find(Session, { agentId: agent.id })) {
      tx.tell(credentialTopic, { credential: session.tokenHash });
      em.remove(session);
    }
    recordChanges(em, { ...by(admin), agentId: agent.id }, { removed: false }, { removed: true });
    // Nobody else has them on a desk; chats that are still open move on by themselves.
    await closeEndedChats(tx, agent.id, now);
    await freeTickets(tx, agent.id, admin.id);
    return agent;
  });
}
