import { Migration } from '@mikro-orm/migrations';

export class Migration20261129000000_message_search extends Migration {
  override up(): void {
    this.addSql(`
      -- Every message there is goes into the new index, which takes minutes where there are millions.
      set local statement_timeout = 0;
      -- From here on nobody writes a message before this is committed.
      drop index "message_text_index";

      create table "message_grams" ("message_id" uuid not null, "grams" tsvector not null, primary key ("message_id"));
      -- What people wrote stays out of the planner's samples.
      alter table "message_grams" alter column "grams" set statistics 0;
      insert into "message_grams" select "id", "search_grams"("body") from "message" where "body" <> '';
      create index "message_text_index" on "message_grams" using gin ("grams");

      create table "message_grams_fill" ("id" int not null, "filled_until" timestamptz not null, primary key ("id"));
      insert into "message_grams_fill" values (1, clock_timestamp());

      create index "message_sent_at_index" on "message" ("sent_at");

      -- New messages are taken in by a job; what becomes of a text after that is followed at once, whoever changes it. An upsert, so
      -- that it waits for a job that is just taking the message in, and the job for it.
      create function "follow_message_body"() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          delete from "message_grams" where "message_id" = old."id";
        else
          insert into "message_grams" values (new."id", "search_grams"(new."body"))
          on conflict ("message_id") do update set "grams" = excluded."grams";
        end if;
        return null;
      end $$;
      create trigger "message_body_changed" after update of "body" on "message"
        for each row when (old."body" <> new."body") execute function "follow_message_body"();
      create trigger "message_deleted" after delete on "message" for each row execute function "follow_message_body"();
    `);
  }
}
