import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Typed documents for the web part. One folder per bundle, because a folder's documents live in one object that no bundler can
 * shake: the widget must not carry the console's.
 */
const folder = (documents: string[]): CodegenConfig['generates'][string] => ({
  preset: 'client',
  documents,
  presetConfig: { fragmentMasking: false },
  config: {
    documentMode: 'string',
    enumType: 'string-literal',
    scalars: { DateTime: 'string', ID: 'string' },
    strictScalars: true,
    useTypeImports: true,
    importExtension: '.ts',
  },
});

const config: CodegenConfig = {
  schema: 'schema.graphql',
  ignoreNoDocuments: true,
  generates: {
    'web/src/lib/graphql/generated/chat/': folder(['web/src/lib/chat/**/*.{ts,svelte}']),
    'web/src/lib/graphql/generated/console/': folder([
      'web/src/console/**/*.{ts,svelte}',
      'web/src/lib/ui/**/*.{ts,svelte}',
    ]),
    'web/src/lib/graphql/generated/help/': folder([
      'web/src/helpcenter/**/*.{ts,svelte}',
      'web/src/routes/help/**/*.{ts,svelte}',
    ]),
    'web/src/lib/graphql/generated/widget/': folder(['web/src/widget/**/*.{ts,svelte}']),
  },
};

export default config;
