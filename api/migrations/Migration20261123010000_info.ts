import { Migration } from '@mikro-orm/migrations';

export class Migration20261123010000_info extends Migration {
  override up(): void {
    this.addSql(`
      create table "category" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "parent_id" uuid null, "name" text not null, "position" int not null, "removed_at" timestamptz null, primary key ("id"));
      create index "category_parent_id_index" on "category" ("parent_id");
      create index "category_service_id_position_index" on "category" ("service_id", "position");

      create table "canned_reply" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "shortcut" text not null, "body" text not null, "position" int not null, primary key ("id"));
      alter table "canned_reply" add constraint "canned_reply_service_id_shortcut_unique" unique ("service_id", "shortcut");

      alter table "customer" add "info_revision" int not null default 0;

      alter table "agent" add "sees_all_chats" boolean not null default true;

      alter table "chat" add "category_id" uuid null, add "note" text null, add "info_revision" int not null default 0;
      alter table "chat" add constraint "chat_category_id_foreign" foreign key ("category_id") references "category" ("id") on delete set null;
      create index "chat_category_id_index" on "chat" ("category_id");

      alter table "category" add constraint "category_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "category" add constraint "category_parent_id_foreign" foreign key ("parent_id") references "category" ("id") on delete set null;

      alter table "canned_reply" add constraint "canned_reply_service_id_foreign" foreign key ("service_id") references "service" ("id");

      -- What people wrote stays out of the planner's samples.
      alter table "chat" alter column "note" set statistics 0;
      alter table "customer" alter column "memo" set statistics 0, alter column "phone" set statistics 0, alter column "email" set statistics 0, alter column "name" set statistics 0;
    `);
  }
}
