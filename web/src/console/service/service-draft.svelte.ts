import { isBlank } from '@damso/api/blank';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '#lib/paraglide/runtime.js';
import { isSlug, suggestedSlug } from './slug.ts';

export type ServiceProblems = { readonly [field in 'name' | 'slug' | 'languages' | 'timeZone']?: string | undefined };

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is typed of a service that is to be made. */
export class ServiceDraft {
  name = $state('');
  languages = $state([...locales]);
  timeZone = $state(here());
  #typedSlug = $state<string | null>(null);

  /** Follows the name for as long as nobody writes one of their own. */
  get slug(): string {
    return this.#typedSlug ?? suggestedSlug(this.name);
  }

  set slug(typed: string) {
    this.#typedSlug = typed;
  }

  /** What is missing still, in words. */
  get problems(): ServiceProblems {
    return {
      ...(isBlank(this.name) && { name: m.setup_service_missing() }),
      ...(!isSlug(this.slug) && { slug: m.setup_slug_wrong() }),
      ...(this.languages.length === 0 && { languages: m.setup_languages_missing() }),
    };
  }

  clear(): void {
    this.name = '';
    this.languages = [...locales];
    this.timeZone = here();
    this.#typedSlug = null;
  }
}
