import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000_foundation extends Migration {
  override up(): void {
    this.addSql(`

      create table "service" ("id" uuid not null default uuidv7(), "slug" text not null, "name" text not null, "languages" text[] not null, "features" text[] not null, "help_center_chat" boolean not null default false, "consent_version" text not null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "service" add constraint "service_slug_unique" unique ("slug");
      alter table "service" add constraint "service_languages_check" check ("languages" <@ array['ko'::text, 'en'::text]);
      alter table "service" add constraint "service_features_check" check ("features" <@ array['chat'::text, 'security'::text]);

      create table "customer" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "name" text null, "email" text null, "phone" text null, "memo" text null, "created_at" timestamptz not null default now(), primary key ("id"));
      create index "customer_service_id_index" on "customer" ("service_id");

      create table "consent_notice" ("service_id" uuid not null, "version" text not null, "language" text not null, "purpose" text not null, "items" text not null, "retention" text not null, "refusal" text not null, primary key ("service_id", "version", "language"));
      alter table "consent_notice" add constraint "consent_notice_language_check" check ("language" in ('ko', 'en'));

      create table "consent" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "customer_id" uuid not null, "notice_version" text not null, "notice_hash" text not null, "language" text not null, "ip" text null, "user_agent" text null, "agreed_at" timestamptz not null default now(), primary key ("id"));
      create index "consent_service_id_index" on "consent" ("service_id");
      create index "consent_customer_id_index" on "consent" ("customer_id");
      alter table "consent" add constraint "consent_language_check" check ("language" in ('ko', 'en'));

      create table "agent" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "email" text not null, "name" text not null, "password_hash" text not null, "role" text not null, "can_chat" boolean not null default false, "availability" text not null default 'OFFLINE', "created_at" timestamptz not null default now(), primary key ("id"));
      create index "agent_service_id_index" on "agent" ("service_id");
      alter table "agent" add constraint "agent_email_unique" unique ("email");
      alter table "agent" add constraint "agent_role_check" check ("role" in ('ADMIN', 'AGENT'));
      alter table "agent" add constraint "agent_availability_check" check ("availability" in ('ONLINE', 'BREAK', 'OFFLINE'));

      create table "lease" ("agent_id" uuid not null, "process_id" uuid not null, "expires_at" timestamptz not null, primary key ("agent_id", "process_id"));
      create index "lease_expires_at_index" on "lease" ("expires_at");

      create table "chat" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "customer_id" uuid not null, "agent_id" uuid null, "state" text not null, "revision" int not null default 1, "last_seq" int not null default 0, "customer_read_seq" int not null default 0, "agent_read_seq" int not null default 0, "customer_unread" int not null default 0, "agent_unread" int not null default 0, "language" text not null, "page" text null, "ip" text null, "user_agent" text null, "attempt_hash" text null, "requested_at" timestamptz not null default now(), "first_message_at" timestamptz null, "opened_at" timestamptz null, "answered_at" timestamptz null, "customer_ended_at" timestamptz null, "closed_at" timestamptz null, primary key ("id"));
      create index "chat_customer_id_index" on "chat" ("customer_id");
      create index "chat_agent_id_index" on "chat" ("agent_id");
      alter table "chat" add constraint "chat_attempt_hash_unique" unique ("attempt_hash");
      create index "chat_service_id_requested_at_id_index" on "chat" ("service_id", "requested_at", "id");
      create index "chat_desk_index" on "chat" ("agent_id") where "state" in ('REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER');
      alter table "chat" add constraint "chat_state_check" check ("state" in ('WAITING', 'REQUESTED', 'ACTIVE', 'ENDED_BY_CUSTOMER', 'CLOSED'));
      alter table "chat" add constraint "chat_language_check" check ("language" in ('ko', 'en'));

      create table "message" ("id" uuid not null, "chat_id" uuid not null, "seq" int not null, "revision" int not null, "sender" text not null, "sender_id" uuid null, "key" text null, "body" text not null, "sent_at" timestamptz not null default now(), primary key ("id"));
      create index "message_chat_id_revision_index" on "message" ("chat_id", "revision");
      alter table "message" add constraint "message_chat_id_seq_unique" unique ("chat_id", "seq");
      alter table "message" add constraint "message_sender_check" check ("sender" in ('CUSTOMER', 'AGENT', 'SYSTEM'));

      create table "session" ("id" uuid not null default uuidv7(), "agent_id" uuid not null, "token_hash" text not null, "created_at" timestamptz not null default now(), "expires_at" timestamptz not null, primary key ("id"));
      create index "session_agent_id_index" on "session" ("agent_id");
      alter table "session" add constraint "session_token_hash_unique" unique ("token_hash");

      create table "visitor_token" ("id" uuid not null default uuidv7(), "customer_id" uuid not null, "token_hash" text not null, "created_at" timestamptz not null default now(), "expires_at" timestamptz not null, primary key ("id"));
      create index "visitor_token_customer_id_index" on "visitor_token" ("customer_id");
      alter table "visitor_token" add constraint "visitor_token_token_hash_unique" unique ("token_hash");

      alter table "customer" add constraint "customer_service_id_foreign" foreign key ("service_id") references "service" ("id");

      alter table "consent_notice" add constraint "consent_notice_service_id_foreign" foreign key ("service_id") references "service" ("id");

      alter table "consent" add constraint "consent_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "consent" add constraint "consent_customer_id_foreign" foreign key ("customer_id") references "customer" ("id");

      alter table "agent" add constraint "agent_service_id_foreign" foreign key ("service_id") references "service" ("id");

      alter table "lease" add constraint "lease_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete cascade;

      alter table "chat" add constraint "chat_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "chat" add constraint "chat_customer_id_foreign" foreign key ("customer_id") references "customer" ("id");
      alter table "chat" add constraint "chat_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;

      alter table "message" add constraint "message_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");

      alter table "session" add constraint "session_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete cascade;

      alter table "visitor_token" add constraint "visitor_token_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete cascade;


      -- Every message updates its chat's row: room on the page keeps those updates off the indexes.
      alter table "chat" set (fillfactor = 80);
      -- What people wrote stays out of the planner's samples.
      alter table "message" alter column "body" set statistics 0;
    `);
  }
}
