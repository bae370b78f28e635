import { Migration } from '@mikro-orm/migrations';

export class Migration20261201030000_regions extends Migration {
  override up(): void {
    this.addSql(`
      alter table "attachment" add "regions" jsonb null, add "box_id" uuid null, add "part_of" uuid null, add "upload_remains" boolean not null default false;
    `);
  }
}
