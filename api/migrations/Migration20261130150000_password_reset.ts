import { Migration } from '@mikro-orm/migrations';

export class Migration20261130150000_password_reset extends Migration {
  override up(): void {
    this.addSql(`
      create table "password_reset" ("id" uuid not null default uuidv7(), "account_id" uuid null, "token_hash" text not null, "expires_at" timestamptz not null, primary key ("id"));
      alter table "password_reset" add constraint "password_reset_token_hash_unique" unique ("token_hash");
      create index "password_reset_account_id_index" on "password_reset" ("account_id");
      alter table "password_reset" add constraint "password_reset_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade;`);
  }
}
