import { Migration } from '@mikro-orm/migrations';

export class Migration20261129131000_said_by_customer extends Migration {
  override up(): void {
    this.addSql(`
      alter table "customer" add "kept" text[] not null default '{}', add "said_name" text null, add "said_email" text null;
      -- What people wrote stays out of the planner's samples.
      alter table "customer" alter column "said_name" set statistics 0, alter column "said_email" set statistics 0;
      -- Who wrote what is there was not noted so far. Where anything was saved since the record was made, an agent may have.
      update "customer" set "kept" = array_remove(array[
        case when "name" is not null and not 'name' = any("borrowed") then 'name' end,
        case when "email" is not null and not 'email' = any("borrowed") then 'email' end], null)
      where "info_revision" > 0 and "erased_at" is null;
    `);
  }
}
