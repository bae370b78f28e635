import { overwriteGetLocale, type Locale } from '#lib/paraglide/runtime.js';
import { pickLanguage } from './language.ts';

const storageKey = 'damso.language';

/**
 * The language of this window. Messages read it through `getLocale`, so changing it repaints every text in place: no reload,
 * nothing typed is lost, no socket drops.
 */
class WindowLanguage {
  #current = $state<Locale>('ko');

  get current(): Locale {
    return this.#current;
  }

  /** What the server rendered the page in; nothing is stored. */
  adopt(tag: string): void {
    this.#show(pickLanguage([tag]));
  }

  /** The stored choice, else the browser's wish. */
  restore(): void {
    this.#show(pickLanguage([this.#stored(), ...navigator.languages]));
  }

  /** What the person who signed in wishes for browsers where nothing was chosen. */
  suggest(language: Locale): void {
    if (this.#stored() === null) this.#show(language);
  }

  choose(language: Locale): void {
    this.#show(language);
    try {
      localStorage.setItem(storageKey, language);
    } catch {
      // Storage is blocked: the choice lasts as long as the window.
    }
  }

  #stored(): string | null {
    try {
      return localStorage.getItem(storageKey);
    } catch {
      // Storage is blocked: the browser's wish decides each time.
      return null;
    }
  }

  #show(language: Locale): void {
    this.#current = language;
    document.documentElement.lang = language;
  }
}

export const windowLanguage = new WindowLanguage();

/** Makes messages follow this window's language; once, before anything is painted. */
export function followWindowLanguage(): void {
  windowLanguage.adopt(document.documentElement.lang);
  overwriteGetLocale(() => windowLanguage.current);
}
