import { Migration } from '@mikro-orm/migrations';

/**
 * The log of events and the webhooks that read it. Nothing of it is written when a message is sent: what is open is compared by its
 * revision, and what hardly ever changes any more is watched by triggers, which keep how it was before.
 */
export class Migration20261130230000_events extends Migration {
  override up(): void {
    this.addSql(`
      create table "event" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "position" bigint not null, "kind" text not null, "object_id" uuid not null, "chat_id" uuid null, "revision" int null, "at" timestamptz not null default clock_timestamp(), primary key ("id"));
      alter table "event" add constraint "event_service_id_position_unique" unique ("service_id", "position");

      create table "event_head" ("service_id" uuid not null, "last" bigint not null default 0, primary key ("service_id"));

      create table "event_told" ("object_id" uuid not null, "kind" text not null, "service_id" uuid not null, "revision" int not null, "last_seq" int not null default 0, "state" jsonb null, "watched" boolean not null default true, "told_at" timestamptz not null default now(), primary key ("object_id"));
      create index "event_told_watched_index" on "event_told" ("kind", "object_id") where "watched";

      create table "event_look" ("id" int not null, "compared_at" timestamptz not null default now(), primary key ("id"));
      insert into "event_look" ("id") values (1);

      create table "webhook_endpoint" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "url" text not null, "kinds" text[] not null, "position" bigint not null, "paused_at" timestamptz null, "pause" text null, "failures" int not null default 0, "rest_until" timestamptz null, "succeeded_at" timestamptz null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "webhook_endpoint" add constraint "webhook_endpoint_pause_check" check ("pause" in ('BY_HAND', 'FAILING', 'GONE'));
      create index "webhook_endpoint_service_id_index" on "webhook_endpoint" ("service_id");
      alter table "webhook_endpoint" add constraint "webhook_endpoint_service_id_foreign" foreign key ("service_id") references "service" ("id") on delete cascade;

      create table "webhook_secret" ("id" uuid not null, "endpoint_id" uuid not null, "key_id" text not null, "box" bytea not null, "created_at" timestamptz not null default now(), "ends_at" timestamptz null, primary key ("id"));
      create index "webhook_secret_endpoint_id_index" on "webhook_secret" ("endpoint_id");
      alter table "webhook_secret" add constraint "webhook_secret_endpoint_id_foreign" foreign key ("endpoint_id") references "webhook_endpoint" ("id") on delete cascade;

      create table "webhook_delivery" ("id" uuid not null default uuidv7(), "endpoint_id" uuid not null, "position" bigint null, "kind" text not null, "object_id" uuid null, "chat_id" uuid null, "revision" int null, "at" timestamptz not null, "subject_id" uuid not null, "due_at" timestamptz null default now(), "taken_until" timestamptz null, "give_up_at" timestamptz null, "attempts" int not null default 0, "answer" int null, "problem" text null, "tried_at" timestamptz null, "delivered_at" timestamptz null, "failed_at" timestamptz null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "webhook_delivery" add constraint "webhook_delivery_problem_check" check ("problem" in ('UNREACHABLE', 'TIMED_OUT', 'REFUSED_ADDRESS', 'BAD_CERTIFICATE', 'BAD_ANSWER', 'UNREADABLE_SECRET'));
      create index "webhook_delivery_endpoint_id_id_index" on "webhook_delivery" ("endpoint_id", "id");
      create index "webhook_delivery_due_index" on "webhook_delivery" ("endpoint_id", "due_at") where "due_at" is not null;
      create index "webhook_delivery_order_index" on "webhook_delivery" ("endpoint_id", "subject_id", "position") where "due_at" is not null;
      alter table "webhook_delivery" add constraint "webhook_delivery_endpoint_id_foreign" foreign key ("endpoint_id") references "webhook_endpoint" ("id") on delete cascade;

      -- What of a chat's own fields makes an event: what is said in it and who has read it do not.
      create function "event_chat_state"(c "chat") returns jsonb language sql stable as $$
        select jsonb_build_object('state', c.state, 'agentId', c.agent_id, 'info', c.info_revision, 'asked', c.rating_requested_at,
          'rated', c.rating_verdict)
      $$;

      -- The log begins now: what is open counts as told as it stands.
      insert into "event_told" ("object_id", "kind", "service_id", "revision", "last_seq", "state")
        select c.id, 'CHAT', c.service_id, c.revision, c.last_seq, event_chat_state(c) from "chat" c where c.state <> 'CLOSED';
      insert into "event_told" ("object_id", "kind", "service_id", "revision")
        select t.id, 'TICKET', t.service_id, t.revision from "ticket" t where t.status not in ('RESOLVED', 'CLOSED');

      -- What is over is compared with nothing; when it changes all the same, how it was is kept, and it is looked at again. A row that
      -- is there says how it was before that.
      create function "event_keep_chat"() returns trigger language plpgsql as $$
        begin
          insert into event_told (object_id, kind, service_id, revision, last_seq, state)
            values (old.id, 'CHAT', old.service_id, old.revision, old.last_seq, event_chat_state(old))
            on conflict (object_id) do update set watched = true;
          return null;
        end
      $$;
      -- No statement that sends a message names this column, and every other that changes a chat does.
      create trigger "event_chat_after_close" after update of "info_revision" on "chat"
        for each row when (old.state = 'CLOSED') execute function "event_keep_chat"();

      create function "event_keep_ticket"() returns trigger language plpgsql as $$
        begin
          insert into event_told (object_id, kind, service_id, revision) values (old.id, 'TICKET', old.service_id, old.revision)
            on conflict (object_id) do update set watched = true;
          return null;
        end
      $$;
      -- That a resolved ticket is closed stands in its history, where it is found.
      create trigger "event_ticket_after_end" after update on "ticket" for each row
        when (old.revision <> new.revision and (old.status = 'CLOSED' or (old.status = 'RESOLVED' and new.status <> 'CLOSED')))
        execute function "event_keep_ticket"();

      create function "event_keep_customer"() returns trigger language plpgsql as $$
        begin
          insert into event_told (object_id, kind, service_id, revision) values (old.id, 'CUSTOMER', old.service_id, old.info_revision)
            on conflict (object_id) do update set watched = true;
          return null;
        end
      $$;
      create trigger "event_customer_changed" after update of "name", "email", "phone", "memo", "merged_into_id", "erased_at" on "customer"
        for each row
        when ((old.name, old.email, old.phone, old.memo, old.merged_into_id, old.erased_at)
          is distinct from (new.name, new.email, new.phone, new.memo, new.merged_into_id, new.erased_at))
        execute function "event_keep_customer"();
    `);
  }
}
