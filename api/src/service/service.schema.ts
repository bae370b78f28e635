import { requireStaff } from '../access/viewer.ts';
import { builder, domainError, enumValues, nodeLoaders, NodeRef } from '../builder.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { PictureMissing } from '../picture/picture.errors.ts';
import { PictureRef } from '../picture/picture.schema.ts';
import { SlugTaken } from './service.errors.ts';
import {
  type ChatFiles,
  type Feature,
  type Language,
  type MaskingAction,
  PersonalDataKind,
  Service,
  type Holiday,
  type LocalText,
  type OpenPeriod,
  type OperatingHours,
} from './service.entity.ts';
import { ownService } from './service.service.ts';
import {
  saveChatSettings,
  saveContract,
  saveGeneralSettings,
  saveHelpCenterSettings,
  saveLogo,
  saveMailSettings,
  saveMaskingSettings,
  saveRetentionSettings,
  watchSettings,
} from './settings.service.ts';

domainError(SlugTaken, 'Another service has this slug, or had it.');

export const LanguageRef = builder.enumType('Language', {
  description: 'A language in which customers are served; named as in BCP 47.',
  values: enumValues<Language>({ en: 'English.', ko: 'Korean.' }),
});

export const FeatureRef = builder.enumType('Feature', {
  description: 'What a contract can hold.',
  values: enumValues<Feature>({ chat: '1:1 chat exists.', security: 'Personal data can be masked.' }),
});

/** What of a service anyone may know. */
export type ServiceProfile = Pick<Service, 'id' | 'slug' | 'name' | 'logoId' | 'switchedOffAt'> & {
  readonly languages: readonly Language[];
};

export const ServiceProfileRef = builder.objectRef<ServiceProfile>('ServiceProfile').implement({
  description: 'What anyone may know of a service.',
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({
      description:
        'Stays the same whatever is renamed. An agent of several services sends it as the header `Damso-Service`, or as `service` in the `connectionParams` of a socket, to say in which of them they act.',
      resolve: ({ id }) => encodeId('Service', id),
    }),
    slug: t.exposeString('slug', { description: 'Its name in addresses and in the widget’s script tag.' }),
    name: t.exposeString('name', {
      description: 'Of `helpCenter` in its language, else in the first of the service’s.',
    }),
    logo: t.field({
      type: PictureRef,
      nullable: true,
      description: 'Shown beside the name; null where there is none.',
      resolve: ({ logoId }) => logoId,
    }),
    languages: t.field({
      type: [LanguageRef],
      description: 'Customers are shown the first where they ask for none.',
      resolve: ({ languages }) => [...languages],
    }),
    switchedOff: t.boolean({
      description:
        'Closed by an owner of the organisation: no chat and no inquiry begins, and nobody works there until it is on again.',
      resolve: ({ switchedOffAt }) => switchedOffAt != null,
    }),
  }),
});

nodeLoaders.set('Service', (id, ctx) => ownService(ctx, id));

export const LocalTextRef = builder.objectRef<LocalText>('LocalText').implement({
  description: 'A text in each language; null where there is none.',
  fields: (t) => ({
    ko: t.exposeString('ko', { nullable: true, description: 'In Korean.' }),
    en: t.exposeString('en', { nullable: true, description: 'In English.' }),
  }),
});

