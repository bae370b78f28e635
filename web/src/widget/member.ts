import type { ToDialog, ToLauncher } from './protocol.ts';

/*
 * Who is signed in at the page around, as `damso('identify', …)` says. Brought with the first such call, because most pages make none.
 * Nothing of it is stored but a note that there is something to forget, and nobody is told before the customer opens the dialog.
 */

/** A token, or what gets one from the page's server: a dialog that is opened after the token ran out asks for another. */
export type IdentitySource = string | (() => string | Promise<string>);

const origin = new URL(import.meta.url).origin;
const forgetsWithinMs = 10_000;

let source: IdentitySource | undefined;
/** On the help center's own pages it came behind a link, and nobody knows that it is the same person as before. */
const isLink = location.origin === origin;

const host = () => document.querySelector<HTMLElement>('damso-launcher');
const frame = () => host()?.shadowRoot?.querySelector<HTMLIFrameElement>('iframe:not([hidden])');
const note = () => `damso-member-${host()?.dataset.damso ?? ''}`;

/** Blocked storage throws, and then there is nothing to forget on the next page either. */
function noted(is?: boolean): boolean {
  try {
    if (is) localStorage.setItem(note(), '1');
    if (is === false) localStorage.removeItem(note());
    return note() in localStorage;
  } catch {
    return false;
  }
}

const post = (message: ToDialog, to: HTMLIFrameElement | null | undefined = frame()) =>
  to?.contentWindow?.postMessage(message, origin);

async function tell(): Promise<void> {
  if (source === undefined || !frame()) return;
  try {
    const identity = typeof source === 'function' ? await source() : source;
    if (identity) post({ damso: 'identify', identity, link: isLink });
  } catch {
    // The page's server does not say who it is: the dialog goes on as it was.
  }
}

addEventListener('message', ({ source: from, origin: of, data }: MessageEvent<ToLauncher | null>) => {
  const heard = [frame(), hidden].find((each) => from && from === each?.contentWindow);
  if (of !== origin || !heard) return;
  if (data?.damso === 'ready' && isForgetting) post({ damso: 'forget' }, heard);
  else if (data?.damso === 'ready' || data?.damso === 'who') void tell();
  if (data?.damso !== 'member') return;
  noted(data.is);
  if (!data.is) forgotten();
});

// Signed out in another tab.
addEventListener('storage', ({ key, newValue }) => {
  if (key === note() && newValue === null) source = undefined;
});

/** From the page's word until a dialog has forgotten. */
let isForgetting = false;
/** A dialog that nobody sees, where there is none. */
let hidden: HTMLIFrameElement | undefined;

function forgotten(): void {
  isForgetting = false;
  hidden?.remove();
  hidden = undefined;
}

/** Ends it on this device: with the dialog that is there, or with one that nobody sees where the member was let in on a page before. */
function forget(): void {
  source = undefined;
  isForgetting = noted();
  noted(false);
  // One that is still on its way says when it has come.
  if (frame()) post({ damso: 'forget' });
  else if (isForgetting) {
    hidden = document.createElement('iframe');
    hidden.hidden = true;
    hidden.src = `${origin}/widget/?${new URLSearchParams({ service: host()?.dataset.damso ?? '' })}`;
    host()?.shadowRoot?.append(hidden);
  }
  setTimeout(forgotten, forgetsWithinMs);
}

/** What the page said: who is signed in there, or that nobody is any more. */
export async function heed(command: 'identify' | 'forget', given?: IdentitySource): Promise<void> {
  // The launcher comes with the page.
  if (document.readyState === 'loading') await new Promise((come) => addEventListener('DOMContentLoaded', come));
  if (command === 'forget') forget();
  else {
    source = given;
    void tell();
  }
}
