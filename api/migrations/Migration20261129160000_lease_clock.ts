import { Migration } from '@mikro-orm/migrations';

export class Migration20261129160000_lease_clock extends Migration {
  override up(): void {
    this.addSql(`create table "lease_clock" ("id" int not null, "beat_at" timestamptz not null, primary key ("id"))`);
    this.addSql(`insert into "lease_clock" ("id", "beat_at") values (1, now())`);
  }
}
