import { Migration } from '@mikro-orm/migrations';

export class Migration20261130231500_contract_limits extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "withheld_features" text[] not null default '{}';
      alter table "service" add constraint "service_withheld_features_check" check ("withheld_features" <@ array['chat'::text, 'security'::text]);
    `);
  }
}
