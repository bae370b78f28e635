import type { RequestEvent } from '@sveltejs/kit';

/** The cookie that holds a customer's code. It goes nowhere but to the pages of their inquiries. */
export const codeName = 'damso_inquiries';

type Event = Pick<RequestEvent, 'params' | 'url' | 'cookies'>;

const options = ({ params, url }: Event) => ({
  path: `/help/${encodeURIComponent(params.service ?? '')}/inquiries`,
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: url.protocol === 'https:',
});

/** Until the browser is closed: whoever has the address can come again. */
export function keepCode(event: Event, code: string): void {
  event.cookies.set(codeName, code, options(event));
}

export function forgetCode(event: Event): void {
  event.cookies.delete(codeName, options(event));
}

/** The code in what was entered, which may be the whole address. */
export function codeIn(entered: string): string {
  return entered.slice(entered.indexOf('#') + 1).trim();
}
