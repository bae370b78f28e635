import type { Periodic, Repeated } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Statements } from '../sql.ts';
import { settingsTopic } from './settings-feed.ts';
import { formsOf, isOrigin } from '../site.ts';

/** Lost news of a change is made up for this often. */
const lookEveryMs = 3_000;
const writeEveryMs = 5_000;
/** So many sites that were refused are kept of a service, those that asked last. */
export const mostRefused = 20;

/**
 * On which sites each service is at home. All lists are held in every process and read anew after each change, so a request costs no
 * statement. A service without a list is at home everywhere.
 */
export class Sites {
  readonly #sql: Statements;
  readonly #looks: Repeated;
  readonly #writes: Repeated;
  readonly #leave: () => void;
  /** By the id of the service. */
  #lists = new Map<string, ReadonlySet<string>>();
  #idsBySlug = new Map<string, string>();
  #all = new Set<string>();
  /** As it was read, to see whether anything changed. */
  #seen = '';
  readonly #watchers = new Set<() => void>();
  /** What was refused since it was written last, by the id of the service. */
  #refused = new Map<string, Set<string>>();

  private constructor(sql: Statements, bus: Bus, periodic: Periodic) {
    this.#sql = sql;
    this.#looks = periodic.every(lookEveryMs, 'the lists of sites could not be read; tried again soon', () =>
      this.#read(),
    );
    this.#writes = periodic.every(writeEveryMs, 'refused sites could not be written; tried again soon', () =>
      this.#write(),
    );
    const look = () => {
      this.#looks.soon();
    };
    this.#leave = bus.subscribe(settingsTopic, look, look);
  }

  /** Resolves once the lists are known: nothing is served without. */
  static async start(sql: Statements, bus: Bus, periodic: Periodic): Promise<Sites> {
    const sites = new Sites(sql, bus, periodic);
    await sites.#looks.now();
    return sites;
  }

  /** The sites of the service that has or had this slug; null where it is at home everywhere, and where there is none. */
  ofSlug(slug: string): ReadonlySet<string> | null {
    return this.#lists.get(this.#idsBySlug.get(slug) ?? '') ?? null;
  }

  /** Whether a service is at home on the pages of an origin. One that is not is noted for its administrators. */
  admit(serviceId: string, origin: string): boolean {
    const list = this.#lists.get(serviceId);
    if (!list || formsOf(origin).some((form) => list.has(form))) return true;
    const refused = this.#refused.get(serviceId) ?? new Set();
    if (refused.size < mostRefused && isOrigin(origin)) this.#refused.set(serviceId, refused.add(origin));
    return false;
  }

  /** The same of the service that has or had this slug. */
  admitBySlug(slug: string, origin: string): boolean {
    const id = this.#idsBySlug.get(slug);
    return id === undefined || this.admit(id, origin);
  }

  /** Whether any service has registered this origin: all that can be asked where no service is in sight, as in a preflight. */
  knows(origin: string): boolean {
    return formsOf(origin).some((form) => this.#all.has(form));
  }

  /** Calls the listener after each change, until the returned function is called. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  /** Writes what was refused. */
  write(): Promise<void> {
    return this.#writes.now();
  }

  close(): void {
    this.#leave();
  }

  async #read(): Promise<void> {
    const { rows } = await this.#sql.query<{ id: string; sites: string[]; slugs: string[] }>({
      name: 'sites',
      text: `select s.id, s.sites, array(select l.slug from service_slug l where l.service_id = s.id order by l.slug) as slugs
        from service s where s.sites <> '{}' order by s.id`,
      values: [],
    });
    this.#lists = new Map(rows.map(({ id, sites }) => [id, new Set(sites)]));
    this.#idsBySlug = new Map(rows.flatMap(({ id, slugs }) => slugs.map((slug) => [slug, id] as const)));
    this.#all = new Set(rows.flatMap(({ sites }) => sites));
    const seen = JSON.stringify(rows);
    if (seen === this.#seen) return;
    this.#seen = seen;
    for (const changed of this.#watchers) changed();
  }

  async #write(): Promise<void> {
    if (this.#refused.size === 0) return;
    const refused = this.#refused;
    this.#refused = new Map();
    const pairs = [...refused].flatMap(([id, origins]) => [...origins].map((origin) => [id, origin] as const));
    try {
      await this.#sql.query(
        // In one order, so that two processes never wait for each other in a circle.
        `insert into refused_site (service_id, origin)
         select s.id, u.origin from unnest($1::uuid[], $2::text[]) as u (service_id, origin)
         join service s on s.id = u.service_id order by s.id, u.origin
         on conflict (service_id, origin) do update set refused_at = excluded.refused_at`,
        [pairs.map(([id]) => id), pairs.map(([, origin]) => origin)],
      );
    } catch (error) {
      for (const [id, origins] of refused) if (!this.#refused.has(id)) this.#refused.set(id, origins);
      throw error;
    }
    await this.#sql.query(
      `delete from refused_site r using (
         select id, row_number() over (partition by service_id order by refused_at desc, id desc) as place
         from refused_site where service_id = any($1::uuid[])
       ) ranked where ranked.id = r.id and ranked.place > $2`,
      [[...refused.keys()], mostRefused],
    );
  }
}
