import { Migration } from '@mikro-orm/migrations';

export class Migration20261129140000_instances extends Migration {
  override up(): void {
    this.addSql(
      `create table "instance" ("id" serial primary key, "mask_keys" jsonb not null, "files" text not null)`,
    );
  }
}
