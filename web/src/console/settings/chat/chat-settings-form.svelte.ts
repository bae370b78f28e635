import type { Settings } from '#console/service/settings.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { SaveChatSettingsInput, ServiceSettingsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { Refusal } from '../refusal.ts';
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
type TextName = 'greetingKo' | 'greetingEn' | 'ratingMessageKo' | 'ratingMessageEn';

export const longestText = 1_000;
export const ranges: Readonly<Record<NumberName, readonly [least: number, most: number]>> = {
  seats: [1, 100],
  requestedGraceSeconds: [0, 600],
  activeGraceSeconds: [0, 3_600],
  idleMinutes: [2, 1_440],
};

/** An edit and what it was made on: when that changes under it, the person is told. */
interface Edit<Value> {
  value: Value;
  base: Value;
}
type Edits = { [N in Name]?: Edit<Values[N]> };

/** What the server had against a value. */
interface Complaint {
  field: string;
  message: string;
}

/** Where nothing is set yet. */
const suggestedIdleMinutes = 15;
const storedAs = 'chat-settings';

function valuesOf({ chat }: ServiceSettingsFragment, ownTimeZone: string): Values {
  return {
    greetingKo: chat.greeting.ko ?? '',
    greetingEn: chat.greeting.en ?? '',
    ratingMessageKo: chat.ratingMessage.ko ?? '',
    ratingMessageEn: chat.ratingMessage.en ?? '',
    recentAgentFirst: chat.recentAgentFirst,
    seats: String(chat.seats),
    requestedGraceSeconds: String(chat.requestedGraceSeconds),
    activeGraceSeconds: String(chat.activeGraceSeconds),
    endsIdle: chat.idleMinutes !== null,
    idleMinutes: String(chat.idleMinutes ?? suggestedIdleMinutes),
    hours: draftOf(chat.hours, ownTimeZone),
  };
}

const isSame = <N extends Name>(name: N, one: Values[N], other: Values[N]) =>
  name === 'hours' ? areSameHours(one as HoursDraft, other as HoursDraft) : one === other;

export function lengthOf(text: string): number {
  return text.normalize('NFC').trim().length;
}

/**
 * The chat settings under edit: the server's values with the person's edits on top. News from the server shows in every field that
 * nobody touched; edits outlive a refusal, a lost network and the page.
 */
export class ChatSettingsForm {
  readonly #api: Api;
  readonly #settings: Settings;
  readonly #storage: TextStorage;
  readonly #ownTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  #edits = $state.raw<Edits>({});
  #isSaving = $state(false);
  #wasSaved = $state(false);
  #refusal = $state<Refusal | null>(null);
  #complaint = $state.raw<Complaint | null>(null);

