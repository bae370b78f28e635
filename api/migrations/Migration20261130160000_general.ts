import { Migration } from '@mikro-orm/migrations';

export class Migration20261130160000_general extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "names" jsonb null, add "home_time_zone" text null;
      update "service" set "names" = jsonb_build_object('ko', "name", 'en', "name");

      create table "service_slug" ("slug" text not null, "service_id" uuid not null, primary key ("slug"));
      create index "service_slug_service_id_index" on "service_slug" ("service_id");
      alter table "service_slug" add constraint "service_slug_service_id_foreign" foreign key ("service_id") references "service" ("id");
      insert into "service_slug" ("slug", "service_id") select "slug", "id" from "service";

      -- Every slug a service ever had stays its own, whoever writes it. Of two services that take one at the same time the second waits
      -- for the key here, and is refused.
      create function keep_service_slug() returns trigger language plpgsql as $$
        begin
          insert into service_slug (slug, service_id) values (new.slug, new.id) on conflict (slug) do nothing;
          perform from service_slug where slug = new.slug and service_id = new.id;
          if not found then
            raise unique_violation using constraint = 'service_slug_pkey', message = 'the slug is or was that of another service';
          end if;
          return null;
        end
      $$;
      create trigger service_keeps_slug after insert or update of "slug" on "service" for each row execute function keep_service_slug();
    `);
  }
}
