interface SignInAddress {
  readonly origin: string;
  readonly searchParams: Pick<URLSearchParams, 'get'>;
}

/** Where the person wanted to go before signing in; only ever a page of this origin. */
export function destinationOf({ searchParams, origin }: SignInAddress): string {
  const to = searchParams.get('to');
  if (!to) return '/';
  const url = URL.parse(to, origin);
  if (url?.origin !== origin || url.pathname.startsWith('/sign-in')) return '/';
  return url.pathname + url.search;
}
