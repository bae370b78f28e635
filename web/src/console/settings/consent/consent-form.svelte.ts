import { tidied } from '@damso/api/blank';
import { VersionedForm, type Sent } from '#console/forms/versioned-form.svelte.ts';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { ConsentDraftFragment, ConsentVersionFragment, Language } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment ConsentDraft on ConsentDraft {
    revision
    published
    changedAt
    author {
      id
      name
    }
    purpose {
      ko
      en
    }
    items {
      ko
      en
    }
    retention {
      ko
      en
    }
    refusal {
      ko
      en
    }
  }
`);
graphql(`
  fragment ConsentVersion on ConsentVersion {
    version
    current
    publishedAt
    publishedBy {
      id
      name
    }
    notices {
      language
      purpose
      items
      retention
      refusal
    }
  }
`);

const ConsentNotices = graphql(`
  query ConsentNotices {
    consentDraft {
      ...ConsentDraft
    }
    consentVersions {
      ...ConsentVersion
    }
  }
`);

const SaveConsentDraft = graphql(`
  mutation SaveConsentDraft($input: SaveConsentDraftInput!) {
    saveConsentDraft(input: $input) {
      __typename
      ...ConsentDraft
      ... on StaleConsentDraft {
        draft {
          ...ConsentDraft
        }
      }
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const PublishConsentDraft = graphql(`
  mutation PublishConsentDraft($revision: Int!) {
    publishConsentDraft(revision: $revision) {
      __typename
      ... on StaleConsentDraft {
        draft {
          ...ConsentDraft
        }
      }
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

/** The four points of a notice, in the order in which customers read them. */
export const points = ['purpose', 'items', 'retention', 'refusal'] as const;
export type Point = (typeof points)[number];

export type Name = `${Point}.${Language}`;
export type Values = Record<Name, string>;

/** UTF-16 units in one point and language. */
export const longestPoint = 4_000;

const names = points.flatMap((point): Name[] => [`${point}.ko`, `${point}.en`]);

interface Complaint {
  field: string;
  message: string;
}

/** Why a draft was not published. Stale: somebody else changed it; Incomplete: a point is missing in a language. */
export type PublishRefusal = 'Stale' | 'Incomplete' | 'NotPermitted' | 'Unreachable';

const valueIn = (draft: ConsentDraftFragment, name: Name) => {
  const [point, language] = name.split('.') as [Point, Language];
  return draft[point][language] ?? '';
};

/** The next consent notice under edit, and the versions there are. */
export class ConsentForm extends VersionedForm<Values, Complaint> {
  readonly #api: Api;
  #draft = $state.raw<ConsentDraftFragment>();
  #versions = $state.raw<readonly ConsentVersionFragment[]>([]);
  #failed = $state(false);
  #publishing = $state(false);
  #publishRefusal = $state<PublishRefusal | null>(null);
  #missing = $state<Name | null>(null);
  /** Counts the questions; only the answer to the last one counts. */
  #asked = 0;

  readonly saved = $derived.by(() => {
    const draft = this.#draft;
    return draft && (Object.fromEntries(names.map((name) => [name, valueIn(draft, name)])) as Values);
  });

  constructor(api: Api, storage: TextStorage) {
    super({ names, storage, storedAs: 'consent-draft' });
    this.#api = api;
  }

  /** As the server has it; undefined until it told. */
  get draft(): ConsentDraftFragment | undefined {
    return this.#draft;
  }

  /** The newest first. */
  get versions(): readonly ConsentVersionFragment[] {
    return this.#versions;
  }

  /** No answer came to the first question. */
  get failed(): boolean {
    return this.#failed && this.#draft === undefined;
  }

  get isPublishing(): boolean {
    return this.#publishing;
  }

  /** Customers would be asked something else than now. */
  get differs(): boolean {
    return this.isUnsaved || this.#draft?.published === false;
  }

  get publishRefusal(): PublishRefusal | null {
    return this.#publishRefusal;
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    this.#failed = false;
    try {
      const { consentDraft, consentVersions } = await this.#api.request(ConsentNotices, {});
      if (asked !== this.#asked) return;
      this.#versions = consentVersions;
      this.#adopt(consentDraft);
      this.reached();
    } catch {
      // What is known stays.
      if (asked === this.#asked) this.#failed = true;
    }
  }

  hasProblem(name: Name): boolean {
    return tidied(this.values?.[name] ?? '').length > longestPoint;
  }

  /** The point that kept the draft from being published, as long as nothing is written in it. */
  isMissing(name: Name): boolean {
    return this.#missing === name && tidied(this.values?.[name] ?? '') === '';
  }

  /** Saves what was typed and publishes it; true when customers are asked it from now on. */
  async publish(): Promise<boolean> {
    if (this.#publishing || (this.isUnsaved && !(await this.save()))) return false;
    this.#publishing = true;
    this.#publishRefusal = this.#missing = null;
    try {
      const { publishConsentDraft: outcome } = await this.#api.request(PublishConsentDraft, {
        revision: this.#draft!.revision,
      });
      switch (outcome.__typename) {
        case 'StaleConsentDraft':
          this.#adopt(outcome.draft);
          this.#publishRefusal = 'Stale';
          break;
        case 'InvalidInput':
          this.#missing = outcome.field as Name;
          this.#publishRefusal = 'Incomplete';
          break;
        case 'NotPermitted':
          this.#publishRefusal = 'NotPermitted';
          break;
        case 'ConsentVersion':
          await this.load();
      }
    } catch {
      this.#publishRefusal = 'Unreachable';
    }
    this.#publishing = false;
    return this.#publishRefusal === null;
  }

  protected isSame(_name: Name, one: string, other: string): boolean {
    return tidied(one) === tidied(other);
  }

  protected isAbout(complaint: Complaint, name: Name): boolean {
    return complaint.field === name;
  }

  protected async send(edited: readonly Name[], values: Values): Promise<Sent<Complaint>> {
    const input = Object.fromEntries(
      points.map((point) => [
        point,
        Object.fromEntries(
          (['ko', 'en'] as const)
            .filter((language) => edited.includes(`${point}.${language}`))
            .map((language) => [language, tidied(values[`${point}.${language}`]) || null]),
        ),
      ]),
    );
    const { saveConsentDraft: outcome } = await this.#api.request(SaveConsentDraft, {
      input: { revision: this.#draft!.revision, ...input },
    });
    switch (outcome.__typename) {
      case 'ConsentDraft':
        this.#adopt(outcome);
        return 'Saved';
      case 'StaleConsentDraft':
        this.#adopt(outcome.draft);
        return 'StaleInfo';
      case 'InvalidInput':
        return { complaint: outcome };
      case 'NotPermitted':
        return 'NotPermitted';
    }
  }

  #adopt(draft: ConsentDraftFragment): void {
    // A question asked before this answer would put older values back.
    this.#asked += 1;
    this.#publishRefusal = null;
    this.#draft = draft;
    this.adopted();
  }
}
