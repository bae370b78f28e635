import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { TreeNode } from '../tree/tree-order.ts';
import type { Outcome, TreeSource } from '../tree/tree.svelte.ts';

const InquiryTypeTreeOfService = graphql(`
  query InquiryTypeTreeOfService($language: Language!) {
    inquiryTypes(language: $language) {
      id
      name
      names {
        ko
        en
      }
      level
      parentId
      inHelpCenter
    }
  }
`);

const SaveInquiryType = graphql(`
  mutation SaveInquiryType($input: SaveInquiryTypeInput!) {
    saveInquiryType(input: $input) {
      __typename
      ... on InvalidInput {
        message
      }
    }
  }
`);

const RemoveInquiryType = graphql(`
  mutation RemoveInquiryType($inquiryTypeId: ID!) {
    removeInquiryType(inquiryTypeId: $inquiryTypeId) {
      __typename
    }
  }
`);

const MoveInquiryType = graphql(`
  mutation MoveInquiryType($inquiryTypeId: ID!, $before: ID) {
    moveInquiryType(inquiryTypeId: $inquiryTypeId, before: $before) {
      __typename
    }
  }
`);

export interface InquiryTypeNode extends TreeNode {
  inHelpCenter: boolean;
}

export interface InquiryTypeSource extends TreeSource<InquiryTypeNode> {
  /** Shows one to customers, or keeps it for agents. */
  show: (id: string, inHelpCenter: boolean) => Promise<Outcome>;
}

/** The inquiry types of the service, called in the language of the console. */
export function inquiryTypeSource(api: Api): InquiryTypeSource {
  return {
    typeName: 'InquiryType',
    load: async () => {
      const { inquiryTypes } = await api.request(InquiryTypeTreeOfService, { language: getLocale() });
      return inquiryTypes.map(({ names: { ko, en }, ...type }) => ({ ...type, names: { ko: ko ?? '', en: en ?? '' } }));
    },
    save: async (node, { ko = '', en = '' }) =>
      (await api.request(SaveInquiryType, { input: { ...node, name: { ko, en } } })).saveInquiryType,
    remove: async (inquiryTypeId) => (await api.request(RemoveInquiryType, { inquiryTypeId })).removeInquiryType,
    move: async (inquiryTypeId, before) =>
      (await api.request(MoveInquiryType, { inquiryTypeId, before })).moveInquiryType,
    show: async (id, inHelpCenter) =>
      (await api.request(SaveInquiryType, { input: { id, inHelpCenter } })).saveInquiryType,
  };
}
