import { followWindowLanguage } from '#lib/ui/language.svelte.ts';

export function init(): void {
  followWindowLanguage();
}
