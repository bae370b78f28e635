import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { isolatedParameters } from './isolated-parameters.ts';

export default defineConfig({
  plugins: [isolatedParameters(), svelte()],
  test: {
    include: ['*.test.ts', 'src/**/*.test.ts'],
    // Most of what a file takes by itself is to load the modules.
    isolate: false,
    setupFiles: ['each-file.ts'],
    // A slow machine is no fault; what hangs is still found.
    testTimeout: 30_000,
    sequence: { groupOrder: 2 },
  },
});
