/** What of a change the log writes down as its field: as which kind the API tells of it, and in words. */
const kinds = {
  invited: ['INVITED', 'An agent was invited; entries of the same instant say with which role and rights.'],
  removed: ['REMOVED', 'An agent was taken out of the service.'],
  name: ['NAME', 'What an agent is called.'],
  role: ['ROLE', 'Whether an agent administers the service: `AgentRole`.'],
  canChat: ['CAN_CHAT', 'The chat right of an agent.'],
  canTicket: ['CAN_TICKET', 'The ticket right of an agent.'],
  seesAllChats: ['SEES_ALL_CHATS', 'Whether an agent sees every chat of the service.'],
  inAssignment: ['IN_ASSIGNMENT', 'Whether new chats are given to an agent.'],
  mayChangeAssignment: ['MAY_CHANGE_ASSIGNMENT', 'Whether an agent may change that switch.'],
  mayReveal: ['MAY_REVEAL', 'Whether an agent may look at what a mask hides.'],
  maySeal: ['MAY_SEAL', 'Whether an agent may destroy what a mask hides.'],
  names: ['SERVICE_NAME', 'What the service is called: a text in each language.'],
  slug: ['SLUG', 'The name of the service in addresses.'],
  languages: ['LANGUAGES', 'The languages in which it answers.'],
  homeTimeZone: ['TIME_ZONE', 'Where its days begin.'],
  logoId: ['LOGO', 'Its logo.'],
  hours: ['HOURS', 'When chat is open.'],
  greeting: ['GREETING', '`ChatSettings.greeting`.'],
  ratingMessage: ['RATING_MESSAGE', '`ChatSettings.ratingMessage`.'],
  absentText: ['ABSENT_TEXT', '`ChatSettings.absentText`.'],
  recentAgentFirst: ['RECENT_AGENT_FIRST', '`ChatSettings.recentAgentFirst`.'],
  seats: ['SEATS', '`ChatSettings.seats`.'],
  requestedGraceSeconds: ['REQUESTED_GRACE_SECONDS', '`ChatSettings.requestedGraceSeconds`.'],
  activeGraceSeconds: ['ACTIVE_GRACE_SECONDS', '`ChatSettings.activeGraceSeconds`.'],
  idleMinutes: ['IDLE_MINUTES', '`ChatSettings.idleMinutes`.'],
  maskingActions: ['MASKING_RULES', '`MaskingSettings.rules`: the action for each kind.'],
  sealAfterDays: ['SEAL_AFTER_DAYS', '`MaskingSettings.sealAfterDays`.'],
  chatMonths: ['CHAT_MONTHS', '`RetentionSettings.chatMonths`.'],
  ticketMonths: ['TICKET_MONTHS', '`RetentionSettings.ticketMonths`.'],
  customerMonths: ['CUSTOMER_MONTHS', '`RetentionSettings.customerMonths`.'],
  hold: [
    'HOLD',
    'A chat, ticket or customer is kept from being erased (`after`), or is not any more (`before`): its id.',
  ],
  quotesAnswers: ['QUOTES_ANSWERS', '`MailSettings.quotesAnswers`.'],
  retriedMails: ['MAILS_RETRIED', 'Mails were tried again: how many.'],
  features: ['FEATURES', 'What the contract holds.'],
  helpCenterChat: ['HELP_CENTER_CHAT', 'Chat in the help center.'],
  helpCenterInquiry: ['HELP_CENTER_INQUIRY', 'The inquiry form.'],
  consentVersion: ['CONSENT_VERSION', 'The privacy notice that customers are asked to agree to.'],
  memberLink: ['MEMBER_LINK', 'Whether tokens of the company’s server are accepted.'],
  membersOnly: ['MEMBERS_ONLY', 'Whether nobody else is admitted.'],
  memberKey: ['MEMBER_KEY', 'What such tokens are signed with: algorithm and hint.'],
  customerDataLink: ['CUSTOMER_DATA_LINK', 'Whether customer data is looked up in the company’s system.'],
  customerDataUrl: ['CUSTOMER_DATA_URL', 'Where it is looked up.'],
  customerDataEmail: ['CUSTOMER_DATA_EMAIL', 'Whether the e-mail address is sent along.'],
  customerDataPhone: ['CUSTOMER_DATA_PHONE', 'Whether the phone number is sent along.'],
  customerDataSecret: ['CUSTOMER_DATA_SECRET', 'Another secret that signs those requests.'],
  sites: ['SITES', 'The sites that may carry the widget.'],
  apiClient: ['API_CLIENT', 'What an API key may do.'],
  webhook: ['WEBHOOK', 'An address that is told of events.'],
  webhookSecret: ['WEBHOOK_SECRET', 'Another secret of such an address.'],
  webhookSentAgain: ['WEBHOOK_SENT_AGAIN', 'Something was sent to such an address once more.'],
  embedCodePlaced: ['EMBED_CODE_PLACED', 'An administrator said that the widget is on its pages.'],
  maskKeysKept: ['MASK_KEYS_KEPT', 'An administrator said that the keys of what is masked are kept elsewhere too.'],
  checklistDismissed: ['CHECKLIST_DISMISSED', 'The list of what is left to be set up was put away.'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

/** The kinds of a log in words, and the kind of what it writes down as a field; OTHER of what stands in no table here. */
export function changeKindsOf<Kind extends string>(kinds: Readonly<Record<string, readonly [Kind, string]>>) {
  const inWords = {
    ...Object.fromEntries(Object.values(kinds)),
    OTHER: 'Something that this version has no word for.',
  };
  const byField = new Map(Object.entries(kinds).map(([field, [kind]]) => [field, kind]));
  return {
    inWords: inWords as Readonly<Record<Kind | 'OTHER', string>>,
    kindOf: (field: string): Kind | 'OTHER' => byField.get(field) ?? 'OTHER',
  };
}

const { inWords, kindOf } = changeKindsOf(kinds);

/** Each kind in words. */
export const changeKinds = {
  ...inWords,
  MUTATION:
    'A program did something with its API key: `mutation` says what, `after` is the id of the object that it named.',
};
export type ChangeKind = keyof typeof changeKinds;

/** The kind of an entry of the log. */
export const changeKindOf = ({ field, clientId }: { field: string; clientId?: string | null }): ChangeKind =>
  clientId ? 'MUTATION' : kindOf(field);
