import { defineEntity, p } from '@mikro-orm/postgresql';

const InstallationSchema = defineEntity({
  name: 'Installation',
  properties: {
    id: p.integer().primary().autoincrement(false),
    /** See `Epoch`. */
    epoch: p.uuid().defaultRaw('gen_random_uuid()'),
    /** Whose it is; null until it is set up. */
    organisation: p.text().nullable(),
    /** Of the token of the set-up page that was printed last; null before the first and once it is set up. */
    setupTokenHash: p.text().nullable().hidden(),
    /** Whoever signs in needs a second factor. */
    secondFactorRequired: p.boolean().default(false),
  },
});

/** One row: what holds for the database as a whole. */
export class Installation extends InstallationSchema.class {}
InstallationSchema.setClass(Installation);
