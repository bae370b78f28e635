import type * as Member from './member.ts';
import type { IdentitySource } from './member.ts';
import type * as Panel from './panel.ts';
import { inkOn, parseAccent } from './accent.ts';
import { styles } from './loader.css.ts';
import type { AvailabilityState, Status } from './protocol.ts';

const words = {
  ko: {
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
    unread: 'unread messages: ',
    AVAILABLE: 'Agents are online',
    BUSY: 'All agents are busy',
    ABSENT: 'No agent is available right now',
    CLOSED: 'We are closed right now',
    DISABLED: 'Chat is not available right now',
  },
};

/** What a page says of its launcher: as `data-…` of the script, in the script's address, or by `damso('start', { … })`. */
interface Options {
  service?: string | undefined;
  language?: string | undefined;
  accent?: string | undefined;
  side?: string | undefined;
}

type Call =
  | [command: 'start', options: Options]
  | [command: 'open' | 'close' | 'forget']
  | [command: 'identify', source: IdentitySource];

/** `damso('…')`, for the page. Before this script has loaded, a stub of the page collects the calls in `q`. */
interface Damso {
  (...call: Call): void;
  q?: Iterable<unknown>[];
}

const page = window as {
  damso?: Damso;
  /** The same, under a name that no stub takes when scripts run again, as they do wherever a page replaces its body. */
  damsoLauncher?: Damso;
};

/** The launcher as what attends to its dialog knows it. */
export interface Launcher {
  readonly origin: string;
  readonly service: string;
  readonly language: keyof typeof words;
  readonly root: ShadowRoot;
  /** Holds the frame; until the dialog has come, its outline and a way to close it. */
  readonly panel: HTMLElement;
  /** The launcher's end. */
  readonly signal: AbortSignal;
  frame?: HTMLIFrameElement;
  isOpen: boolean;
  /** Whether the dialog in the frame has said a word. */
  isReady: boolean;
  /** Whether a chat runs, as was noted on the page before or as the dialog says. */
  chatting: boolean;
  /** `quietly`: the keyboard stays where it is. */
  setOpen(open: boolean, quietly?: boolean): void;
  learn(status: Status): void;
}

const pollEveryMs = 3_000;
/** A page that takes the launcher out again and again is not kept busy with it. */
const comesBackAfterMs = 50;

const openIcon = 'M4 5h16v11H9l-5 4z';
const closeIcon = 'M6 9.5l6 6 6-6';
const crossIcon = 'M6 6l12 12M18 6 6 18';

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: Node[]) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function buttonWith(shape: string, ...marks: Node[]) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS(svg.namespaceURI, 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.ariaHidden = 'true';
  path.setAttribute('d', shape);
  svg.append(path);
  return [element('button', svg, ...marks), path] as const;
}

/**
 * Paints the button and waits. Until the customer clicks it nothing is opened or stored: no frame, no socket, no cookie; only the
 * public availability is asked for, while the page is visible.
 */
