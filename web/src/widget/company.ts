import type { Launcher } from './loader.ts';
import type { ToDialog, ToLauncher } from './protocol.ts';

/*
 * What the page does for a chat that runs, beyond showing it. Brought when one does, because most visitors of a site never chat.
 */

/** The page's title has to stand still this long before the count goes in front of it again. */
const settledMs = 1_000;
/** Whoever presses the button so soon after the dialog came back by itself wanted to open it. */
const meantToOpenMs = 3_000;

const soundNote = 'damso-sound';

/** Blocked storage throws, and then what is kept holds on this page. */
function keep(storage: () => Storage, name: string, is: boolean): void {
  try {
    if (is) storage().setItem(name, '1');
    else storage().removeItem(name);
  } catch {
    // The browser keeps nothing for this site.
  }
}

function isKept(storage: () => Storage, name: string): boolean {
  try {
    return name in storage();
  } catch {
    return false;
  }
}

/**
 * Notes that a chat runs, for the other pages of the site, and that its dialog is open, for the next page in this tab; puts the number of
 * what is unread into the page's title; and says whether answers are to be heard here. Returns what is to be called with whatever the
 * dialog says, and whenever it was opened or closed.
 */
export function accompany(
  launcher: Launcher,
  tell: (message: ToDialog) => void,
  openAgain: () => void,
): (heard?: ToLauncher) => void {
  const note = `damso-${launcher.service}`;
  let unread = 0;

  let prefix = '';
  /** The title as the page wishes it. */
  let own = document.title;
  function entitle(): void {
    const { title } = document;
    if (title !== prefix + own) own = title.replace(prefix, '');
    prefix = unread > 0 ? `(${unread}) ` : '';
    if (title !== prefix + own) document.title = prefix + own;
  }

  // Pages change their titles themselves, some by the second. Where one puts back what it had before, it has its way.
  let settling: ReturnType<typeof setTimeout>;
  const observer = new MutationObserver(() => {
    watchTitle();
    clearTimeout(settling);
    if (document.title !== prefix + own && document.title !== own) settling = setTimeout(entitle, settledMs);
  });
  /** Some pages replace their head with their body. */
  function watchTitle(): void {
    observer.observe(document.documentElement, { childList: true });
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
  }
  watchTitle();

  let wished = isKept(() => localStorage, soundNote);
  let may = false;
  const tellSounds = () => tell({ damso: 'sounds', wished, may });
  tellSounds();

  // Of all tabs that somebody has touched the first one sounds; when it is closed, the next.
  const touched = new AbortController();
  function takeTurn(): void {
    touched.abort();
    // The types know only secure addresses.
    const { locks } = navigator as { locks?: LockManager };
    const begin = () => {
      may = true;
      tellSounds();
    };
    if (!locks) return begin();
    const { signal } = launcher;
    locks
      .request('damso', { signal }, () => {
        begin();
        return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      })
      .catch(() => {
        if (!signal.aborted) begin();
      });
  }
  const signal = AbortSignal.any([touched.signal, launcher.signal]);
  if ((navigator as { userActivation?: UserActivation }).userActivation?.hasBeenActive) takeTurn();
  else for (const name of ['pointerdown', 'keydown']) addEventListener(name, takeTurn, { signal });

  launcher.signal.addEventListener('abort', () => {
    observer.disconnect();
    clearTimeout(settling);
    unread = 0;
    entitle();
  });

  if (isKept(() => sessionStorage, note) && !launcher.isOpen) {
    const until = Date.now() + meantToOpenMs;
    openAgain();
    launcher.root.addEventListener(
      'click',
      (event) => {
        if (!launcher.isOpen || Date.now() > until) return;
        event.stopPropagation();
        launcher.setOpen(true);
      },
      { capture: true, once: true, signal: launcher.signal },
    );
  }

  return (heard) => {
    keep(() => localStorage, note, launcher.chatting);
    keep(() => sessionStorage, note, launcher.chatting && launcher.isOpen);
    if (heard?.damso === 'ready') tellSounds();
    if (heard?.damso === 'sound') {
      wished = heard.wished;
      keep(() => localStorage, soundNote, wished);
      tellSounds();
    }
    if (heard?.damso !== 'status' || heard.unread === unread) return;
    unread = heard.unread;
    entitle();
  };
}