const OpenPeriodRef = builder.objectRef<OpenPeriod>('OpenPeriod').implement({
  description: 'Open from one day of the week on, until the next day at most.',
  fields: (t) => ({
    day: t.exposeInt('day', { description: '1 Monday … 7 Sunday.' }),
    from: t.exposeString('from', { description: 'HH:MM.' }),
    to: t.exposeString('to', { description: 'HH:MM, up to 24:00; not after `from`, it is on the next day.' }),
  }),
});
const HolidayRef = builder.objectRef<Holiday>('Holiday').implement({
  description: 'Nothing opens on this day; what opened on its eve, past midnight, goes on to its end.',
  fields: (t) => ({
    date: t.exposeString('date', { description: 'YYYY-MM-DD.' }),
    name: t.string({
      nullable: true,
      description: 'At most 100 UTF-16 units; null without one.',
      resolve: ({ name }) => name ?? null,
    }),
  }),
});
const OperatingHoursRef = builder.objectRef<OperatingHours>('OperatingHours').implement({
  description: 'When chat is open, on the wall clock of a time zone.',
  fields: (t) => ({
    timeZone: t.exposeString('timeZone', { description: 'IANA name, for example Asia/Seoul.' }),
    week: t.field({
      type: [OpenPeriodRef],
      description: 'When it opens on the days of a week; at most 70 periods.',
      resolve: ({ week }) => [...week],
    }),
    holidays: t.field({
      type: [HolidayRef],
      description: 'Days on which nothing opens; at most 366.',
      resolve: ({ holidays }) => [...holidays],
    }),
  }),
});

const GeneralSettingsRef = builder.objectRef<Service>('GeneralSettings').implement({
  description: 'What the service is called, where it is and in which languages it answers.',
  fields: (t) => ({
    name: t.field({
      type: LocalTextRef,
      description:
        'Customers are shown that of their language, or the other where it has none. At most 100 UTF-16 units; one at least is not null.',
      resolve: ({ localName }) => localName,
    }),
    logo: t.field({
      type: PictureRef,
      nullable: true,
      description: 'Shown to customers beside the name, whole, with nothing where it is no square.',
      resolve: ({ logoId }) => logoId,
    }),
    slug: t.exposeString('slug', {
      description:
        'Its name in addresses and in the widget’s script tag: 1 to 63 small letters (a to z), digits and hyphens. Addresses with a former one lead here for ever.',
    }),
    languages: t.expose('languages', {
      type: [LanguageRef],
      description:
        'Those that customers can choose, the first where they ask for none. Where the consent notice is not written in one, it is shown in the other.',
    }),
    timeZone: t.exposeString('timeZone', {
      description:
        'IANA name, for example Asia/Seoul: where its days begin, its hours are meant and its statistics count.',
    }),
  }),
});

const HelpCenterSettingsRef = builder.objectRef<Service>('HelpCenterSettings').implement({
  description: 'What customers find.',
  fields: (t) => ({
    chat: t.exposeBoolean('helpCenterChat', {
      description: 'Chat in the help center and on sites that carry the widget.',
    }),
    inquiry: t.exposeBoolean('helpCenterInquiry', { description: 'The inquiry form.' }),
  }),
});

const ChatFilesRef = builder.enumType('ChatFiles', {
  description: 'Who may send files in chats. Files that are there stay.',
  values: enumValues<ChatFiles>({
    OFF: 'Nobody.',
    AGENTS: 'Agents and programs.',
    AFTER_FIRST_ANSWER: 'Customers too, once an agent has answered in the chat.',
    ALWAYS: 'Customers from the first message on.',
  }),
});

