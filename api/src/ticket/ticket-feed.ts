import type { Periodic } from '../periodic.ts';
import type { Bus, BusMessage } from '../realtime/bus.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Statements } from '../sql.ts';
import { ticketColumns, type TicketRow } from './ticket.rows.ts';

/** Lost pokes of tickets that somebody looks at are found by comparing revisions this often. */
const compareEveryMs = 20_000;
/** A comparison of lists begins so long before the one that came before it: what was under way then is committed by now. */
const overlapMs = 15_000;
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
  /**
   * The last revision told to lists, for each ticket; kept until the comparison after the next, while an older reading could still
   * arrive after a newer one, or a comparison find it again.
   */
  #listed = new Map<string, number>();
  #listedBefore = new Map<string, number>();
  readonly #sql: Statements;
  #comparedAt = performance.now();

  constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#sql = sql;
    this.#loader = new BatchLoader(async (ids) => {
      const { rows } = await sql.query<TicketRow>({
        name: 'tickets-by-id',
        text: `select ${ticketColumns('t')} from ticket t where t.id = any($1::uuid[])`,
        values: [ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id));
    }, 500);
    const compares = periodic.every(compareEveryMs, 'tickets could not be compared; tried again soon', () =>
      this.#compare(),
    );
    // One function for all, because the bus calls each that it was given once.
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
    this.#lists = new StateFeed<TicketRow>((serviceId) => {
      const tell = ({ ticketId }: BusMessage) => void this.#tellList(String(ticketId)).catch(() => undefined);
      return bus.subscribe(ticketListTopic(serviceId), tell, missed);
    });
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

  async #tellList(ticketId: string): Promise<void> {
    const ticket = await this.find(ticketId);
    // Of two readings under way the older one may come last.
    const listed = this.#listed.get(ticketId) ?? this.#listedBefore.get(ticketId) ?? 0;
    if (!ticket || ticket.revision <= listed || !this.#lists.isWatched(ticket.serviceId)) return;
    this.#listed.set(ticketId, ticket.revision);
    this.#lists.push(ticket.serviceId, ticketId, ticket);
  }

  /** Finds what lost pokes would have told of. */
  async #compare(): Promise<void> {
    await Promise.all(this.#tickets.watched.map((ticketId) => this.#look(ticketId)));
    if (this.#lists.watched.length > 0) await this.#compareLists();
  }

  /** What lists show of tickets changed since the last time: that one came, a field of it, or what is masked in it. */
  async #compareLists(): Promise<void> {
    const began = performance.now();
    const seconds = (began - this.#comparedAt + overlapMs) / 1_000;
    const { rows } = await this.#sql.query<{ id: string }>({
      name: 'tickets-changed',
      text: changedText,
      values: [seconds, this.#lists.watched],
    });
    await Promise.all(rows.map(({ id }) => this.#tellList(id)));
    // Not before a whole interval is over: comparisons may follow each other closely.
    if (began - this.#comparedAt < compareEveryMs) return;
    this.#comparedAt = began;
    this.#listedBefore = this.#listed;
    this.#listed = new Map();
  }
}

/** Ids tell when their rows were made, by the database's clock. In a query of its own the bound is made once, and an index is used. */
const changedText = `
with since as materialized (select uuidv7(make_interval(secs => -$1::float8)) as id)
select t.id from ticket t where t.id > (select id from since) and t.service_id = any($2::uuid[])
union
select t.id from ticket_change c join ticket t on t.id = c.ticket_id
where c.id > (select id from since) and t.service_id = any($2::uuid[])
union
select t.id from audit_entry a join ticket t on t.id = a.ticket_id
where a.id > (select id from since) and t.service_id = any($2::uuid[])`;
