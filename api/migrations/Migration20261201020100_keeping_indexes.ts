import { IndexMigration } from '../src/concurrent-index.ts';

export class Migration20261201020100_keeping_indexes extends IndexMigration {
  override async up(): Promise<void> {
    await this.createIndex(
      'chat_kept_index',
      'on "chat" ("service_id", "closed_at", "id") where "closed_at" is not null and "erased_at" is null',
    );
    await this.createIndex(
      'ticket_kept_index',
      `on "ticket" ("service_id", "changed_at", "id") where "status" in ('RESOLVED', 'CLOSED') and "erased_at" is null`,
    );
    await this.createIndex('customer_due_index', 'on "customer" ("service_id", "due_at", "id") where "due_at" is not null');
  }
}
