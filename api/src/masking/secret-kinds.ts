import type { Box, Place } from './vault.ts';

/** A kind of secret that is kept under the keys, as rows `s` of its table. */
export interface SecretKind {
  /** As problems name them. */
  readonly what: string;
  /** After a number. */
  readonly counted: string;
  readonly table: string;
  /** Its column of ids. */
  readonly key: string;
  /** SQL: the columns of the place to which one is bound. */
  readonly place: string;
  /** SQL: what has to be joined for that. */
  readonly join?: string;
}

/** Every kind: whatever moves, counts or tries secrets goes through this list. */
export const secretKinds = {
  originals: {
    what: 'masks',
    counted: 'originals',
    table: 'mask_original',
    key: 'id',
    place:
      's.id as "maskId", s.chat_id as "chatId", s.message_id as "messageId", s.object_id as "objectId", s.field, coalesce(s.service_id, c.service_id) as "serviceId"',
    join: 'left join chat c on c.id = s.chat_id',
  },
  secondFactors: {
    what: 'second factors',
    counted: 'second factors',
    table: 'second_factor',
    key: 'account_id',
    place: 's.account_id as "accountId"',
  },
  webhookSecrets: {
    what: 'secrets of webhooks',
    counted: 'secrets of webhooks',
    table: 'webhook_secret',
    key: 'id',
    place: 's.id as "webhookSecretId"',
  },
  customerDataSecrets: {
    what: 'secrets of customer-data links',
    counted: 'of customer-data links',
    table: 'customer_data_secret',
    key: 'id',
    place: 's.id as "customerDataSecretId"',
  },
  memberSecrets: {
    what: 'member secrets',
    counted: 'of member links',
    table: 'member_key',
    key: 'id',
    place: 's.id as "memberKeyId"',
  },
} as const satisfies Record<string, SecretKind>;

type SecretName = keyof typeof secretKinds;
export const secretNames = Object.keys(secretKinds) as readonly SecretName[];

/** Of each kind something. */
export type OfEach<Of> = Readonly<Record<SecretName, Of>>;

export async function ofEach<Of>(work: (kind: SecretKind) => Promise<Of>): Promise<OfEach<Of>> {
  const found: [string, Of][] = [];
  for (const name of secretNames) found.push([name, await work(secretKinds[name])]);
  return Object.fromEntries(found) as OfEach<Of>;
}

/** A secret with its id and its place. */
export type Secret = Box & Place & { readonly id: string };

/** SQL: the columns of a `Secret`. */
export const secretColumns = ({ key, place }: SecretKind) => `s.${key} as id, ${place}, s.key_id as "keyId", s.box`;