export const ChatSettingsRef = builder.objectRef<Service>('ChatSettings').implement({
  description: 'How chats are handled.',
  fields: (t) => ({
    greeting: t.expose('greeting', {
      type: LocalTextRef,
      description:
        'Sent by the system when a chat first gets an agent, in the customer’s language; nothing where it is null. At most 1,000 UTF-16 units.',
    }),
    ratingMessage: t.expose('ratingMessage', {
      type: LocalTextRef,
      description: 'Sent with a rating request; where it is null, `defaultRatingMessage`. At most 1,000 UTF-16 units.',
    }),
    absentText: t.expose('absentText', {
      type: LocalTextRef,
      description:
        'Shown to customers who want to chat while no agent is there or chat is closed; words of ours where it is null. At most 1,000 UTF-16 units.',
    }),
    recentAgentFirst: t.exposeBoolean('recentAgentFirst', {
      description: 'A returning customer goes to the agent of the last chat, if that one can.',
    }),
    seats: t.exposeInt('seats', { description: 'Open chats per agent, 1 to 100.' }),
    requestedGraceSeconds: t.exposeInt('requestedGraceSeconds', {
      description: 'An agent’s connection may be gone so long before their requested chats move on: 0 to 600 s.',
    }),
    activeGraceSeconds: t.exposeInt('activeGraceSeconds', {
      description: 'The same for chats in conversation: 0 to 3,600 s.',
    }),
    idleMinutes: t.exposeInt('idleMinutes', {
      nullable: true,
      description:
        'A chat in conversation whose customer has not answered the agent for so many minutes ends by itself, as if the customer had ended it: 2 to 1,440. A minute before, the customer is told. Null: never.',
    }),
    files: t.field({
      type: ChatFilesRef,
      description:
        'Who may send files; unless somebody chose, AFTER_FIRST_ANSWER, or AGENTS in a service from before chats bore files.',
      resolve: ({ chatFiles }) => chatFiles,
    }),
    hours: t.expose('hours', {
      type: OperatingHoursRef,
      nullable: true,
      description: 'Null: always open.',
    }),
  }),
});

export const PersonalDataKindRef = builder.enumType('PersonalDataKind', {
  description: 'What is looked for in messages.',
  values: enumValues<PersonalDataKind>({
    RESIDENT_NUMBER: 'Korean resident registration number, also that of a foreigner.',
    PHONE: 'Mobile or landline number.',
    CARD: 'Number of a payment card.',
    ACCOUNT: 'Number of a bank account.',
    PASSPORT: 'Number of a Korean passport.',
    DRIVER_LICENSE: 'Number of a Korean driver’s license.',
    EMAIL: 'E-mail address.',
  }),
});
const MaskingActionRef = builder.enumType('MaskingAction', {
  description: 'What becomes of likely personal data in a message.',
  values: enumValues<MaskingAction>({
    OFF: 'Nothing.',
    SUGGEST: 'Agents are shown it and decide.',
    MASK: 'It is hidden before it is stored; an agent can release it.',
    DESTROY: 'It is hidden before it is stored, for ever.',
  }),
});
const MaskingRuleRef = builder.objectRef<{ kind: PersonalDataKind; action: MaskingAction }>('MaskingRule').implement({
  description: 'What becomes of one kind of personal data.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: PersonalDataKindRef,
      description: 'Which kind of personal data the rule is for.',
    }),
    action: t.expose('action', { type: MaskingActionRef, description: 'What becomes of it.' }),
  }),
});
const MaskingSettingsRef = builder.objectRef<Service>('MaskingSettings').implement({
  description: 'How personal data in messages is hidden; without `security` in the contract nothing of it happens.',
  fields: (t) => ({
    rules: t.field({
      type: [MaskingRuleRef],
      description: 'One for each kind.',
      resolve: (service) =>
        Object.values(PersonalDataKind).map((kind) => ({ kind, action: service.maskingActionOf(kind) })),
    }),
    sealAfterDays: t.exposeInt('sealAfterDays', {
      nullable: true,
      description:
        'What masks hide is destroyed so many days after the chat, or the ticket, was closed: 1 to 3,650; not in what is held. Null: kept until someone seals it.',
    }),
  }),
});

const RetentionSettingsRef = builder.objectRef<Service>('RetentionSettings').implement({
  description:
    'How long personal data is kept before it is erased by itself. Figures stay: counts, instants, states, ratings, categories.',
  fields: (t) => ({
    chatMonths: t.exposeInt('chatMonths', {
      nullable: true,
      description: 'A chat is erased so many months after it was closed: 1 to 120. Null: kept.',
    }),
    ticketMonths: t.exposeInt('ticketMonths', {
      nullable: true,
      description:
        'A RESOLVED or CLOSED ticket is erased, with its files, when nothing of it changed for so many months: 1 to 120. Null: kept.',
    }),
    customerMonths: t.exposeInt('customerMonths', {
      nullable: true,
      description:
        'A customer without contact for so many months is erased once all of their chats and tickets are: 1 to 120. Null: kept.',
    }),
    beginsAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Nothing is erased by itself before: a week after a time was last made shorter. Null where none ever was.',
      resolve: ({ erasesFrom }) => erasesFrom,
    }),
  }),
});

