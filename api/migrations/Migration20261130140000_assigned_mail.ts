import { Migration } from '@mikro-orm/migrations';

/** Whether a person is told by mail of a ticket that somebody gives them. */
export class Migration20261130140000_assigned_mail extends Migration {
  override up(): void {
    this.addSql(`alter table "account" add "mails_assigned_tickets" boolean not null default true`);
  }
}
