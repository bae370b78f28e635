import type { App } from '../app.ts';
import type { Bus } from '../realtime/bus.ts';
import { StateFeed } from '../realtime/state-feed.ts';
import type { Stream } from '../realtime/stream.ts';
import { Service } from './service.entity.ts';

/** Lost news of a change is made up for this often. */
const lookEveryMs = 3_000;

export const settingsTopic = (serviceId: string) => `settings:${serviceId}`;

/** The settings of services, told as state. */
export class SettingsFeed {
  readonly #feed: StateFeed<Service>;
  readonly #orm: App['orm'];
  readonly #timer: NodeJS.Timeout;
  /** The revision that the watchers of each service were last told. */
  readonly #told = new Map<string, number>();

  constructor(orm: App['orm'], bus: Bus) {
    this.#orm = orm;
    this.#feed = new StateFeed((serviceId) => {
      const leave = bus.subscribe(settingsTopic(serviceId), () => void this.#look([serviceId]).catch(() => undefined));
      return () => {
        leave();
        this.#told.delete(serviceId);
      };
    });
    this.#timer = setInterval(() => void this.#look(this.#feed.watched).catch(() => undefined), lookEveryMs);
  }

  watch(serviceId: string): Stream<Service> {
    return this.#feed.subscribe(serviceId, async () => {
      const services = await this.#read([serviceId]);
      for (const service of services) this.#tell(service);
      return services.map((service) => ['settings', service] as const);
    });
  }

  close(): void {
    clearInterval(this.#timer);
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
