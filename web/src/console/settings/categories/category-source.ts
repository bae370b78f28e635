import type { Api } from '#lib/graphql/api.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import type { TreeNode } from '../tree/tree-order.ts';
import type { TreeSource } from '../tree/tree.svelte.ts';

const CategoryTreeOfService = graphql(`
  query CategoryTreeOfService {
    categories {
      id
      name
      level
      parentId
    }
  }
`);

const SaveCategory = graphql(`
  mutation SaveCategory($input: SaveCategoryInput!) {
    saveCategory(input: $input) {
      __typename
      ... on InvalidInput {
        message
      }
    }
  }
`);

const RemoveCategory = graphql(`
  mutation RemoveCategory($categoryId: ID!) {
    removeCategory(categoryId: $categoryId) {
      __typename
    }
  }
`);

const MoveCategory = graphql(`
  mutation MoveCategory($categoryId: ID!, $before: ID) {
    moveCategory(categoryId: $categoryId, before: $before) {
      __typename
    }
  }
`);

/** The categories of the service; they have one name for every language. */
export function categorySource(api: Api): TreeSource<TreeNode> {
  return {
    typeName: 'Category',
    load: async () => {
      const { categories } = await api.request(CategoryTreeOfService, {});
      return categories.map((category) => ({ ...category, names: { name: category.name } }));
    },
    save: async (node, { name = '' }) => (await api.request(SaveCategory, { input: { ...node, name } })).saveCategory,
    remove: async (categoryId) => (await api.request(RemoveCategory, { categoryId })).removeCategory,
    move: async (categoryId, before) => (await api.request(MoveCategory, { categoryId, before })).moveCategory,
  };
}
