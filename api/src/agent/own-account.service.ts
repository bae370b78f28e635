import { recordChanges } from '../access/change-log.service.ts';
import { requirePerson } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import { Account } from '../account/account.entity.ts';
import type { Context } from '../context.ts';
import { PictureKind } from '../picture/picture.entity.ts';
import { changedPicture } from '../picture/picture.service.ts';
import type { Language } from '../service/service.entity.ts';
import { gateTopic } from '../service/service.service.ts';
import { requiredField } from '../text.ts';
import type { Tx } from '../write.ts';
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

/** Shows another picture of whoever asks, or none, in each of their services. */
export async function savePicture(ctx: Context, token: string | null | undefined): Promise<Account> {
  const { accountId } = requirePerson(ctx);
  return ctx.write(null, async (tx) => {
    const { em } = tx;
    tx.willLock('account', [accountId]);
    await tx.sql.query('select from account where id = $1 for no key update', [accountId]);
    const account = await em.findOneOrFail(Account, accountId);
    const before = account.pictureId ?? null;
    account.pictureId = await changedPicture(tx, { token: token ?? null, kind: PictureKind.PERSON, accountId, before });
    if (account.pictureId !== before) {
      const places = await em.find(Agent, { accountId }, { fields: ['id'], orderBy: { id: 'asc' } });
      tx.willLock(
        'agent',
        places.map(({ id }) => id),
      );
      await showAtPlaces(tx, accountId, account.pictureId);
    }
    return account;
  });
}

/** The picture of somebody who has left goes, in the transaction that has locked the account. */
export async function dropPicture(tx: Tx, accountId: string): Promise<void> {
  const { rows } = await tx.sql.query<{ before: string | null }>(
    `update account set picture_id = null where id = $1
     returning (select picture_id from account where id = $1) as before`,
    [accountId],
  );
  const { before } = rows[0]!;
  if (before === null) return;
  await changedPicture(tx, { token: null, kind: PictureKind.PERSON, accountId, before });
  await showAtPlaces(tx, accountId, null);
}

/** What the account shows its places show, in the transaction that has locked the account. */
async function showAtPlaces(tx: Tx, accountId: string, pictureId: string | null): Promise<void> {
  const { rows } = await tx.sql.query<{ serviceId: string }>(
    `with a as (select id from agent where account_id = $1 order by id for no key update)
     update agent set picture_id = $2 from a where agent.id = a.id returning service_id as "serviceId"`,
    [accountId, pictureId],
  );
  for (const { serviceId } of rows) tx.tell(gateTopic, { serviceId });
  // What is known of senders of messages is forgotten.
  tx.tell(rightsTopic, {});
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
