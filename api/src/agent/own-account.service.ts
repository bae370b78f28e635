import { recordChanges } from '../access/change-log.service.ts';
import { requirePerson } from '../access/viewer.ts';
import { Account } from '../account/account.entity.ts';
import type { Context } from '../context.ts';
import type { Language } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import { requiredField } from '../text.ts';
import { Agent } from './agent.entity.ts';

export interface SaveAccountInput {
  name?: string | null;
  language?: Language | null;
  mailsAssignedTickets?: boolean | null;
}

/** What stays as it is and what is set: what is absent stays, and `language: null` leaves it to the browser. */
export async function saveAccount(ctx: Context, input: SaveAccountInput): Promise<Account> {
  const { accountId } = requirePerson(ctx);
  const name = input.name == null ? null : requiredField('name', input.name, 100);
  return ctx.write(null, async (tx) => {
    const { em } = tx;
    tx.willLock('account', [accountId]);
    await tx.sql.query('select from account where id = $1 for no key update', [accountId]);
    const account = await em.findOneOrFail(Account, accountId);
    const before = account.name;
    if (input.language !== undefined) account.language = input.language;
    if (input.mailsAssignedTickets != null) account.mailsAssignedTickets = input.mailsAssignedTickets;
    if (name === null || name === before) return account;
    account.name = name;
    // In a service where an administrator gave them another name they keep that.
    const places = await em.find(Agent, { accountId, name: before, removedAt: null }, { orderBy: { id: 'asc' } });
    for (const place of places) {
      tx.willLock('agent', [place.id]);
      place.name = name;
      recordChanges(
        em,
        { serviceId: place.serviceId, authorId: place.id, agentId: place.id },
        { name: before },
        { name },
      );
      tx.tell(gateTopic, { serviceId: place.serviceId });
    }
    return account;
  });
}

/** The person's places in services, the oldest first. */
export function ownPlaces(ctx: Context): Promise<Agent[]> {
  const { accountId } = requirePerson(ctx);
  return ctx.em.find(
    Agent,
    { accountId, removedAt: null, joinedAt: { $ne: null } },
    { orderBy: { joinedAt: 'asc', id: 'asc' } },
  );
}
