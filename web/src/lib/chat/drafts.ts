import { randomId } from './random-id.ts';
import type { TextStorage } from './text-storage.ts';

/*
 * What becomes of a text that is being written where one person has several tabs open:
 *
 * - Each tab keeps what is typed in it under a name of its own, so no tab overwrites another's, and a reload finds its own again.
 * - Where nothing was typed in this tab, the latest text of another tab is taken up. That tab may be closed: then nothing is lost. While
 *   it is open the text is followed, until something is typed here.
 * - What is typed here takes the place of the text it began with. A tab that still has that one open keeps it.
 * - A text that was sent is gone in every tab that has the same words. Other words stay.
 * - The same words have the same key in every tab, and other words have another. So whoever sends them from two tabs at once, or again
 *   because no answer came, sends them once.
 *
 * An entry is called `<name>@<tab>`. Its tab is told when another tab changes it: an empty entry was sent, one that is removed was
 * taken up elsewhere.
 */

interface Entry {
  readonly content: string;
  readonly key: string;
  readonly at: number;
}

const tabName = 'damso.tab';

/** Stays over a reload. A duplicated tab begins with the same one, until one of the two hears the other. */
function storedTab(): string {
  try {
    const tab = sessionStorage.getItem(tabName) ?? randomId();
    sessionStorage.setItem(tabName, tab);
    return tab;
  } catch {
    return randomId();
  }
}

/** The texts that this tab keeps in one storage, and the drafts that show them. */
class Tab {
  readonly storage: TextStorage;
  readonly drafts = new Set<Draft>();
  /** What this tab has stored, to put it back when another tab took it for a closed one's. */
  readonly #kept = new Map<string, string>();
  #id = storedTab();

  constructor(storage: TextStorage) {
    this.storage = storage;
    for (const name of storage.names('').filter((each) => each.endsWith(`@${this.#id}`))) {
      const text = storage.get(name);
      if (text) this.#kept.set(name, text);
    }
    storage.watch?.((name, text) => this.#hear(name, text));
  }

  entryOf(name: string): string {
    return `${name}@${this.#id}`;
  }

  keep(name: string, text: string): void {
    this.#kept.set(name, text);
    this.storage.set(name, text);
  }

  remove(name: string): void {
    this.#kept.delete(name);
    this.storage.remove(name);
  }

  /** Tells the tab whose text it is before it goes. */
  removeSent(name: string): void {
    this.storage.set(name, '');
    this.remove(name);
  }

  #hear(name: string, text: string | undefined): void {
    const kept = this.#kept.get(name);
    if (kept !== undefined && text === undefined) return this.storage.set(name, kept);
    if (text === '') this.#kept.delete(name);
    const isTwin = Boolean(text) && kept !== undefined && kept !== text;
    if (isTwin) this.#part(name, kept);
    for (const draft of this.drafts) draft.hear(name, text, isTwin);
  }

  /** Another tab writes under this tab's name, since it is a duplicate: from now on this one has a name of its own. */
  #part(name: string, kept: string): void {
    this.#kept.delete(name);
    this.#id = randomId();
    try {
      sessionStorage.setItem(tabName, this.#id);
    } catch {
      // The name lives as long as the page.
    }
    this.keep(this.entryOf(name.slice(0, name.lastIndexOf('@'))), kept);
  }
}

const tabs = new WeakMap<TextStorage, Tab>();

function tabOf(storage: TextStorage): Tab {
  const tab = tabs.get(storage) ?? new Tab(storage);
  tabs.set(storage, tab);
  return tab;
}

/** One text that is being written. */
export class Draft {
  readonly #tab: Tab;
  readonly #name: string;
  readonly #words: (content: string) => string;
  readonly #heard: (content: string) => void;
  #content = '';
  #key = randomId();
  /** The entry of another tab that is shown, as long as nothing was typed here. */
  #from: string | undefined;

