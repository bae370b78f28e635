/** Why a text names no site. */
export type SiteProblem =
  'NO_SCHEME' | 'NOT_HTTPS' | 'HAS_PATH' | 'HAS_CREDENTIALS' | 'WRONG_WILDCARD' | 'IS_ADDRESS' | 'NO_NAME';

/** A site has at most so many characters, which is a name of 253 with all that may stand around it. */
const longest = 270;
/** What a browser takes in a header that names sites: letters, digits and hyphens. */
const names = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/;

/**
 * A site as somebody wrote it, in the form in which browsers name origins: small letters, `xn--…`, no port that goes without saying.
 * `https://*.shop.example` is every sub-domain, however deep, and not the domain itself.
 */
export function readSite(text: string): { origin: string } | { problem: SiteProblem } {
  const written = text.trim();
  const [, scheme = '', authority = '', rest = ''] = /^([a-z][a-z\d+.-]*):\/\/([^/?#\\]*)([^]*)$/i.exec(written) ?? [];
  const problem = (why: SiteProblem) => ({ problem: why });
  if (scheme === '') return problem('NO_SCHEME');
  if (rest !== '' && rest !== '/') return problem('HAS_PATH');
  if (authority.includes('@')) return problem('HAS_CREDENTIALS');
  const star = authority.startsWith('*.') ? '*.' : '';
  const bare = authority.slice(star.length);
  if (bare.includes('*')) return problem('WRONG_WILDCARD');
  if (written.length > longest || /\s/.test(bare) || !URL.canParse(`${scheme}://${bare}`)) return problem('NO_NAME');
  const { protocol, hostname, port } = new URL(`${scheme}://${bare}`);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) return problem('NOT_HTTPS');
  // Browsers let policies name no address but this one.
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  if (isAddress && hostname !== '127.0.0.1') return problem('IS_ADDRESS');
  if (!names.test(hostname)) return problem('NO_NAME');
  // A wildcard over `com` or `localhost` would be no site any more.
  if (star !== '' && (isAddress || !hostname.includes('.'))) return problem('WRONG_WILDCARD');
  return { origin: `${protocol}//${star}${hostname}${port === '' ? '' : `:${port}`}` };
}

/** Whether the header of a browser names an origin that could be registered or, with `http`, can be told of. */
export const isOrigin = (origin: string) =>
  origin.length <= longest && names.test(/^https?:\/\/([^:/]+)(?::\d{1,5})?$/.exec(origin)?.[1] ?? '');

/** Every form in which an origin may be registered: itself, and with a wildcard for each of its domains. */
export function formsOf(origin: string): string[] {
  const [, scheme, host = '', port = ''] = /^(https?:\/\/)([^:/]+)(:\d+)?$/.exec(origin) ?? [];
  if (!scheme || host.length > longest) return [];
  const forms = [origin];
  for (let dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
    forms.push(`${scheme}*${host.slice(dot)}${port}`);
  }
  return forms;
}
