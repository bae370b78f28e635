import { IndexMigration } from '../src/concurrent-index.ts';

export class Migration20261201000100_chat_files_indexes extends IndexMigration {
  override async up(): Promise<void> {
    await this.createIndex(
      'attachment_message_id_index',
      'on "attachment" ("message_id") where "message_id" is not null',
    );
    await this.createIndex(
      'attachment_uploader_index',
      'on "attachment" ("uploader_id") where "ticket_id" is null and "message_id" is null and "uploader_id" is not null',
    );
    await this.createIndex(
      'attachment_thumbnail_index',
      'on "attachment" ("thumbnail_of") where "thumbnail_of" is not null',
      'unique',
    );
    await this.execute('alter table "attachment" validate constraint "attachment_media_type_check"');
  }
}
