import { defineEntity, p } from '@mikro-orm/postgresql';

const InstallationSchema = defineEntity({
  name: 'Installation',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** See `Epoch`. */
    epoch: p.uuid().defaultRaw('gen_random_uuid()'),
  },
});

/** One row: what holds for the database as a whole. */
export class Installation extends InstallationSchema.class {}
InstallationSchema.setClass(Installation);
