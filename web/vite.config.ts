import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { sharedChunks } from './chunks.ts';
import { graphiql } from './graphiql.ts';
import { isolatedParameters } from './isolated-parameters.ts';

const api = process.env.DAMSO_API ?? 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
    }),
    isolatedParameters(),
    graphiql(),
    tailwindcss(),
    sveltekit({
      adapter: adapter(),
      compilerOptions: { runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true) },
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute SvelteKit itself writes: on the element that announces navigations to screen readers.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'frame-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['self'],
        },
      },
    }),
  ],
  // One chunk is larger than others: the explorer's, which its page alone loads.
  build: { chunkSizeWarningLimit: 1_000 },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups: sharedChunks() } } } } } },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/graphql': { target: api, ws: true },
      '/demo/mails': { target: api },
      '^/widget(\\.js|/).*': { target: api },
    },
  },
});
