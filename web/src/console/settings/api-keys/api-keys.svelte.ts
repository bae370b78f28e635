import type { Api } from '#lib/graphql/api.ts';
import type { ApiKeyFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { keepUp } from '#lib/graphql/keep-up.ts';
import type { Refusal } from '../refusal.ts';
import { inputOf, type KeyDraft } from './key-draft.ts';

graphql(`
  fragment ApiKey on ApiClient {
    id
    name
    scopes
    allowedAddresses
    expiresAt
    revokedAt
    lastUsedAt
    lastUsedAddress
    secrets {
      prefix
    }
  }
`);

const ApiKeysQuery = graphql(`
  query ApiKeys {
    apiClients {
      ...ApiKey
    }
  }
`);

const CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiClientInput!) {
    createApiClient(input: $input) {
      __typename
      ... on CreatedApiClient {
        secret
      }
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const UpdateApiKey = graphql(`
  mutation UpdateApiKey($input: UpdateApiClientInput!) {
    updateApiClient(input: $input) {
      __typename
      ... on InvalidInput {
        field
        message
      }
    }
  }
`);

const RotateApiKey = graphql(`
  mutation RotateApiKey($id: ID!) {
    rotateApiClientSecret(id: $id) {
      __typename
      ... on CreatedApiClient {
        secret
      }
    }
  }
`);

const EndFormerApiKey = graphql(`
  mutation EndFormerApiKey($id: ID!) {
    endFormerApiClientSecret(id: $id) {
      __typename
    }
  }
`);

const RevokeApiKey = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiClient(id: $id) {
      __typename
    }
  }
`);

/** Another administrator may be at work, and the programs are. */
const refreshEveryMs = 10_000;

/** What became of a change: a secret where one was made, or why nothing did. */
export interface Changed {
  readonly secret?: string;
  readonly refusal?: Refusal;
  /** Of a value that was refused. */
  readonly field?: string;
  readonly message?: string;
}

/** The API keys of the service under the hands of an administrator. */
export class ApiKeys {
  readonly #api: Api;
  #all = $state.raw<readonly ApiKeyFragment[]>();
  #failed = $state(false);

  constructor(api: Api) {
    this.#api = api;
  }

  /** Undefined until they are known. */
  get all(): readonly ApiKeyFragment[] | undefined {
    return this.#all;
  }

  get failed(): boolean {
    return this.#failed;
  }

  /** Keeps up with the server until the returned function is called. */
  start(): () => void {
    void this.refresh();
    return keepUp(this.#api, refreshEveryMs, () => void this.refresh());
  }

  async refresh(): Promise<void> {
    try {
      this.#all = (await this.#api.request(ApiKeysQuery, {})).apiClients;
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
  }

  /** A new key, or the one of this id as it is to be. */
  save(draft: KeyDraft, id: string | null): Promise<Changed> {
    return this.#change(async () => {
      const input = inputOf(draft);
      if (id !== null) return (await this.#api.request(UpdateApiKey, { input: { id, ...input } })).updateApiClient;
      return (await this.#api.request(CreateApiKey, { input })).createApiClient;
    });
  }

  rotate(id: string): Promise<Changed> {
    return this.#change(async () => (await this.#api.request(RotateApiKey, { id })).rotateApiClientSecret);
  }

  endFormer(id: string): Promise<Changed> {
    return this.#change(async () => (await this.#api.request(EndFormerApiKey, { id })).endFormerApiClientSecret);
  }

  revoke(id: string): Promise<Changed> {
    return this.#change(async () => (await this.#api.request(RevokeApiKey, { id })).revokeApiClient);
  }

  async #change(send: () => Promise<Outcome>): Promise<Changed> {
    const changed = await send().then(changedBy, (): Changed => ({ refusal: 'Unreachable' }));
    await this.refresh();
    return changed;
  }
}

type Outcome =
  | { readonly __typename: 'ApiClient' | 'NotPermitted' | 'FormerSecretInUse' }
  | { readonly __typename: 'CreatedApiClient'; readonly secret: string }
  | { readonly __typename: 'InvalidInput'; readonly field: string; readonly message: string };

function changedBy(outcome: Outcome): Changed {
  switch (outcome.__typename) {
    case 'ApiClient':
      return {};
    case 'CreatedApiClient':
      return { secret: outcome.secret };
    case 'InvalidInput':
      return { refusal: 'InvalidInput', field: outcome.field, message: outcome.message };
    default:
      return { refusal: outcome.__typename };
  }
}
