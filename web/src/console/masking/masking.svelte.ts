import { tidied } from '@damso/api/blank';
import { createContext } from 'svelte';
import type { Settings } from '#console/service/settings.svelte.ts';
import type { Team } from '#console/team/team.svelte.ts';
import type { Api } from '#lib/graphql/api.ts';
import type {
  MaskedMessageFragment,
  MaskedObjectFragment,
  TranscriptNoteFragment,
} from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';
import type { SelectedText } from './dom-range.ts';
import type { Mask, MaskableMessage, Suggestion } from './pieces.ts';

graphql(`
  fragment MaskedMessage on Message {
    key
    ...TranscriptMessage
  }
`);

graphql(`
  fragment MaskedObject on MaskableObject {
    __typename
    ...MaskedMessage
    ...TranscriptNote
  }
`);

const MaskMessage = graphql(`
  mutation MaskMessage($input: MaskMessageInput!) {
    maskMessage(input: $input) {
      __typename
      ...MaskedMessage
      ... on StaleRevision {
        current {
          ...MaskedMessage
        }
      }
    }
  }
`);

const MaskText = graphql(`
  mutation MaskText($input: MaskTextInput!) {
    maskText(input: $input) {
      __typename
      ...MaskedObject
      ... on StaleText {
        current {
          ...MaskedObject
        }
      }
    }
  }
`);

const UnmaskText = graphql(`
  mutation UnmaskText($maskId: ID!) {
    unmaskText(maskId: $maskId) {
      __typename
      ...MaskedObject
    }
  }
`);

