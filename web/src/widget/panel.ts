import { BackEntry } from './back.ts';
import type * as Company from './company.ts';
import type { Launcher } from './loader.ts';
import type { ToDialog, ToLauncher } from './protocol.ts';

const words = {
  ko: {
    dialog: '채팅 상담',
    refused: '여기에서는 채팅 상담을 열지 못했습니다.',
    elsewhere: '헬프센터를 새 창에서 열기',
  },
  en: { dialog: 'Chat', refused: 'Chat could not be opened here.', elsewhere: 'Open the help center in a new window' },
};

const styles = `
section div{position:absolute;inset:64px 24px;display:grid;place-content:safe center;justify-items:center;gap:16px;text-align:center;color:#1b1f27;font:16px/1.5 system-ui}
p{margin:0}
a{padding:10px 16px;border-radius:8px;background:#2f55c8;color:#fff;font-weight:600;text-decoration:none}
a:focus-visible{outline:2px solid #2f55c8;outline-offset:2px}
small{overflow-wrap:anywhere;user-select:all}
@media (prefers-color-scheme:dark){section div{color:#e9ebf0}a:focus-visible{outline-color:#9db4ff}}
`;

/** A frame that is there whole and says nothing was refused: by a policy, by a sandbox, or by the network. */
const speaksWithinMs = 1_500;
/** Past this the customer is offered another way, and the dialog may still come. */
const comesWithinMs = 15_000;

/**
 * Attends to the dialog: hears it, makes it fit a phone, gives it an entry in the history there, and says so where it does not come.
 * Returns what is to be called whenever the dialog was opened or closed, or its frame has loaded. It is brought with the dialog, because
 * every page pays for what stands in the loader.
 */
export function attend(launcher: Launcher): (hasLoaded?: boolean) => void {
  const { origin, service, language, root, panel, signal } = launcher;
  const say = words[language];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets.push(sheet);

  const tell = (message: ToDialog) => {
    if (launcher.isReady) launcher.frame?.contentWindow?.postMessage(message, origin);
  };
  let wasOpened = false;
  /** It opens by itself, as it was on the page before. */
  let isAgain = false;
  function tellOpen(): void {
    tell(launcher.isOpen ? { damso: 'opened', page: location.href, again: isAgain } : { damso: 'closed' });
    isAgain = false;
  }

  function openAgain(): void {
    if (wasOpened || isPhone()) return;
    isAgain = true;
    launcher.setOpen(true, true);
  }

  /** What goes with a chat that runs: brought with the first one. */
  let company: Promise<(heard?: ToLauncher) => void> | undefined;
  function accompany(heard?: ToLauncher): void {
    if (launcher.chatting)
      company ??= (import(/* @vite-ignore */ `${origin}/widget/company.js`) as Promise<typeof Company>).then(
        ({ accompany }) => accompany(launcher, tell, openAgain),
      );
    company?.then(
      (follow) => follow(heard),
      () => (company = undefined),
    );
  }

  function hear({ source, origin: from, data }: MessageEvent<ToLauncher | null>): void {
    if (!launcher.frame || source !== launcher.frame.contentWindow || from !== origin || !data?.damso) return;
    if (!launcher.isReady) arrive(launcher.frame);
    if (data.damso === 'close' && launcher.isOpen) launcher.setOpen(false);
    // Before and after: one that has ended meanwhile is no longer noted then.
    if (launcher.chatting) accompany();
    if (data.damso === 'status') launcher.learn(data);
    accompany(data);
  }

  function arrive(frame: HTMLIFrameElement): void {
    const isFocused = panel.contains(root.activeElement);
    launcher.isReady = true;
    panel.dataset['is'] = 'ready';
    // Never the frame, not even to put it back: it would begin anew.
    for (const part of [...panel.children]) if (part !== frame) part.remove();
    if (isFocused) frame.focus();
    tellOpen();
  }

  /** Says that the dialog does not come, and where else to go. Should it come after all, it takes its place. */
  function giveUp(frame: HTMLIFrameElement | undefined): void {
    if (frame !== launcher.frame || launcher.isReady || panel.dataset['is'] === 'failed') return;
    panel.dataset['is'] = 'failed';
    const [part, text, link, small] = ['div', 'p', 'a', 'small'].map((name) => document.createElement(name)) as [
      HTMLElement,
      HTMLElement,
      HTMLAnchorElement,
      HTMLElement,
    ];
    text.setAttribute('role', 'alert');
    text.textContent = say.refused;
    link.textContent = say.elsewhere;
    link.href = `${origin}/help/${encodeURIComponent(service)}?lang=${language}`;
    link.target = '_blank';
    link.rel = 'noopener';
    // To be copied where a page may not open windows either.
    small.textContent = link.href;
    part.append(text, link, small);
    panel.append(part);
  }

  /** What the page's policy refuses needs no waiting for. */
  function heedPolicy({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void {
    if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) giveUp(launcher.frame);
  }

  const isPhone = () => matchMedia('(max-width:480px)').matches;

  /** On a phone the dialog is what the keyboard leaves of the screen, and the page behind it stands still. */
  let pageOverflow: string | undefined;
  function fit(): void {
    const phone = launcher.isOpen && isPhone();
    const page = document.documentElement.style;
    const { height, offsetTop } = visualViewport!;
    panel.style.height = phone ? `${height}px` : '';
    panel.style.top = phone ? `${offsetTop}px` : '';
    if (phone) pageOverflow ??= page.overflow;
    page.overflow = phone ? 'hidden' : (pageOverflow ?? page.overflow);
    if (!phone) pageOverflow = undefined;
  }

  const entry = new BackEntry((open) => {
    if (open !== launcher.isOpen) launcher.setOpen(open);
  });

  let watched: HTMLIFrameElement | undefined;
  return (hasLoaded) => {
    // All of them again each time: a page that is written anew (`document.open()`) loses its listeners.
    addEventListener('message', hear, { signal });
    addEventListener('securitypolicyviolation', heedPolicy, { signal });
    addEventListener('popstate', entry.moved, { signal, capture: true });
    for (const change of ['resize', 'scroll']) visualViewport!.addEventListener(change, fit, { signal });
    const { frame } = launcher;
    if (frame && frame !== watched) {
      watched = frame;
      frame.title = say.dialog;
      setTimeout(giveUp, comesWithinMs, frame);
    }
    if (hasLoaded) {
      setTimeout(giveUp, speaksWithinMs, frame);
      return;
    }
    wasOpened ||= launcher.isOpen;
    tellOpen();
    fit();
    if (launcher.isReady) accompany();
    entry.want(launcher.isOpen && isPhone());
  };
}
