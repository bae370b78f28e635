import type { Periodic, Repeated } from '../periodic.ts';
import type { Statements } from '../sql.ts';

const writeEveryMs = 60_000;

/** When and from where each API key was used last: remembered at each use, written once a minute for all of them. */
export class ClientUses {
  readonly #sql: Statements;
  #uses = new Map<string, { at: Date; ip: string }>();
  readonly #writes: Repeated;

  constructor(sql: Statements, periodic: Periodic) {
    this.#sql = sql;
    this.#writes = periodic.every(writeEveryMs, 'uses of API keys could not be written; tried again soon', () =>
      this.#write(),
    );
  }

  note(clientId: string, ip: string): void {
    this.#uses.set(clientId, { at: new Date(), ip });
  }

  /** Writes what was noted. */
  write(): Promise<void> {
    return this.#writes.now();
  }

  async #write(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = this.#uses;
    this.#uses = new Map();
    try {
      await this.#sql.query(
        `update api_client c set last_used_at = u.at, last_used_ip = u.ip
         from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as u (id, at, ip)
         where c.id = u.id and (c.last_used_at is null or c.last_used_at < u.at)`,
        [[...uses.keys()], [...uses.values()].map(({ at }) => at), [...uses.values()].map(({ ip }) => ip)],
      );
    } catch (error) {
      this.#uses = new Map([...uses, ...this.#uses]);
      throw error;
    }
  }
}
