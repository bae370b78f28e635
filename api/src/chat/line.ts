import { isDeepStrictEqual } from 'node:util';
import type { Periodic } from '../periodic.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import { lineTopic } from './chat-topics.ts';
import { chatColumns, type ChatRow } from './chat.rows.ts';
import type { Statements } from '../sql.ts';

/** However fast a line moves, those who watch it are told at most this often. */
const lookEveryMs = 1_000;
/** Each so many looks go over every watched line, in case the news of a change got lost. */
const everyLook = 5;
/** Up to so many places are counted one by one; for more the whole line is numbered. */
const few = 16;

/** A service's waiting line as agents see it. */
export interface WaitingLine {
  readonly count: number;
  /** When the one who waits the longest began. */
  readonly oldestAt: Date | null;
}

/** The waiting lines: where a chat stands, and how long the line is, told as it moves. */
export class Line {
  readonly #counts: StateFeed<WaitingLine>;
  readonly #sql: Statements;
  readonly #tell: (chat: ChatRow) => void;
  /** Waiting chats that somebody reads here, with the place the readers were last told. */
  readonly #chats = new Map<string, { serviceId: string; position: number | undefined }>();
  readonly #positions: BatchLoader<string, number | null>;
  readonly #leave: () => void;
  readonly #told = new Map<string, WaitingLine>();
  #moved = new Set<string>();
  #looks = 0;

  /** `tell` is called with a waiting chat whose place changed. */
  constructor(sql: Statements, bus: Bus, periodic: Periodic, tell: (chat: ChatRow) => void) {
    this.#sql = sql;
    this.#tell = tell;
    this.#counts = new StateFeed<WaitingLine>((serviceId) => () => this.#told.delete(serviceId));
    this.#positions = new BatchLoader(async (chatIds) => {
      const places = new Map<string, number | null | undefined>();
      if (chatIds.length <= few) {
        const { rows } = await this.#sql.query<{ id: string; place: number }>({
          name: 'line-place',
          text: placeText,
          values: [chatIds],
        });
        for (const { id, place } of rows) places.set(id, place);
      } else for (const [id, { queuePosition }] of await this.#read(chatIds)) places.set(id, queuePosition);
      return chatIds.map((id) => places.get(id) ?? null);
    }, 10_000);
    this.#leave = bus.subscribe(
      lineTopic,
      ({ serviceId }) => this.#moved.add(String(serviceId)),
      () => (this.#looks = everyLook - 1),
    );
    periodic.every(lookEveryMs, 'waiting lines could not be read; tried again soon', () => this.#look());
  }

  /** A chat as it was read for those who watch it: followed while it waits. */
  see({ id, serviceId, state }: ChatRow): void {
    if (state !== 'WAITING') this.#chats.delete(id);
    else if (!this.#chats.has(id)) {
      this.#chats.set(id, { serviceId, position: undefined });
      // The line may have moved since the place was read that the first reader is told.
      this.#moved.add(serviceId);
    }
  }

  /** Nobody reads the chat here any more. */
  forget(chatId: string): void {
    this.#chats.delete(chatId);
  }

  /** 1 for the next; null when the chat does not wait. What is asked in one turn is read at once. */
  positionOf(chatId: string): Promise<number | null> {
    return this.#positions.load(chatId);
  }

  watch(serviceId: string): Stream<WaitingLine> {
    return this.#counts.subscribe(serviceId, async () =>
      [...(await this.#count([serviceId]))].map(([, line]) => ['line', line] as const),
    );
  }

  close(): void {
    this.#leave();
  }

  async #look(): Promise<void> {
    const moved = this.#moved;
    this.#moved = new Set();
    this.#looks += 1;
    const isWatched = (serviceId: string) => this.#looks % everyLook === 0 || moved.has(serviceId);
    const chatIds = [...this.#chats].filter(([, { serviceId }]) => isWatched(serviceId)).map(([id]) => id);
    const lines = this.#counts.watched.filter(isWatched);
    if (chatIds.length > 0) await this.#tellPlaces(chatIds);
    if (lines.length === 0) return;
    for (const [serviceId, line] of await this.#count(lines)) {
      if (isDeepStrictEqual(line, this.#told.get(serviceId))) continue;
      this.#told.set(serviceId, line);
      this.#counts.push(serviceId, 'line', line);
    }
  }

  async #tellPlaces(chatIds: readonly string[]): Promise<void> {
    for (const chat of (await this.#read(chatIds)).values()) {
      const watched = this.#chats.get(chat.id);
      if (!watched || watched.position === chat.queuePosition) continue;
      watched.position = chat.queuePosition;
      this.#tell(chat);
    }
  }

  async #read(chatIds: readonly string[]): Promise<ReadonlyMap<string, ChatRow>> {
    const { rows } = await this.#sql.query<ChatRow>({ name: 'line-places', text: placesText, values: [chatIds] });
    return new Map(rows.map((chat) => [chat.id, chat]));
  }

  async #count(serviceIds: readonly string[]): Promise<ReadonlyMap<string, WaitingLine>> {
    const { rows } = await this.#sql.query<WaitingLine & { serviceId: string }>({
      name: 'line-counts',
      text: countsText,
      values: [serviceIds],
    });
    return new Map(rows.map(({ serviceId, count, oldestAt }) => [serviceId, { count, oldestAt }]));
  }
}

const placesText = `
select ${chatColumns('c')}, w.place as "queuePosition" from (
  select id, (row_number() over (partition by service_id order by requested_at, id))::int as place from chat
  where state = 'WAITING' and service_id in (select service_id from chat where id = any($1::uuid[]))
) w join chat c on c.id = w.id where c.id = any($1::uuid[])`;

const placeText = `
select c.id, (select count(*)::int from chat w where w.service_id = c.service_id and w.state = 'WAITING'
  and (w.requested_at, w.id) <= (c.requested_at, c.id)) as place
from chat c where c.id = any($1::uuid[]) and c.state = 'WAITING'`;

const countsText = `
select s.id as "serviceId", count(c.id)::int as count, min(c.requested_at) as "oldestAt"
from service s left join chat c on c.service_id = s.id and c.state = 'WAITING'
where s.id = any($1::uuid[]) group by s.id`;
