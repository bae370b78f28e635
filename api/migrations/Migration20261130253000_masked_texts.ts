import { Migration } from '@mikro-orm/migrations';

export class Migration20261130253000_masked_texts extends Migration {
  override up(): void {
    this.addSql(`
      alter table "ticket" add "title_masks" jsonb null, add "content_masks" jsonb null, add "title_revision" int null, add "content_revision" int null;
      alter table "chat" add "note_masks" jsonb null, add "note_revision" int null;
      alter table "chat_note" add "masks" jsonb null;
      alter table "ticket_comment" add "masks" jsonb null, add "text_revision" int null;

      alter table "mask_original" alter column "chat_id" drop not null, alter column "message_id" drop not null, add "service_id" uuid null, add "object_id" uuid null, add "field" text null;
      alter table "audit_entry" add "ticket_id" uuid null, add "object_id" uuid null, add "field" text null;
    `);
  }
}
