import { Migration } from '@mikro-orm/migrations';

export class Migration20261201000000_chat_files extends Migration {
  /** A service that is there goes on without files of customers until somebody wants them; a new one is made with them. */
  override up(): void {
    this.addSql(`
      alter table "attachment" add "message_id" uuid null, add "uploader_id" uuid null, add "thumbnail_of" uuid null,
        add "width" int null, add "height" int null, add "revision" int not null default 0, add "version" uuid null;
      alter table "attachment" drop constraint "attachment_media_type_check";
      alter table "attachment" add constraint "attachment_media_type_check" check ("media_type" in ('image/png', 'image/jpeg', 'image/webp', 'image/gif', 'application/pdf', 'text/plain')) not valid;
      alter table "message" add "attachment_ids" uuid[] null;
      alter table "service" add "chat_files" text not null default 'AGENTS';
      alter table "service" alter "chat_files" set default 'AFTER_FIRST_ANSWER';
      alter table "service" add constraint "service_chat_files_check" check ("chat_files" in ('OFF', 'AGENTS', 'AFTER_FIRST_ANSWER', 'ALWAYS'));
    `);
  }
}
