import { createContext } from 'svelte';
import type { TextStorage } from '#lib/chat/text-storage.ts';

/** Keeps what the agent types anywhere in the console; one for all pages, for where the browser blocks storage it is a memory. */
export const [getTexts, setTexts] = createContext<TextStorage>();
