import { randomUUID } from 'node:crypto';
import type { Periodic } from '../periodic.ts';
import type { Bus, BusMessage } from '../realtime/bus.ts';
import { RevisionFeed, type Change } from '../realtime/revision-feed.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import { advanceOpenChats } from './change-chat.ts';
import { chatTopic, deskTopic } from './chat-topics.ts';
import { deskStates } from './chat.entity.ts';
import { chatColumns, messageRows, noteColumns, type ChatRow, type MessageRow, type NoteRow } from './chat.rows.ts';
import type { KnownChats } from './known-chats.ts';
import { Line } from './line.ts';
import type { Statements } from '../sql.ts';
import type { Tx } from '../write.ts';

/** What changed in one chat: the chat as it is, and the messages that are new or other than before. */
export interface ChatChange extends Change {
  readonly chat: ChatRow;
  readonly messages: readonly MessageRow[];
  /** Agents' notes that are new; not for customers. */
  readonly notes: readonly NoteRow[];
}

export interface DeskChange {
  readonly chat: ChatRow;
  /** The chat is no longer on this agent's desk. */
  readonly removed: boolean;
}

/** A reading of a long chat comes in pages of so many messages, and of the rest of the last one's revision. */
export const changesPage = 200;
/** The messages that an event of a live subscription is counted with: it tells each once, so few have many. */
export const usualChanges = 20;
/** Lost pokes are found by comparing revisions this often. */
const compareEveryMs = 20_000;
/** A desk hears of its chats at most this often; its list shows states, and the open conversation has its own stream. */
const deskPauseMs = 250;

/** The live side of chats: one feed per chat, one per desk, and the waiting lines. */
export class ChatFeeds {
  readonly line: Line;
  readonly #chats: RevisionFeed<ChatChange>;
  readonly #desks: StateFeed<DeskChange>;
  readonly #sql: Statements;
  readonly #bus: Bus;
  readonly #known: KnownChats;
  /** Compares soon. One function for all, because the bus calls each that it was given once. */
  readonly #missed: () => void;
  /** Marks the pokes about messages that this process wrote: its own desks were given the rows already and skip them. */
  readonly #origin = randomUUID();
  /** What each watched desk was last told: the revisions of the chats on it. */
  readonly #told = new Map<string, Map<string, { revision: number; removed: boolean }>>();
  #dueDesks = new Map<string, Set<string>>();

  get catchUps(): number {
    return this.#chats.catchUps;
  }

  constructor(sql: Statements, bus: Bus, periodic: Periodic, known: KnownChats) {
    this.#sql = sql;
    this.#bus = bus;
    this.#known = known;
    const compares = periodic.every(compareEveryMs, 'chats could not be compared; tried again soon', () =>
      this.#compare(),
    );
    this.#missed = () => {
      compares.soon();
    };
    this.#chats = new RevisionFeed<ChatChange>(
      {
        read: async (requests) => {
          const changes = await readChanges(sql, requests);
          for (const change of changes) {
            if (!change) continue;
            known.see(change.chat);
            if (this.#chats.isWatched(change.id)) this.line.see(change.chat);
          }
          return changes;
        },
        revisions: (ids) => readRevisions(sql, ids),
        rewrites: (later, earlier) =>
          later.messages.some(({ id }) => earlier.messages.some((message) => message.id === id)),
      },
      (chatId) => {
        const poke = ({ revision }: BusMessage) => {
          this.#chats.poke(chatId, Number(revision));
        };
        const leave = bus.subscribe(chatTopic(chatId), poke, this.#missed);
        return () => {
          leave();
          this.line.forget(chatId);
        };
      },
    );
    this.#desks = new StateFeed<DeskChange>((agentId) => {
      this.#told.set(agentId, new Map());
      const refresh = ({ chatId, origin }: BusMessage) => {
        if (origin !== this.#origin) this.#refreshDesk(agentId, String(chatId));
      };
      const leave = bus.subscribe(deskTopic(agentId), refresh, this.#missed);
      return () => {
        leave();
        this.#told.delete(agentId);
      };
    });
    this.line = new Line(sql, bus, periodic, (chat) => {
      const { id, revision } = chat;
      this.#chats.aside({ id, from: revision, revision, chat, messages: [], notes: [] });
    });
  }

