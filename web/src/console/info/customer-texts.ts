import type { MaskableMessage } from '#console/masking/pieces.ts';
import type { CustomerTextsFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';

graphql(`
  fragment CustomerTexts on Customer {
    id
    infoVersion
    name
    email
    phone
    memo
    nameMasks {
      ...MaskParts
    }
    emailMasks {
      ...MaskParts
    }
    phoneMasks {
      ...MaskParts
    }
    memoMasks {
      ...MaskParts
    }
    memoSuggestions {
      ...SuggestionParts
    }
  }
`);

/** In the order of the screens. */
export const customerTextNames = ['name', 'email', 'phone', 'memo'] as const;
export type CustomerTextName = (typeof customerTextNames)[number];

/** What something can be hidden in, of what is known of a customer. */
export const customerText = (customer: CustomerTextsFragment, name: CustomerTextName) =>
  ({
    id: `${customer.id} ${name}`,
    revision: Number(customer.infoVersion),
    place: { objectId: customer.id, field: name },
    body: customer[name] ?? '',
    masks: customer[`${name}Masks`],
    suggestions: name === 'memo' ? customer.memoSuggestions : [],
  }) satisfies MaskableMessage;

/** The fields in which something is hidden. */
export const maskedNames = (customer: CustomerTextsFragment): readonly CustomerTextName[] =>
  customerTextNames.filter((name) => customer[`${name}Masks`].length > 0);
