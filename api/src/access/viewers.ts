import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { Periodic } from '../periodic.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import type { Bus } from '../realtime/bus.ts';
import type { ClientViewer, Viewer } from './viewer.ts';
import type { Statements } from '../sql.ts';

/** A credential that was ended, or rights that were taken, show everywhere within this time and one query. */
const lookEveryMs = 3_000;

/** Carries `{ credential }`: the hash of a credential that was just ended. */
export const credentialTopic = 'credential';
/** Rights were changed: whoever is watched is looked at now. */
export const rightsTopic = 'rights';

/** Why a viewer is no longer who they were: the credential is gone, or it stands for other rights now. */
export type WatchEnd = 'ended' | 'changed';

interface Watched {
  readonly viewer: Viewer;
  /** An array, because mostly it is one, for which a Set takes three times as much. */
  ends: readonly ((why: WatchEnd) => void)[];
}

/**
 * Who stands behind a credential. Answers come from the database in batches and are kept for as long as they are looked at again
 * every few seconds, so that a send does not cost a query for its sender.
 */
export class Viewers {
  /** Hashes of the viewers as the database told them. By these a look asks for those that differ: thousands that do not are no rows. */
  readonly #hashes = new WeakMap<Viewer, string>();
  readonly #watched = new Map<string, Watched>();
  readonly #kept = new Map<string, Viewer>();
  /** Credentials that were somebody's not long ago. */
  readonly #seen = new LRUCache<string, true>({ max: 20_000, ttl: 900_000 });
  readonly #sql: Statements;
  readonly #loader: BatchLoader<string, Viewer | null>;
  readonly #leave: readonly (() => void)[];

  constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#sql = sql;
    this.#loader = new BatchLoader(async (credentials) => {
      const found = await this.#read(credentials);
      return credentials.map((key) => found.get(key) ?? null);
    }, 500);
    const looks = periodic.every(lookEveryMs, 'credentials could not be looked at; tried again soon', () =>
      this.#look(),
    );
    const missed = () => {
      looks.soon();
    };
    this.#leave = [
      bus.subscribe(
        credentialTopic,
        ({ credential }) => {
          this.#ended(String(credential));
        },
        missed,
      ),
      bus.subscribe(rightsTopic, () => void this.#look().catch(() => undefined), missed),
    ];
  }

  /**
   * The viewer behind a credential's hash; null when it does not exist, has expired or was ended. A session is its person in each of
   * their services: in the one `asked` for by its id, where null is who has no place there, or in the one it means by itself.
   */
  async find(credential: string, asked: string | null = null): Promise<Viewer | null> {
    const key = keyOf(credential, asked);
    const kept = this.#watched.get(key)?.viewer ?? this.#kept.get(key);
    if (kept && !isPassing(kept)) return kept;
    const viewer = await this.#loader.load(key);
    if (viewer) this.#seen.set(credential, true);
    if (viewer && !isPassing(viewer)) this.#kept.set(key, viewer);
    return viewer;
  }

  /** Whether this was a credential within the last quarter of an hour. */
  isKnown(credential: string): boolean {
    return this.#seen.has(credential);
  }

  /** Calls `end` once the viewer's credential ends or its rights change. Returns the function that stops watching. */
  watch(viewer: Viewer, end: (why: WatchEnd) => void): () => void {
    const key = keyOfViewer(viewer);
    const watched: Watched = this.#watched.get(key) ?? { viewer, ends: [] };
    if (!isDeepStrictEqual(watched.viewer, viewer)) {
      // One of the two was found before the rights changed, and only the first would be looked at again.
      queueMicrotask(() => {
        end('changed');
      });
      return () => undefined;
    }
    this.#watched.set(key, watched);
    watched.ends = watched.ends.concat(end);
    return () => {
      watched.ends = watched.ends.filter((other) => other !== end);
      if (watched.ends.length === 0 && this.#watched.get(key) === watched) this.#watched.delete(key);
    };
  }

  /** How many are watching as this viewer. */
  countOf(viewer: Viewer): number {
    return this.#watched.get(keyOfViewer(viewer))?.ends.length ?? 0;
  }

  close(): void {
    for (const leave of this.#leave) leave();
  }

  /** In whichever service. */
  #ended(credential: string): void {
    this.#seen.delete(credential);
    for (const key of new Set([...this.#kept.keys(), ...this.#watched.keys()])) {
      if (credentialOf(key) === credential) this.#forget(key, 'ended');
    }
  }

  #forget(key: string, why: WatchEnd): void {
    this.#kept.delete(key);
    const watched = this.#watched.get(key);
    this.#watched.delete(key);
    for (const end of watched?.ends ?? []) end(why);
  }

  async #look(): Promise<void> {
    this.#kept.clear();
    if (this.#watched.size === 0) return;
    // Only those that were asked about: who came while the database answered is not among its answers.
    const asked = new Map(this.#watched);
    const others = await this.#othersThan(asked);
    if (others.length === 0) return;
    const present = await this.#read(others);
    for (const key of others) {
      const now = present.get(key);
      if (!isDeepStrictEqual(now, asked.get(key)?.viewer)) this.#forget(key, now ? 'changed' : 'ended');
    }
  }

  /** Those behind which the database has another viewer now, or none. */
  async #othersThan(asked: ReadonlyMap<string, Watched>): Promise<string[]> {
    const keys = [...asked.keys()];
    const { rows } = await this.#sql.query<{ credential: string; asked: string | null }>({
      name: 'viewers-changed',
      text: `select credential, asked from (
               select * from unnest($1::text[], $2::text[], $3::text[]) w (credential, asked, hash)
               except select credential, asked, ${hashOfViewer} from (${viewersText}) v) o`,
      values: [
        keys.map(credentialOf),
        keys.map(askedOf),
        Array.from(asked.values(), ({ viewer }) => this.#hashes.get(viewer) ?? null),
      ],
    });
    return rows.map((other) => keyOf(other.credential, other.asked));
  }

  async #read(keys: readonly string[]): Promise<ReadonlyMap<string, Viewer>> {
    const { rows } = await this.#sql.query<{ viewer: Viewer; hash: string }>({
      name: 'viewers',
      text: `select viewer, ${hashOfViewer} as hash from (${viewersText}) v`,
      values: [keys.map(credentialOf), keys.map(askedOf)],
    });
    for (const { viewer, hash } of rows) this.#hashes.set(viewer, hash);
    return new Map(rows.map(({ viewer }) => [keyOfViewer(viewer), viewer]));
  }
}

