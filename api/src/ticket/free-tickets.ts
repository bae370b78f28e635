import type { Tx } from '../write.ts';
import { advanceTickets, lockTickets } from './change-ticket.ts';
import { TicketStatus } from './ticket.entity.ts';
import type { TicketRow } from './ticket.rows.ts';

const isUnfinished = ({ status }: TicketRow) => status !== TicketStatus.RESOLVED && status !== TicketStatus.CLOSED;

/**
 * Makes the unfinished tickets of an agent NEW, for anyone to take. The caller holds the agent's lock, so no ticket is given to
 * the agent meanwhile.
 */
export async function freeTickets(tx: Tx, assigneeId: string, authorId: string): Promise<void> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `select id from ticket where assignee_id = $1 and status not in ('RESOLVED', 'CLOSED')`,
    [assigneeId],
  );
  const locked = await lockTickets(
    tx,
    rows.map(({ id }) => id),
  );
  const held = locked.filter((ticket) => ticket.assigneeId === assigneeId && isUnfinished(ticket));
  const fields = { assigneeId: null, status: TicketStatus.NEW };
  await advanceTickets(
    tx,
    held.map((ticket) => ({ ticket, fields })),
    { agentId: authorId, clientId: null },
  );
}
