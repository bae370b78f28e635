import { defineEntity, p } from '@mikro-orm/postgresql';

const MessageGramsSchema = defineEntity({
  name: 'MessageGrams',
  indexes: [
    {
      name: 'message_text_index',
      expression: `create index "message_text_index" on "message_grams" using gin ("grams")`,
    },
  ],
  properties: {
    /** No foreign key: checking it would lock every message once more. A trigger of `message` keeps the two together. */
    messageId: p.uuid().primary(),
    /** Those of the body, see `search_grams`. */
    grams: p.text().columnType('tsvector'),
  },
});

/** What a message is found by. New messages get theirs from `SearchIndex`; a text that changes gets others at once, by a trigger. */
export class MessageGrams extends MessageGramsSchema.class {}
MessageGramsSchema.setClass(MessageGrams);

const MessageGramsFillSchema = defineEntity({
  name: 'MessageGramsFill',
  properties: {
    id: p.integer().primary().autoincrement(false),
    filledUntil: p.datetime(),
  },
});

/** One row: every message up to this moment has its grams. */
export class MessageGramsFill extends MessageGramsFillSchema.class {}
MessageGramsFillSchema.setClass(MessageGramsFill);
