import { IndexMigration } from '../src/concurrent-index.ts';

export class Migration20261201030100_regions_indexes extends IndexMigration {
  override async up(): Promise<void> {
    await this.createIndex('attachment_part_index', 'on "attachment" ("part_of") where "part_of" is not null');
    await this.createIndex('attachment_remains_index', 'on "attachment" ("id") where "upload_remains"');
  }
}
