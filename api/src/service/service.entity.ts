import { defineEntity, OptionalProps, p } from '@mikro-orm/postgresql';
import { Picture } from '../picture/picture.entity.ts';

export const Language = { ko: 'ko', en: 'en' } as const;
export type Language = (typeof Language)[keyof typeof Language];

/** The features a contract can hold. */
export const Feature = { chat: 'chat', security: 'security' } as const;
export type Feature = (typeof Feature)[keyof typeof Feature];

/** A text in each language; null where there is none. */
export type LocalText = Readonly<Record<Language, string | null>>;

/** When chat is open. Times are on the wall clock of the time zone. */
export interface OperatingHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly week: readonly OpenPeriod[];
  /** Nothing opens on these days; what opened on the eve goes on to its end. */
  readonly holidays: readonly Holiday[];
}

/** That of a service that never said where it is. */
const usualTimeZone = 'Asia/Seoul';

export interface OpenPeriod {
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly day: number;
  /** HH:MM. */
  readonly from: string;
  /** HH:MM, up to 24:00; not after `from`, it is on the next day. */
  readonly to: string;
}

export interface Holiday {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly name?: string | null;
}

/** The kinds of personal data that can be found in a text. */
export const PersonalDataKind = {
  /** Resident registration number, also that of a foreigner. */
  RESIDENT_NUMBER: 'RESIDENT_NUMBER',
  /** Mobile or landline number; not a company's 1588-1234. */
  PHONE: 'PHONE',
  /** Number of a payment card. */
  CARD: 'CARD',
  /** Number of a bank account. */
  ACCOUNT: 'ACCOUNT',
  /** Number of a Korean passport. */
  PASSPORT: 'PASSPORT',
  /** Number of a Korean driver's licence. */
  DRIVER_LICENSE: 'DRIVER_LICENSE',
  /** E-mail address. */
  EMAIL: 'EMAIL',
} as const;
export type PersonalDataKind = (typeof PersonalDataKind)[keyof typeof PersonalDataKind];

/**
 * What becomes of likely personal data in a message. SUGGEST: agents are shown it and decide. MASK: hidden before it is stored,
 * releasable. DESTROY: hidden before it is stored, the original kept nowhere.
 */
export const MaskingAction = { OFF: 'OFF', SUGGEST: 'SUGGEST', MASK: 'MASK', DESTROY: 'DESTROY' } as const;
export type MaskingAction = (typeof MaskingAction)[keyof typeof MaskingAction];

/** By kind; SUGGEST where a kind is absent. */
export type MaskingActions = Readonly<Partial<Record<PersonalDataKind, MaskingAction>>>;

/**
 * Who may send files in chats. AGENTS: agents and programs alone. AFTER_FIRST_ANSWER: customers too, once an agent has answered them.
 */
export const ChatFiles = {
  OFF: 'OFF',
  AGENTS: 'AGENTS',
  AFTER_FIRST_ANSWER: 'AFTER_FIRST_ANSWER',
  ALWAYS: 'ALWAYS',
} as const;
export type ChatFiles = (typeof ChatFiles)[keyof typeof ChatFiles];

