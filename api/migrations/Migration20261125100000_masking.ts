import { Migration } from '@mikro-orm/migrations';

export class Migration20261125100000_masking extends Migration {
  override up(): void {
    this.addSql(`
      alter table "service" add "masking_actions" jsonb not null default '{}', add "seal_after_days" int null;
      alter table "agent" add "may_reveal" boolean not null default false, add "may_seal" boolean not null default false;
      alter table "message" add "masks" jsonb null;

      create table "mask_original" ("id" uuid not null, "chat_id" uuid not null, "message_id" uuid not null, "key_id" text null, "box" bytea null, primary key ("id"));
      create index "mask_original_chat_id_index" on "mask_original" ("chat_id");
      create index "mask_original_message_id_index" on "mask_original" ("message_id");
      create index "mask_original_unsealed_index" on "mask_original" ("chat_id") where "box" is not null;
      alter table "mask_original" add constraint "mask_original_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");
      alter table "mask_original" add constraint "mask_original_message_id_foreign" foreign key ("message_id") references "message" ("id");

      create table "audit_entry" ("id" uuid not null default uuidv7(), "service_id" uuid not null, "agent_id" uuid null, "action" text not null, "chat_id" uuid not null, "message_id" uuid not null, "mask_id" uuid not null, "reason" text null, "at" timestamptz not null default clock_timestamp(), primary key ("id"));
      create index "audit_entry_service_id_id_index" on "audit_entry" ("service_id", "id");
      create index "audit_entry_agent_id_action_at_index" on "audit_entry" ("agent_id", "action", "at");
      create index "audit_entry_chat_id_index" on "audit_entry" ("chat_id");
      create index "audit_entry_mask_id_index" on "audit_entry" ("mask_id");
      alter table "audit_entry" add constraint "audit_entry_action_check" check ("action" in ('MASKED', 'RELEASED', 'REVEALED', 'SEALED'));
      alter table "audit_entry" add constraint "audit_entry_service_id_foreign" foreign key ("service_id") references "service" ("id");
      alter table "audit_entry" add constraint "audit_entry_agent_id_foreign" foreign key ("agent_id") references "agent" ("id") on delete set null;
      alter table "audit_entry" add constraint "audit_entry_chat_id_foreign" foreign key ("chat_id") references "chat" ("id");

      -- What people wrote, and what hides it, stays out of the planner's samples.
      alter table "mask_original" alter column "box" set statistics 0;
      alter table "audit_entry" alter column "reason" set statistics 0;
      alter table "message" alter column "masks" set statistics 0;
    `);
  }
}
