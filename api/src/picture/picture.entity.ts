import { defineEntity, p } from '@mikro-orm/postgresql';
import { Account } from '../account/account.entity.ts';

/** What a picture is of, which says how it becomes a square: a logo is shown whole, of a person the middle. */
export const PictureKind = { LOGO: 'LOGO', PERSON: 'PERSON' } as const;
export type PictureKind = (typeof PictureKind)[keyof typeof PictureKind];

const PictureSchema = defineEntity({
  name: 'Picture',
  indexes: [
    {
      name: 'picture_loose_index',
      expression: `create index "picture_loose_index" on "picture" ("loose_since") where "loose_since" is not null`,
    },
  ],
  properties: {
    /** Also the name that its large square is stored under. Random, and stands in its address. */
    id: p.uuid().primary(),
    /** The name that its small square is stored under. */
    smallId: p.uuid().unique(),
    kind: p.enum(() => PictureKind),
    /** Who sent it, and alone may use it. */
    accountId: () => p.manyToOne(Account).mapToPk().fieldName('account_id').index(),
    /** SHA-256 of what it is used with; null until both squares are stored. */
    tokenHash: p.text().nullable().unique().hidden(),
    /** Since when nothing shows it; null while something does. */
    looseSince: p.datetime().nullable().defaultRaw('now()'),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** A logo or the picture of a person, as a square of two sizes. Its content is never changed; another picture is another row. */
export class Picture extends PictureSchema.class {}
PictureSchema.setClass(Picture);