function launch(origin: string, { service = '', language: wanted, accent, side }: Options) {
  const known = /\b(ko|en)\b/.exec(`${wanted} ${document.documentElement.lang} ${navigator.language}`);
  const language = (known?.[0] ?? 'ko') as keyof typeof words;
  const say = words[language];
  const fill = parseAccent(accent) ?? '#2f55c8';

  // An element of a name that no plain selector of a page means.
  const host = element('damso-launcher' as 'div');
  host.dataset.damso = service;
  host.lang = language;
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles(side === 'left' ? side : 'right'));
  root.adoptedStyleSheets = [sheet];

  const dot = element('i');
  const badge = element('b');
  const [button, icon] = buttonWith(openIcon, dot, badge);
  button.className = 'l';
  button.style.background = fill;
  button.style.color = inkOn(fill);
  const panel = element('section');
  root.append(button, panel);

  /** Stands in the dialog's place until that is there. */
  const [close] = buttonWith(crossIcon);
  close.className = 'x';
  close.title = say.close;

  let unread = 0;

  /** The page around may show the same truth, and may have been rendered with it: `<span data-damso-availability>`. */
  const lines = () => document.querySelectorAll<HTMLElement>('[data-damso-availability]');
  let availability = lines()[0]?.dataset.damsoAvailability as AvailabilityState | undefined;

  function paint(): void {
    const open = launcher.isOpen;
    host.hidden = availability === 'DISABLED' && !open && !(launcher.chatting && !forbidden);
    const state = availability && say[availability];
    const label = open ? say.close : [say.open, state, unread && `${say.unread}${unread}`].filter(Boolean).join(', ');
    button.ariaLabel = label;
    button.ariaExpanded = `${open}`;
    button.title = (!open && state) || label;
    icon.setAttribute('d', open ? closeIcon : openIcon);
    dot.hidden = open || !!unread || !state;
    dot.dataset.state = availability;
    badge.hidden = open || !unread;
    badge.textContent = unread > 99 ? '99+' : `${unread}`;
    panel.hidden = !open;
    if (availability)
      for (const line of lines()) {
        line.textContent = say[availability];
        line.dataset.damsoAvailability = availability;
      }
  }

  const life = new AbortController();
  const { signal } = life;
  const launcher: Launcher = {
    origin,
    service,
    language,
    root,
    panel,
    signal,
    isOpen: false,
    isReady: false,
    chatting: false,
    setOpen,
    learn(status) {
      availability = status.availability ?? availability;
      unread = status.unread;
      launcher.chatting = status.chatting;
      paint();
    },
  };

  try {
    // Noted by `company.ts`: a chat that runs is in reach on the site's other pages, also while no new ones are taken.
    launcher.chatting = `damso-${service}` in localStorage;
  } catch {
    // Storage is blocked.
  }

  function load(): void {
    const frame = element('iframe');
    frame.allow = 'autoplay';
    frame.src = `${origin}/widget/?${new URLSearchParams({ service, language, accent: fill })}`;
    frame.onload = () => attend(true);
    launcher.frame = frame;
    launcher.isReady = false;
    panel.dataset.is = 'loading';
    panel.replaceChildren(close, frame);
  }

  function bring(): void {
    load();
    attend();
  }

  let attendant: Promise<(hasLoaded?: boolean) => void> | undefined;
  function attend(hasLoaded?: boolean): void {
    attendant ??= (import(/* @vite-ignore */ `${origin}/widget/panel.js`) as Promise<typeof Panel>).then((panel) =>
      panel.attend(launcher),
    );
    attendant.then(
      (follow) => follow(hasLoaded),
      () => (attendant = undefined),
    );
  }

  function setOpen(to: boolean, quietly?: boolean): void {
    launcher.isOpen = to;
    if (to && (!launcher.frame || panel.dataset.is === 'failed')) load();
    paint();
    attend();
    if (!quietly) (to ? (launcher.isReady ? launcher.frame! : close) : button).focus();
  }

  function heedKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && launcher.isOpen) setOpen(false);
  }

  /**
   * An address that ends in `#damso` opens the dialog: any link to it, and any script, also before this one has loaded. The address is
   * put back, so that the next link opens again and a reload does not.
   */
  function heedAddress(): void {
    if (location.hash !== '#damso') return;
    history.replaceState(history.state, '', location.pathname + location.search);
    if (!launcher.isOpen) setOpen(true);
  }

  /** Until the dialog tells what it hears, the availability is asked for, unless the page's policy or the service refuses this site. */
  let forbidden: string | boolean | undefined;
  async function poll(): Promise<void> {
    if (signal.aborted) return;
    if (!launcher.isReady && !forbidden && !document.hidden) {
      try {
        const answer = await fetch(`${origin}/widget/availability/${encodeURIComponent(service)}`, {
          credentials: 'omit',
        });
        const { state, why } = (await answer.json()) as { state: AvailabilityState; why?: string };
        // The dialog may have come, and knows better, while the answer was on its way.
        if (!(launcher.isReady as boolean)) availability = state;
        // The service is not at home on this site: said once, in place of a launcher.
        if ((forbidden = why)) console.warn(why);
      } catch {
        // The page's policy or the network does not let it through: the button works without knowing.
      }
    }
    stay();
    setTimeout(() => void poll(), pollEveryMs);
  }

  const watch = new MutationObserver(() => setTimeout(stay, comesBackAfterMs));
  const heard = {
    hashchange: heedAddress,
    // A link of the page's own router changes the address and says nothing.
    click: () => setTimeout(heedAddress),
    load: stay,
    securitypolicyviolation: ({ blockedURI }: SecurityPolicyViolationEvent) => {
      forbidden ||= blockedURI.startsWith(`${origin}/widget/av`) || blockedURI === origin;
    },
  };

  /**
   * Makes sure of the launcher, whatever became of the page meanwhile: in it, once, and hearing. It stands beside the body, where a page
   * that replaces or rewrites its body leaves it alone, with the conversation in its frame. Repeating it changes nothing.
   */
  function stay(): void {
    if (signal.aborted) return;
    // A page that is written anew (`document.open()`) loses its listeners, and so does whatever is in it.
    button.onclick = () => setOpen(!launcher.isOpen);
    close.onclick = () => setOpen(false);
    host.onkeydown = heedKey;
    for (const type in heard) addEventListener(type, heard[type as keyof typeof heard] as EventListener, { signal });
    watch.observe(document, { childList: true });
    watch.observe(document.documentElement, { childList: true });
    // A page that is restored from its own markup has a copy that does nothing.
    for (const other of document.querySelectorAll('damso-launcher')) if (other !== host) other.remove();
    if (!host.isConnected) {
      document.documentElement.append(host);
      // A frame that comes into a page anew begins anew.
      if (launcher.frame) bring();
    }
    // A chat goes on: what is unread is told on this page too, once it has what it needs itself.
    if (launcher.chatting && !launcher.frame && document.readyState === 'complete') bring();
    paint();
    heedAddress();
  }

  stay();
  // A button that is about to go must not come: it waits for the first answer.
  host.hidden = !launcher.isOpen;
  // The customer was in the dialog when the page was reloaded or left, and is back.
  if ((history.state as { damso?: true } | null)?.damso) setOpen(true);
  void poll();

  return {
    setOpen,
    stay,
    end() {
      if (launcher.isOpen) setOpen(false);
      life.abort();
      watch.disconnect();
      host.remove();
    },
  };
}

