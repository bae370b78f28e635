import type { Plugin } from 'vite';

/** Whatever is put into a message is isolated there, so that no name can turn the order of the words around it (`isolated`). */
export function isolatedParameters(): Plugin {
  return {
    name: 'damso:isolated-parameters',
    transform: {
      filter: { id: /\/paraglide\/messages\/\w+\.js$/ },
      handler(code) {
        const isolating = code.replaceAll(/\$\{(i\?\.\w+)\}/g, '${isolated($1)}');
        if (isolating === code) return null;
        return { code: `import { isolated } from '../../bidi/isolated.ts';\n${isolating}`, map: null };
      },
    },
  };
}
