import type * as links from './links.ts';

let split = $state.raw<typeof links.splitLinks>();
let loading: Promise<unknown> | undefined;

// A server sends a page once, so it waits for nothing later.
if (import.meta.env.SSR) ({ splitLinks: split } = await import('./links.ts'));

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