const RevealMask = graphql(`
  mutation RevealMask($maskId: ID!, $reason: String!) {
    revealMask(maskId: $maskId, reason: $reason) {
      __typename
      ... on RevealedMask {
        text
        expiresAt
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

const SealMask = graphql(`
  mutation SealMask($maskId: ID!) {
    sealMask(maskId: $maskId) {
      __typename
      ...MaskedObject
    }
  }
`);

/** Nothing is shown for longer after one reveal. */
const revealedForMs = 60_000;

/** Why something was not done; for RateLimited with the seconds until it can be. */
export type MaskingRefusal =
  | {
      name:
        | 'FileUnavailable'
        | 'InvalidInput'
        | 'InvalidRange'
        | 'MaskingDisabled'
        | 'MaskSealed'
        | 'NotPermitted'
        | 'OriginalUnavailable'
        | 'StaleRevision'
        | 'StaleText'
        | 'Unreachable';
    }
  | { name: 'RateLimited'; retryAfter: number };

/** A mask and where it stands. */
export interface AskedMask {
  readonly maskId: string;
  readonly messageId: string;
}

/** What could not be masked, and how to try again where that helps. */
export interface MaskFailure {
  /** In how many messages it was to be masked. */
  of: number;
  /** The messages in which it was not, as they read now, and why. */
  failed: readonly { body: string; refusal: MaskingRefusal }[];
  again: (() => void) | null;
}

/** What one mask hides, for this agent's eyes and a minute. */
interface Revealed {
  maskId: string;
  text: string;
  until: number;
}

export interface MaskingOptions {
  api: Api;
  settings: Settings;
  team: Team;
  /** The messages that are shown. */
  messages: () => readonly MaskableMessage[];
  /** Takes a message as an answer has it: it may come before the stream tells. */
  adopt?: (message: MaskedMessageFragment) => void;
  /** The same of a note. */
  adoptNote?: (note: TranscriptNoteFragment) => void;
  /** Reads texts that no answer holds anew, after one of them changed. */
  reread?: () => Promise<void>;
  /** Something of this agent's choice is hidden, and the text as it is now known. */
  onmasked?: (text: SelectedText) => void;
}

interface Refused {
  readonly __typename: Exclude<MaskingRefusal['name'], 'RateLimited' | 'Unreachable'>;
}

/** Masking in one chat, or one ticket, that is being looked at: what is selected, asked about, looked at, and what came of it. */
export class Masking {
  readonly #options: MaskingOptions;
  /** What was selected last, where it can be masked: a part for each message that it reaches into. */
  selected = $state.raw<readonly SelectedText[]>([]);
  /** The message that the keyboard was at last. */
  #currentId = $state<string | null>(null);
  readonly #current = $derived.by(() => {
    const messages = this.#options.messages();
    return messages.some(({ id }) => id === this.#currentId) ? this.#currentId : messages.at(-1)?.id;
  });
  #asked = $state.raw<AskedMask | null>(null);
  #isAsking = $state(false);
  #revealed = $state.raw<Revealed | null>(null);
  #failure = $state.raw<MaskFailure | null>(null);
  #said = $state('');
  #busy = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what made a revealed text disappear: an answer from before that is not shown. */
  #forgotten = 0;

  constructor(options: MaskingOptions) {
    this.#options = options;
  }

  /** The contract holds masking; without it masks stay, and can be released. */
  get isOffered(): boolean {
    if (this.#options.team.isReadOnly) return false;
    return this.#options.settings.current?.features.includes('security') ?? false;
  }

  get mayReveal(): boolean {
    return this.#options.team.mayReveal && !this.#options.team.isReadOnly;
  }

  get maySeal(): boolean {
    return this.#options.team.maySeal && !this.#options.team.isReadOnly;
  }

  get isBusy(): boolean {
    return this.#busy > 0;
  }

  /** Why the last text was not masked, until it is dismissed or another one is. */
  get failure(): MaskFailure | null {
    return this.#failure;
  }

  /** What was done last, for screen readers. */
  get said(): string {
    return this.#said;
  }

  /** The mask that the agent is asked about, as it is now; undefined when it was released meanwhile. */
  get asked(): Mask | undefined {
    const asked = this.#asked;
    return asked && this.#isAsking
      ? this.message(asked.messageId)?.masks?.find(({ id }) => id === asked.maskId)
      : undefined;
  }

  message(id: string): MaskableMessage | undefined {
    return this.#options.messages().find((message) => message.id === id);
  }

  /** Whether the keyboard comes to this message first; to begin with that is the last one. */
  isCurrent(id: string): boolean {
    return id === this.#current;
  }

  moveTo(messageId: string): void {
    this.#currentId = messageId;
  }

  /** What may be masked with one key: nothing without the contract, and no kind that was switched off since. */
  suggestionsOf({ suggestions = [] }: MaskableMessage): readonly Suggestion[] {
    if (!this.isOffered) return [];
    const rules = this.#options.settings.current?.masking.rules ?? [];
    return suggestions.filter(({ kind }) => rules.some((rule) => rule.kind === kind && rule.action !== 'OFF'));
  }

  ask(about: AskedMask): void {
    // A mask can be read as it is.
    if (this.#options.team.isReadOnly) return;
    this.#asked = about;
    this.#isAsking = true;
  }

  stopAsking(): void {
    this.#isAsking = false;
  }

  /** What the last question was about. */
  get lastAsked(): AskedMask | null {
    return this.#asked;
  }

  dismiss(): void {
    this.#failure = null;
  }

  /**
   * Hides texts for everyone, each in a request of its own: one that is refused keeps no other from being hidden. What came of it is
   * told by `failure` and `said`; true when something was hidden.
   */
  async mask(texts: readonly SelectedText[]): Promise<boolean> {
    if (this.isBusy) return false;
    this.#failure = null;
    this.#busy += 1;
    const failed: { text: SelectedText; refusal: MaskingRefusal }[] = [];
    for (const text of texts) {
      const refusal = await this.#hide(text);
      if (refusal) failed.push({ text, refusal });
      else this.#options.onmasked?.(text);
    }
    this.#busy -= 1;
    const unheard = failed.filter(({ refusal }) => refusal.name === 'Unreachable').map(({ text }) => text);
    if (failed.length > 0) {
      this.#failure = {
        of: texts.length,
        failed: failed.map(({ text, refusal }) => ({ body: this.message(text.messageId)?.body ?? '', refusal })),
        again: unheard.length > 0 ? () => void this.mask(unheard) : null,
      };
    } else {
      this.#say(texts.length > 1 ? m.mask_done_several({ count: texts.length }) : m.mask_done());
    }
    return failed.length < texts.length;
  }

  #hide({ messageId, revision, start, end }: SelectedText): Promise<MaskingRefusal | null> {
    const place = this.message(messageId)?.place;
    return this.#attempt(async () => {
      if (place) {
        const input = { ...place, revision, start, end };
        const { maskText: outcome } = await this.#options.api.request(MaskText, { input });
        if (outcome.__typename === 'StaleText') await this.#outcomeOf(outcome.current);
        return this.#outcomeOf(outcome);
      }
      const input = { messageId, revision, start, end };
      const { maskMessage: outcome } = await this.#options.api.request(MaskMessage, { input });
      if (outcome.__typename === 'StaleRevision') this.#options.adopt?.(outcome.current);
      return this.#outcomeOf(outcome);
    });
  }

  /** Hides everything in a message that looks like personal data, one after the other: each answer says where the others lie now. */
  async maskAll(messageId: string): Promise<void> {
    for (;;) {
      const message = this.message(messageId);
      const first = message && this.suggestionsOf(message)[0];
      if (!first) return;
      const { revision } = message;
      const { start, end } = first;
      // If the message comes back unchanged, stop, or the same suggestion would be tried for ever.
      if (!(await this.mask([{ messageId, revision, start, end }])) || this.message(messageId)?.revision === revision)
        return;
    }
  }

  /** Puts the original back for everyone. */
  async release(maskId: string): Promise<MaskingRefusal | null> {
    const refusal = await this.#attempt(async () => {
      const { unmaskText: outcome } = await this.#options.api.request(UnmaskText, { maskId });
      return this.#outcomeOf(outcome);
    });
    if (!refusal) this.#say(m.mask_released());
    return refusal;
  }

  /** Shows the original here for a minute. It is kept nowhere else. */
  async reveal(maskId: string, reason: string): Promise<MaskingRefusal | null> {
    const { api } = this.#options;
    const forgotten = this.#forgotten;
    return this.#attempt(async () => {
      const { revealMask: outcome } = await api.request(RevealMask, { maskId, reason: tidied(reason) });
      if (outcome.__typename === 'RateLimited') return { name: outcome.__typename, retryAfter: outcome.retryAfter };
      if (outcome.__typename !== 'RevealedMask') return { name: outcome.__typename };
      if (forgotten !== this.#forgotten) return null;
      this.forget();
      const left = Date.parse(outcome.expiresAt) - Date.now();
      // What the server gives out has up to a minute left; otherwise this machine's clock is wrong.
      const ms = left > 0 && left <= revealedForMs ? left : revealedForMs;
      this.#revealed = { maskId, text: outcome.text, until: Date.now() + ms };
      this.#timer = setTimeout(() => this.forget(), ms);
      return null;
    });
  }

  /** Destroys the original. */
  async seal(maskId: string): Promise<MaskingRefusal | null> {
    const refusal = await this.#attempt(async () => {
      const { sealMask: outcome } = await this.#options.api.request(SealMask, { maskId });
      return this.#outcomeOf(outcome);
    });
    if (!refusal) {
      this.forget();
      this.#say(m.mask_sealed_done());
    }
    return refusal;
  }

  /** What a mask hides, while it may be seen. */
  revealedOf(mask: Mask): Revealed | null {
    return this.#revealed?.maskId === mask.id ? this.#revealed : null;
  }

  /** Hides again what was being looked at. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#forgotten += 1;
    this.#revealed = null;
  }

  async #attempt(work: () => Promise<MaskingRefusal | null>): Promise<MaskingRefusal | null> {
    this.#busy += 1;
    try {
      return await work();
    } catch {
      return { name: 'Unreachable' };
    } finally {
      this.#busy -= 1;
    }
  }

  /** Takes up what was changed; why nothing was, comes back. */
  async #outcomeOf(outcome: MaskedObjectFragment | Refused): Promise<MaskingRefusal | null> {
    switch (outcome.__typename) {
      case 'Message':
        this.#options.adopt?.(outcome);
        return null;
      case 'ChatNote':
        this.#options.adoptNote?.(outcome);
        return null;
      case 'Chat':
      case 'Ticket':
      case 'TicketComment':
      case 'Customer':
        await this.#options.reread?.();
        return null;
      default:
        return { name: outcome.__typename };
    }
  }

  /**
   * Screen readers announce a live region only when its text changes, so a repeated text alternates between having a trailing
   * blank and not.
   */
  #say(words: string): void {
    this.#said = this.#said === words ? `${words}\u00a0` : words;
  }
}

export const [getMasking, setMasking] = createContext<Masking>();