/** Tag managers keep the address of a script and drop its attributes. */
const optionsOf = ({ src, dataset }: HTMLScriptElement): Options =>
  Object.assign(Object.fromEntries(new URL(src).searchParams), dataset);

/** In a module no script is the current one. */
const script = ([document.currentScript, ...document.scripts] as (HTMLScriptElement | null)[]).find(
  (script) => script !== null && /\/widget\.js(\?|$)/.test(script.src),
);

function begin(origin: string): Damso {
  let launcher: ReturnType<typeof launch> | undefined;
  let said: string | undefined;
  /** What is wanted of a launcher that is not there yet. */
  let wanted: boolean | undefined;

  return (command: Call[0], options?: Options | IdentitySource) => {
    // The longer words, `identify` and `forget`, are said on few sites.
    if (command[5]) {
      void (import(/* @vite-ignore */ `${origin}/widget/member.js`) as Promise<typeof Member>).then(
        (member) => member.heed(command as 'identify' | 'forget', options as IdentitySource),
        () => undefined,
      );
      return;
    }
    if (command !== 'start') {
      wanted = command === 'open';
      launcher?.setOpen(wanted);
      return;
    }
    // A page says the same again at each of its visits, and something else in its other language.
    const saying = JSON.stringify(options);
    if (!(options as Options | undefined)?.service || saying === said) {
      launcher?.stay();
      return;
    }
    said = saying;
    const put = () => {
      if (saying !== said) return;
      launcher?.end();
      launcher = launch(origin, options as Options);
      if (wanted) launcher.setOpen(true);
    };
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', put);
    else put();
  };
}

if (script) {
  const calls = page.damso?.q ?? [];
  page.damso = page.damsoLauncher ??= begin(new URL(script.src).origin);
  page.damso('start', optionsOf(script));
  for (const call of calls) page.damso(...(call as unknown as Call));
}
