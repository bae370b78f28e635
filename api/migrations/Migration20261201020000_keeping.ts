import { Migration } from '@mikro-orm/migrations';

export class Migration20261201020000_keeping extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "chat_months" int null, add "ticket_months" int null, add "customer_months" int null, add "erases_from" timestamptz null;
      alter table "chat" add "erased_at" timestamptz null;
      alter table "ticket" add "erased_at" timestamptz null;
      alter table "customer" add "due_at" timestamptz null;

      create table "hold" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "object_id" uuid not null, "agent_id" uuid not null, "reason" text not null, "held_at" timestamptz not null default clock_timestamp(), primary key ("id"));
      alter table "hold" add constraint "hold_object_id_unique" unique ("object_id");
      create index "hold_service_id_index" on "hold" ("service_id");
      create index "hold_agent_id_index" on "hold" ("agent_id");
      alter table "hold" add constraint "hold_service_id_foreign" foreign key ("service_id") references "service" ("id") on delete cascade;
      alter table "hold" add constraint "hold_agent_id_foreign" foreign key ("agent_id") references "agent" ("id");
    `);
  }
}
