import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every core; Vitest would leave one idle, which of two is half of them.
    maxWorkers: '100%',
    projects: [
      'web/vitest.config.ts',
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
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          experimental: { viteModuleRunner: false },
          globalSetup: ['e2e/prepare.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
