import { Migration } from '@mikro-orm/migrations';

export class Migration20261130240000_sites extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "sites" text[] not null default '{}';

      create table "refused_site" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "origin" text not null, "refused_at" timestamptz not null default now(), primary key ("id"));
      alter table "refused_site" add constraint "refused_site_service_id_origin_unique" unique ("service_id", "origin");
      alter table "refused_site" add constraint "refused_site_service_id_foreign" foreign key ("service_id") references "service" ("id") on delete cascade;
    `);
  }
}