  readonly #truth = $derived.by(() =>
    this.#settings.current ? valuesOf(this.#settings.current, this.#ownTimeZone) : undefined,
  );
  readonly #values = $derived.by(() => {
    const truth = this.#truth;
    if (!truth) return undefined;
    const edits = Object.entries(this.#edits).map(([name, edit]) => [name, edit.value]);
    return { ...truth, ...Object.fromEntries(edits) } as Values;
  });
  readonly #edited = $derived.by(() => {
    const truth = this.#truth;
    if (!truth) return [];
    return (Object.keys(this.#edits) as Name[]).filter((name) => !isSame(name, this.#edits[name]!.value, truth[name]));
  });

  constructor(api: Api, settings: Settings, storage: TextStorage) {
    this.#api = api;
    this.#settings = settings;
    this.#storage = storage;
    const kept = storage.get(storedAs);
    if (kept) this.#edits = JSON.parse(kept) as Edits;
  }

  /** Undefined until the server told. */
  get values(): Values | undefined {
    return this.#values;
  }

  get ownTimeZone(): string {
    return this.#ownTimeZone;
  }

  get isUnsaved(): boolean {
    return this.#edited.length > 0;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  /** The last edits were saved, and nothing was edited since. */
  get wasSaved(): boolean {
    return this.#wasSaved && !this.isUnsaved;
  }

  /** Why the last try to save did not succeed. */
  get refusal(): Refusal | null {
    return this.#refusal;
  }

  /** What the server had against a value of the last try. */
  get complaint(): Complaint | null {
    return this.#complaint;
  }

  /** Somebody else changed the field while it was under edit here. */
  isOvertaken(name: Name): boolean {
    const edit = this.#edits[name];
    const truth = this.#truth?.[name];
    if (!edit || truth === undefined || !this.#edited.includes(name)) return false;
    return !isSame(name, edit.base, truth);
  }

  hasProblem(name: Name): boolean {
    const { values } = this;
    if (!values) return false;
    if (name === 'idleMinutes' && !values.endsIdle) return false;
    if (name in ranges) return !isWithin(values[name as NumberName], ranges[name as NumberName]);
    if (name === 'hours') return hasProblems(values.hours);
    if (name === 'recentAgentFirst' || name === 'endsIdle') return false;
    return lengthOf(values[name as TextName]) > longestText;
  }

  edit<N extends Name>(name: N, value: Values[N]): void {
    const truth = this.#truth;
    if (!truth) return;
    const base = this.#edits[name]?.base ?? truth[name];
    this.#wasSaved = false;
    this.#refusal = null;
    // A complaint about the hours names the place in them.
    if (this.#complaint?.field.startsWith(fieldOf(name))) this.#complaint = null;
    // A week that is not in force stays typed for as long as the page stands.
    const isKept = name === 'hours' && (value as HoursDraft).isAlwaysOpen;
    if (isSame(name, value, truth[name]) && !isKept) this.#drop([name]);
    else this.#keep({ ...this.#edits, [name]: { value, base } });
  }

  discard(): void {
    this.#keep({});
    this.#refusal = null;
    this.#complaint = null;
  }

  /** Sends what was edited; true when it was saved. */
  async save(): Promise<boolean> {
    const { values } = this;
    const sent = this.#edits;
    const names = this.#edited;
    if (!values || this.#isSaving) return false;
    this.#refusal = null;
    this.#complaint = null;
    if (names.some((name) => this.hasProblem(name))) {
      this.#refusal = 'InvalidInput';
      return false;
    }
    if (names.length === 0) return true;
    this.#isSaving = true;
    try {
      const { saveChatSettings: outcome } = await this.#api.request(SaveChatSettings, {
        input: inputFor(names, values),
      });
      if (outcome.__typename === 'ServiceSettings') {
        this.#settings.adopt(outcome);
        // What was typed while it was on its way is not saved yet.
        const rest = names.filter((name) => this.#edits[name] && this.#edits[name] !== sent[name]);
        this.#drop(names.filter((name) => !rest.includes(name)));
        this.#rebase(rest);
        this.#wasSaved = true;
        return true;
      }
      this.#refusal = outcome.__typename;
      if (outcome.__typename === 'InvalidInput') this.#complaint = outcome;
    } catch {
      this.#refusal = 'Unreachable';
    } finally {
      this.#isSaving = false;
    }
    return false;
  }

  /** What is edited still stands on what was just saved. */
  #rebase(names: readonly Name[]): void {
    const rebased = names.map((name) => [name, { value: this.#edits[name]!.value, base: this.#truth![name] }]);
    this.#keep({ ...this.#edits, ...(Object.fromEntries(rebased) as Edits) });
  }

  #drop(names: readonly Name[]): void {
    this.#keep(Object.fromEntries(Object.entries(this.#edits).filter(([name]) => !names.includes(name as Name))));
  }

  #keep(edits: Edits): void {
    this.#edits = edits;
    if (this.isUnsaved) this.#storage.set(storedAs, JSON.stringify(edits));
    else this.#storage.remove(storedAs);
  }
}

/** How the API calls a field when it complains about it. */
export function fieldOf(name: Name): string {
  const text = /^(greeting|ratingMessage)(Ko|En)$/.exec(name);
  return text ? `${text[1]!}.${text[2]!.toLowerCase()}` : name;
}

function isWithin(typed: string, [least, most]: readonly [number, number]): boolean {
  return /^\d{1,9}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most;
}

function inputFor(names: readonly Name[], values: Values): SaveChatSettingsInput {
  const edited = (...any: Name[]) => any.some((name) => names.includes(name));
  const text = (typed: string) => typed.trim() || null;
  return {
    ...(edited('greetingKo', 'greetingEn') && {
      greeting: { ko: text(values.greetingKo), en: text(values.greetingEn) },
    }),
    ...(edited('ratingMessageKo', 'ratingMessageEn') && {
      ratingMessage: { ko: text(values.ratingMessageKo), en: text(values.ratingMessageEn) },
    }),
    ...(edited('recentAgentFirst') && { recentAgentFirst: values.recentAgentFirst }),
    ...(edited('seats') && { seats: Number(values.seats) }),
    ...(edited('requestedGraceSeconds') && { requestedGraceSeconds: Number(values.requestedGraceSeconds) }),
    ...(edited('activeGraceSeconds') && { activeGraceSeconds: Number(values.activeGraceSeconds) }),
    ...(edited('endsIdle', 'idleMinutes') && { idleMinutes: values.endsIdle ? Number(values.idleMinutes) : null }),
    ...(edited('hours') && { hours: inputOf(values.hours) }),
  };
}
