import { Migration } from '@mikro-orm/migrations';

/** Where a session was begun, so that its person can tell whether it was them. */
export class Migration20261130110100_session_origin extends Migration {
  override up(): void {
    this.addSql(`alter table "session" add "ip" text null, add "user_agent" text null`);
  }
}
