import { Migration } from '@mikro-orm/migrations';

export class Migration20261201040000_ticket_email extends Migration {
  override up(): void {
    this.addSql(`alter table "ticket" add "email_masks" jsonb null, add "email_revision" int null;`);
  }
}
