import { Migration } from '@mikro-orm/migrations';

export class Migration20261201010000_delivered extends Migration {
  override up(): void {
    this.addSql(`
      alter table "chat" add "customer_delivered_seq" int not null default 0, add "agent_delivered_seq" int not null default 0;
    `);
  }
}