  constructor(
    storage: TextStorage,
    name: string,
    /** Told when another tab changed what is shown here. */
    heard: (content: string) => void = () => {},
    /** What of the content the person wrote: where it is the same, the draft is. */
    words: (content: string) => string = (content) => content.trim(),
  ) {
    this.#tab = tabOf(storage);
    this.#name = name;
    this.#heard = heard;
    this.#words = words;
    const own = this.#tab.entryOf(name);
    const [found] = entriesOf(storage, name).sort(
      ([one, { at }], [other, { at: otherAt }]) => Number(other === own) - Number(one === own) || otherAt - at,
    );
    if (found) this.#show(...found);
    this.#tab.drafts.add(this);
  }

  /** Empty for nothing. */
  get content(): string {
    return this.#content;
  }

  /** It is another tab's, and nothing was typed here. */
  get isFollowed(): boolean {
    return this.#from !== undefined;
  }

  /** With what it is sent, so that it arrives once. */
  get key(): string {
    return this.#key;
  }

  /** Keeps what was typed here. */
  write(content: string): void {
    if (content === this.#content) return;
    const { storage } = this.#tab;
    const taken = this.#from;
    const words = this.#words(content);
    const isOther = this.#content === '' || words !== this.#words(this.#content);
    this.#from = undefined;
    this.#content = content;
    if (content === '') this.#tab.remove(this.#entry);
    else {
      if (isOther) this.#key = this.#keyOf(words) ?? randomId();
      this.#keep();
    }
    if (taken !== undefined) storage.remove(taken);
  }

  /** Another text was sent with the key already. */
  renewKey(): void {
    this.#key = randomId();
    this.#keep();
  }

  /** It is sent: gone from every tab that has the same words. */
  sent(): void {
    const words = this.#words(this.#content);
    for (const [entry, { content }] of entriesOf(this.#tab.storage, this.#name))
      if (entry === this.#entry || this.#words(content) === words) this.#tab.removeSent(entry);
    this.#content = '';
    this.#from = undefined;
  }

  /** Hears nothing any more. What was typed stays kept. */
  close(): void {
    this.#tab.drafts.delete(this);
  }

  /** What another tab did to an entry. */
  hear(entry: string, text: string | undefined, isTwin: boolean): void {
    if (isTwin || entry !== (this.#from ?? this.#entry)) return;
    const read = text ? readEntry(text) : undefined;
    if (read) this.#show(entry, read);
    else {
      this.#content = '';
      this.#from = undefined;
    }
    this.#heard(this.#content);
  }

  get #entry(): string {
    return this.#tab.entryOf(this.#name);
  }

  /** The key that the same words have in another tab. */
  #keyOf(words: string): string | undefined {
    const same = entriesOf(this.#tab.storage, this.#name).filter(
      ([entry, { content }]) => entry !== this.#entry && this.#words(content) === words,
    );
    return same.map(([, { key }]) => key).sort()[0];
  }

  #show(entry: string, { content, key }: Entry): void {
    this.#content = content;
    this.#key = key;
    this.#from = entry === this.#entry ? undefined : entry;
  }

  #keep(): void {
    const entry: Entry = { content: this.#content, key: this.#key, at: Date.now() };
    this.#tab.keep(this.#entry, JSON.stringify(entry));
  }
}

/** What is being written under a name, in whatever tab; the same words once. */
export function draftsOf(storage: TextStorage, name: string): string[] {
  return [...new Set(entriesOf(storage, name).map(([, { content }]) => content))];
}

/** Gives up what is being written under a name, in every tab. */
export function dropDrafts(storage: TextStorage, name: string): void {
  for (const [entry] of entriesOf(storage, name)) tabOf(storage).removeSent(entry);
}

function entriesOf(storage: TextStorage, name: string): [string, Entry][] {
  return storage
    .names(name)
    .filter((each) => each === name || each.startsWith(`${name}@`))
    .flatMap((each) => {
      const text = storage.get(each);
      return text ? [[each, readEntry(text)] satisfies [string, Entry]] : [];
    });
}

/** What was stored before tabs had names of their own is the content itself. */
function readEntry(text: string): Entry {
  try {
    const { content, key, at } = JSON.parse(text) as Partial<Entry>;
    if (typeof content === 'string' && typeof key === 'string' && typeof at === 'number') return { content, key, at };
  } catch {
    // Not an entry.
  }
  return { content: text, key: randomId(), at: 0 };
}
