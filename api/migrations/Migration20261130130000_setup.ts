import { Migration } from '@mikro-orm/migrations';

export class Migration20261130130000_setup extends Migration {
  override up(): void {
    this.addSql(`alter table "installation" add "organisation" text null, add "setup_token_hash" text null;`);
  }
}
