import type { Plugin } from 'vite';

/**
 * GraphiQL as it fits in here: without its typefaces, 370 kB of `data:` addresses in its styles that our content security policy
 * admits from nowhere, and without a warning for each of its modules that is marked for React's servers.
 */
export function graphiql(): Plugin {
  return {
    name: 'damso:graphiql',
    enforce: 'pre',
    transform: {
      filter: { id: /\/graphiql\/dist\/style\.css$/ },
      handler: (code) => ({ code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
    },
    onLog: (_, { code }) => (code === 'MODULE_LEVEL_DIRECTIVE' ? false : null),
  };
}
