import { inkOn, parseAccent } from './accent.ts';
import { styles } from './loader.css.ts';
import type { AvailabilityState, ToDialog, ToLauncher } from './protocol.ts';

const words = {
  ko: {
    dialog: '채팅 상담',
    open: '채팅 상담 열기',
    close: '채팅 상담 닫기',
    unread: '읽지 않은 메시지: ',
    AVAILABLE: '상담원이 연결되어 있습니다',
    BUSY: '상담원이 모두 상담 중입니다',
    ABSENT: '지금은 상담원이 없습니다',
    CLOSED: '지금은 상담 시간이 아닙니다',
    DISABLED: '지금은 채팅 상담을 운영하지 않습니다',
  },
  en: {
    open: 'Open chat',
    close: 'Close chat',
    dialog: 'Chat',
    unread: 'unread messages: ',
    AVAILABLE: 'Agents are online',
    BUSY: 'All agents are busy',
    ABSENT: 'No agent is available right now',
    CLOSED: 'We are closed right now',
    DISABLED: 'Chat is not available right now',
  },
};

/** Whether a chat runs: on the site's next page it must be in reach, also while no new ones are taken. */
function remembered(running?: boolean): boolean {
  try {
    if (running !== undefined) sessionStorage['damso'] = running || '';
    return !!sessionStorage['damso'];
  } catch {
    // Storage is blocked.
    return !!running;
  }
}

const pollEveryMs = 3_000;
const openIcon = 'M4 5h16v11H9l-5 4z';
const closeIcon = 'M6 9.5l6 6 6-6';

/**
 * Paints the button and waits. Until the customer clicks it nothing is opened or stored: no frame, no socket, no cookie; only the
 * public availability is asked for, while the page is visible.
 */
function launch(script: HTMLScriptElement, service: string): void {
  const origin = new URL(script.src).origin;
  const { language: wanted, accent, side } = script.dataset;
  const known = /\b(ko|en)\b/.exec(`${wanted} ${document.documentElement.lang} ${navigator.language}`);
  const language = (known?.[0] ?? 'ko') as keyof typeof words;
  const say = words[language];
  const fill = parseAccent(accent) ?? '#2f55c8';

  const host = document.createElement('div');
  host.dataset.damso = service;
  host.lang = language;
  host.style[side === 'left' ? side : 'right'] = '20px';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement('button');
  button.style.background = fill;
  button.style.color = inkOn(fill);
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(icon.namespaceURI, 'path');
  icon.append(path);
  const dot = document.createElement('i');
  const badge = document.createElement('b');
  button.append(icon, dot, badge);
  root.append(button);

  let frame: HTMLIFrameElement | undefined;
  let open = false;
  let unread = 0;
  let chatting = remembered();

  /** The page around may show the same truth, and may have been rendered with it: `<span data-damso-availability>`. */
  const lines = () => document.querySelectorAll<HTMLElement>('[data-damso-availability]');
  let availability = lines()[0]?.dataset.damsoAvailability as AvailabilityState | undefined;

  function paint(): void {
    host.hidden = availability === 'DISABLED' && !open && !chatting;
    const state = availability && say[availability];
    const label = open ? say.close : [say.open, state, unread && `${say.unread}${unread}`].filter(Boolean).join(', ');
    button.setAttribute('aria-label', label);
    button.setAttribute('aria-expanded', String(open));
    button.title = (!open && state) || label;
    path.setAttribute('d', open ? closeIcon : openIcon);
    dot.hidden = open || !!unread || !state;
    dot.dataset.state = availability;
    badge.hidden = open || !unread;
    badge.textContent = unread > 99 ? '99+' : String(unread);
    if (frame) frame.hidden = !open;
    if (availability)
      for (const line of lines()) {
        line.textContent = say[availability];
        line.dataset.damsoAvailability = availability;
      }
  }

  const tell = (message: ToDialog) => frame?.contentWindow?.postMessage(message, origin);

  function setOpen(to: boolean): void {
    open = to;
    if (open && !frame) {
      frame = document.createElement('iframe');
      frame.title = say.dialog;
      frame.src = `${origin}/widget/?${new URLSearchParams({ service, language, accent: fill })}`;
      frame.onload = () => open && tell({ damso: 'opened', page: location.href });
      root.append(frame);
    } else tell(open ? { damso: 'opened', page: location.href } : { damso: 'closed' });
    paint();
    fit();
    (open ? frame : button)?.focus();
  }

  /** On a phone the dialog is what the keyboard leaves of the screen, and the page behind it stands still. */
  let pageOverflow: string | undefined;
  function fit(): void {
    if (!frame) return;
    const phone = open && matchMedia('(max-width:480px)').matches;
    const page = document.documentElement.style;
    const { height, offsetTop } = visualViewport!;
    frame.style.height = phone ? `${height}px` : '';
    frame.style.top = phone ? `${offsetTop}px` : '';
    if (phone) pageOverflow ??= page.overflow;
    page.overflow = phone ? 'hidden' : (pageOverflow ?? page.overflow);
    if (!phone) pageOverflow = undefined;
  }
  for (const change of ['resize', 'scroll']) visualViewport!.addEventListener(change, fit);

  button.onclick = () => setOpen(!open);
  button.onkeydown = ({ key }) => {
    // Returns nothing: `false` would take Enter and Space from the button.
    if (key === 'Escape' && open) setOpen(false);
  };
  addEventListener('message', ({ source, origin: from, data }: MessageEvent<ToLauncher | null>) => {
    if (!frame || source !== frame.contentWindow || from !== origin || !data) return;
    if (data.damso === 'close' && open) setOpen(false);
    if (data.damso === 'status') {
      availability = data.availability ?? availability;
      unread = data.unread;
      chatting = remembered(data.chatting);
      paint();
    }
  });

  /**
   * An address that ends in `#damso` opens the dialog: any link to it, and any script, also before this one has loaded. The address is
   * put back, so that the next link opens again and a reload does not.
   */
  function heedAddress(): void {
    if (location.hash !== '#damso') return;
    history.replaceState(history.state, '', location.pathname + location.search);
    if (!open) setOpen(true);
  }
  addEventListener('hashchange', heedAddress);

  /** Until the dialog tells what it hears, the availability is asked for. */
  let forbidden = false;
  const isOpened = () => frame !== undefined;
  async function poll(): Promise<void> {
    if (isOpened() || forbidden) return;
    if (!document.hidden) {
      try {
        const answer = await fetch(`${origin}/widget/availability/${encodeURIComponent(service)}`, {
          credentials: 'omit',
        });
        const { state } = (await answer.json()) as { state: AvailabilityState };
        // The dialog may have been opened, and knows better, while the answer was on its way.
        if (isOpened()) return;
        availability = state;
      } catch {
        // The page's policy or the network does not let it through: the button works without knowing.
      }
    }
    paint();
    setTimeout(() => void poll(), pollEveryMs);
  }
  addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    forbidden ||= blockedURI.startsWith(`${origin}/widget/av`) || blockedURI === origin;
  });

  // A button that is about to go must not come: it waits for the first answer.
  host.hidden = true;
  document.body.append(host);
  heedAddress();
  void poll();
}

const script = (document.currentScript ??
  document.querySelector('script[data-service][src$="/widget.js"]')) as HTMLScriptElement | null;
const service = script?.dataset.service;
if (!script || !service) console.error('Damso: data-service is missing');
else if (!document.querySelector('[data-damso]')) {
  const start = () => launch(script, service);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