  watchChat(chatId: string, after: number): Stream<ChatChange> {
    return this.#chats.subscribe(chatId, after);
  }

  /** The first of what `watchChat` tells; null when there is no such chat. */
  readChat(chatId: string, after: number): Promise<ChatChange | null> {
    return this.#chats.read(chatId, after);
  }

  watchDesk(agentId: string): Stream<DeskChange> {
    const present = async () => {
      const chats = await this.#readDesk([agentId]);
      const told = this.#told.get(agentId);
      for (const { id, revision } of chats) {
        if (revision >= (told?.get(id)?.revision ?? 0)) told?.set(id, { revision, removed: false });
      }
      return chats.map((chat) => [chat.id, { chat, removed: false }] as const);
    };
    return this.#desks.subscribe(agentId, present, deskPauseMs);
  }

  /** This process wrote messages: its own readers get the rows, the other processes a poke. */
  written(chat: ChatRow, messages: readonly MessageRow[]): void {
    const { id, revision, agentId } = chat;
    this.handOver(chat, messages);
    this.#bus.publish(chatTopic(id), { revision });
    if (!agentId) return;
    this.#tellDesk(agentId, chat);
    this.#bus.publish(deskTopic(agentId), { chatId: id, origin: this.#origin });
  }

  /** A message that was sent before is sent again: whoever wrote it may have died before telling anyone. */
  repeated({ chatId, revision }: MessageRow): void {
    this.#bus.publish(chatTopic(chatId), { revision });
  }

  /** Moves on the chats of these people that are not closed, because they are called otherwise now; the customers are locked. */
  async renamed(tx: Tx, customerIds: readonly string[]): Promise<void> {
    await advanceOpenChats(tx, customerIds);
  }

  /**
   * Hands rows that a transaction of this process wrote to its own readers at once; `advanceChat` tells everyone else. Where a text was
   * hidden, nothing that still waits for a slow reader may tell it any more.
   */
  handOver(chat: ChatRow, messages: readonly MessageRow[]): void {
    const { id, revision } = chat;
    this.#known.see(chat);
    this.#chats.publish({ id, from: revision - 1, revision, chat, messages, notes: [] });
  }

  close(): void {
    this.line.close();
  }

  /** Many chats of one turn, one query. */
  #refreshDesk(agentId: string, chatId: string): void {
    if (this.#dueDesks.size === 0) {
      setImmediate(() => {
        const due = this.#dueDesks;
        this.#dueDesks = new Map();
        void this.#readDue(due).catch(() => undefined);
      });
    }
    this.#dueDesks.set(chatId, (this.#dueDesks.get(chatId) ?? new Set()).add(agentId));
  }

  async #readDue(due: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    for (const chat of await chatsOf(this.#sql, [...due.keys()])) {
      for (const agentId of due.get(chat.id) ?? []) this.#tellDesk(agentId, chat);
    }
  }

  #tellDesk(agentId: string, chat: ChatRow): void {
    const told = this.#told.get(agentId);
    // What was read before the last news and arrives after it is old.
    if (!told || chat.revision < (told.get(chat.id)?.revision ?? 0)) return;
    const removed = !isOnDesk(chat, agentId);
    told.set(chat.id, { revision: chat.revision, removed });
    this.#desks.push(agentId, chat.id, { chat, removed });
  }

  async #readDesk(agentIds: readonly string[]): Promise<ChatRow[]> {
    const { rows } = await this.#sql.query<ChatRow>({
      name: 'desk',
      text: deskText,
      values: [agentIds],
    });
    return rows;
  }

  /** Finds what lost pokes would have told of: chats that moved on, came, or left. */
  async #compare(): Promise<void> {
    await this.#chats.compare();
    if (this.#told.size === 0) return;
    const present = Map.groupBy(await this.#readDesk([...this.#told.keys()]), ({ agentId }) => agentId);
    for (const [agentId, told] of this.#told) {
      const chats = present.get(agentId) ?? [];
      for (const chat of chats) if (chat.revision > (told.get(chat.id)?.revision ?? 0)) this.#tellDesk(agentId, chat);
      const here = new Set(chats.map(({ id }) => id));
      for (const [chatId, { removed }] of told) {
        if (removed) told.delete(chatId);
        else if (!here.has(chatId)) this.#refreshDesk(agentId, chatId);
      }
    }
  }
}