const ServiceSchema = defineEntity({
  name: 'Service',
  properties: {
    id: p.uuid().primary().defaultRaw('uuidv7()'),
    slug: p.text().unique(),
    /** In the first of the languages. */
    name: p.text(),
    /** Where nobody wrote them they are `name`. */
    names: p.json<LocalText>().nullable(),
    /** Customers are shown the first where they ask for none. */
    languages: p.enum(() => Language).array(),
    features: p.enum(() => Feature).array(),
    /** The contract may not hold them: an owner of the organisation says so. */
    withheldFeatures: p
      .enum(() => Feature)
      .array()
      .defaultRaw(`'{}'`),
    helpCenterChat: p.boolean().default(false),
    helpCenterInquiry: p.boolean().default(true),
    consentVersion: p.text(),
    /** Grows with every change of a setting. */
    settingsRevision: p.integer().default(1),
    /** Sent when a chat first gets an agent. */
    greeting: p.json<LocalText>().defaultRaw(`'{"ko":null,"en":null}'`),
    /** Sent with a rating request. */
    ratingMessage: p.json<LocalText>().defaultRaw(`'{"ko":null,"en":null}'`),
    /** Shown to who wants to chat while nobody is there or it is closed. */
    absentText: p.json<LocalText>().defaultRaw(`'{"ko":null,"en":null}'`),
    /** A returning customer goes to the agent of the last chat, if that one can. */
    recentAgentFirst: p.boolean().default(false),
    /** Open chats per agent. */
    seats: p.integer().default(5),
    /** An agent's connection may be gone so long before requested chats move on. */
    requestedGraceSeconds: p.integer().default(0),
    /** The same for chats in conversation. */
    activeGraceSeconds: p.integer().default(60),
    /** A chat whose customer has not answered for so long ends by itself; null: never. */
    idleMinutes: p.integer().nullable(),
    /** By default nobody is sent a file by a stranger to whom no agent has spoken yet. */
    chatFiles: p.enum(() => ChatFiles).default(ChatFiles.AFTER_FIRST_ANSWER),
    /** Null: always open. */
    hours: p.json<OperatingHours>().nullable(),
    /** IANA name: where the service is, also while it is always open. Null where nobody said so; with `hours`, theirs. */
    homeTimeZone: p.text().nullable(),
    maskingActions: p.json<MaskingActions>().defaultRaw(`'{}'`),
    /** Originals under masks are destroyed so many days after their chat was closed; null: never. */
    sealAfterDays: p.integer().nullable(),
    /** Chats are erased so many months after they were closed; null: never. */
    chatMonths: p.integer().nullable(),
    /** The same of tickets that are resolved or completed, since they changed last. */
    ticketMonths: p.integer().nullable(),
    /** Customers of whom nothing else is left are erased so many months after their last contact; null: never. */
    customerMonths: p.integer().nullable(),
    /** Nothing is erased by itself before: a shorter time than before is announced for a week. */
    erasesFrom: p.datetime().nullable(),
    /** Mails say what an agent answered; else they only lead to it, because what left by mail cannot be masked any more. */
    quotesAnswers: p.boolean().default(false),
    logoId: () => p.manyToOne(Picture).mapToPk().fieldName('logo_id').nullable().index(),
    /** An administrator says that the widget's script tag stands on their pages. */
    embedCodePlacedAt: p.datetime().nullable(),
    /** An administrator wants to see no more what is left to be set up. */
    checklistDismissedAt: p.datetime().nullable(),
    /** Tokens of the company's own server say who a customer is. */
    memberLink: p.boolean().default(false),
    /** While `memberLink` is on, nobody else can ask anything. */
    membersOnly: p.boolean().default(false),
    /** On which sites it is at home: origins, with `*.` for sub-domains. None: on every one. */
    sites: p.array().defaultRaw(`'{}'`),
    /** The company's own system is asked about a customer when an agent looks. */
    customerDataLink: p.boolean().default(false),
    /** Where; null where nobody said so. */
    customerDataUrl: p.text().nullable(),
    /** Whether it is told a customer's e-mail address, and the phone number, beside ids. */
    customerDataEmail: p.boolean().default(false),
    customerDataPhone: p.boolean().default(false),
    /** Closed since, for customers and for its agents; null while it is on. */
    switchedOffAt: p.datetime().nullable(),
    createdAt: p.datetime().defaultRaw('now()'),
  },
});

/**
 * The tenant. Everything belongs to one service and never crosses it. Whoever gives a chat to an agent, or changes what decides on
 * that, holds the lock of this row (`underLock`).
 */
export class Service extends ServiceSchema.class {
  [OptionalProps]?: 'timeZone' | 'mayHold' | 'localName' | 'isOff' | 'offersChat' | 'offersInquiry' | 'offersMasking';

  /** Where the service's days and years begin. */
  get timeZone(): string {
    return this.hours?.timeZone ?? this.homeTimeZone ?? usualTimeZone;
  }

  /** What the contract may hold. */
  get mayHold(): Feature[] {
    return Object.values(Feature).filter((feature) => !this.withheldFeatures.includes(feature));
  }

  /** What it is called, in each language in which it has a name. */
  get localName(): LocalText {
    return this.names ?? { ko: this.name, en: this.name };
  }

  /** Whether an owner of the organisation has closed it. */
  get isOff(): boolean {
    return this.switchedOffAt != null;
  }

  /** Whether chat exists for this service's customers: in the contract and switched on in the help center. */
  get offersChat(): boolean {
    return !this.isOff && this.features.includes(Feature.chat) && this.helpCenterChat;
  }

  /** Whether an inquiry can be left in the help center. */
  get offersInquiry(): boolean {
    return !this.isOff && this.helpCenterInquiry;
  }

  /** Whether anything can be masked. */
  get offersMasking(): boolean {
    return this.features.includes(Feature.security);
  }

  /** What the service decided on personal data of this kind. */
  maskingActionOf(kind: PersonalDataKind): MaskingAction {
    return this.maskingActions[kind] ?? MaskingAction.SUGGEST;
  }
}
ServiceSchema.setClass(Service);
