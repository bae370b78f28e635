import type * as links from './links.ts';

// A server sends a page once, so it waits for nothing later.
const atOnce = import.meta.env.SSR ? (await import('./links.ts')).splitLinks : undefined;
let split = $state.raw<typeof links.splitLinks | undefined>(atOnce);
let loading: Promise<unknown> | undefined;

/** As `splitLinks`, whose rules are loaded with the first text that may hold a link; until then it is plain text. To be derived from. */
export function splitLinks(text: string): links.TextPiece[] {
  if (!/:\/\/|mailto:/i.test(text)) return [{ text }];
  if (!split) {
    loading ??= import('./links.ts').then(
      (loaded) => (split = loaded.splitLinks),
      // The next text asks again.
      () => (loading = undefined),
    );
  }
  return split?.(text) ?? [{ text }];
}
