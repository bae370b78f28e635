import { createContext } from 'svelte';
import type { Api } from './api.ts';

/** The API of the component tree: set once by its root, taken by whoever asks or listens. */
export const [getApi, setApi] = createContext<Api>();
