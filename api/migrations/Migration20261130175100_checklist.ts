import { Migration } from '@mikro-orm/migrations';

export class Migration20261130175100_checklist extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "embed_code_placed_at" timestamptz null, add "checklist_dismissed_at" timestamptz null;
      alter table "installation" add "kept_mask_key_id" text null;
    `);
  }
}
