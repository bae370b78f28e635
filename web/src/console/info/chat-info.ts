import { tidied } from '@damso/api/blank';
import type { MaskableMessage } from '#console/masking/pieces.ts';
import type { ChatInfoFragment, SaveChatInfoInput } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment ChatInfo on Chat {
    id
    revision
    state
    language
    requestedAt
    openedAt
    customerEndedAt
    closedAt
    erasedAt
    agent {
      id
      name
    }
    infoVersion
    customer {
      ...CustomerTexts
      saidName
      saidEmail
      saidPhone
      verified
      verifiedSaid
      memberId
      erasedAt
      duplicates {
        id
        name
      }
    }
    category {
      id
      path
      removed
    }
    note
    noteMasks {
      ...MaskParts
    }
    noteSuggestions {
      ...SuggestionParts
    }
    origin {
      device
      browser
      os
      ipAddress
      page
    }
  }
`);

export type ChosenCategory = NonNullable<ChatInfoFragment['category']>;

/** As the fields of the panel hold them. */
export interface Values {
  name: string;
  email: string;
  phone: string;
  memo: string;
  category: ChosenCategory | null;
  note: string;
}
export type Name = keyof Values;
export type TextName = Exclude<Name, 'category'>;

/** In the order of the panel. */
export const names: readonly Name[] = ['name', 'email', 'phone', 'memo', 'category', 'note'];

/** In UTF-16 units, after NFC and without the blanks around. */
export const longest: Readonly<Record<TextName, number>> = {
  name: 100,
  email: 320,
  phone: 50,
  memo: 2_000,
  note: 4_000,
};

export function valuesOf({
  customer,
  category,
  note,
}: Pick<ChatInfoFragment, 'category' | 'note'> & {
  customer: Pick<ChatInfoFragment['customer'], 'name' | 'email' | 'phone' | 'memo'>;
}): Values {
  return {
    name: customer.name ?? '',
    email: customer.email ?? '',
    phone: customer.phone ?? '',
    memo: customer.memo ?? '',
    category,
    note: note ?? '',
  };
}

/** What something can be hidden in, of the note that the consultation is filed with. */
export const noteText = ({
  id,
  revision,
  note,
  noteMasks: masks,
  noteSuggestions: suggestions,
}: Pick<ChatInfoFragment, 'id' | 'revision' | 'note' | 'noteMasks' | 'noteSuggestions'>) =>
  ({
    id: `${id} note`,
    revision,
    place: { objectId: id, field: 'note' },
    internal: true,
    body: note ?? '',
    masks,
    suggestions,
  }) satisfies MaskableMessage;

/** Whether saving one in place of the other would change nothing. */
export function isSame<N extends Name>(name: N, one: Values[N], other: Values[N]): boolean {
  if (name !== 'category') return tidied(one as string) === tidied(other as string);
  return (one as ChosenCategory | null)?.id === (other as ChosenCategory | null)?.id;
}

export function isTooLong(name: Name, value: Values[Name]): boolean {
  return name !== 'category' && tidied(value as string).length > longest[name];
}

/** What is sent: only the fields that were edited; blank clears. */
export function inputOf(edited: readonly Name[], values: Values): Omit<SaveChatInfoInput, 'chatId' | 'infoVersion'> {
  const fields = edited.map((name) =>
    name === 'category' ? ['categoryId', values.category?.id ?? null] : [name, tidied(values[name]) || null],
  );
  return Object.fromEntries(fields) as Omit<SaveChatInfoInput, 'chatId' | 'infoVersion'>;
}

/** The field that the API means when it complains, if it is one of the panel's. */
export function nameOf(field: string): Name | undefined {
  const last = field.split('.').at(-1);
  return names.find((name) => name === last || (name === 'category' && last === 'categoryId'));
}

/** Until its end a chat is written on by its own agent; afterwards by everyone who sees it; once it was erased by nobody. */
export function mayEdit(
  { state, agent, erasedAt }: Pick<ChatInfoFragment, 'state' | 'agent' | 'erasedAt'>,
  isMe: (id: string) => boolean,
): boolean {
  if (erasedAt !== null) return false;
  return state === 'CLOSED' || (agent !== null && isMe(agent.id));
}
