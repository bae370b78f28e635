import { Migration } from '@mikro-orm/migrations';

export class Migration20261130120000_consent_drafts extends Migration {
  override up(): void {
    this.addSql(`
      alter table "consent_notice" add "published_by_id" uuid null, add "published_at" timestamptz null;
      -- When those that are there were published was not written down.
      alter table "consent_notice" alter column "published_at" set default now();
      alter table "consent_notice" add constraint "consent_notice_published_by_id_foreign" foreign key ("published_by_id") references "agent" ("id") on delete set null;
      create index "consent_notice_published_by_id_index" on "consent_notice" ("published_by_id");

      create table "consent_draft" ("service_id" uuid not null, "revision" int not null, "points" jsonb not null, "author_id" uuid not null, "changed_at" timestamptz not null, primary key ("service_id"));
      create index "consent_draft_author_id_index" on "consent_draft" ("author_id");
      alter table "consent_draft" add constraint "consent_draft_service_id_foreign" foreign key ("service_id") references "service" ("id") on update cascade on delete cascade;
      alter table "consent_draft" add constraint "consent_draft_author_id_foreign" foreign key ("author_id") references "agent" ("id");
    `);
  }
}
