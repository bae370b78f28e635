import {
  fileLimits,
  isAwaited,
  isWorthAnotherTry,
  problemOf,
  uploadFile,
  type ChosenFile,
  type FileProblem,
  type UploadedFile,
} from './files.ts';

/** A file that somebody chose. */
export interface Upload extends Readonly<ChosenFile> {
  readonly key: number;
  readonly state: 'sending' | 'ready' | 'refused';
  /** From 0 to 1, where the way to the server tells. */
  readonly progress: number;
  readonly problem?: FileProblem | undefined;
}

/** Carries a file to the server; it knows where to and in whose name. `onprogress` hears what share is sent, if that can be told. */
export type SendFile = (
  headers: Record<string, string>,
  body: File,
  way: { onprogress: (share: number) => void; signal: AbortSignal },
) => Promise<Response>;

/** Where files are kept over a reload, by their ids. */
export interface FileKeeper {
  newId: () => string;
  keep: (id: string, file: File) => void;
  get: (id: string) => Promise<File | undefined>;
  /** Lets go of what is not chosen any more. */
  drop: () => void;
}

interface UploadsOptions {
  send: SendFile;
  /** Called whenever what is ready, or what is to be kept, changed: to be kept with the draft. */
  onchange: () => void;
  /** What was chosen before a reload. */
  kept?: readonly ChosenFile[];
  keeper?: FileKeeper;
  /** Files that are chosen together are sent one after the other, instead of at once. */
  oneByOne?: boolean;
  /** What no other try helps goes when more is chosen, instead of staying until it is removed. */
  drops?: 'hopeless';
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

