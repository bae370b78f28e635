import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { PersonalDataKind } from '../service/service.entity.ts';
import { detect, type Finding } from './detection.ts';

/** What is found in so many texts is kept: spans, and nothing of what was said. */
const textsKept = 20_000;
/** So short a text is looked at on the spot: that takes less than to put it off. */
const shortText = 100;
/** After so many milliseconds of looking others have their turn. */
const sliceMs = 5;

const kinds = new Set(Object.values(PersonalDataKind));

/**
 * What is found in texts that are read: once for each revision of a text, however many read it, and never so much at a time that
 * others have to wait. A page of long texts full of figures takes a third of a second.
 */
export class Findings {
  readonly #kept = new LRUCache<string, readonly Finding[]>({ max: textsKept });
  #last: Promise<unknown> = Promise.resolve();
  #spentMs = 0;
  /** How often a text was looked at, since the process began. */
  looks = 0;

  /** Of every kind; at once where it is known, or the text short. The key is another one for each revision of each text. */
  of(key: string, body: string): readonly Finding[] | Promise<readonly Finding[]> {
    const kept = this.#kept.get(key);
    if (kept) return kept;
    if (body.length <= shortText) return this.#look(key, body);
    const turn = this.#last.then(async () => {
      // Two readers of one page: the second finds what the first looked for.
      const meanwhile = this.#kept.get(key);
      if (meanwhile) return meanwhile;
      if (this.#spentMs >= sliceMs) {
        await nextTurn();
        this.#spentMs = 0;
      }
      const began = performance.now();
      const found = this.#look(key, body);
      this.#spentMs += performance.now() - began;
      return found;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #look(key: string, body: string): readonly Finding[] {
    this.looks += 1;
    const found = detect(body, kinds);
    this.#kept.set(key, found);
    return found;
  }
}
