import { defineEntity, p } from '@mikro-orm/postgresql';
import { Service } from './service.entity.ts';

const CategorySchema = defineEntity({
  name: 'Category',
  indexes: [{ properties: ['serviceId', 'position'] }],
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    serviceId: () => p.manyToOne(Service).mapToPk().fieldName('service_id'),
    /** Null at the top. */
    parentId: () => p.manyToOne(Category).mapToPk().fieldName('parent_id').nullable().index(),
    name: p.text(),
    /** Order among those of the same parent, ascending. */
    position: p.integer(),
    /** Can no longer be chosen; chats filed under it keep it. */
    removedAt: p.datetime().nullable(),
  },
});

/** What an agent files a chat under: a tree of at most three levels. */
export class Category extends CategorySchema.class {}
CategorySchema.setClass(Category);
