import { Migration } from '@mikro-orm/migrations';

export class Migration20261130247000_attempts extends Migration {
  override up(): void {
    this.addSql(`
      alter table "chat" add "attempt_digest" text null;
      alter table "ticket" add "attempt_digest" text null;
    `);
  }
}
