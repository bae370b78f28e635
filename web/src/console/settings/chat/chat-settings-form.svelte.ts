import { tidied } from '@damso/api/blank';
import { VersionedForm, type SaveRefusal, type Sent } from '#console/forms/versioned-form.svelte.ts';
import type { Settings } from '#console/service/settings.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type {
  ChatFiles,
  SaveChatSettingsInput,
  ServiceSettingsFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { areSameHours, draftOf, hasProblems, inputOf, type HoursDraft } from './hours.ts';

const SaveChatSettings = graphql(`
  mutation SaveChatSettings($input: SaveChatSettingsInput!) {
    saveChatSettings(input: $input) {
      __typename
      ...ServiceSettings
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

/** As the fields of the form hold them. */
export interface Values {
  greetingKo: string;
  greetingEn: string;
  ratingMessageKo: string;
  ratingMessageEn: string;
  absentTextKo: string;
  absentTextEn: string;
  files: ChatFiles;
  recentAgentFirst: boolean;
  seats: string;
  requestedGraceSeconds: string;
  activeGraceSeconds: string;
  endsIdle: boolean;
  idleMinutes: string;
  hours: HoursDraft;
}

export type Name = keyof Values;
type NumberName = 'seats' | 'requestedGraceSeconds' | 'activeGraceSeconds' | 'idleMinutes';
type TextName = 'greetingKo' | 'greetingEn' | 'ratingMessageKo' | 'ratingMessageEn' | 'absentTextKo' | 'absentTextEn';

export const longestText = 1_000;
export const ranges: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  seats: [1, 100],
  requestedGraceSeconds: [0, 600],
  activeGraceSeconds: [0, 3_600],
  idleMinutes: [2, 1_440],
};

/** What the server had against a value. */
interface Complaint {
  field: string;
  message: string;
}

const names: readonly Name[] = [
  'greetingKo',
  'greetingEn',
  'ratingMessageKo',
  'ratingMessageEn',
  'absentTextKo',
  'absentTextEn',
  'files',
  'recentAgentFirst',
  'seats',
  'requestedGraceSeconds',
  'activeGraceSeconds',
  'endsIdle',
  'idleMinutes',
  'hours',
];

/** Where nothing is set yet. */
const suggestedIdleMinutes = 15;
const storedAs = 'chat-settings';

function valuesOf({ chat }: ServiceSettingsFragment, ownTimeZone: string): Values {
  return {
    greetingKo: chat.greeting.ko ?? '',
    greetingEn: chat.greeting.en ?? '',
    ratingMessageKo: chat.ratingMessage.ko ?? '',
    ratingMessageEn: chat.ratingMessage.en ?? '',
    absentTextKo: chat.absentText.ko ?? '',
    absentTextEn: chat.absentText.en ?? '',
    files: chat.files,
    recentAgentFirst: chat.recentAgentFirst,
    seats: String(chat.seats),
    requestedGraceSeconds: String(chat.requestedGraceSeconds),
    activeGraceSeconds: String(chat.activeGraceSeconds),
    endsIdle: chat.idleMinutes !== null,
    idleMinutes: String(chat.idleMinutes ?? suggestedIdleMinutes),
    hours: draftOf(chat.hours, ownTimeZone),
  };
}

export function lengthOf(text: string): number {
  return tidied(text).length;
}

/**
 * The chat settings under edit. They have no version on the server: when two people edit the same field, the last save wins, and
 * the form warns of it (`isOvertaken`).
 */
export class ChatSettingsForm extends VersionedForm<Values, Complaint> {
  readonly #api: Api;
  readonly #settings: Settings;
  readonly #ownTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

  readonly saved = $derived.by(() =>
    this.#settings.current ? valuesOf(this.#settings.current, this.#ownTimeZone) : undefined,
  );

  constructor(api: Api, settings: Settings, storage: TextStorage) {
    super({ names, storage, storedAs, overtakes: true });
    this.#api = api;
    this.#settings = settings;
  }

  /** Never StaleInfo, because the settings have no version. */
  override get refusal(): Exclude<SaveRefusal, 'StaleInfo'> | null {
    return super.refusal as Exclude<SaveRefusal, 'StaleInfo'> | null;
  }

  get ownTimeZone(): string {
    return this.#ownTimeZone;
  }

  /** Somebody else changed the field while it was under edit here. */
  isOvertaken(name: Name): boolean {
    return this.conflicts.includes(name);
  }

  hasProblem(name: Name): boolean {
    const { values } = this;
    if (!values) return false;
    if (name === 'idleMinutes' && !values.endsIdle) return false;
    if (name in ranges) return !isWithin(values[name as NumberName], ranges[name as NumberName]);
    if (name === 'hours') return hasProblems(values.hours);
    if (name === 'files' || name === 'recentAgentFirst' || name === 'endsIdle') return false;
    return lengthOf(values[name as TextName]) > longestText;
  }

  protected isSame<N extends Name>(name: N, one: Values[N], other: Values[N]): boolean {
    return name === 'hours' ? areSameHours(one as HoursDraft, other as HoursDraft) : one === other;
  }

  /** A complaint about the hours names the place in them. */
  protected isAbout(complaint: Complaint, name: Name): boolean {
    return complaint.field.startsWith(fieldOf(name));
  }

  /** Opening hours typed while the service is always open are kept as an edit, although saving them would change nothing. */
  protected override isUndone<N extends Name>(name: N, value: Values[N], saved: Values[N]): boolean {
    const isKept = name === 'hours' && (value as HoursDraft).isAlwaysOpen;
    return this.isSame(name, value, saved) && !isKept;
  }

  protected async send(edited: readonly Name[], values: Values): Promise<Sent<Complaint>> {
    const { saveChatSettings: outcome } = await this.#api.request(SaveChatSettings, {
      input: inputFor(edited, values),
    });
    if (outcome.__typename === 'InvalidInput') return { complaint: outcome };
    if (outcome.__typename !== 'ServiceSettings') return outcome.__typename;
    this.#settings.adopt(outcome);
    return 'Saved';
  }
}

/** How the API calls a field when it complains about it. */
export function fieldOf(name: Name): string {
  const text = /^(greeting|ratingMessage|absentText)(Ko|En)$/.exec(name);
  return text ? `${text[1]!}.${text[2]!.toLowerCase()}` : name;
}

function isWithin(typed: string, [least, most]: readonly [number, number]): boolean {
  return /^\d{1,9}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most;
}

function inputFor(names: readonly Name[], values: Values): SaveChatSettingsInput {
  const edited = (...any: Name[]) => any.some((name) => names.includes(name));
  const text = (typed: string) => tidied(typed) || null;
  return {
    ...(edited('greetingKo', 'greetingEn') && {
      greeting: { ko: text(values.greetingKo), en: text(values.greetingEn) },
    }),
    ...(edited('ratingMessageKo', 'ratingMessageEn') && {
      ratingMessage: { ko: text(values.ratingMessageKo), en: text(values.ratingMessageEn) },
    }),
    ...(edited('absentTextKo', 'absentTextEn') && {
      absentText: { ko: text(values.absentTextKo), en: text(values.absentTextEn) },
    }),
    ...(edited('files') && { files: values.files }),
    ...(edited('recentAgentFirst') && { recentAgentFirst: values.recentAgentFirst }),
    ...(edited('seats') && { seats: Number(values.seats) }),
    ...(edited('requestedGraceSeconds') && { requestedGraceSeconds: Number(values.requestedGraceSeconds) }),
    ...(edited('activeGraceSeconds') && { activeGraceSeconds: Number(values.activeGraceSeconds) }),
    ...(edited('endsIdle', 'idleMinutes') && { idleMinutes: values.endsIdle ? Number(values.idleMinutes) : null }),
    ...(edited('hours') && { hours: inputOf(values.hours) }),
  };
}
