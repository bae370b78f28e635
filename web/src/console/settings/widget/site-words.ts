import type { SiteProblem } from '@damso/api/site';
import { m } from '#lib/paraglide/messages.js';

/** Why a text names no site, and what would. */
export function siteProblemWord(problem: SiteProblem): string {
  return {
    NO_SCHEME: m.site_no_scheme,
    NOT_HTTPS: m.site_not_https,
    HAS_PATH: m.site_has_path,
    HAS_CREDENTIALS: m.site_has_credentials,
    WRONG_WILDCARD: m.site_wrong_wildcard,
    IS_ADDRESS: m.site_is_address,
    NO_NAME: m.site_no_name,
  }[problem]();
}