const MailSettingsRef = builder.objectRef<Service>('MailSettings').implement({
  description: 'What mails to customers hold.',
  fields: (t) => ({
    quotesAnswers: t.exposeBoolean('quotesAnswers', {
      description:
        'The mail that tells of an agent’s answer quotes it; else it holds only the link to it. What left by mail cannot be masked or erased any more.',
    }),
  }),
});

const MemberLinkSettingsRef = builder.objectRef<Service>('MemberLinkSettings').implement({
  description: 'How a company’s own sign-in says who a customer is.',
  fields: (t) => ({
    enabled: t.exposeBoolean('memberLink', { description: 'Whether tokens of the company’s server are accepted.' }),
    membersOnly: t.exposeBoolean('membersOnly', {
      description: 'While that is on: whether nobody else can start a chat or leave an inquiry.',
    }),
  }),
});

const CustomerDataLinkSettingsRef = builder.objectRef<Service>('CustomerDataLinkSettings').implement({
  description: 'Whether the company’s own system tells of its customers; `Query.customerDataLink` says how.',
  fields: (t) => ({
    enabled: t.exposeBoolean('customerDataLink', {
      description: 'Whether agents can look: `Mutation.lookUpCustomerData`.',
    }),
  }),
});

export const ServiceSettingsRef = builder.objectType(Service, {
  name: 'ServiceSettings',
  description: 'Everything that is set for a service.',
  fields: (t) => ({
    revision: t.exposeInt('settingsRevision', { description: 'Grows with every change.' }),
    features: t.expose('features', {
      type: [FeatureRef],
      description: 'What the contract holds.',
    }),
    mayHold: t.expose('mayHold', {
      type: [FeatureRef],
      description: 'What the contract may hold, as the organisation decides.',
    }),
    general: t.field({
      type: GeneralSettingsRef,
      description: 'Name, address, time zone and languages.',
      resolve: (service) => service,
    }),
    helpCenter: t.field({
      type: HelpCenterSettingsRef,
      description: 'What customers find.',
      resolve: (service) => service,
    }),
    chat: t.field({ type: ChatSettingsRef, description: 'How chats are handled.', resolve: (service) => service }),
    mail: t.field({
      type: MailSettingsRef,
      description: 'What mails to customers hold.',
      resolve: (service) => service,
    }),
    masking: t.field({
      type: MaskingSettingsRef,
      description: 'How personal data is hidden.',
      resolve: (service) => service,
    }),
    retention: t.field({
      type: RetentionSettingsRef,
      description: 'How long personal data is kept.',
      resolve: (service) => service,
    }),
    memberLink: t.field({
      type: MemberLinkSettingsRef,
      description: 'How the company’s own sign-in says who a customer is.',
      resolve: (service) => service,
    }),
    customerDataLink: t.field({
      type: CustomerDataLinkSettingsRef,
      description: 'Where the company’s own system is asked about a customer.',
      resolve: (service) => service,
    }),
    consentVersion: t.exposeString('consentVersion', {
      description: 'The version of the privacy notice that customers are asked to agree to.',
    }),
  }),
});

builder.queryField('serviceSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'Every setting of the service.',
    keys: 'settings:read',
    authScopes: { agent: true },
    resolve: (_, __, ctx) => ctx.em.findOneOrFail(Service, requireStaff(ctx, 'settings:read').serviceId),
  }),
);

builder.subscriptionField('settingsChanges', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'The settings as they stand, then after each change.',
    keys: 'settings:read',
    authScopes: { agent: true },
    subscribe: (_, __, ctx) => watchSettings(ctx),
    resolve: (service) => service,
  }),
);

