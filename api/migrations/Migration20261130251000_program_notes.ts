import { Migration } from '@mikro-orm/migrations';

export class Migration20261130251000_program_notes extends Migration {
  override up(): void {
    this.addSql('alter table "chat_note" add "client_id" uuid null');
  }
}
