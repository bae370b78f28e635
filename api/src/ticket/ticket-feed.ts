import type { Periodic } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Statements } from '../sql.ts';
import { ticketColumns, type TicketRow } from './ticket.rows.ts';

/** Lost pokes of tickets that somebody looks at are found by comparing revisions this often. */
const compareEveryMs = 20_000;
/** A list hears of its tickets at most this often. */
const listPauseMs = 250;

/** Tells that a ticket moved on. */
export const ticketTopic = (ticketId: string) => `ticket:${ticketId}`;
/** Carries `{ ticketId }`: a ticket of the service came or moved on. */
export const ticketListTopic = (serviceId: string) => `tickets:${serviceId}`;

/** The live side of tickets: each as a state of its own, and those of a service that changed. */
export class TicketFeeds {
  readonly #tickets: StateFeed<TicketRow>;
  readonly #lists: StateFeed<TicketRow>;
  readonly #loader: BatchLoader<string, TicketRow | undefined>;
  /** The revision that the readers of each ticket were last told. */
  readonly #told = new Map<string, number>();
  /** The last revision told to lists, for each ticket; kept only while an older reading could still arrive after a newer one. */
  readonly #listed = new Map<string, number>();

  constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#loader = new BatchLoader(async (ids) => {
      const { rows } = await sql.query<TicketRow>({
        name: 'tickets-by-id',
        text: `select ${ticketColumns('t')} from ticket t where t.id = any($1::uuid[])`,
        values: [ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id));
    }, 500);
    const compares = periodic.every(compareEveryMs, 'tickets could not be compared; tried again soon', async () => {
      this.#listed.clear();
      await Promise.all(this.#tickets.watched.map((ticketId) => this.#look(ticketId)));
    });
    // One function for all tickets, because the bus calls each that it was given once.
    const missed = () => {
      compares.soon();
    };
    this.#tickets = new StateFeed<TicketRow>((ticketId) => {
      const look = () => void this.#look(ticketId).catch(() => undefined);
      const leave = bus.subscribe(ticketTopic(ticketId), look, missed);
      return () => {
        leave();
        this.#told.delete(ticketId);
      };
    });
    this.#lists = new StateFeed<TicketRow>((serviceId) =>
      bus.subscribe(ticketListTopic(serviceId), ({ ticketId }) => void this.#tellList(serviceId, String(ticketId))),
    );
  }

  /** One ticket as it is, then after each change. */
  watchTicket(ticketId: string): Stream<TicketRow> {
    return this.#tickets.subscribe(ticketId, async () => {
      const ticket = await this.find(ticketId);
      if (!ticket) return [];
      this.#told.set(ticketId, Math.max(ticket.revision, this.#told.get(ticketId) ?? 0));
      return [['ticket', ticket]];
    });
  }

  /** The service's tickets that change from now on. */
  watchList(serviceId: string): Stream<TicketRow> {
    return this.#lists.subscribe(serviceId, () => Promise.resolve([]), listPauseMs);
  }

  /** A ticket by its row id; what is asked for in one turn is read in one statement. */
  find(ticketId: string): Promise<TicketRow | undefined> {
    return this.#loader.load(ticketId);
  }

  async #look(ticketId: string): Promise<void> {
    const ticket = await this.find(ticketId);
    if (!ticket || ticket.revision <= (this.#told.get(ticketId) ?? 0)) return;
    if (this.#tickets.isWatched(ticketId)) this.#told.set(ticketId, ticket.revision);
    this.#tickets.push(ticketId, 'ticket', ticket);
  }

  async #tellList(serviceId: string, ticketId: string): Promise<void> {
    const ticket = await this.find(ticketId).catch(() => undefined);
    // Of two readings under way the older one may come last.
    if (!ticket || ticket.revision < (this.#listed.get(ticketId) ?? 0)) return;
    this.#listed.set(ticketId, ticket.revision);
    this.#lists.push(serviceId, ticketId, ticket);
  }
}
