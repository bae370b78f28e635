import { tidied } from '@damso/api/blank';
import { VersionedForm, type SaveRefusal, type Sent } from '#console/forms/versioned-form.svelte.ts';
import { isSlug } from '#console/service/slug.ts';
import type { Settings } from '#console/service/settings.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type {
  Language,
  SaveGeneralSettingsInput,
  ServiceSettingsFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

const SaveGeneralSettings = graphql(`
  mutation SaveGeneralSettings($input: SaveGeneralSettingsInput!) {
    saveGeneralSettings(input: $input) {
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
  nameKo: string;
  nameEn: string;
  slug: string;
  /** The languages in their order, with commas between them. */
  languages: string;
  timeZone: string;
}
export type Name = keyof Values;

/** What the server had against a value. Without words of its own, the name is taken. */
export interface Complaint {
  field: string;
  message: string | null;
}

export const longestName = 100;
export const languageChoices = ['ko', 'en', 'ko,en', 'en,ko'] as const;

const names: readonly Name[] = ['nameKo', 'nameEn', 'slug', 'languages', 'timeZone'];
const fields: Record<Name, string> = {
  nameKo: 'name.ko',
  nameEn: 'name.en',
  slug: 'slug',
  languages: 'languages',
  timeZone: 'timeZone',
};

const valuesOf = ({ general }: ServiceSettingsFragment): Values => ({
  nameKo: general.name.ko ?? '',
  nameEn: general.name.en ?? '',
  slug: general.slug,
  languages: general.languages.join(','),
  timeZone: general.timeZone,
});

/** What a service is called, where and in which languages, under edit. As of other settings the last save wins, and the form warns of it. */
export class GeneralForm extends VersionedForm<Values, Complaint> {
  readonly #api: Api;
  readonly #settings: Settings;

  readonly saved = $derived.by(() => (this.#settings.current ? valuesOf(this.#settings.current) : undefined));

  constructor(api: Api, settings: Settings, storage: TextStorage) {
    super({ names, storage, storedAs: 'general-settings', overtakes: true });
    this.#api = api;
    this.#settings = settings;
  }

  /** Never StaleInfo, because the settings have no version. */
  override get refusal(): Exclude<SaveRefusal, 'StaleInfo'> | null {
    return super.refusal as Exclude<SaveRefusal, 'StaleInfo'> | null;
  }

  hasProblem(name: Name): boolean {
    const { values } = this;
    if (!values) return false;
    if (name === 'slug') return !isSlug(values.slug);
    if (name !== 'nameKo' && name !== 'nameEn') return false;
    return this.isNameMissing || tidied(values[name]).length > longestName;
  }

  /** One name at least there must be. */
  get isNameMissing(): boolean {
    return this.values !== undefined && tidied(this.values.nameKo + this.values.nameEn) === '';
  }

  isAbout(complaint: Complaint, name: Name): boolean {
    return complaint.field === fields[name];
  }

  protected isSame<N extends Name>(_name: N, one: Values[N], other: Values[N]): boolean {
    return one === other;
  }

  protected async send(edited: readonly Name[], values: Values): Promise<Sent<Complaint>> {
    const text = (typed: string) => tidied(typed) || null;
    const input: SaveGeneralSettingsInput = {
      ...(edited.some((name) => name === 'nameKo' || name === 'nameEn') && {
        name: {
          ...(edited.includes('nameKo') && { ko: text(values.nameKo) }),
          ...(edited.includes('nameEn') && { en: text(values.nameEn) }),
        },
      }),
      ...(edited.includes('slug') && { slug: values.slug }),
      ...(edited.includes('languages') && { languages: values.languages.split(',') as Language[] }),
      ...(edited.includes('timeZone') && { timeZone: values.timeZone }),
    };
    const { saveGeneralSettings: outcome } = await this.#api.request(SaveGeneralSettings, { input });
    switch (outcome.__typename) {
      case 'InvalidInput':
        return { complaint: outcome };
      case 'SlugTaken':
        return { complaint: { field: 'slug', message: null } };
      case 'NotPermitted':
        return 'NotPermitted';
    }
    this.#settings.adopt(outcome);
    return 'Saved';
  }
}
