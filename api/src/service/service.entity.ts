import { defineEntity, OptionalProps, p } from '@mikro-orm/postgresql';

export const Language = { ko: 'ko', en: 'en' } as const;
export type Language = (typeof Language)[keyof typeof Language];

/** The features a contract can hold (S2, S18). */
const Feature = { chat: 'chat', security: 'security' } as const;

const ServiceSchema = defineEntity({
  name: 'Service',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    slug: p.text().unique(),
    name: p.text(),
    languages: p.enum(() => Language).array(),
    features: p.enum(() => Feature).array(),
    helpCenterChat: p.boolean().default(false),
    consentVersion: p.text(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/** The tenant. Everything belongs to one service and never crosses it. */
export class Service extends ServiceSchema.class {
  [OptionalProps]?: 'offersChat';

  /** Whether chat exists for this service's customers: in the contract (S2) and switched on in the help center (S3). */
  get offersChat(): boolean {
    return this.features.includes(Feature.chat) && this.helpCenterChat;
  }
}
ServiceSchema.setClass(Service);
