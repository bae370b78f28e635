/** What the address of the dialog says. */
export function readAddress(): { service: string; language: 'ko' | 'en'; accent: string | null } {
  const parameters = new URLSearchParams(location.search);
  const wanted = parameters.get('language') ?? navigator.language.slice(0, 2);
  return {
    service: parameters.get('service') ?? '',
    language: wanted === 'en' ? 'en' : 'ko',
    accent: parameters.get('accent'),
  };
}
