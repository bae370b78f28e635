import { Migration } from '@mikro-orm/migrations';

export class Migration20261130190000_second_factor extends Migration {
  override up(): void {
    this.addSql(`
      alter table "account" add "second_factor_at" timestamptz null;
      create table "second_factor" ("account_id" uuid not null, "key_id" text not null, "box" bytea not null, "last_step" int not null default 0, "wrong_codes" timestamptz[] not null default '{}', "begun_at" timestamptz not null default now(), primary key ("account_id"));
      alter table "second_factor" add constraint "second_factor_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade;
      create table "recovery_code" ("account_id" uuid not null, "code_hash" text not null, primary key ("account_id", "code_hash"));
      alter table "recovery_code" add constraint "recovery_code_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade;`);
  }
}
