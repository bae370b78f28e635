/** One thing that can be found. */
export interface SearchEntry {
  readonly title: string;
  /** What sort of thing it is: the kind of a type, `field`, `document`, `example`. */
  readonly kind: string;
  readonly text: string;
  readonly href: string;
}

const plain = (text: string) => text.toLowerCase().normalize('NFC');

/** Entries as they are compared; they are the same for every search. */
const plainEntries = new WeakMap<SearchEntry, { name: string; text: string }>();

function plainOf(entry: SearchEntry): { name: string; text: string } {
  const known = plainEntries.get(entry);
  if (known) return known;
  const made = { name: plain(entry.title), text: plain(entry.text) };
  plainEntries.set(entry, made);
  return made;
}

/** How well a word stands for an entry, by where it was found; 0 where it was not. */
function weigh({ name, text }: { name: string; text: string }, word: string): number {
  // Of `Type.field` the field is what is looked for.
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (name === word || last === word) return 100;
  if (last.startsWith(word)) return 60;
  if (name.startsWith(word)) return 50;
  if (name.includes(word)) return 30;
  return text.includes(word) ? 5 : 0;
}

/** What holds every word that was typed, the nearest first; at most `limit`. */
export function search(entries: readonly SearchEntry[], typed: string, limit = 50): SearchEntry[] {
  const words = plain(typed).split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  return entries
    .map((entry) => {
      const compared = plainOf(entry);
      let weight = 0;
      for (const word of words) {
        const one = weigh(compared, word);
        if (one === 0) return { entry, weight: 0 };
        weight += one;
      }
      return { entry, weight };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight || one.entry.title.length - other.entry.title.length)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
