import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { isolatedParameters } from './isolated-parameters.ts';

export default defineConfig({
  plugins: [isolatedParameters(), svelte()],
  test: { include: ['src/**/*.test.ts'] },
});