const SaveContractInputRef = builder.inputType('SaveContractInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    chat: t.boolean({ description: '1:1 chat exists.' }),
    security: t.boolean({ description: 'Personal data can be masked.' }),
  }),
});

builder.mutationField('saveContract', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Switches features of the contract on and off, at once and everywhere. Without chat every chat right is worth nothing: open chats wait in line until it is on again. NotPermitted for what it may not hold (`ServiceSettings.mayHold`).',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { input: t.arg({ type: SaveContractInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveContract(ctx, input),
  }),
);

const SaveHelpCenterSettingsInputRef = builder.inputType('SaveHelpCenterSettingsInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    chat: t.boolean({ description: 'Chat in the help center and on sites that carry the widget.' }),
    inquiry: t.boolean({ description: 'The inquiry form.' }),
  }),
});

builder.mutationField('saveHelpCenterSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Switches parts of the help center on and off. Without chat none begins and the line is not served; running conversations go on to their end.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { input: t.arg({ type: SaveHelpCenterSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveHelpCenterSettings(ctx, input),
  }),
);

export const LocalTextInputRef = builder.inputType('LocalTextInput', {
  description: 'A language that is absent stays as it is; null or blank removes the text.',
  fields: (t) => ({ ko: t.string({ description: 'In Korean.' }), en: t.string({ description: 'In English.' }) }),
});
const OpenPeriodInputRef = builder.inputType('OpenPeriodInput', {
  description:
    'Periods must not overlap. One past midnight, such as 21:00 to 02:00, belongs to the day on which it begins. A whole day is 00:00 to 24:00.',
  fields: (t) => ({
    day: t.int({ required: true, description: '1 Monday … 7 Sunday.' }),
    from: t.string({ required: true, description: 'HH:MM.' }),
    to: t.string({ required: true, description: 'HH:MM, up to 24:00; not after `from`, it is on the next day.' }),
  }),
});
const HolidayInputRef = builder.inputType('HolidayInput', {
  description: 'Nothing opens on this day; what opened on its eve, past midnight, goes on to its end.',
  fields: (t) => ({
    date: t.string({ required: true, description: 'YYYY-MM-DD.' }),
    name: t.string({ description: 'At most 100 UTF-16 units.' }),
  }),
});
const OperatingHoursInputRef = builder.inputType('OperatingHoursInput', {
  description: 'At most 70 periods and 366 holidays.',
  fields: (t) => ({
    timeZone: t.string({ required: true, description: 'IANA name, for example Asia/Seoul.' }),
    week: t.field({ type: [OpenPeriodInputRef], required: true, description: 'When it opens on the days of a week.' }),
    holidays: t.field({ type: [HolidayInputRef], required: true, description: 'Days on which nothing opens.' }),
  }),
});
const SaveGeneralSettingsInputRef = builder.inputType('SaveGeneralSettingsInput', {
  description: 'What is absent stays as it is. `InvalidInput.field` names the place, for example `name.ko`.',
  fields: (t) => ({
    name: t.field({
      type: LocalTextInputRef,
      description: 'At most 100 UTF-16 units in each language; one at least has a name.',
    }),
    slug: t.string({ description: '1 to 63 small letters (a to z), digits and hyphens.' }),
    languages: t.field({ type: [LanguageRef], description: 'One at least, in the order in which they are offered.' }),
    timeZone: t.string({ description: 'IANA name.' }),
  }),
});