/** SQL: a program as a viewer, of what `clientJoin` reads. */
const clientJson = (credential: string) => `json_build_object('kind', 'client', 'id', c.id, 'serviceId', c.service_id,
  'scopes', o.scopes, 'allowedAddresses', c.allowed_addresses,
  'canChat', o.scopes && '{chats:read,chats:write}' and 'chat' = any(t.features),
  'canTicket', o.scopes && '{tickets:read,tickets:write}', 'seesAllChats', true, 'credential', ${credential})`;

/** SQL: goes on from the program `c`, where it may ask at all. */
const clientJoin = `and c.revoked_at is null and (c.expires_at is null or c.expires_at > now())
  join service t on t.id = c.service_id
  -- Of a service that is switched off a key opens nothing.
  cross join lateral (select case when t.switched_off_at is null then c.scopes else '{}' end as scopes) o`;

/** SQL: the viewers behind the credentials $1, in the services that are asked for with them, $2. */
const viewersText = `
  select json_build_object('kind', 'agent', 'id', a.id, 'accountId', a.account_id, 'serviceId', a.service_id,
    'asked', k.asked, 'role', a.role,
    'canChat', a.can_chat and 'chat' = any(t.features), 'canTicket', a.can_ticket or a.role = 'ADMIN',
    'seesAllChats', a.sees_all_chats, 'mayReveal', a.may_reveal, 'maySeal', a.may_seal,
    'isOwner', c.is_owner, 'needsSecondFactor', f.is_needed, 'isOff', t.switched_off_at is not null,
    'credential', s.token_hash) as viewer, k.credential, k.asked
  from unnest($1::text[], $2::text[]) k (credential, asked)
  join session s on s.token_hash = k.credential and s.expires_at > now()
  join account c on c.id = s.account_id and c.locked_at is null
  join agent a on a.account_id = s.account_id and a.removed_at is null
    and case when k.asked is null then a.id = s.agent_id else a.service_id::text = k.asked and a.joined_at is not null end
  join service t on t.id = a.service_id
  join installation i on i.id = 1
  cross join lateral (select i.second_factor_required and c.second_factor_at is null as is_needed) f
  union all
  select json_build_object('kind', 'customer', 'id', c.id, 'serviceId', c.service_id,
    'isMember', exists (select from member m where m.customer_id = c.id),
    'joined', coalesce((select json_agg(j.customer_id order by j.customer_id) from (
      select j.customer_id from member_join j join customer u on u.id = j.customer_id and u.erased_at is null
      where j.member_id = c.id order by j.customer_id desc limit 100) j), '[]'),
    'credential', t.token_hash), t.token_hash, null
  from visitor_token t join customer c on c.id = t.customer_id and c.erased_at is null
  where t.token_hash = any($1::text[]) and t.expires_at > now()
  union all
  select ${clientJson('s.token_hash')}, s.token_hash, null
  from api_client_secret s join api_client c on c.id = s.client_id ${clientJoin}
  where s.token_hash = any($1::text[])`;

const hashOfViewer = 'md5(v.viewer::text)';

/** A program by its row id, as it would be with its key at this moment; null where that opens nothing. */
export async function clientViewer(sql: Statements, clientId: string): Promise<ClientViewer | null> {
  const { rows } = await sql.query<{ viewer: ClientViewer }>({
    name: 'client-viewer',
    text: `select ${clientJson(`''`)} as viewer from (select $1::uuid as id) w join api_client c on c.id = w.id ${clientJoin}`,
    values: [clientId],
  });
  return rows[0]?.viewer ?? null;
}

/** Whoever sets up the second factor that they need may do everything with their next request, at whichever process. */
const isPassing = (identity: Viewer) => 'needsSecondFactor' in identity && identity.needsSecondFactor;

/** A hash holds no blank. */
const keyOf = (credential: string, asked: string | null) => (asked === null ? credential : `${credential} ${asked}`);
const keyOfViewer = (viewer: Viewer) => keyOf(viewer.credential, 'asked' in viewer ? viewer.asked : null);
const credentialOf = (key: string) => (key.includes(' ') ? key.slice(0, key.indexOf(' ')) : key);
const askedOf = (key: string) => (key.includes(' ') ? key.slice(key.indexOf(' ') + 1) : null);
