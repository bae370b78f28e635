import { isBlank, tidied } from '@damso/api/blank';
import type { Conversation } from '#lib/chat/conversation.svelte.ts';
import { Draft, draftsOf } from '#lib/chat/drafts.ts';
import { randomId } from '#lib/chat/random-id.ts';
import { browserStorage, type BrowserStorage, type TextStorage } from '#lib/chat/text-storage.ts';
import type { SendFile } from '#lib/files/uploads.svelte.ts';
import type { Api, createApi } from '#lib/graphql/api.ts';
import type { live, Live } from '#lib/graphql/live.svelte.ts';
import { graphql } from '#lib/graphql/generated/widget/index.ts';
import type {
  ChatAvailabilityState,
  ChatAvailabilitySubscription,
  HelpCenterQuery,
  Language,
} from '#lib/graphql/generated/widget/graphql.ts';
import { post, RequestFailed, requestsBy, type Requests, type Send } from '#lib/graphql/post.ts';
import { serverNow } from '#lib/graphql/server-time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { converse } from './converse.ts';
import { askHelpCenter } from './help-center.ts';
import type { Inquiry } from './inquiry.svelte.ts';
import { inquiryName, ratingName } from './kept-names.ts';
import { leftAs, sessionName, storedSession, storeSession, type Session } from './session.ts';

const ChatAvailability = graphql(`
  subscription ChatAvailability($service: String!) {
    chatAvailability(service: $service) {
      state
      opensAt
    }
  }
`);

const StartChat = graphql(`
  mutation StartChat($input: StartChatInput!) {
    startChat(input: $input) {
      __typename
      ... on StartedChat {
        token
        chat {
          id
        }
      }
      ... on AgentsAbsent {
        state
      }
      ... on RateLimited {
        retryAfter
      }
      ... on InvalidInput {
        field
      }
    }
  }
`);

/** Until what failed for want of a network is tried again. */
export const tryAgainAfterMs = 4_000;
/** How long a refused start outweighs the announced availability, should that lag behind. */
const absentForMs = 5_000;

/** An ended chat stays on the screen for so long, also over a reload; on a shared computer the next one does not read it. */
const keptAfterEndMs = 30 * 60_000;

/** The name under which unsent text waits for the next chat. */
const carried = 'carried';

export type Screen =
  'loading' | 'unreachable' | 'unknown' | 'members' | 'absent' | 'consent' | 'chat' | 'expired' | 'inquiry' | 'receipt';
interface Receipt {
  number: string;
  /** Where the inquiry is looked up and added to, by whoever has it. */
  address: string;
}

/** The code of what hears news. */
export interface LiveParts {
  createApi: typeof createApi;
  live: typeof live;
  converse: typeof converse;
}

export type StartProblem = 'failed' | 'changed' | 'name' | { retryAfter: number };

/**
 * The customer's side of one service: from the click on the launcher through consent to the conversation, and on to the next; or to
 * an inquiry, where there is nobody to talk to or the line is too long.
 */
export class Dialog {
  readonly service: string;
  readonly language: Language;
  /** What can be asked from the beginning; news comes once the dialog is live. */
  readonly requests: Requests;
  /** Where the customer is, as the page around the dialog tells. */
  page: string | undefined;

  /** The name the customer may give; kept through every screen. */
  name = $state('');
  /** A mark of the member who it is; empty until the page's word for it was read, undefined for others. */
  member = $state<string>();
  /** Why who it is said to be is not accepted. */
  memberRefused = $state.raw<'IdentityRefused' | 'MembersOnly'>();

  readonly #storage: BrowserStorage;
  /** What waits unsent for the next chat. */
  readonly #carried: Draft;
  readonly #send: Send;
  /** In whose name to ask. */
  readonly token = () => this.#session?.token;
  #live = $state.raw<LiveParts & { api: Api; announced: Live<ChatAvailabilitySubscription> }>();
  #helpCenter = $state.raw<HelpCenterQuery['helpCenter']>();
  #unreachable = $state(false);
  /** What a refused start said, until the announced availability says so too. */
  #refusal = $state<ChatAvailabilityState>();
  #conversation = $state.raw<Conversation>();
  #expired = $state(false);
  #inquiry = $state.raw<Inquiry>();
  /** The customer wants to leave one. */
  #wantsInquiry = $state(false);
  /** One that was begun is being brought back. */
  #findsInquiry = $state(false);
  #receipt = $state.raw<Receipt>();
  #starting = $state(false);
  #problem = $state.raw<StartProblem>();

