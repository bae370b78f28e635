import { setTimeout as delay } from 'node:timers/promises';

/** Says what is wrong with one thing that the process needs, in words and without values; null when nothing is. */
export type Check = () => Promise<string | null>;

/** A check that takes longer has failed. */
const patienceMs = 2_000;
/** Whoever asks again and again is given the same answer for so long. */
const recentMs = 1_000;
/** Whoever asked so lately is waited for … */
const watchedMs = 60_000;
/** … for so long, to learn that this process is about to go. */
const noticeMs = 3_000;

/** Whether this process can serve: everything it needs is looked at, and named where it is not there. */
export class Readiness {
  readonly #checks: Map<string, Check>;
  /** Those that are looked at right now, however long it takes: a database that is silent is not asked again meanwhile. */
  readonly #underWay = new Map<string, Promise<string | null>>();
  #recent: { at: number; problems: Promise<Record<string, string>> } | undefined;
  #isLeaving = false;

  constructor(checks: Readonly<Record<string, Check>>) {
    this.#checks = new Map(Object.entries(checks));
  }

  /** For what is not made together with the rest. */
  add(name: string, check: Check): void {
    this.#checks.set(name, check);
  }

  /** What is not there, by the names of the checks. */
  async problems(): Promise<Record<string, string>> {
    const now = performance.now();
    if (this.#recent === undefined || now - this.#recent.at > recentMs) {
      this.#recent = { at: now, problems: this.#look() };
    }
    const problems = await this.#recent.problems;
    return this.#isLeaving ? { process: 'it is going down', ...problems } : problems;
  }

  /** The process is not ready any more, for good. Resolves when those who send it requests had the time to learn of it, if any ask. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    if (this.#recent && performance.now() - this.#recent.at < watchedMs) await delay(noticeMs);
  }

  async #look(): Promise<Record<string, string>> {
    const names = [...this.#checks.keys()];
    const found = await Promise.all(names.map((name) => this.#problemOf(name)));
    return Object.fromEntries(names.flatMap((name, index) => (found[index] == null ? [] : [[name, found[index]]])));
  }

  async #problemOf(name: string): Promise<string | null> {
    let looking = this.#underWay.get(name);
    if (!looking) {
      // A message of the database can quote rows, and one of the file system names folders.
      looking = this.#checks.get(name)!()
        .catch(() => 'it does not work')
        .finally(() => this.#underWay.delete(name));
      this.#underWay.set(name, looking);
    }
    const late = new AbortController();
    try {
      return await Promise.race([
        looking,
        delay(patienceMs, `it does not answer within ${patienceMs / 1_000} seconds`, { signal: late.signal }),
      ]);
    } finally {
      late.abort();
    }
  }
}
