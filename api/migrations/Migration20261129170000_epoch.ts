import { Migration } from '@mikro-orm/migrations';

export class Migration20261129170000_epoch extends Migration {
  override up(): void {
    this.addSql(`
      create table "installation" ("id" int not null, "epoch" uuid not null default gen_random_uuid(), primary key ("id"));
      insert into "installation" values (1);
    `);
  }
}
