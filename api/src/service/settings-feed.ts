import type { App } from '../app.ts';
import type { Periodic } from '../periodic.ts';
import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import { Service } from './service.entity.ts';

/** Lost news of a change is made up for this often. */
const lookEveryMs = 3_000;

/** Carries `{ serviceId }`: a setting of that service was changed. */
export const settingsTopic = 'settings';

/** The settings of services: told as state to who watches, and kept for a few seconds for what is asked often. */
export class SettingsFeed {
  readonly #feed: StateFeed<Service>;
  readonly #orm: App['orm'];
  /** The revision that the watchers of each service were last told. */
  readonly #told = new Map<string, number>();
  readonly #kept = new Map<string, Promise<Service>>();
  readonly #leave: () => void;

  constructor(orm: App['orm'], bus: Bus, periodic: Periodic) {
    this.#orm = orm;
    this.#feed = new StateFeed((serviceId) => () => this.#told.delete(serviceId));
    const looks = periodic.every(lookEveryMs, 'settings could not be read; tried again soon', () => {
      this.#kept.clear();
      return this.#look(this.#feed.watched);
    });
    this.#leave = bus.subscribe(
      settingsTopic,
      ({ serviceId }) => {
        const id = String(serviceId);
        this.#kept.delete(id);
        if (this.#feed.isWatched(id)) void this.#look([id]).catch(() => undefined);
      },
      () => {
        looks.soon();
      },
    );
  }

  /** The settings as they are; where news of a change was lost, as they were a few seconds ago. Not to be changed. */
  find(serviceId: string): Promise<Service> {
    const kept = this.#kept.get(serviceId);
    if (kept) return kept;
    const found = this.#orm.em.fork().findOneOrFail(Service, serviceId);
    this.#kept.set(serviceId, found);
    found.catch(() => this.#kept.delete(serviceId));
    return found;
  }

  watch(serviceId: string): Stream<Service> {
    return this.#feed.subscribe(serviceId, async () => {
      const services = await this.#read([serviceId]);
      for (const service of services) this.#tell(service);
      return services.map((service) => ['settings', service] as const);
    });
  }

  close(): void {
    this.#leave();
  }

  async #look(serviceIds: readonly string[]): Promise<void> {
    if (serviceIds.length === 0) return;
    for (const service of await this.#read(serviceIds)) this.#tell(service);
  }

  #tell(service: Service): void {
    if (service.settingsRevision <= (this.#told.get(service.id) ?? 0)) return;
    this.#told.set(service.id, service.settingsRevision);
    this.#feed.push(service.id, 'settings', service);
  }

  #read(serviceIds: readonly string[]): Promise<Service[]> {
    return this.#orm.em.fork().find(Service, { id: { $in: [...serviceIds] } });
  }
}
