import { isDeepStrictEqual } from 'node:util';
import type { Periodic } from '../periodic.ts';
import { BatchLoader } from '../realtime/batch-loader.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Viewer } from './viewer.ts';
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
  viewer: Viewer;
  ends: Set<(why: WatchEnd) => void>;
}

/**
 * Who stands behind a credential. Answers come from the database in batches and are kept for as long as they are looked at again
 * every few seconds, so that a send does not cost a query for its sender.
 */
export class Viewers {
  readonly #watched = new Map<string, Watched>();
  readonly #kept = new Map<string, Viewer>();
  readonly #sql: Statements;
  readonly #loader: BatchLoader<string, Viewer | null>;
  readonly #leave: readonly (() => void)[];

  constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#sql = sql;
    this.#loader = new BatchLoader(async (credentials) => {
      const found = await this.#read(credentials);
      return credentials.map((credential) => found.get(credential) ?? null);
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
          this.#forget(String(credential), 'ended');
        },
        missed,
      ),
      bus.subscribe(rightsTopic, () => void this.#look().catch(() => undefined), missed),
    ];
  }

  /** The viewer behind a credential's hash; null when it does not exist, has expired or was ended. */
  async find(credential: string): Promise<Viewer | null> {
    const kept = this.#watched.get(credential)?.viewer ?? this.#kept.get(credential);
    if (kept) return kept;
    const viewer = await this.#loader.load(credential);
    if (viewer) this.#kept.set(credential, viewer);
    return viewer;
  }

  /** Calls `end` once the viewer's credential ends or its rights change. Returns the function that stops watching. */
  watch(viewer: Viewer, end: (why: WatchEnd) => void): () => void {
    const watched = this.#watched.get(viewer.credential) ?? { viewer, ends: new Set() };
    this.#watched.set(viewer.credential, watched);
    watched.ends.add(end);
    return () => {
      watched.ends.delete(end);
      if (watched.ends.size === 0 && this.#watched.get(viewer.credential) === watched) {
        this.#watched.delete(viewer.credential);
      }
    };
  }

  /** How many are watching with this credential. */
  countOf(viewer: Viewer): number {
    return this.#watched.get(viewer.credential)?.ends.size ?? 0;
  }

  close(): void {
    for (const leave of this.#leave) leave();
  }

  #forget(credential: string, why: WatchEnd): void {
    this.#kept.delete(credential);
    const watched = this.#watched.get(credential);
    this.#watched.delete(credential);
    for (const end of watched?.ends ?? []) end(why);
  }

  async #look(): Promise<void> {
    this.#kept.clear();
    if (this.#watched.size === 0) return;
    // Only those that were asked about: who came while the database answered is not among its answers.
    const asked = new Map(this.#watched);
    const present = await this.#read([...asked.keys()]);
    for (const [credential, { viewer }] of asked) {
      const now = present.get(credential);
      if (!isDeepStrictEqual(now, viewer)) this.#forget(credential, now ? 'changed' : 'ended');
    }
  }

  async #read(credentials: readonly string[]): Promise<ReadonlyMap<string, Viewer>> {
    const { rows } = await this.#sql.query<{ viewer: Viewer }>({
      name: 'viewers',
      text: `select json_build_object('kind', 'agent', 'id', a.id, 'serviceId', a.service_id, 'role', a.role,
               'canChat', a.can_chat and 'chat' = any(t.features), 'canTicket', a.can_ticket or a.role = 'ADMIN',
               'seesAllChats', a.sees_all_chats, 'mayReveal', a.may_reveal, 'maySeal', a.may_seal,
               'credential', s.token_hash) as viewer
             from session s join agent a on a.id = s.agent_id and a.removed_at is null join service t on t.id = a.service_id
             where s.token_hash = any($1::text[]) and s.expires_at > now()
             union all
             select json_build_object('kind', 'customer', 'id', c.id, 'serviceId', c.service_id, 'credential', t.token_hash)
             from visitor_token t join customer c on c.id = t.customer_id and c.erased_at is null
             where t.token_hash = any($1::text[]) and t.expires_at > now()`,
      values: [credentials],
    });
    return new Map(rows.map(({ viewer }) => [viewer.credential, viewer]));
  }
}
