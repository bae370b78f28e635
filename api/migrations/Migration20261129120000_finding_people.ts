import { Migration } from '@mikro-orm/migrations';

export class Migration20261129120000_finding_people extends Migration {
  override up(): void {
    this.addSql(`
      -- Every customer and ticket there is goes into the new indexes.
      set local statement_timeout = 0;

      -- The phone numbers in a text as they are dialled here and from abroad, digits only: whichever of the two somebody looks for, a
      -- part of it stands here. A number without a country is one of Korea. Full-width digits and those of
      -- Arabic and Persian are digits, too.
      create function "phone_spellings"("phone" text) returns text language sql immutable strict parallel safe as $$
        with number as (
          select place, regexp_replace(regexp_replace(digits, '^00', ''), '^820', '82') as digits,
            written like '%+%' or digits like '00%' as is_international
          from regexp_split_to_table(
            regexp_replace(
              translate("phone", '０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹＋（）', '012345678901234567890123456789+()'),
              '\\(\\s*0\\s*\\)', '', 'g'),
            '[^-0-9+()._/\\s\\u00a0\\u2010-\\u2015\\u2212\\u30fc\\uff0d\\uff0e~]+|/(?=\\s*[0+(])'
          ) with ordinality as split (written, place), regexp_replace(written, '[^0-9]', '', 'g') as digits
          where digits <> ''
        )
        select string_agg(
          case
            when is_international or digits like '82%' and length(digits) >= 10 then digits || ' 0' || regexp_replace(digits,
              '^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(2[1-689]|3[578]|42|5[09]|6[7-9]|8[035789]|9[679])[0-9])', '')
            when digits like '0%' then digits || ' 82' || substr(digits, 2)
            else digits
          end, ' ' order by place)
        from number
      $$;

      -- What a customer is found by, in small letters: what the screen shows of them. Who has no name is called by the end of the id.
      create function "customer_found_by"("id" uuid, "name" text, "email" text, "phone" text) returns text
      language sql immutable parallel safe as $$
        select lower(concat_ws(' ', coalesce("name", 'guest-' || right("id"::text, 4)), "email", "phone", "phone_spellings"("phone")))
      $$;

      alter table "customer" add "found_by" text generated always as ("customer_found_by"("id", "name", "email", "phone")) stored;
      drop index "customer_name_index";
      drop index "customer_text_index";
      create index "customer_text_index" on "customer" using gin ("search_grams"("found_by"));

      drop index "ticket_text_index";
      create index "ticket_text_index" on "ticket" using gin ("search_grams"("number" || ' ' || "title" || ' ' || coalesce("email", '') || ' ' || "content"));

      -- What people wrote stays out of the planner's samples.
      alter table "customer" alter column "found_by" set statistics 0;
      alter index "customer_text_index" alter column 1 set statistics 0;
      alter index "ticket_text_index" alter column 1 set statistics 0;
    `);
  }
}