  /** What is chosen is this, as another tab has it. What is on its way here and kept nowhere stays, and what cannot be sent. */
  restore(chosen: readonly ChosenFile[]): void {
    const before = this.#all;
    const restored = chosen.map((file, at): Upload => {
      const here = file.id === undefined ? undefined : before.find(({ id }) => id === file.id);
      if (here) return here;
      const upload = { ...file, key: this.#next++, progress: 0 };
      if (at >= fileLimits.count) return { ...upload, state: 'refused', problem: 'tooMany' };
      if (file.token !== undefined) return { ...upload, state: 'ready', progress: 1 };
      return file.id === undefined ? { ...upload, state: 'refused', problem: 'gone' } : { ...upload, state: 'sending' };
    });
    const others = before.filter((upload) => (upload.id === undefined ? upload.state !== 'ready' : !isHoped(upload)));
    this.#all = [...restored, ...others];
    for (const upload of before) if (!this.#all.includes(upload)) this.#stop(upload.key);
    for (const { key, id, state } of restored)
      if (state === 'sending' && id !== undefined && !this.#unsent.has(key)) void this.#fetch(key, id);
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  get isSending(): boolean {
    return this.#all.some(({ state }) => state === 'sending');
  }

  /** Something that is to go along is not with the server: it is to be sent again, chosen anew, or left out. */
  get isHeld(): boolean {
    return this.#all.some(({ problem }) => isAwaited(problem));
  }

  /** What goes along, or would once there is a way to the server. */
  get chosen(): ChosenFile[] {
    return this.#all.flatMap((upload) => {
      const { id, token, name, size } = upload;
      return isHoped(upload) ? [{ id, token, name, size }] : [];
    });
  }

  get ready(): UploadedFile[] {
    return this.#all.flatMap(({ token, name, size }) => (token === undefined ? [] : [{ token, name, size }]));
  }

  /** Sends files to the server, as many as there is room for; resolves once each has its answer. */
  async add(files: Iterable<File>): Promise<void> {
    const { oneByOne, drops, keeper } = this.#options;
    if (drops === 'hopeless') this.#all = this.#all.filter(({ problem }) => !problem || isAwaited(problem));
    const added = Array.from(files, (file) => {
      const former = this.#all.find((upload) => isSame(upload, file));
      if (former) this.remove(former.key);
      const key = this.#next++;
      // What may be sent again has its place.
      const problem = problemOf(file, this.#all.filter((upload) => isHoped(upload)).length);
      const { name, size } = file;
      const id = problem ? undefined : keeper?.newId();
      this.#all = [...this.#all, { key, id, name, size, state: problem ? 'refused' : 'sending', progress: 0, problem }];
      if (!problem) this.#unsent.set(key, { file, stop: new AbortController() });
      return { key, id, file };
    });
    if (keeper) this.#changed();
    for (const { id, file } of added) if (id !== undefined) keeper?.keep(id, file);
    if (oneByOne) for (const { key } of added) await this.#carry(key);
    else await Promise.all(added.map(({ key }) => this.#carry(key)));
  }

  /** Sends a file again that found no way. */
  retry(key: number): void {
    if (!this.#unsent.has(key)) return;
    this.#become(key, { state: 'sending', progress: 0, problem: undefined });
    void this.#carry(key);
  }

  /** Sends again what found no way, since there may be one now. */
  retryLost(): void {
    for (const { key, problem } of this.#all) if (problem === 'failed') this.retry(key);
  }

  remove(key: number): void {
    this.#stop(key);
    this.#all = this.#all.filter((upload) => upload.key !== key);
    this.#changed();
  }

  /** They are to be chosen anew, or go along as they are. */
  clear(): void {
    for (const { key } of this.#all) this.#stop(key);
    this.#all = [];
    this.#changed();
  }

  /** What was ready went along; what found no way is still to be sent. */
  sent(): void {
    for (const upload of this.#all) if (upload.state === 'ready' || !isHoped(upload)) this.remove(upload.key);
  }

  /**
   * The server no longer has what was ready: it keeps for an hour what nobody takes along. It gets once more what is kept here, of the rest
   * the names stay. Answers whether it has all of it then.
   */
  async expire(): Promise<boolean> {
    const expired = this.#all.filter(({ token }) => token !== undefined);
    for (const { key, id } of expired)
      this.#become(key, {
        token: undefined,
        ...(id === undefined ? { state: 'refused', problem: 'gone' } : { state: 'sending', progress: 0 }),
      });
    this.#changed();
    await Promise.all(expired.flatMap(({ key, id }) => (id === undefined ? [] : [this.#fetch(key, id)])));
    return !this.isHeld;
  }

  #changed(): void {
    this.#options.onchange();
    this.#options.keeper?.drop();
  }

  #stop(key: number): void {
    this.#unsent.get(key)?.stop.abort();
    this.#unsent.delete(key);
  }

  /** Takes up a file that was kept. */
  async #fetch(key: number, id: string): Promise<void> {
    const file = await this.#options.keeper?.get(id);
    if (this.#unsent.has(key) || !this.#all.some((upload) => upload.key === key)) return;
    if (file) {
      this.#unsent.set(key, { file, stop: new AbortController() });
      await this.#carry(key);
    } else {
      this.#become(key, { state: 'refused', problem: 'gone' });
      this.#changed();
    }
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
    // It was removed on its way.
    if (!this.#unsent.has(key)) return;
    if (typeof answer === 'number') this.#become(key, { state: 'refused', problem: 'failed' });
    else if (typeof answer === 'string') this.#become(key, { state: 'refused', problem: answer });
    else {
      this.#unsent.delete(key);
      // The server may have put the name right.
      this.#become(key, { ...answer, state: 'ready', progress: 1 });
    }
    this.#changed();
  }

  #become(key: number, change: Partial<Upload>): void {
    this.#all = this.#all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
  }
}

/** Whether it is with the server, on its way, or may come there yet. */
const isHoped = ({ state, problem }: Upload) => state !== 'refused' || isWorthAnotherTry(problem);

/** Whether a file is chosen again that found no way or is gone; the server may have given it another ending and size. */
const isSame = ({ name, size, problem }: Upload, file: File) =>
  problem === 'gone'
    ? [file.name, bare(file.name)].includes(bare(name))
    : isAwaited(problem) && name === file.name && size === file.size;
const bare = (name: string) => name.replace(/\.[^.]*$/, '');

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
