import { Migration } from '@mikro-orm/migrations';

/** So long the statements are waited for that were under way when an index was begun. Nobody waits behind that. */
const patience = '1h';

/**
 * A migration that makes indexes while everybody goes on writing, which takes longer and can be no part of a transaction. So one such
 * migration does nothing else, and what an attempt that died left of an index is dropped and made anew. For tables that are large:
 * messages, chats, customers, tickets and what belongs to them.
 */
export abstract class IndexMigration extends Migration {
  override isTransactional(): boolean {
    return false;
  }

  /** For `up()`; `definition` is what stands behind the name, such as `on "message" ("sent_at")`. */
  protected async createIndex(name: string, definition: string, kind: '' | 'unique' = ''): Promise<void> {
    const [present] = (await this.execute(
      'select indisvalid as "isValid" from pg_index where indexrelid = to_regclass(?)',
      [`"${name}"`],
    )) as { isValid: boolean }[];
    if (present?.isValid) return;
    const drop = `drop index concurrently if exists "${name}"`;
    await this.execute(`set lock_timeout = '${patience}'`);
    await this.execute(drop);
    try {
      await this.execute(`create ${kind} index concurrently "${name}" ${definition}`);
    } catch (error) {
      // Half an index finds nothing, and costs whoever writes.
      await this.execute(drop).catch(() => undefined);
      throw error;
    }
  }
}
