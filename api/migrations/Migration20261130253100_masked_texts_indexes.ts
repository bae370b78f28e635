import { IndexMigration } from '../src/concurrent-index.ts';

export class Migration20261130253100_masked_texts_indexes extends IndexMigration {
  override async up(): Promise<void> {
    await this.createIndex(
      'mask_original_object_id_index',
      'on "mask_original" ("object_id") where "object_id" is not null',
    );
    await this.createIndex('audit_entry_ticket_id_index', 'on "audit_entry" ("ticket_id") where "ticket_id" is not null');
  }
}
