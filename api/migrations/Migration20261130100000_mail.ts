import { Migration } from '@mikro-orm/migrations';

export class Migration20261130100000_mail extends Migration {
  override up(): void {
    this.addSql(`
      create table "mail" ("id" uuid not null, "service_id" uuid null, "kind" text not null, "language" text not null, "about_id" uuid not null, "part_id" uuid null, "email" text null, "key_id" text null, "box" bytea null, "due_at" timestamptz null default now(), "give_up_at" timestamptz not null default now() + interval '2 days', "attempts" int not null default 0, "failed_at" timestamptz null, "problem" text null, "answer" text null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "mail" add constraint "mail_language_check" check ("language" in ('ko', 'en'));
      alter table "mail" add constraint "mail_problem_check" check ("problem" in ('REFUSED', 'UNREACHABLE', 'UNREADABLE'));
      alter table "mail" add constraint "mail_service_id_foreign" foreign key ("service_id") references "service" ("id") on delete cascade;
      create index "mail_service_id_failed_at_index" on "mail" ("service_id", "failed_at");
      create index "mail_about_id_index" on "mail" ("about_id");
      create index "mail_due_index" on "mail" ("due_at") where "due_at" is not null;

      alter table "service" add "quotes_answers" boolean not null default false;
    `);
  }
}
