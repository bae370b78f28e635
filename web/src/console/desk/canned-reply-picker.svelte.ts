import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import type { CannedReplies } from '#console/service/canned-replies.svelte.ts';
import { isComposing } from '#lib/chat/composing.ts';
import {
  filledIn,
  findable,
  fittingReplies,
  slashAt,
  type FindableReply,
  type Names,
  type Slash,
} from './canned-reply-text.ts';

export interface CannedReplyPickerOptions {
  replies: CannedReplies;
  /** Who is talking to whom. */
  names: () => Names;
  /** The id of the list that shows the options. */
  listId: string;
}

/** The list of canned replies that a slash in the composer opens; the keyboard stays in the composer. */
export class CannedReplyPicker {
  readonly listId: string;
  readonly #replies: CannedReplies;
  readonly #names: () => Names;
  #field: HTMLTextAreaElement | undefined;
  #slash = $state.raw<Slash>();
  #activeId = $state<string>();
  /** The slash whose list was closed by Escape. */
  #dismissed: number | undefined;

  readonly #findable = $derived.by(() => this.#replies.all?.map(findable));
  /** What fits; undefined until the server told. */
  readonly options: readonly FindableReply[] | undefined = $derived.by(() =>
    this.#slash && this.#findable ? fittingReplies(this.#findable, this.#slash.query) : undefined,
  );
  /** The one that Enter takes. */
  readonly active = $derived(this.options?.find(({ id }) => id === this.#activeId) ?? this.options?.[0]);

  constructor({ replies, names, listId }: CannedReplyPickerOptions) {
    this.#replies = replies;
    this.#names = names;
    this.listId = listId;
  }

  get isOpen(): boolean {
    return this.#slash !== undefined;
  }

  /** The service has none at all. */
  get hasNone(): boolean {
    return this.#replies.all?.length === 0;
  }

  get failed(): boolean {
    return this.#replies.failed && !this.#replies.all;
  }

  optionId({ id }: FindableReply): string {
    return `${this.listId}-${id}`;
  }

  activate(reply: FindableReply): void {
    this.#activeId = reply.id;
  }

  /** Puts the text into the composer in place of the slash. It is sent by the agent, never by this. */
  choose({ body }: FindableReply): void {
    const field = this.#field;
    const slash = this.#slash;
    if (!field || !slash) return;
    this.#slash = undefined;
    field.setRangeText(filledIn(body, this.#names()), slash.from, slash.to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    this.#slash = undefined;
    field.focus();
  }

  /** Types the slash, for those who have none at hand. */
  open(): void {
    const field = this.#field;
    if (!field) return;
    const { selectionStart, selectionEnd, value } = field;
    const before = value.slice(0, selectionStart);
    field.setRangeText(/\S$/.test(before) ? ' /' : '/', selectionStart, selectionEnd, 'end');
    field.focus();
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  close(): void {
    this.#dismissed = this.#slash?.from;
    this.#slash = undefined;
  }

  /** Listens to the composer's field. */
  readonly attach: Attachment<HTMLTextAreaElement> = (field) => {
    this.#field = field;
    const slashHere = () =>
      field.selectionStart === field.selectionEnd ? slashAt(field.value, field.selectionStart) : undefined;
    const noticeInput = () => {
      const slash = slashHere();
      if (slash?.from !== this.#dismissed) this.#dismissed = undefined;
      this.#become(slash && slash.from !== this.#dismissed ? slash : undefined);
    };
    // A caret that moves can leave the slash; only typing opens the list.
    const noticeCaret = () => {
      if (this.isOpen) this.#become(slashHere());
    };
    const noticeKey = (event: KeyboardEvent) => {
      if (this.#takes(event)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    const leave = () => (this.#slash = undefined);
    const listeners = { input: noticeInput, keyup: noticeCaret, click: noticeCaret, keydown: noticeKey, blur: leave };
    // A field that goes while it has the focus loses it in the middle of an update of the page: Svelte's own `on` allows to write then.
    const stops = Object.entries(listeners).map(([name, listener]) => on(field, name, listener as EventListener));

    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-haspopup', 'listbox');
    $effect(() => {
      const attributes = this.options?.length
        ? { 'aria-controls': this.listId, 'aria-activedescendant': this.active && this.optionId(this.active) }
        : {};
      for (const name of ['aria-controls', 'aria-activedescendant'] as const) {
        const value = attributes[name];
        if (value === undefined) field.removeAttribute(name);
        else field.setAttribute(name, value);
      }
    });
    return () => {
      this.#slash = undefined;
      this.#field = undefined;
      for (const stop of stops) stop();
    };
  };

  #become(slash: Slash | undefined): void {
    if (slash && !this.#slash) void this.#replies.refresh();
    if (slash?.query !== this.#slash?.query) this.#activeId = undefined;
    this.#slash = slash;
  }

  /** Whether a key is meant for the list; while a syllable is being composed none is. */
  #takes(event: KeyboardEvent): boolean {
    if (!this.isOpen || isComposing(event)) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Escape') {
      this.close();
      return true;
    }
    if (event.shiftKey) return false;
    // On its way: Enter must not send the half-typed shortcut meanwhile.
    if (!this.options) return event.key === 'Enter' && !this.failed;
    const { active, options } = this;
    if (!active) return false;
    const at = options.indexOf(active);
    switch (event.key) {
      case 'ArrowDown':
        this.#activeId = options[(at + 1) % options.length]!.id;
        return true;
      case 'ArrowUp':
        this.#activeId = options[(at - 1 + options.length) % options.length]!.id;
        return true;
      case 'Enter':
      case 'Tab':
        this.choose(active);
        return true;
      default:
        return false;
    }
  }
}
