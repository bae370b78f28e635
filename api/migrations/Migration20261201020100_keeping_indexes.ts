import { IndexMigration } from '../src/concurrent-index.ts';

export class Migration20261201020100_keeping_indexes extends IndexMigration {
  override async up(): Promise<void> {
    await this.createIndex('customer_due_index', 'on "customer" ("service_id", "due_at", "id") where "due_at" is not null');
  }
}
