import { Migration } from '@mikro-orm/migrations';

export class Migration20261125000000_history extends Migration {
  override up(): void {
    this.addSql(`
      drop index "chat_customer_id_index";
      drop index "chat_agent_id_index";
      drop index "chat_category_id_index";
      create index "chat_customer_id_requested_at_id_index" on "chat" ("customer_id", "requested_at", "id");
      create index "chat_agent_id_requested_at_id_index" on "chat" ("agent_id", "requested_at", "id");
      create index "chat_category_id_requested_at_id_index" on "chat" ("category_id", "requested_at", "id");
      create index "chat_open_index" on "chat" ("service_id", "requested_at", "id") where "state" <> 'CLOSED';
      create index "chat_unprocessed_index" on "chat" ("service_id", "requested_at", "id") where "answered_at" is null;
      create index "chat_closed_index" on "chat" ("service_id", "closed_at", "id") where "closed_at" is not null;

      -- Every two neighbouring characters of a text and its last one, in small letters. Any part of the text that is two characters
      -- or longer consists of such pairs, and one character begins a pair: that finds parts of Korean words, which are as short.
      create function "search_grams"("text" text) returns tsvector language plpgsql immutable strict parallel safe as $$
      declare
        characters text[] := string_to_array(lower("text"), null);
        grams text[] := characters;
      begin
        for place in 1 .. cardinality(characters) - 1 loop
          grams[place] := characters[place] || characters[place + 1];
        end loop;
        return array_to_tsvector(grams);
      end $$;

      -- What the grams of every text with this part in it hold.
      create function "search_query"("part" text) returns tsquery language sql immutable strict parallel safe as $$
        select coalesce(string_agg(quoted, ' & ') filter (where length(lexeme) = 2), min(quoted) || ':*')::tsquery
        from unnest("search_grams"("part")), lateral (values ('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')) as q (quoted)
      $$;

      create index "message_text_index" on "message" using gin ("search_grams"("body"));
      create index "customer_name_index" on "customer" using gin ("search_grams"("name"));
      -- What people wrote stays out of the planner's samples.
      alter index "message_text_index" alter column 1 set statistics 0;
      alter index "customer_name_index" alter column 1 set statistics 0;
    `);
  }
}
