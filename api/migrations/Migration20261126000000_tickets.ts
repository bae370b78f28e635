import { Migration } from '@mikro-orm/migrations';

export class Migration20261126000000_tickets extends Migration {
  override up(): void {
    this.addSql(`
      alter table "agent" add "can_ticket" boolean not null default true;

      alter table "inquiry_type" add "parent_id" uuid null, add "in_help_center" boolean not null default true, add "removed_at" timestamptz null;
      alter table "inquiry_type" add constraint "inquiry_type_parent_id_foreign" foreign key ("parent_id") references "inquiry_type" ("id") on delete set null;
      create index "inquiry_type_parent_id_index" on "inquiry_type" ("parent_id");

      alter table "ticket" alter column "email" drop not null, alter column "customer_id" drop not null;
      alter table "ticket" drop constraint "ticket_customer_id_foreign";
      alter table "ticket" add constraint "ticket_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete set null;
      alter table "ticket" add "revision" int not null default 1, add "priority" text not null default 'NORMAL', add "creator_id" uuid null, add "changed_at" timestamptz not null default now();
      alter table "ticket" add constraint "ticket_priority_check" check ("priority" in ('LOW', 'NORMAL', 'HIGH', 'URGENT'));
      alter table "ticket" add constraint "ticket_creator_id_foreign" foreign key ("creator_id") references "agent" ("id") on delete set null;
      drop index "ticket_customer_id_index";
      drop index "ticket_assignee_id_index";
      create index "ticket_creator_id_index" on "ticket" ("creator_id");
      create index "ticket_customer_id_created_at_id_index" on "ticket" ("customer_id", "created_at", "id");
      create index "ticket_assignee_id_created_at_id_index" on "ticket" ("assignee_id", "created_at", "id");
      create index "ticket_service_id_status_created_at_id_index" on "ticket" ("service_id", "status", "created_at", "id");
      create index "ticket_unassigned_index" on "ticket" ("service_id", "created_at", "id") where "assignee_id" is null;
      create index "ticket_unfinished_index" on "ticket" ("assignee_id", "created_at", "id") where "status" not in ('RESOLVED', 'CLOSED');
      create index "ticket_text_index" on "ticket" using gin ("search_grams"("number" || ' ' || "title" || ' ' || "content"));

      create table "ticket_comment" ("id" uuid not null, "ticket_id" uuid not null, "revision" int not null, "kind" text not null, "author_id" uuid null, "body" text not null, "created_at" timestamptz not null default now(), primary key ("id"));
      create index "ticket_comment_author_id_index" on "ticket_comment" ("author_id");
      create index "ticket_comment_ticket_id_revision_index" on "ticket_comment" ("ticket_id", "revision");
      alter table "ticket_comment" add constraint "ticket_comment_kind_check" check ("kind" in ('CUSTOMER', 'REPLY', 'NOTE'));
      alter table "ticket_comment" add constraint "ticket_comment_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id");
      alter table "ticket_comment" add constraint "ticket_comment_author_id_foreign" foreign key ("author_id") references "agent" ("id") on delete set null;
      create index "ticket_comment_text_index" on "ticket_comment" using gin ("search_grams"("body"));

      create table "ticket_change" ("id" uuid not null default uuidv7(), "ticket_id" uuid not null, "revision" int not null, "author_id" uuid null, "field" text not null, "before" text null, "after" text null, "changed_at" timestamptz not null default now(), primary key ("id"));
      create index "ticket_change_author_id_index" on "ticket_change" ("author_id");
      create index "ticket_change_ticket_id_revision_index" on "ticket_change" ("ticket_id", "revision");
      alter table "ticket_change" add constraint "ticket_change_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id");
      alter table "ticket_change" add constraint "ticket_change_author_id_foreign" foreign key ("author_id") references "agent" ("id") on delete set null;

      create table "attachment" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "ticket_id" uuid null, "comment_id" uuid null, "token_hash" text null, "name" text not null, "media_type" text not null, "size" int not null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "attachment" add constraint "attachment_token_hash_unique" unique ("token_hash");
      create index "attachment_service_id_index" on "attachment" ("service_id");
      create index "attachment_ticket_id_index" on "attachment" ("ticket_id");
      create index "attachment_comment_id_index" on "attachment" ("comment_id");
      create index "attachment_loose_index" on "attachment" ("created_at") where "ticket_id" is null;
      alter table "attachment" add constraint "attachment_media_type_check" check ("media_type" in ('image/png', 'image/jpeg', 'application/pdf', 'text/plain'));
      alter table "attachment" add constraint "attachment_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "attachment" add constraint "attachment_ticket_id_foreign" foreign key ("ticket_id") references "ticket" ("id") on delete set null;
      alter table "attachment" add constraint "attachment_comment_id_foreign" foreign key ("comment_id") references "ticket_comment" ("id") on delete set null;

      alter table "chat" add "rating_requested_at" timestamptz null, add "rating_verdict" text null, add "rated_at" timestamptz null;
      alter table "chat" add constraint "chat_rating_verdict_check" check ("rating_verdict" in ('SATISFIED', 'UNSATISFIED'));
      create index "chat_rated_index" on "chat" ("service_id", "requested_at", "id") where "rating_verdict" is not null;
      alter table "message" drop constraint "message_event_check";
      alter table "message" add constraint "message_event_check" check ("event" in ('GREETING', 'AGENT_CHANGED', 'BACK_IN_LINE', 'IDLE_WARNING', 'IDLE_ENDED', 'RATING_REQUEST', 'RATING'));

      alter table "customer" add "merged_into_id" uuid null, add "erased_at" timestamptz null;
      alter table "customer" add constraint "customer_merged_into_id_foreign" foreign key ("merged_into_id") references "customer" ("id") on delete set null;
      create index "customer_merged_into_id_index" on "customer" ("merged_into_id");
      drop index "customer_service_id_index";
      create index "customer_service_id_id_index" on "customer" ("service_id", "id");
      create index "customer_service_id_email_index" on "customer" ("service_id", "email");
      create index "customer_text_index" on "customer" using gin ("search_grams"(coalesce("name", '') || ' ' || coalesce("email", '') || ' ' || coalesce("phone", '')));

      create table "customer_merge" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "from_id" uuid not null, "into_id" uuid not null, "moved_ids" uuid[] not null, "filled" jsonb not null default '{}', "author_id" uuid null, "merged_at" timestamptz not null default now(), "undone_at" timestamptz null, primary key ("id"));
      create index "customer_merge_service_id_index" on "customer_merge" ("service_id");
      create index "customer_merge_from_id_index" on "customer_merge" ("from_id");
      create index "customer_merge_into_id_index" on "customer_merge" ("into_id");
      create index "customer_merge_author_id_index" on "customer_merge" ("author_id");
      alter table "customer_merge" add constraint "customer_merge_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "customer_merge" add constraint "customer_merge_from_id_foreign" foreign key ("from_id") references "customer" ("id");
      alter table "customer_merge" add constraint "customer_merge_into_id_foreign" foreign key ("into_id") references "customer" ("id");
      alter table "customer_merge" add constraint "customer_merge_author_id_foreign" foreign key ("author_id") references "agent" ("id") on delete set null;

      alter table "audit_entry" alter column "chat_id" drop not null, alter column "message_id" drop not null, alter column "mask_id" drop not null, add "customer_id" uuid null;
      alter table "audit_entry" drop constraint "audit_entry_chat_id_foreign";
      alter table "audit_entry" add constraint "audit_entry_chat_id_foreign" foreign key ("chat_id") references "chat" ("id") on delete set null;
      alter table "audit_entry" add constraint "audit_entry_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on delete set null;
      create index "audit_entry_customer_id_index" on "audit_entry" ("customer_id");
      alter table "audit_entry" drop constraint "audit_entry_action_check";
      alter table "audit_entry" add constraint "audit_entry_action_check" check ("action" in ('MASKED', 'RELEASED', 'REVEALED', 'SEALED', 'ERASED'));

      -- What people wrote stays out of the planner's samples.
      alter table "ticket_comment" alter column "body" set statistics 0;
      alter table "ticket_change" alter column "before" set statistics 0, alter column "after" set statistics 0;
      alter table "attachment" alter column "name" set statistics 0;
      alter table "customer_merge" alter column "filled" set statistics 0;
      alter index "ticket_text_index" alter column 1 set statistics 0;
      alter index "ticket_comment_text_index" alter column 1 set statistics 0;
      alter index "customer_text_index" alter column 1 set statistics 0;
    `);
  }
}
