import { Migration } from '@mikro-orm/migrations';

export class Migration20261201030000_masked_fields extends Migration {
  override up(): void {
    this.addSql(`alter table "customer" add "masks" jsonb null;`);
  }
}
