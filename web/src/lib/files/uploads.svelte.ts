import { isWorthAnotherTry, problemOf, uploadFile, type FileProblem, type UploadedFile } from './files.ts';

/** A file that somebody chose. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly state: 'sending' | 'ready' | 'refused';
  /** From 0 to 1, where the way to the server tells. */
  readonly progress: number;
  readonly token?: string;
  readonly problem?: FileProblem | undefined;
}

/** Carries a file to the server; it knows where to and in whose name. `onprogress` hears what share is sent, if that can be told. */
export type SendFile = (
  headers: Record<string, string>,
  body: File,
  way: { onprogress: (share: number) => void; signal: AbortSignal },
) => Promise<Response>;

interface UploadsOptions {
  send: SendFile;
  /** Called whenever what is ready changed: to be kept with the draft. */
  onchange: () => void;
  /** What was ready before a reload. */
  kept?: readonly UploadedFile[];
  /** Files that are chosen together are sent one after the other, instead of at once. */
  oneByOne?: boolean;
  /** What of the refused goes when more is chosen, instead of staying until it is removed: all, or what no other try helps. */
  drops?: 'refused' | 'hopeless';
}

/** So often a file is sent again by itself while the server has too much to do. */
const mostTries = 12;

/** Files chosen for something that is not submitted yet; they are sent as soon as they are chosen. */
export class Uploads {
  readonly #options: UploadsOptions;
  /** What the server does not have: its content, and how to stop sending it. */
  readonly #unsent = new Map<number, { file: File; stop: AbortController }>();
  #all = $state.raw<readonly Upload[]>([]);
  #next = 0;

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.restore(options.kept ?? []);
  }

  /** What is ready is this, as another tab has it. What is on its way here stays. */
  restore(ready: readonly UploadedFile[]): void {
    const restored = ready.map((file) => ({ ...file, key: this.#next++, state: 'ready' as const, progress: 1 }));
    this.#all = [...restored, ...this.#all.filter(({ state }) => state !== 'ready')];
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  get isSending(): boolean {
    return this.#all.some(({ state }) => state === 'sending');
  }

  get ready(): UploadedFile[] {
    return this.#all.flatMap(({ token, name, size }) => (token === undefined ? [] : [{ token, name, size }]));
  }

  /** Sends files to the server, as many as there is room for; resolves once each has its answer. */
  async add(files: Iterable<File>): Promise<void> {
    const { oneByOne, drops } = this.#options;
    if (drops === 'refused') this.#all = this.#all.filter(({ state }) => state !== 'refused');
    if (drops === 'hopeless') this.#all = this.#all.filter((upload) => isHoped(upload));
    const keys = Array.from(files, (file) => {
      const key = this.#next++;
      // What may be sent again has its place.
      const problem = problemOf(file, this.#all.filter((upload) => isHoped(upload)).length);
      const { name, size } = file;
      this.#all = [...this.#all, { key, name, size, state: problem ? 'refused' : 'sending', progress: 0, problem }];
      if (!problem) this.#unsent.set(key, { file, stop: new AbortController() });
      return key;
    });
    if (oneByOne) for (const key of keys) await this.#carry(key);
    else await Promise.all(keys.map((key) => this.#carry(key)));
  }

  /** Sends a file again that found no way. */
  retry(key: number): void {
    if (!this.#unsent.has(key)) return;
    this.#become(key, { state: 'sending', progress: 0, problem: undefined });
    void this.#carry(key);
  }

  remove(key: number): void {
    this.#unsent.get(key)?.stop.abort();
    this.#unsent.delete(key);
    this.#all = this.#all.filter((upload) => upload.key !== key);
    this.#options.onchange();
  }

  /** They are to be chosen anew. */
  clear(): void {
    for (const { key } of this.#all) this.remove(key);
  }

  /** What was ready went along; what found no way is still to be sent. */
  sent(): void {
    for (const upload of this.#all) if (upload.state === 'ready' || !isHoped(upload)) this.remove(upload.key);
  }

  /** The server no longer has what was ready: it keeps for an hour what nobody takes along. */
  expire(): void {
    this.#all = this.#all.filter(({ state }) => state !== 'ready');
    this.#options.onchange();
  }

  async #carry(key: number): Promise<void> {
    const unsent = this.#unsent.get(key);
    // Refused, or removed before its turn came.
    if (!unsent) return;
    const way = { onprogress: (progress: number) => this.#become(key, { progress }), signal: unsent.stop.signal };
    const send = () => uploadFile(unsent.file, (headers, body) => this.#options.send(headers, body, way));
    let answer = await send();
    for (let tries = 1; typeof answer === 'number' && tries < mostTries; tries += 1) {
      await pause(answer * 1_000, way.signal);
      if (way.signal.aborted) return;
      answer = await send();
    }
    if (typeof answer === 'number') this.#become(key, { state: 'refused', problem: 'failed' });
    else if (typeof answer === 'string') this.#become(key, { state: 'refused', problem: answer });
    else if (this.#unsent.delete(key)) {
      // The server may have put the name right.
      this.#become(key, { ...answer, state: 'ready', progress: 1 });
      this.#options.onchange();
    }
  }

  #become(key: number, change: Partial<Upload>): void {
    this.#all = this.#all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
  }
}

/** Whether it is with the server, on its way, or may come there yet. */
const isHoped = ({ state, problem }: Upload) => state !== 'refused' || isWorthAnotherTry(problem);

/** Resolves after so long, or when nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
