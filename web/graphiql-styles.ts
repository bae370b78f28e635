import type { Plugin } from 'vite';

/** GraphiQL's styles carry typefaces of 370 kB as `data:` addresses, which our content security policy admits from nowhere. */
export function graphiqlStyles(): Plugin {
  return {
    name: 'damso:graphiql-styles',
    enforce: 'pre',
    transform: {
      filter: { id: /\/graphiql\/dist\/style\.css$/ },
      handler: (code) => ({ code: code.replace(/@font-face\s*\{[^}]*\}/g, ''), map: null }),
    },
  };
}
