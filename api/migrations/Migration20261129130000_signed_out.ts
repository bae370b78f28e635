import { Migration } from '@mikro-orm/migrations';

export class Migration20261129130000_signed_out extends Migration {
  override up(): void {
    this.addSql(`alter table "lease" add "signed_out" boolean not null default false`);
  }
}
