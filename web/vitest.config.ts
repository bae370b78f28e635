import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { isolatedParameters } from './isolated-parameters.ts';

export default defineConfig({
  plugins: [isolatedParameters(), svelte()],
  // A slow machine is no fault; what hangs is still found.
  test: { include: ['src/**/*.test.ts'], testTimeout: 30_000, sequence: { groupOrder: 2 } },
});
