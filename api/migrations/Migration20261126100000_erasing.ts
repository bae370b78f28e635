import { Migration } from '@mikro-orm/migrations';

export class Migration20261126100000_erasing extends Migration {
  override up(): void {
    this.addSql(`
      alter table "customer" add "borrowed" text[] not null default '{}';

      -- Where people were, and what they call their messages, stays out of the planner's samples, so that erasing it is erasing it; what was sampled before goes.
      alter table "chat" alter column "ip" set statistics 0, alter column "user_agent" set statistics 0, alter column "page" set statistics 0;
      alter table "consent" alter column "ip" set statistics 0, alter column "user_agent" set statistics 0;
      alter table "message" alter column "key" set statistics 0;
      select pg_clear_attribute_stats(current_schema(), c.relname, a.attname, false)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.oid in ('chat'::regclass, 'consent'::regclass) and a.attname in ('ip', 'user_agent', 'page') or c.oid = 'message'::regclass and a.attname = 'key';
    `);
  }
}
