import { Migration } from '@mikro-orm/migrations';

/**
 * A person is an account, and an agent is their place in a service. Each agent becomes an account: until here an address was one agent
 * in the whole installation, so none of them is somebody else's, and who was signed in stays so.
 *
 * The version before this one runs beside it for a while. It knows e-mail address and password of an agent, and a session of an agent;
 * the triggers keep these and the account the same, whichever of the two wrote. With them the release after this one drops
 * `agent.email`, `agent.password_hash` and both functions.
 */
export class Migration20261130110000_accounts extends Migration {
  override up(): void {
    this.addSql(`
      create table "account" ("id" uuid not null default uuidv7(), "email" text not null, "name" text not null, "language" text null, "password_hash" text null, "created_at" timestamptz not null default now(), primary key ("id"));
      alter table "account" add constraint "account_email_unique" unique ("email");
      alter table "account" add constraint "account_language_check" check ("language" in ('ko', 'en'));

      -- From here on nobody else touches an agent or a session until all of them are moved.
      alter table "agent" add "account_id" uuid null, add "joined_at" timestamptz null, alter column "email" drop not null;
      alter table "session" add "account_id" uuid null;

      insert into "account" ("email", "name", "password_hash", "created_at") select "email", "name", "password_hash", "created_at" from "agent";
      update "agent" a set "account_id" = c."id", "joined_at" = case when a."password_hash" is not null then a."created_at" end from "account" c where c."email" = a."email";
      alter table "agent" alter column "account_id" set not null;
      alter table "agent" add constraint "agent_account_id_foreign" foreign key ("account_id") references "account" ("id");
      alter table "agent" add constraint "agent_account_id_service_id_unique" unique ("account_id", "service_id");

      update "session" s set "account_id" = a."account_id" from "agent" a where a."id" = s."agent_id";
      alter table "session" alter column "account_id" set not null;
      create index "session_account_id_index" on "session" ("account_id");
      alter table "session" add constraint "session_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade;

      -- An agent, written by either version. The address of a further place of an account cannot be one with the first place's.
      create function "agent_and_account"() returns trigger language plpgsql as $$
      declare "known" "account";
      begin
        if tg_op = 'INSERT' then
          if new."account_id" is null then
            insert into "account" ("email", "name", "password_hash") values (new."email", new."name", new."password_hash") on conflict ("email") do nothing;
            select "id" into new."account_id" from "account" where "email" = new."email";
            new."joined_at" := case when new."password_hash" is not null then now() end;
          else
            select * into "known" from "account" where "id" = new."account_id";
            new."email" := case when exists (select from "agent" where "email" = "known"."email") then "known"."email" || ' ' || new."service_id" else "known"."email" end;
            new."password_hash" := case when new."joined_at" is not null then "known"."password_hash" end;
          end if;
        elsif old."joined_at" is distinct from new."joined_at" then
          new."password_hash" := case when new."joined_at" is not null then (select "password_hash" from "account" where "id" = new."account_id") end;
        elsif old."password_hash" is null and new."password_hash" is not null and new."joined_at" is null then
          -- Accepted at the version before. Whoever has the link need not be who has the account.
          update "account" set "password_hash" = new."password_hash" where "id" = new."account_id" and "password_hash" is null;
          if not found then raise exception 'this account has a password' using errcode = 'DA001'; end if;
          new."joined_at" := now();
        elsif old."password_hash" is not null and new."password_hash" is null then
          -- Removed at the version before.
          new."joined_at" := null;
          update "account" set "password_hash" = null where "id" = new."account_id"
            and not exists (select from "agent" where "account_id" = new."account_id" and "id" <> new."id" and "joined_at" is not null and "removed_at" is null);
        end if;
        return new;
      end $$;
      create trigger "agent_and_account" before insert or update of "password_hash", "joined_at" on "agent" for each row execute function "agent_and_account"();

      -- A password, written to the account.
      create function "account_and_agent"() returns trigger language plpgsql as $$
      begin
        update "agent" set "password_hash" = new."password_hash"
          where "account_id" = new."id" and "joined_at" is not null and new."password_hash" is not null and "password_hash" is distinct from new."password_hash";
        return null;
      end $$;
      create trigger "account_and_agent" after update of "password_hash" on "account" for each row execute function "account_and_agent"();

      -- A session, begun at either version.
      create function "session_and_account"() returns trigger language plpgsql as $$
      begin
        if new."account_id" is null then
          select "account_id" into new."account_id" from "agent" where "id" = new."agent_id";
        end if;
        return new;
      end $$;
      create trigger "session_and_account" before insert on "session" for each row execute function "session_and_account"();
    `);
  }
}
