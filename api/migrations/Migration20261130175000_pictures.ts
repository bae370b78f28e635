import { Migration } from '@mikro-orm/migrations';

export class Migration20261130175000_pictures extends Migration {
  override up(): void {
    this.addSql(`
      create table "picture" ("id" uuid not null, "small_id" uuid not null, "kind" text not null, "account_id" uuid not null, "token_hash" text null, "loose_since" timestamptz null default now(), "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "picture" add constraint "picture_small_id_unique" unique ("small_id");
      alter table "picture" add constraint "picture_token_hash_unique" unique ("token_hash");
      alter table "picture" add constraint "picture_kind_check" check ("kind" in ('LOGO', 'PERSON'));
      alter table "picture" add constraint "picture_account_id_foreign" foreign key ("account_id") references "account" ("id");
      create index "picture_account_id_index" on "picture" ("account_id");
      create index "picture_loose_index" on "picture" ("loose_since") where "loose_since" is not null;

      alter table "service" add "logo_id" uuid null;
      alter table "service" add constraint "service_logo_id_foreign" foreign key ("logo_id") references "picture" ("id") on delete set null;
      create index "service_logo_id_index" on "service" ("logo_id");
      alter table "account" add "picture_id" uuid null;
      alter table "account" add constraint "account_picture_id_foreign" foreign key ("picture_id") references "picture" ("id") on delete set null;
      create index "account_picture_id_index" on "account" ("picture_id");
      alter table "agent" add "picture_id" uuid null;
      alter table "agent" add constraint "agent_picture_id_foreign" foreign key ("picture_id") references "picture" ("id") on delete set null;
      create index "agent_picture_id_index" on "agent" ("picture_id");
    `);
  }
}
