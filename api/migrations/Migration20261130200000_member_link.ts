import { Migration } from '@mikro-orm/migrations';

export class Migration20261130200000_member_link extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "member_link" boolean not null default false, add "members_only" boolean not null default false;

      alter table "customer" add "verified" text[] not null default '{}', add "said_phone" text null;
      -- What people wrote stays out of the planner's samples.
      alter table "customer" alter column "said_phone" set statistics 0;

      create table "member" ("customer_id" uuid not null, "service_id" uuid not null, "subject" text not null, "told" jsonb not null default '{}', "created_at" timestamptz not null default now(), primary key ("customer_id"));
      alter table "member" add constraint "member_service_id_subject_unique" unique ("service_id", "subject");
      alter table "member" add constraint "member_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on update cascade on delete cascade;
      alter table "member" add constraint "member_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "member" alter column "subject" set statistics 0, alter column "told" set statistics 0;

      create table "member_join" ("customer_id" uuid not null, "member_id" uuid not null, "joined_at" timestamptz not null default now(), primary key ("customer_id"));
      create index "member_join_member_id_index" on "member_join" ("member_id");
      alter table "member_join" add constraint "member_join_customer_id_foreign" foreign key ("customer_id") references "customer" ("id") on update cascade on delete cascade;
      alter table "member_join" add constraint "member_join_member_id_foreign" foreign key ("member_id") references "customer" ("id") on delete cascade;

      create table "member_key" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "algorithm" text check ("algorithm" in ('HS256', 'RS256', 'ES256', 'EdDSA')) not null, "hint" text not null, "key_id" text null, "box" bytea null, "public_key" text null, "created_by_id" uuid null, "created_at" timestamptz not null default now(), primary key ("id"));
      create index "member_key_service_id_index" on "member_key" ("service_id");
      create index "member_key_created_by_id_index" on "member_key" ("created_by_id");
      alter table "member_key" add constraint "member_key_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "member_key" add constraint "member_key_created_by_id_foreign" foreign key ("created_by_id") references "agent" ("id") on delete set null;

      create table "member_link_use" ("service_id" uuid not null, "accepted_at" timestamptz null, "refused_at" timestamptz null, "refusal" text null, primary key ("service_id"));
      alter table "member_link_use" add constraint "member_link_use_service_id_foreign" foreign key ("service_id") references "service" ("id") on update cascade on delete cascade;

      create table "member_token" ("id" uuid not null default uuidv7(), "token_hash" text not null, "used_by" text not null, "expires_at" timestamptz not null, primary key ("id"));
      alter table "member_token" add constraint "member_token_token_hash_unique" unique ("token_hash");
    `);
  }
}
