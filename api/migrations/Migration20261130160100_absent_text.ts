import { Migration } from '@mikro-orm/migrations';

export class Migration20261130160100_absent_text extends Migration {
  override up(): void {
    this.addSql(`alter table "service" add "absent_text" jsonb not null default '{"ko":null,"en":null}';`);
  }
}
