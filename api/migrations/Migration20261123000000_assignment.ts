import { Migration } from '@mikro-orm/migrations';

export class Migration20261123000000_assignment extends Migration {
  override up(): void {
    this.addSql(`
      create table "inquiry_type" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "name" jsonb not null, "position" int not null, primary key ("id"));
      create index "inquiry_type_service_id_position_index" on "inquiry_type" ("service_id", "position");

      create table "invitation" ("agent_id" uuid not null, "token_hash" text not null, "expires_at" timestamptz not null, primary key ("agent_id"));
      alter table "invitation" add constraint "invitation_token_hash_unique" unique ("token_hash");

      create table "chat_note" ("id" uuid not null default uuidv7(), "chat_id" uuid not null, "revision" int not null, "author_id" uuid not null, "body" text not null, "after_seq" int not null, "created_at" timestamptz not null default now(), primary key ("id"));
      create index "chat_note_author_id_index" on "chat_note" ("author_id");
      create index "chat_note_chat_id_revision_index" on "chat_note" ("chat_id", "revision");

      create table "change_log_entry" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "author_id" uuid not null, "agent_id" uuid null, "field" text not null, "before" text null, "after" text null, "changed_at" timestamptz not null default now(), primary key ("id"));
      create index "change_log_entry_author_id_index" on "change_log_entry" ("author_id");
      create index "change_log_entry_agent_id_index" on "change_log_entry" ("agent_id");
      create index "change_log_entry_service_id_id_index" on "change_log_entry" ("service_id", "id");

      create table "availability_period" ("id" uuid not null default uuidv7(), "agent_id" uuid not null, "availability" text not null, "started_at" timestamptz not null default now(), "ended_at" timestamptz null, primary key ("id"));
      create index "availability_period_agent_id_started_at_index" on "availability_period" ("agent_id", "started_at");
      create unique index "availability_period_running_unique" on "availability_period" ("agent_id") where "ended_at" is null;

      create table "ticket" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "number" text not null, "inquiry_type_id" uuid not null, "title" text not null, "content" text not null, "status" text not null default 'NEW', "channel" text not null, "language" text not null, "customer_id" uuid not null, "email" text not null, "chat_id" uuid null, "assignee_id" uuid null, "attempt_hash" text null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "ticket" add constraint "ticket_number_unique" unique ("number");
      create index "ticket_inquiry_type_id_index" on "ticket" ("inquiry_type_id");
      create index "ticket_customer_id_index" on "ticket" ("customer_id");
      create index "ticket_chat_id_index" on "ticket" ("chat_id");
      create index "ticket_assignee_id_index" on "ticket" ("assignee_id");
      alter table "ticket" add constraint "ticket_attempt_hash_unique" unique ("attempt_hash");
      create index "ticket_service_id_created_at_id_index" on "ticket" ("service_id", "created_at", "id");

      alter table "service" add "help_center_inquiry" boolean not null default true, add "settings_revision" int not null default 1, add "greeting" jsonb not null default '{"ko":null,"en":null}', add "rating_message" jsonb not null default '{"ko":null,"en":null}', add "recent_agent_first" boolean not null default false, add "seats" int not null default 5, add "requested_grace_seconds" int not null default 0, add "active_grace_seconds" int not null default 60, add "idle_minutes" int null, add "hours" jsonb null;

      alter table "agent" add "in_assignment" boolean not null default true, add "may_change_assignment" boolean not null default false, add "availability_since" timestamptz null, add "availability_set_by" uuid null, add "removed_at" timestamptz null;
      alter table "agent" add constraint "agent_availability_set_by_foreign" foreign key ("availability_set_by") references "agent" ("id") on delete set null;
      alter table "agent" alter column "password_hash" drop not null;
      create index "agent_availability_set_by_index" on "agent" ("availability_set_by");

      alter table "chat" add "assigned_at" timestamptz null, add "typed_at" timestamptz null;
      alter table "chat" alter column "requested_at" set default clock_timestamp();
      create index "chat_line_index" on "chat" ("service_id", "requested_at", "id") where "state" = 'WAITING';

      alter table "message" add "event" text null;
      alter table "message" add constraint "message_event_check" check ("event" in ('GREETING', 'AGENT_CHANGED', 'BACK_IN_LINE', 'IDLE_WARNING', 'IDLE_ENDED'));

      alter table "inquiry_type" add constraint "inquiry_type_service_id_foreign" foreign key ("service_id") references "service" ("id");

      alter table "invitation" add constraint "invitation_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on update cascade on delete cascade;

      alter table "chat_note" add constraint "chat_note_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");
      alter table "chat_note" add constraint "chat_note_author_id_foreign" foreign key ("author_id") references "agent" ("id");

      alter table "change_log_entry" add constraint "change_log_entry_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "change_log_entry" add constraint "change_log_entry_author_id_foreign" foreign key ("author_id") references "agent" ("id");
      alter table "change_log_entry" add constraint "change_log_entry_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;

      alter table "availability_period" add constraint "availability_period_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete cascade;
      alter table "availability_period" add constraint "availability_period_availability_check" check ("availability" in ('ONLINE', 'BREAK', 'OFFLINE'));

      alter table "ticket" add constraint "ticket_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "ticket" add constraint "ticket_inquiry_type_id_foreign" foreign key ("inquiry_type_id") references "inquiry_type" ("id");
      alter table "ticket" add constraint "ticket_customer_id_foreign" foreign key ("customer_id") references "customer" ("id");
      alter table "ticket" add constraint "ticket_chat_id_foreign" foreign key ("chat_id") references "chat" ("id") on delete set null;
      alter table "ticket" add constraint "ticket_assignee_id_foreign" foreign key ("assignee_id") references "agent" ("id") on delete set null;
      alter table "ticket" add constraint "ticket_status_check" check ("status" in ('NEW', 'OPEN', 'PENDING', 'RESOLVED', 'CLOSED'));
      alter table "ticket" add constraint "ticket_channel_check" check ("channel" in ('CHAT', 'HELP_CENTER', 'API', 'MANUAL'));
      alter table "ticket" add constraint "ticket_language_check" check ("language" in ('ko', 'en'));

      insert into "availability_period" ("agent_id", "availability") select "id", "availability" from "agent" where "availability" <> 'OFFLINE';
      insert into "inquiry_type" ("service_id", "name", "position") select "id", '{"ko": "일반 문의", "en": "General question"}', 1 from "service";
      -- Ticket numbers are unique, not without gaps.
      create sequence "ticket_number" as bigint;
      update "chat" set "assigned_at" = "requested_at" where "agent_id" is not null;
      -- What people wrote stays out of the planner's samples.
      alter table "chat_note" alter column "body" set statistics 0;
      alter table "ticket" alter column "title" set statistics 0, alter column "content" set statistics 0, alter column "email" set statistics 0;
    `);
  }
}
