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
  ],
  properties: {
    /** The mask's. */
    id: p.uuid().primary(),
    chatId: () => p.manyToOne(Chat).mapToPk().fieldName('chat_id').index(),
    messageId: () => p.manyToOne(Message).mapToPk().fieldName('message_id').index(),
    /** The key it is encrypted under; null once it is sealed. */
    keyId: p.text().nullable(),
    /** See `Vault`; null once it is sealed. */
    box: p.blob().nullable(),
  },
});

/** What a mask hides, encrypted. Where the mask lies and who made it stands with the message. */
export class MaskOriginal extends MaskOriginalSchema.class {}
MaskOriginalSchema.setClass(MaskOriginal);
