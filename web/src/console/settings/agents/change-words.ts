import { actionWord, kinds, kindWord } from '#console/masking/masking-words.ts';
import { eventKindWord, isEventKind, isWebhookObject, webhookObjectWord } from '../webhooks/webhook-words.ts';
import type {
  ChangeLogEntryFragment,
  MaskingAction,
  PersonalDataKind,
  ServiceSettingsFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

type Hours = NonNullable<ServiceSettingsFragment['chat']['hours']>;

export interface ChangeWords {
  /** What changed, and of whom. */
  readonly what: string;
  /** Null where there was nothing before, or where the words of `what` say everything. */
  readonly before: string | null;
  readonly after: string | null;
}

/** One entry of the log in words. A field or a value that is not known here is shown as the API has it. */
export function changeWords({
  field,
  agent,
  before,
  after,
  apiClient,
}: Pick<ChangeLogEntryFragment, 'field' | 'agent' | 'before' | 'after'> &
  Partial<Pick<ChangeLogEntryFragment, 'apiClient'>>): ChangeWords {
  if (apiClient) return event(m.change_by_program({ verb: field }));
  if (field === 'apiClient') return keyWords(valueOf(before), valueOf(after));
  if (field === 'maskingActions') return maskingWords(valueOf(before), valueOf(after));
  const name = agent?.name;
  if (name !== undefined && field === 'invited') return event(m.change_invited({ name }));
  if (name !== undefined && field === 'removed') return event(m.change_removed({ name }));
  const [label, words] = known(field);
  // Of a new agent, and of what is no setting but was done.
  const isFirst = before === null && (agent !== null || deeds.includes(field));
  return {
    what: name === undefined ? label : m.change_of({ name, what: label }),
    before: isFirst ? null : words(valueOf(before)),
    after: words(valueOf(after)),
  };
}

/** What was done once and has no state before it. */
const deeds = [
  'retriedMails',
  'webhookSecret',
  'webhookSentAgain',
  'customerDataSecret',
  'embedCodePlaced',
  'maskKeysKept',
  'checklistDismissed',
];

/** What a program may do; without a name before it was made, and without one after it was revoked. */
function keyWords(before: unknown, after: unknown): ChangeWords {
  const [was, is] = [before as LoggedKey | null, after as LoggedKey | null];
  const words = ({ name, scopes, allowedAddresses, expiresAt, secrets }: LoggedKey) =>
    [
      name,
      scopes.join(', '),
      allowedAddresses.join(', ') || m.api_key_everywhere(),
      expiresAt ?? m.api_key_endless(),
      m.api_key_secrets({ count: secrets }),
    ].join('\n');
  if (!was && is) return { what: m.change_key_made(), before: null, after: words(is) };
  if (was && !is) return event(m.change_key_revoked({ name: was.name }));
  return { what: m.change_key(), before: was && words(was), after: is && words(is) };
}

interface LoggedKey {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly allowedAddresses: readonly string[];
  readonly expiresAt: string | null;
  readonly secrets: number;
}

const event = (what: string): ChangeWords => ({ what, before: null, after: null });

/** Name of the field, and how its values read. */
function known(field: string): [label: string, words: (value: unknown) => string] {
  switch (field) {
    case 'name':
      return [m.invite_name(), plainWords];
    case 'role':
      return [m.role(), roleWords];
    case 'canChat':
      return [m.right_chat(), onOffWords];
    case 'canTicket':
      return [m.right_tickets(), onOffWords];
    case 'inAssignment':
      return [m.right_assignment(), onOffWords];
    case 'mayChangeAssignment':
      return [m.right_own_switch(), onOffWords];
    case 'seesAllChats':
      return [m.right_all_chats(), onOffWords];
    case 'mayReveal':
      return [m.right_reveal(), onOffWords];
    case 'maySeal':
      return [m.right_seal(), onOffWords];
    case 'features':
      return [m.contract_title(), featureWords];
    case 'helpCenterChat':
      return [`${m.help_center()} · ${m.help_center_chat()}`, onOffWords];
    case 'helpCenterInquiry':
      return [`${m.help_center()} · ${m.help_center_inquiry()}`, onOffWords];
    case 'names':
      return [m.general_name(), textWords];
    case 'logoId':
      return [m.logo_title(), pictureWords];
    case 'embedCodePlaced':
      return [m.change_embed_code(), doneWords];
    case 'maskKeysKept':
      return [m.change_mask_keys(), doneWords];
    case 'checklistDismissed':
      return [m.change_checklist(), doneWords];
    case 'slug':
      return [m.setup_slug(), plainWords];
    case 'languages':
      return [m.setup_languages(), languageWords];
    case 'homeTimeZone':
      return [m.hours_time_zone(), plainWords];
    case 'consentVersion':
      return [m.change_consent(), plainWords];
    case 'memberLink':
      return [m.member_link_title(), onOffWords];
    case 'membersOnly':
      return [m.members_only(), onOffWords];
    case 'memberKey':
      return [m.change_member_key(), memberKeyWords];
    case 'customerDataLink':
      return [m.customer_data_title(), onOffWords];
    case 'customerDataUrl':
      return [m.change_customer_data_url(), plainWords];
    case 'customerDataEmail':
      return [m.change_customer_data_email(), onOffWords];
    case 'customerDataPhone':
      return [m.change_customer_data_phone(), onOffWords];
    case 'customerDataSecret':
      return [m.change_customer_data_secret(), doneWords];
    case 'quotesAnswers':
      return [`${m.mail_title()} · ${m.mail_quotes()}`, onOffWords];
    case 'retriedMails':
      return [m.change_mails_retried(), plainWords];
    case 'webhook':
      return [m.change_webhook(), webhookWords];
    case 'webhookSecret':
      return [m.change_webhook_secret(), plainWords];
    case 'webhookSentAgain':
      return [m.change_webhook_sent_again(), plainWords];
    case 'greeting':
      return [m.greeting_title(), textWords];
    case 'ratingMessage':
      return [m.rating_message_title(), textWords];
    case 'absentText':
      return [m.absent_text_title(), textWords];
    case 'chatFiles':
      return [m.chat_files_title(), chatFilesWords];
    case 'recentAgentFirst':
      return [m.recent_agent_first(), onOffWords];
    case 'seats':
      return [m.seats(), plainWords];
    case 'requestedGraceSeconds':
      return [m.requested_grace(), secondsWords];
    case 'activeGraceSeconds':
      return [m.active_grace(), secondsWords];
    case 'idleMinutes':
      return [m.idle_title(), minutesWords];
    case 'sites':
      return [m.change_sites(), siteWords];
    case 'sealAfterDays':
      return [m.seal_after_title(), daysWords];
    case 'chatMonths':
      return [m.retention_chats(), monthsWords];
    case 'ticketMonths':
      return [m.retention_tickets(), monthsWords];
    case 'customerMonths':
      return [m.retention_customers(), monthsWords];
    case 'hold':
      return [m.change_hold(), heldWords];
    case 'hours':
      return [m.hours_title(), hoursWords];
    default:
      return [field, plainWords];
  }
}

function valueOf(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return m.change_nothing();
  if (typeof value === 'boolean') return onOffWords(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function monthsWords(value: unknown): string {
  return typeof value === 'number'
    ? m.change_months({ count: value.toLocaleString(getLocale()) })
    : m.retention_never();
}

/** What is held, by its kind and the end of its id: its name may be gone. */
function heldWords(value: unknown): string {
  if (typeof value !== 'string') return plainWords(value);
  const [kind] = value.split('_');
  const words: Readonly<Record<string, () => string>> = {
    Chat: m.retention_forecast_chats,
    Ticket: m.retention_forecast_tickets,
    Customer: m.retention_forecast_customers,
  };
  return `${words[kind ?? '']?.() ?? ''} ${value.slice(-6)}`.trim();
}

function onOffWords(value: unknown): string {
  if (typeof value !== 'boolean') return plainWords(value);
  return value ? m.change_on() : m.change_off();
}

/** Without any, every site counts. */
function siteWords(value: unknown): string {
  if (!Array.isArray(value)) return plainWords(value);
  return value.length === 0 ? m.sites_none_title() : value.join('\n');
}

function webhookWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return plainWords(value);
  const { url, kinds, pause, objects } = value as {
    url?: string;
    kinds?: readonly string[];
    pause?: string | null;
    objects?: readonly string[];
  };
  const words = (kinds ?? []).map((kind) => (isEventKind(kind) ? eventKindWord(kind) : kind)).join(', ');
  const sent = (objects ?? []).map((object) => (isWebhookObject(object) ? webhookObjectWord(object) : object));
  return [
    url ?? '',
    words,
    ...(sent.length > 0 ? [m.change_webhook_fields({ what: sent.join(', ') })] : []),
    ...(pause ? [m.webhook_paused()] : []),
  ].join('\n');
}

const pictureWords = (value: unknown): string => (value === null ? m.change_nothing() : m.change_picture());
const doneWords = (): string => m.change_done();

/** What tells a member key from others. */
function memberKeyWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return plainWords(value);
  const { algorithm, hint } = value as { algorithm?: unknown; hint?: unknown };
  return `${String(algorithm)} ${String(hint)}`;
}

function roleWords(value: unknown): string {
  if (value === 'ADMIN') return m.role_admin();
  return value === 'AGENT' ? m.role_agent() : plainWords(value);
}

function chatFilesWords(value: unknown): string {
  const words: Partial<Record<string, () => string>> = {
    OFF: m.chat_files_off,
    AGENTS: m.chat_files_agents,
    AFTER_FIRST_ANSWER: m.chat_files_answered,
    ALWAYS: m.chat_files_always,
  };
  return words[String(value)]?.() ?? plainWords(value);
}

function secondsWords(value: unknown): string {
  return typeof value === 'number' ? m.change_seconds({ count: value.toLocaleString(getLocale()) }) : plainWords(value);
}

function minutesWords(value: unknown): string {
  return typeof value === 'number' ? m.change_minutes({ count: value.toLocaleString(getLocale()) }) : m.change_off();
}

function daysWords(value: unknown): string {
  return typeof value === 'number' ? m.change_days({ count: value.toLocaleString(getLocale()) }) : m.seal_after_never();
}

type Actions = Partial<Record<PersonalDataKind, MaskingAction>>;

/** Only of the kinds that changed; what was never decided is suggested. */
function maskingWords(before: unknown, after: unknown): ChangeWords {
  const actionIn = (actions: unknown, kind: PersonalDataKind) => (actions as Actions | null)?.[kind] ?? 'SUGGEST';
  const changed = kinds.filter((kind) => actionIn(before, kind) !== actionIn(after, kind));
  const words = (actions: unknown) =>
    changed.map((kind) => `${kindWord(kind)}: ${actionWord(actionIn(actions, kind))}`).join('\n');
  return { what: m.masking_kinds_title(), before: words(before), after: words(after) };
}

function featureWords(value: unknown): string {
  if (!Array.isArray(value)) return plainWords(value);
  if (value.length === 0) return m.change_nothing();
  const names: Record<string, string> = { chat: m.feature_chat(), security: m.feature_security() };
  return value.map((feature) => names[String(feature)] ?? String(feature)).join(', ');
}

function languageWords(value: unknown): string {
  if (!Array.isArray(value)) return plainWords(value);
  const names: Record<string, string> = { ko: m.language_ko(), en: m.language_en() };
  return value.map((language) => names[String(language)] ?? String(language)).join(', ');
}

function textWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return plainWords(value);
  const { ko, en } = value as Partial<Record<'ko' | 'en', string | null>>;
  const languages = [
    [m.language_ko(), ko],
    [m.language_en(), en],
  ];
  const written = languages.filter(([, text]) => text);
  return written.length === 0
    ? m.change_nothing()
    : written.map(([language, text]) => `${language!}: “${text!}”`).join('\n');
}

function hoursWords(value: unknown): string {
  if (value === null) return m.hours_always();
  const { timeZone, week, holidays } = value as Partial<Hours>;
  if (!timeZone || !week || !holidays) return plainWords(value);
  const dayName = new Intl.DateTimeFormat(getLocale(), { weekday: 'short', timeZone: 'UTC' });
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    // The first of January 2024 was a Monday.
    name: dayName.format(new Date(Date.UTC(2024, 0, day))),
    times: week
      .filter((period) => period.day === day)
      .map(({ from, to }) => `${from}–${to}`)
      .join(', '),
  }));
  const open = days.filter(({ times }) => times !== '').map(({ name, times }) => `${name} ${times}`);
  return [
    open.length === 0 ? m.hours_closed() : open.join(' · '),
    `${timeZone} · ${m.change_holidays({ count: holidays.length })}`,
  ].join('\n');
}