  #session = $state.raw<Session>();
  #forgets = $state(false);
  #attempt: { name: string | null; key: string } | undefined;

  /**
   * The chat on the screen, none that ended long ago. Derived, so that whoever looks at it hears of another conversation and not of all that
   * happens in it.
   */
  readonly conversation: Conversation | undefined = $derived.by(() => {
    const { closesAt } = this;
    return closesAt && closesAt <= serverNow() ? undefined : this.#conversation;
  });

  constructor({ service, language }: { service: string; language: Language }) {
    this.service = service;
    this.language = language;
    this.#storage = browserStorage(`customer.${service}`);
    this.#send = post({ anonymous: true, token: this.token });
    this.requests = requestsBy(this.#send);
    this.#carried = new Draft(this.#storage, carried);
    this.#enter(storedSession(this.#storage, this.service));
    void this.load();
    void this.#findInquiry();
    // Another tab of the same customer started a chat or lost its own. Of a cookie nobody is told.
    addEventListener('storage', ({ key }) => {
      // In another tab somebody said that they are not this customer.
      if (key?.endsWith(`.${leftAs}`)) location.reload();
      else this.#follow();
    });
    document.addEventListener('visibilitychange', () => this.#follow());
  }

  /**
   * Hears news from now on, and goes on with the chat there is. What that takes is half of the dialog, and is loaded once something shows:
   * nobody needs it before the consent.
   */
  goLive(parts: LiveParts): void {
    if (this.#live) return;
    const api = parts.createApi({
      send: this.#send,
      token: this.token,
      onSignedOut: () => this.#expire(),
    });
    this.#live = { ...parts, api, announced: parts.live(api, ChatAvailability, { service: this.service }) };
    this.#converse();
    // What was typed before the chat began, while this was on its way.
    if (this.#conversation) this.#bringAlong();
  }

  /** There once the dialog is live. */
  get api(): Api | undefined {
    return this.#live?.api;
  }

  /** There is a chat to go on with, once the dialog is live. */
  get #awaitsChat(): boolean {
    return !this.#live && this.#session?.chatId !== undefined;
  }

  /** Shows what an agent looks like. How that is done is loaded with the first picture. */
  readonly picture = (path: string) => (element: HTMLElement) =>
    void import('./picture.ts').then(({ showPicture }) => showPicture(element, path, this.#session!.token));

  get screen(): Screen {
    if (this.#receipt !== undefined) return 'receipt';
    if (this.#findsInquiry) return 'loading';
    const isStranger = this.membersOnly && this.member === undefined && !this.conversation && !this.#awaitsChat;
    if (isStranger || this.memberRefused) return 'members';
    if ((this.#wantsInquiry || this.#inquiry?.open) && this.#helpCenter) return 'inquiry';
    if (this.conversation || this.#awaitsChat) return 'chat';
    if (this.#expired) return 'expired';
    if (this.#helpCenter === null) return 'unknown';
    if (!this.#helpCenter) return this.#unreachable ? 'unreachable' : 'loading';
    return this.availability === 'AVAILABLE' || this.availability === 'BUSY' ? 'consent' : 'absent';
  }

  get serviceName(): string {
    return this.#helpCenter?.service.name ?? '';
  }

  /** Where the service's logo is. */
  get logo(): string | undefined {
    return this.#helpCenter?.service.logo?.smallPath;
  }

  get notice() {
    return this.#helpCenter?.consentNotice;
  }

  get availability(): ChatAvailabilityState | undefined {
    return (
      this.#refusal ?? this.#live?.announced.current?.chatAvailability.state ?? this.#helpCenter?.chatAvailability.state
    );
  }

  /** While CLOSED: the next opening, if it is known. */
  get opensAt(): Date | undefined {
    const { opensAt } = this.#live?.announced.current?.chatAvailability ?? this.#helpCenter?.chatAvailability ?? {};
    return opensAt == null ? undefined : new Date(opensAt);
  }

  /** Whether an inquiry can be left. */
  get absentText(): string | null | undefined {
    return this.#helpCenter?.absentText;
  }

  get membersOnly(): boolean | undefined {
    return this.#helpCenter?.membersOnly;
  }

  get offersInquiry(): boolean {
    return this.#helpCenter?.inquiry ?? false;
  }

  get inquiryTypes() {
    return this.#helpCenter?.inquiryTypes ?? [];
  }

  /** What is written of an inquiry; undefined until it is loaded, because most customers never leave one. */
  get inquiry(): Inquiry | undefined {
    return this.#inquiry;
  }

  /** What the customer takes along of the inquiry that was just left. */
  get receipt(): Receipt | undefined {
    return this.#receipt;
  }

  /** When the ended chat on the screen is put away; undefined while it runs. The last that was said is its end, or a rating since. */
  get closesAt(): Date | undefined {
    const last = this.#conversation?.ended ? this.#conversation.messages.at(-1) : undefined;
    return last && new Date(Date.parse(last.sentAt) + keptAfterEndMs);
  }

  /** Whether this browser is somebody's already, who may be another than the one in front of it. */
  get isKnown(): boolean {
    return this.#session !== undefined;
  }

  /** "This is not me." */
  async leave(): Promise<void> {
    const { leave } = await import('./leaving.ts');
    await leave(this.requests, this.service, this.#storage);
  }

  /** Puts a chat that ended long ago away, with what was typed in it: the next one here may be somebody else. */
  putAway(): void {
    const last = this.#conversation;
    if (!last) return;
    for (const { key } of last.unsent) last.discard(key);
    last.draft = '';
    this.name = '';
    this.startOver();
  }

  /** Where texts that belong to the conversation are kept. */
  get texts(): TextStorage {
    return this.#storage;
  }

  /** A chat runs, or one holds something unread. */
  get chatting(): boolean {
    const { conversation } = this;
    return conversation ? !conversation.ended || conversation.unread > 0 : this.#awaitsChat;
  }

  get starting(): boolean {
    return this.#starting;
  }

  /** The browser keeps nothing of this chat: on the next page of the site it is gone. */
  get forgets(): boolean {
    return this.#forgets && this.#conversation?.ended === false;
  }

  /** Something the customer wrote and has not sent would be gone with the page. */
  get losesText(): boolean {
    return this.#storage.fleeting.some((name) => name !== sessionName);
  }

  /** The session, for a window of the customer's own in which the browser keeps it. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** Why the last start did not become a chat. */
  get problem(): StartProblem | undefined {
    return this.#problem;
  }

  /** Reads the service's profile and consent notice; tries again by itself until it has them. */
  async load(): Promise<void> {
    try {
      const { helpCenter } = await askHelpCenter();
      // Consent counts only for the version of the notice that it was given to.
      if (this.#inquiry && helpCenter?.consentNotice.version !== this.notice?.version) this.#inquiry.agreed = false;
      this.#helpCenter = helpCenter;
      this.#unreachable = false;
    } catch {
      this.#unreachable = true;
      setTimeout(() => this.#helpCenter === undefined && void this.load(), tryAgainAfterMs);
    }
  }

  /** The customer agrees to the notice on screen and wants to talk. */
  async start(): Promise<void> {
    const notice = this.notice;
    if (!notice || this.#starting) return;
    this.#starting = true;
    this.#problem = undefined;
    const name = tidied(this.name) || null;
    // The same click, however often it has to be repeated, is one chat; under another name it is another.
    if (this.#attempt?.name !== name) this.#attempt = { name, key: randomId() };
    try {
      const { startChat } = await this.requests.request(StartChat, {
        input: {
          service: this.service,
          consent: { noticeVersion: notice.version, language: notice.language },
          name,
          attempt: this.#attempt.key,
          language: this.language,
          page: this.page ?? null,
        },
      });
      switch (startChat.__typename) {
        case 'StartedChat':
          this.#attempt = undefined;
          this.#began({ chatId: startChat.chat.id, token: startChat.token });
          break;
        case 'AgentsAbsent':
        case 'ChatDisabled':
          this.#refuse(startChat.__typename === 'AgentsAbsent' ? startChat.state : 'DISABLED');
          break;
        case 'ConsentRequired':
        case 'ConsentStale':
          await this.load();
          this.#problem = 'changed';
          break;
        case 'RateLimited':
          this.#problem = { retryAfter: startChat.retryAfter };
          break;
        case 'MembersOnly':
        case 'IdentityRefused':
          this.memberRefused = startChat.__typename;
          break;
        case 'KeyReused':
          this.#attempt = undefined;
          this.#problem = 'failed';
          break;
        case 'InvalidInput':
          // The chat of a click that was long ago, or made elsewhere, is not answered any more: the next click begins another.
          if (startChat.field === 'attempt') this.#attempt = undefined;
          this.#problem = startChat.field === 'attempt' ? 'failed' : 'name';
          break;
        case 'InvalidText':
          this.#problem = 'name';
          break;
      }
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      this.#problem = 'failed';
    }
    this.#starting = false;
  }

  /** Opens the inquiry form with what was typed and sent so far. A chat that waits goes on waiting. */
  openInquiry(): void {
    this.#wantsInquiry = true;
    void this.load();
    this.#loadInquiry().then(
      (inquiry) => {
        inquiry.bringIn(this.#writtenSoFar());
        inquiry.open = true;
        this.#wantsInquiry = false;
      },
      // The screen says so.
      () => undefined,
    );
  }

  async #loadInquiry(): Promise<Inquiry> {
    const { Inquiry } = await import('./leave-inquiry.ts');
    return (this.#inquiry ??= new Inquiry(this.requests, this.#storage, this.#sendFile));
  }

  /** Where one was begun before, it may be what the customer was looking at. */
  async #findInquiry(): Promise<void> {
    if (draftsOf(this.#storage, inquiryName).length === 0) return;
    this.#findsInquiry = true;
    // Not to be had, it stays kept for the next time.
    await this.#loadInquiry().catch(() => undefined);
    this.#findsInquiry = false;
  }

  /** Submits the inquiry. It takes the place of a chat that still waits. */
  async submitInquiry(): Promise<void> {
    const notice = this.notice;
    const inquiry = this.#inquiry;
    if (!notice || !inquiry) return;
    const consent = { noticeVersion: notice.version, language: notice.language };
    const submitted = await inquiry.submit(this.service, this.language, consent);
    if (!submitted) {
      // Something is no longer as it was shown.
      if (inquiry.problem === 'changed' || inquiry.problem === 'off' || inquiry.flaws.inquiryTypeId) {
        await this.load();
      }
      return;
    }
    // Behind the # it reaches no server and no log.
    const { href } = new URL(`/help/${this.service}/inquiries?lang=${this.language}#${submitted.token}`, location.href);
    this.#receipt = { number: submitted.number, address: href };
    this.#carried.sent();
    if (!this.#session) {
      const session = { token: submitted.token };
      this.#store(session);
      this.#enter(session);
    }
    if (this.#conversation?.ended) this.#conversation.dropLeft();
    if (this.#conversation?.chat?.state === 'WAITING') void this.#leaveLine(this.#conversation);
  }

  closeReceipt(): void {
    this.#receipt = undefined;
    if (this.#conversation?.ended) this.startOver();
  }

  /** Leaves an ended or expired chat; what was typed and not sent goes along. */
  startOver(): void {
    if (this.#conversation) this.#storage.remove(ratingName(this.#conversation.chatId));
    this.#carryOver();
    const session = this.#session && { token: this.#session.token };
    this.#store(session);
    this.#enter(session);
    this.#expired = false;
    this.#problem = undefined;
    void this.load();
  }

  readonly #sendFile: SendFile = (headers, body, { signal }) => {
    const token = this.#session?.token;
    const as: Record<string, string> =
      token === undefined ? { 'x-service': this.service } : { authorization: `Bearer ${token}` };
    // A file on a slow line takes its time.
    return fetch('/files', {
      method: 'POST',
      headers: { ...headers, ...as },
      body,
      signal,
      credentials: 'omit',
    });
  };

  /** Goes on with a chat that was begun where the browser does not keep it. */
  adopt(session: Session): void {
    this.#store(session);
    this.#enter(session);
  }

  #store(session: Session | undefined): void {
    if (session && this.member) session.member = this.member;
    this.#forgets = !storeSession(this.#storage, this.service, session);
  }

  #began(session: Session): void {
    this.adopt(session);
    // What was typed into the inquiry form becomes the draft of the chat.
    this.#bringAlong(this.#inquiry?.take().replace(`${this.#nameLine}\n`, ''));
  }

  /** The chat begins with what was left unsent before it, as soon as it is there. */
  #bringAlong(written = ''): void {
    const left = this.#carried.content;
    const texts = written.includes(left) ? [written] : [left, written];
    if (this.#conversation) {
      this.#conversation.bringIn(texts);
      this.#carried.write('');
    } else this.#carried.write(texts.filter(Boolean).join('\n'));
  }

  /** Takes what was typed and not sent out of the chat that is being left; the next one begins with it. */
  #carryOver(): void {
    const last = this.#conversation;
    if (!last) return;
    const text = [...last.unsent.map(({ text }) => text), last.draft].filter((text) => !isBlank(text)).join('\n');
    if (text) this.#carried.write(text);
    for (const { key } of last.unsent) last.discard(key);
    last.draft = '';
  }

  get #nameLine(): string {
    return m.inquiry_name_line({ name: tidied(this.name) });
  }

  #writtenSoFar(): string[] {
    const chat = this.#conversation;
    const texts = chat
      ? [
          ...chat.messages.flatMap(({ sender, event, body }) => (sender === 'CUSTOMER' && !event ? [body] : [])),
          ...chat.unsent.map(({ text }) => text),
          chat.draft,
        ]
      : [tidied(this.name) && this.#nameLine, this.#carried.content];
    return texts.filter((text) => !isBlank(text));
  }

  /** Takes the waiting chat of a customer who has left an inquiry out of the line, trying until it succeeds. */
  async #leaveLine(conversation: Conversation): Promise<void> {
    for (const { key } of conversation.unsent) conversation.discard(key);
    conversation.draft = '';
    while (conversation.chat?.state === 'WAITING') {
      try {
        await conversation.end();
        return;
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        await new Promise((resolve) => setTimeout(resolve, tryAgainAfterMs));
      }
    }
  }

  #enter(session: Session | undefined): void {
    this.#conversation?.close();
    this.#conversation = undefined;
    const hadToken = this.#session?.token;
    this.#session = session;
    this.member ??= session?.member;
    // A connection keeps the credentials it was opened with.
    if (hadToken !== session?.token) this.#live?.api.reconnect();
    if (!session) return;
    this.#expired = false;
    this.#converse();
  }

  #converse(): void {
    const chatId = this.#session?.chatId;
    if (!this.#live || chatId === undefined) return;
    const { api, converse } = this.#live;
    this.#conversation = converse({ api, chatId, storage: this.#storage, token: this.token });
  }

  #follow(): void {
    const stored = storedSession(this.#storage, this.service);
    if (!stored || stored.token === this.#session?.token) return;
    const isAnother = stored.chatId !== this.#session?.chatId;
    if (isAnother) this.#carryOver();
    this.#enter(stored);
    if (isAnother) this.#bringAlong();
  }

  #expire(): void {
    const stored = storedSession(this.#storage, this.service);
    if (stored && stored.token !== this.#session?.token) {
      this.#enter(stored);
      return;
    }
    this.#carryOver();
    this.#store(undefined);
    this.#expired = this.#session?.chatId !== undefined;
    this.#enter(undefined);
    if (!this.#helpCenter) void this.load();
  }

  #refuse(availability: ChatAvailabilityState): void {
    this.#refusal = availability;
    setTimeout(() => (this.#refusal = undefined), absentForMs);
  }
}
