import { Migration } from '@mikro-orm/migrations';

export class Migration20261130170000_owners extends Migration {
  override up(): void {
    this.addSql(`
      alter table "account" add "is_owner" boolean not null default false, add "locked_at" timestamptz null;
      alter table "service" add "switched_off_at" timestamptz null;
      alter table "installation" add "second_factor_required" boolean not null default false;

      -- Whoever looked after the first service looks after the organisation; where nobody has accepted yet, who was invited to.
      with admin as (
        select a.account_id, a.joined_at is not null as has_joined from agent a
        where a.role = 'ADMIN' and a.removed_at is null
          and a.service_id = (select s.id from service s order by s.created_at, s.id limit 1)
      )
      update account set is_owner = true
      where id in (select account_id from admin where has_joined or not exists (select from admin where has_joined));

      -- Of the organisation where there is no service; by a command on the server where there is no author.
      alter table "change_log_entry" alter column "service_id" drop not null, alter column "author_id" drop not null,
        add "about_service_id" uuid null, add "about_account_id" uuid null;
      create index "change_log_entry_about_service_id_index" on "change_log_entry" ("about_service_id");
      create index "change_log_entry_about_account_id_index" on "change_log_entry" ("about_account_id");
      alter table "change_log_entry" add constraint "change_log_entry_about_service_id_foreign" foreign key ("about_service_id") references "service" ("id") on delete set null;
      alter table "change_log_entry" add constraint "change_log_entry_about_account_id_foreign" foreign key ("about_account_id") references "account" ("id") on delete set null;
    `);
  }
}