builder.mutationField('saveGeneralSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Sets what the service is called, where it is and in which languages it answers. Addresses and script tags with a former slug go on working, and it can be taken back.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, SlugTaken, NotPermitted] },
    args: { input: t.arg({ type: SaveGeneralSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveGeneralSettings(ctx, input),
  }),
);

const SaveChatSettingsInputRef = builder.inputType('SaveChatSettingsInput', {
  description: 'What is absent stays as it is. `InvalidInput.field` names the place, for example `hours.week.3`.',
  fields: (t) => ({
    greeting: t.field({
      type: LocalTextInputRef,
      description: 'As `ChatSettings.greeting`: at most 1,000 UTF-16 units in each language.',
    }),
    ratingMessage: t.field({
      type: LocalTextInputRef,
      description: 'As `ChatSettings.ratingMessage`: at most 1,000 UTF-16 units in each language.',
    }),
    absentText: t.field({
      type: LocalTextInputRef,
      description: 'As `ChatSettings.absentText`: at most 1,000 UTF-16 units in each language.',
    }),
    recentAgentFirst: t.boolean({
      description: 'A returning customer goes to the agent of the last chat, if that one can.',
    }),
    seats: t.int({ description: 'Open chats per agent, 1 to 100.' }),
    requestedGraceSeconds: t.int({ description: '0 to 600.' }),
    activeGraceSeconds: t.int({ description: '0 to 3,600.' }),
    idleMinutes: t.int({ description: 'Null: never.' }),
    files: t.field({ type: ChatFilesRef, description: 'Who may send files.' }),
    hours: t.field({ type: OperatingHoursInputRef, description: 'Null: always open.' }),
  }),
});

builder.mutationField('saveChatSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'Sets how chats are handled, at once and everywhere.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveChatSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveChatSettings(ctx, input),
  }),
);

const MaskingRuleInputRef = builder.inputType('MaskingRuleInput', {
  description: 'What becomes of one kind of personal data from now on; messages that are there stay as they are.',
  fields: (t) => ({
    kind: t.field({
      type: PersonalDataKindRef,
      required: true,
      description: 'Which kind of personal data the rule is for.',
    }),
    action: t.field({ type: MaskingActionRef, required: true, description: 'What becomes of it.' }),
  }),
});
const SaveMaskingSettingsInputRef = builder.inputType('SaveMaskingSettingsInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    rules: t.field({ type: [MaskingRuleInputRef], description: 'Kinds that are absent stay as they are.' }),
    sealAfterDays: t.int({ description: '1 to 3,650. Null: never.' }),
  }),
});

builder.mutationField('saveMaskingSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'Sets how personal data is hidden, at once and everywhere.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveMaskingSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveMaskingSettings(ctx, input),
  }),
);

const SaveRetentionSettingsInputRef = builder.inputType('SaveRetentionSettingsInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    chatMonths: t.int({ description: '1 to 120. Null: chats are kept.' }),
    ticketMonths: t.int({ description: '1 to 120. Null: tickets are kept.' }),
    customerMonths: t.int({ description: '1 to 120. Null: customers are kept.' }),
  }),
});

builder.mutationField('saveRetentionSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description:
      'Sets after how many months personal data is erased by itself. After a time was made shorter, nothing is erased for a week.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [InvalidInput, NotPermitted] },
    args: { input: t.arg({ type: SaveRetentionSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveRetentionSettings(ctx, input),
  }),
);

builder.mutationField('saveLogo', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'Shows another logo, or with null none, at once and everywhere.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [PictureMissing, NotPermitted] },
    args: { token: t.arg.string({ description: 'That POST /pictures/logo answered: see `Picture`.' }) },
    resolve: (_, { token }, ctx) => saveLogo(ctx, token),
  }),
);

const SaveMailSettingsInputRef = builder.inputType('SaveMailSettingsInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({ quotesAnswers: t.boolean({ description: 'The mail that tells of an agent’s answer quotes it.' }) }),
});

builder.mutationField('saveMailSettings', (t) =>
  t.field({
    type: ServiceSettingsRef,
    description: 'Sets what mails to customers hold, from the next one that is sent.',
    keys: 'none',
    authScopes: { admin: true },
    errors: { types: [NotPermitted] },
    args: { input: t.arg({ type: SaveMailSettingsInputRef, required: true }) },
    resolve: (_, { input }, ctx) => saveMailSettings(ctx, input),
  }),
);
