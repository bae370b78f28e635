import { Account } from '../account/account.entity.ts';
import { endSessions } from '../account/account.service.ts';
import { assertOtherOwner, lockOwners } from '../account/owners.ts';
import { removeSecondFactor } from '../account/second-factor.service.ts';
import { Session } from '../account/session.entity.ts';
import { recordChanges, recordOrganisationChanges } from '../access/change-log.service.ts';
import { Agent, AgentRole, Availability } from '../agent/agent.entity.ts';
import { OwnRights } from '../agent/agent.errors.ts';
import { AvailabilityPeriod } from '../agent/availability-period.entity.ts';
import { Invitation } from '../agent/invitation.entity.ts';
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
    await lockOwners(tx, agent.accountId);
    const leftOwner = await leavesAsOwner(tx, agent);
    if (leftOwner) await assertOtherOwner(tx, agent.accountId);
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
    if (leftOwner) {
      const about = { authorId: admin.id, aboutAccountId: agent.accountId };
      recordOrganisationChanges(em, about, { owner: true }, { owner: false });
    }
    // Nobody else has them on a desk; chats that are still open move on by themselves.
    await closeEndedChats(tx, [agent.id], now);
    await freeTickets(tx, agent.id, admin.id);
    return agent;
  });
}

/** Whether this is the last place of an owner of the organisation, who signs in no more then. */
async function leavesAsOwner(tx: Tx, { id, accountId }: Agent): Promise<boolean> {
  const { rows } = await tx.sql.query(
    `select c.id from account c where c.id = $1 and c.is_owner and not exists (
       select from agent a where a.account_id = $1 and a.id <> $2 and a.joined_at is not null and a.removed_at is null)`,
    [accountId, id],
  );
  return rows.length > 0;
}

/**
 * Whoever has another place stays signed in there. Who has none left is signed out, and chooses a password anew if they come back, by a
 * link that others see: so they own nothing any more, and have no second factor.
 */
async function leavePlace(tx: Tx, agent: Agent): Promise<void> {
  const { id, accountId } = agent;
  const others = { accountId, id: { $ne: id }, removedAt: null, joinedAt: { $ne: null } };
  const [other] = await tx.em.find(Agent, others, { orderBy: { joinedAt: 'asc', id: 'asc' }, limit: 1 });
  if (other) {
    await tx.em.nativeUpdate(Session, { accountId, agentId: id }, { agentId: other.id });
    return;
  }
  await tx.em.nativeUpdate(Account, accountId, { passwordHash: null, isOwner: false });
  await removeSecondFactor(tx, accountId);
  await endSessions(tx, accountId);
}
