import { recordChanges } from '../access/change-log.service.ts';
import { isStaff, requireAdmin } from '../access/viewer.ts';
import { lockChats } from '../chat/change-chat.ts';
import type { Context } from '../context.ts';
import { groupOf } from '../customer/customer.rows.ts';
import { lockGroup } from '../customer/group.service.ts';
import { NotPermitted } from '../errors.ts';
import { parseId } from '../ids.ts';
import { batched } from '../loader.ts';
import { columnsOf } from '../sql.ts';
import { requiredField } from '../text.ts';
import { lockTickets } from '../ticket/change-ticket.ts';
import type { Tx } from '../write.ts';
import type { Hold } from './hold.entity.ts';

/** A reason has at most so many UTF-16 units. */
const reasonLimit = 500;

export type HoldRow = Pick<Hold, (typeof holdFields)[number]>;
const holdFields = ['objectId', 'agentId', 'reason', 'heldAt'] as const;

/** Whether an object is held, by its public id. */
export interface HoldState {
  readonly objectId: string;
  readonly hold: HoldRow | null;
}

/** Keeps a chat, a ticket or a person from being erased; for one that is held, the reason is another from now on. */
export async function putHold(ctx: Context, id: string, reason: string): Promise<HoldState> {
  const text = requiredField('reason', reason, reasonLimit);
  return changeHold(ctx, id, async (tx, { objectId, groupIds, adminId, serviceId }) => {
    const { rows } = await tx.sql.query<HoldRow & { isNew: boolean }>(
      `with present as (select id from hold where object_id = any($1::uuid[]) order by id limit 1),
       changed as (update hold h set reason = $2, agent_id = $3, held_at = clock_timestamp() from present p where h.id = p.id returning h.*),
       added as (insert into hold (service_id, object_id, agent_id, reason)
         select $4, $5, $3, $2 where not exists (select from present) returning *)
       select ${columnsOf('h', holdFields)}, false as "isNew" from changed h
       union all select ${columnsOf('h', holdFields)}, true from added h`,
      [groupIds, text, adminId, serviceId, objectId],
    );
    const { isNew, ...hold } = rows[0]!;
    return { hold, isChanged: isNew };
  });
}

/** Lets a chat, ticket or person be erased again. Where nothing is held nothing changes. */
export function liftHold(ctx: Context, id: string): Promise<HoldState> {
  return changeHold(ctx, id, async (tx, { groupIds }) => {
    const { rows } = await tx.sql.query('delete from hold where object_id = any($1::uuid[]) returning id', [groupIds]);
    return { hold: null, isChanged: rows.length > 0 };
  });
}

interface Holding {
  /** What is held; of a person the record that stands for them. */
  readonly objectId: string;
  /** What counts as it: of a person all records. */
  readonly groupIds: readonly string[];
  readonly adminId: string;
  readonly serviceId: string;
}

/** One change of a hold under the lock of what is held, which erasing takes too, with its entry in the log. */
async function changeHold(
  ctx: Context,
  publicId: string,
  change: (tx: Tx, holding: Holding) => Promise<{ hold: HoldRow | null; isChanged: boolean }>,
): Promise<HoldState> {
  const { id: adminId, serviceId } = requireAdmin(ctx);
  const named = parseId(publicId);
  if (!named) throw new NotPermitted();
  return ctx.write({ customers: serviceId, to: 'change' }, async (tx) => {
    const found = await lockHeld(tx, named);
    if (found.length === 0 || found.some((each) => each.serviceId !== serviceId)) throw new NotPermitted();
    const groupIds = found.map(({ id }) => id);
    const objectId = (found.find(({ mergedIntoId }) => !mergedIntoId) ?? found[0]!).id;
    const { hold, isChanged } = await change(tx, { objectId, groupIds, adminId, serviceId });
    const before = { hold: hold ? null : publicId };
    const after = { hold: hold ? publicId : null };
    // The reason may name somebody, and the log is not erased.
    if (isChanged) recordChanges(tx.em, { serviceId, authorId: adminId }, before, after);
    return { objectId: publicId, hold };
  });
}

type Locked = { readonly id: string; readonly serviceId: string; readonly mergedIntoId?: string | null };

async function lockHeld(tx: Tx, { typename, id }: { typename: string; id: string }): Promise<readonly Locked[]> {
  switch (typename) {
    case 'Chat':
      return lockChats(tx, [id]);
    case 'Ticket':
      return lockTickets(tx, [id]);
    case 'Customer':
      return [...(await lockGroup(tx, id)).values()];
    default:
      return [];
  }
}

/** By which each chat or ticket is held itself; in one statement. */
const holdOfObject = batched<string, HoldRow | null>(
  async ({ app }, ids) => {
    const { rows } = await app.sql.query<HoldRow>({
      name: 'holds',
      text: `select ${columnsOf('h', holdFields)} from hold h where h.object_id = any($1::uuid[])`,
      values: [ids],
    });
    const found = new Map(rows.map((row) => [row.objectId, row]));
    return ids.map((id) => found.get(id) ?? null);
  },
  (id) => id,
);

/** By which each person is held, in whichever record; in one statement. */
const holdOfPerson = batched<string, HoldRow | null>(
  async ({ app }, ids) => {
    const { rows } = await app.sql.query<HoldRow & { of: string }>({
      name: 'holds-of-people',
      text: `select w.id as "of", ${columnsOf('h', holdFields)} from unnest($1::uuid[]) as w (id)
        cross join lateral (${groupOf('w.id')}) g join hold h on h.object_id = g.id`,
      values: [ids],
    });
    const found = new Map(rows.map(({ of, ...row }) => [of, row]));
    return ids.map((id) => found.get(id) ?? null);
  },
  (id) => id,
);

/** Null for customers: why somebody keeps something is for the service. */
export const chatOrTicketHold = async (ctx: Context, id: string) => (isStaff(ctx) ? holdOfObject(ctx, id) : null);
export const customerHold = async (ctx: Context, id: string) => (isStaff(ctx) ? holdOfPerson(ctx, id) : null);
