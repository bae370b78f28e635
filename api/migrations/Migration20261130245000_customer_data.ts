import { Migration } from '@mikro-orm/migrations';

export class Migration20261130245000_customer_data extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "customer_data_link" boolean not null default false, add "customer_data_url" text null, add "customer_data_email" boolean not null default false, add "customer_data_phone" boolean not null default false;

      create table "customer_data_secret" ("id" uuid not null, "service_id" uuid not null, "key_id" text not null, "box" bytea not null, "created_at" timestamptz not null default now(), "ends_at" timestamptz null, primary key ("id"));
      create index "customer_data_secret_service_id_index" on "customer_data_secret" ("service_id");
      alter table "customer_data_secret" add constraint "customer_data_secret_service_id_foreign" foreign key ("service_id") references "service" ("id") on delete cascade;

      -- Every action there was is in the new list, so no row has to be looked at.
      alter table "audit_entry" drop constraint "audit_entry_action_check";
      alter table "audit_entry" add constraint "audit_entry_action_check" check ("action" in ('MASKED', 'RELEASED', 'REVEALED', 'SEALED', 'ERASED', 'LOOKED_UP')) not valid;
    `);
  }
}
