import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { WaitingFirst } from './scripts/test-sequencer.ts';

/** What races with sends, recovers them or hides them: it must hold however they are written, so these run in three ways. */
const sending = [
  'api/src/chat/append-messages.test.ts',
  'api/src/chat/assignment.{property,races}.test.ts',
  'api/src/chat/{chat,locked-chats}.test.ts',
  'api/src/chat/search-index.test.ts',
  'api/src/masking/{intake,masking,upkeep}.test.ts',
  'api/src/privacy/erase.test.ts',
  'api/src/rating/rating.test.ts',
];

interface ApiTests {
  /** Replaces the way of production in which the processes of the tests write what is sent. */
  sends?: 'GUESSING_WRONG' | 'ONE_BY_ONE';
  /** Each file in a process of its own, which loads the product once more. */
  isolate?: boolean;
}

/** Tests on a server and a PostgreSQL of their own. */
function api(
  name: string,
  include: string[],
  { sends, isolate = false }: ApiTests = {},
): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include,
      // Those that count the work of a process have it to themselves.
      exclude: [...configDefaults.exclude, ...(isolate ? [] : ['**/*.cost.test.ts'])],
      isolate,
      // A third of the time they wait: for processes that start, and for times that run out.
      ...(!isolate && { maxWorkers: Math.ceil(1.5 * availableParallelism()) }),
      sequence: { groupOrder: isolate ? 1 : 0 },
      provide: { sends },
      // Node runs the TypeScript itself, as in production; Vite would load a second copy of graphql.
      experimental: { viteModuleRunner: false },
      globalSetup: ['api/test/postgres.ts', 'api/test/redis.ts'],
      setupFiles: ['api/test/each-file.ts'],
      // Many times what the longest takes, for machines that do other things meanwhile.
      testTimeout: 90_000,
      hookTimeout: 90_000,
      expect: { poll: { timeout: 20_000 } },
    },
  };
}

export default defineConfig({
  test: {
    // Every core; Vitest would leave one idle, which of two is half of them.
    maxWorkers: '100%',
    sequence: { sequencer: WaitingFirst },
    projects: [
      'web/vitest.config.ts',
      api('api', ['api/**/*.test.ts', 'examples/**/*.test.ts']),
      api('api-costs', ['api/**/*.cost.test.ts'], { isolate: true }),
      api('api-guessing-wrong', sending, { sends: 'GUESSING_WRONG' }),
      api('api-one-by-one', sending, { sends: 'ONE_BY_ONE' }),
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          isolate: false,
          sequence: { groupOrder: 1 },
          experimental: { viteModuleRunner: false },
          globalSetup: ['e2e/prepare.ts'],
          setupFiles: ['e2e/each-file.ts'],
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
