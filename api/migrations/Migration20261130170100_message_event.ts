import { Migration } from '@mikro-orm/migrations';

/** By itself, because all messages are read: nobody waits for that, but would for the lock of the migration before. */
export class Migration20261130170100_message_event extends Migration {
  override up(): void {
    this.addSql(`alter table "message" validate constraint "message_event_check";`);
  }
}
