import { defineEntity, p } from '@mikro-orm/postgresql';
import { Chat } from '../chat/chat.entity.ts';
import { Message } from '../chat/message.entity.ts';

const MaskOriginalSchema = defineEntity({
  name: 'MaskOriginal',
  indexes: [
    {
      name: 'mask_original_unsealed_index',
      expression: `create index "mask_original_unsealed_index" on "mask_original" ("chat_id") where "box" is not null`,
    },
    {
      name: 'mask_original_object_id_index',
      expression: `create index "mask_original_object_id_index" on "mask_original" ("object_id") where "object_id" is not null`,
    },
  ],
  properties: {
    /** The mask's. */
    id: p.uuid().primary(),
    /** Of a message's mask; null for every other text. */
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id').nullable().deleteRule('no action').index(),
    messageId: () => p.manyToOne(Message).mapToPk().fieldName('message_id').nullable().deleteRule('no action').index(),
    /** The key it is encrypted under; null once it is sealed. */
    keyId: p.text().nullable(),
    /** See `Vault`; null once it is sealed. */
    box: p.blob().nullable(),
    /** Of a mask of any other text: its service, and the row in which it stands. */
    serviceId: p.uuid().nullable(),
    objectId: p.uuid().nullable(),
    /** Which text of that row: the type and the field of the public API, such as `Ticket.title`. */
    field: p.text().nullable(),
  },
});

/** What a mask hides, encrypted. Where the mask lies and who made it stands with the text. */
export class MaskOriginal extends MaskOriginalSchema.class {}
MaskOriginalSchema.setClass(MaskOriginal);
