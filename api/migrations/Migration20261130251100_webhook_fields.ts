import { Migration } from '@mikro-orm/migrations';

export class Migration20261130251100_webhook_fields extends Migration {
  override up(): void {
    this.addSql(`alter table "webhook_endpoint" add "objects" text[] not null default '{}', add "client_id" uuid null`);
  }
}