function isOnDesk(chat: ChatRow, agentId: string): boolean {
  return chat.agentId === agentId && deskStates.includes(chat.state);
}

const deskText = `select ${chatColumns('c')} from chat c where c.agent_id = any($1::uuid[])
             and c.state in ('REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER') order by c.requested_at, c.id`;

const chatsText = `select ${chatColumns('c')} from chat c where c.id = any($1::uuid[])`;

/** Chats by their row ids, whoever asks, in one statement; in any order. */
export async function chatsOf(sql: Statements, ids: readonly string[]): Promise<ChatRow[]> {
  const { rows } = await sql.query<ChatRow>({
    name: 'chats-by-id',
    text: chatsText,
    values: [ids],
  });
  return rows;
}

const changesText = `${messageRows(
  `unnest($1::uuid[], $2::int[], $3::int[]) with ordinality as r (id, after, up_to, n)
       cross join lateral (
         select * from message where chat_id = r.id and revision > r.after and revision <= r.up_to
         order by revision fetch first ${changesPage} rows with ties
       ) m`,
  'r.n::int as request',
)} order by r.n, m.revision, m.seq`;

/** The chats are read first and their messages only up to the revision found: what commits between the two comes live. */
async function readChanges(
  sql: Statements,
  requests: readonly { id: string; after: number }[],
): Promise<readonly (ChatChange | null)[]> {
  const ids = requests.map(({ id }) => id);
  const chats = new Map((await chatsOf(sql, ids)).map((chat) => [chat.id, chat]));
  const { rows } = await sql.query<MessageRow & { request: number }>({
    name: 'chat-changes',
    text: changesText,
    values: [ids, requests.map(({ after }) => after), ids.map((id) => chats.get(id)?.revision ?? 0)],
  });
  const messages = Map.groupBy(rows, ({ request }) => request - 1);
  const notes = Map.groupBy(await readNewNotes(sql, requests), ({ request }) => request - 1);
  return requests.map(({ id, after }, index) => {
    const chat = chats.get(id);
    if (!chat) return null;
    const changed = messages.get(index) ?? [];
    const reached = changed.at(-1)?.revision ?? 0;
    const partial = changed.length >= changesPage && reached < chat.revision;
    const revision = partial ? reached : chat.revision;
    const noted = (notes.get(index) ?? []).filter((note) => note.revision <= revision);
    return { id, from: after, revision, partial, chat, messages: changed, notes: noted };
  });
}

const newNotesText = `select ${noteColumns('n')}, r.n::int as request
  from unnest($1::uuid[], $2::int[]) with ordinality as r (id, after, n)
  join chat_note n on n.chat_id = r.id and n.revision > r.after order by r.n, n.revision, n.id`;

async function readNewNotes(
  sql: Statements,
  requests: readonly { id: string; after: number }[],
): Promise<(NoteRow & { request: number })[]> {
  const { rows } = await sql.query<NoteRow & { request: number }>({
    name: 'new-notes',
    text: newNotesText,
    values: [requests.map(({ id }) => id), requests.map(({ after }) => after)],
  });
  return rows;
}

async function readRevisions(sql: Statements, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ id: string; revision: number }>({
    name: 'revisions',
    text: 'select id, revision from chat where id = any($1::uuid[])',
    values: [ids],
  });
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}
