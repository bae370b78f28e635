import { Migration } from '@mikro-orm/migrations';

export class Migration20261130170000_api_clients extends Migration {
  override up(): void {
    this.addSql(`
      create table "api_client" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "name" text not null, "scopes" text[] not null, "allowed_addresses" text[] not null default '{}', "expires_at" timestamptz null, "created_by_id" uuid not null, "created_at" timestamptz not null default now(), "revoked_at" timestamptz null, "last_used_at" timestamptz null, "last_used_ip" text null, primary key ("id"));
      create index "api_client_service_id_id_index" on "api_client" ("service_id", "id");
      create index "api_client_created_by_id_index" on "api_client" ("created_by_id");
      alter table "api_client" add constraint "api_client_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "api_client" add constraint "api_client_created_by_id_foreign" foreign key ("created_by_id") references "agent" ("id");

      create table "api_client_secret" ("id" uuid not null default uuidv7(), "client_id" uuid not null, "token_hash" text not null, "prefix" text not null, "created_at" timestamptz not null default now(), primary key ("id"));
      create index "api_client_secret_client_id_index" on "api_client_secret" ("client_id");
      alter table "api_client_secret" add constraint "api_client_secret_token_hash_unique" unique ("token_hash");
      alter table "api_client_secret" add constraint "api_client_secret_client_id_foreign" foreign key ("client_id") references "api_client" ("id");

      alter table "change_log_entry" alter column "author_id" drop not null;
      alter table "change_log_entry" drop constraint "change_log_entry_author_id_foreign";
      alter table "change_log_entry" add constraint "change_log_entry_author_id_foreign" foreign key ("author_id") references "agent" ("id") on delete set null;
      alter table "change_log_entry" add "client_id" uuid null;
      alter table "audit_entry" add "client_id" uuid null;
      alter table "ticket" add "client_id" uuid null;
      alter table "ticket_comment" add "client_id" uuid null;

      create table "program_step" ("ticket_id" uuid not null, "revision" int not null, "client_id" uuid not null, primary key ("ticket_id", "revision"));
      create index "program_step_client_id_index" on "program_step" ("client_id");
      alter table "program_step" add constraint "program_step_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id");
      alter table "program_step" add constraint "program_step_client_id_foreign" foreign key ("client_id") references "api_client" ("id");

      alter table "message" drop constraint "message_event_check";
      alter table "message" add constraint "message_event_check" check ("event" in ('GREETING', 'AGENT_CHANGED', 'BACK_IN_LINE', 'IDLE_WARNING', 'IDLE_ENDED', 'RATING_REQUEST', 'RATING', 'INTEGRATION')) not valid;`);
  }
}
