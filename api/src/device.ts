import Bowser from 'bowser';

/** Names of what a browser said it is; null where it is unknown. */
export interface Device {
  readonly device: string | null;
  readonly browser: string | null;
  readonly os: string | null;
}

export function deviceOf(userAgent: string | null | undefined): Device {
  if (!userAgent) return { device: null, browser: null, os: null };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const named = (name: string | undefined, version: string | undefined) =>
    name ? [name, version?.split('.')[0]].filter(Boolean).join(' ') : null;
  const kinds: Record<string, string> = { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet' };
  return {
    device: platform.model ?? kinds[platform.type ?? ''] ?? null,
    browser: named(browser.name, browser.version),
    os: named(os.name, os.versionName ?? os.version),
  };
}
