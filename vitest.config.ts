import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'api',
          include: ['api/**/*.test.ts'],
          // Node runs the TypeScript itself, as in production; Vite would load a second copy of graphql.
          experimental: { viteModuleRunner: false },
          globalSetup: ['api/test/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
