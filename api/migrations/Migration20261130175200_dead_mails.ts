import { Migration } from '@mikro-orm/migrations';

export class Migration20261130175200_dead_mails extends Migration {
  override up(): void {
    this.addSql(
      `create index "mail_dead_index" on "mail" ("service_id", "failed_at", "id") where "due_at" is null;`,
    );
  }
}
