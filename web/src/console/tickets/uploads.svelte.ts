import { randomId } from '#lib/chat/random-id.ts';
import { fileLimits, type UploadedFile } from '#lib/files/files.ts';

/** Why a file does not go along. `Unreachable` alone is worth another try with the same file. */
export type UploadRefusal =
  'TooLarge' | 'Empty' | 'UnsupportedType' | 'InvalidName' | 'TooMany' | 'RateLimited' | 'NotPermitted' | 'Unreachable';

export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'sending' | 'ready' | 'refused';
  /** From 0 to 1, while it is being sent. */
  readonly progress: number;
  readonly token?: string;
  readonly refusal?: UploadRefusal;
}

/** Carries a file to the server, and the answer back; rejects with an UploadRefusal. */
export type SendFile = (file: File, onprogress: (share: number) => void, signal: AbortSignal) => Promise<UploadedFile>;

const refusals: Readonly<Record<string, UploadRefusal>> = {
  TOO_LARGE: 'TooLarge',
  EMPTY: 'Empty',
  UNSUPPORTED_TYPE: 'UnsupportedType',
  INVALID_NAME: 'InvalidName',
  RATE_LIMITED: 'RateLimited',
  NOT_PERMITTED: 'NotPermitted',
  UNAUTHENTICATED: 'NotPermitted',
  FORBIDDEN: 'NotPermitted',
};

/** What an answer that is no success says. */
export function refusalIn(status: number, body: string): UploadRefusal {
  try {
    const { errors } = JSON.parse(body) as { errors?: { extensions?: { code?: string } }[] };
    const known = refusals[errors?.[0]?.extensions?.code ?? ''];
    if (known) return known;
  } catch {
    // Something between us and the server answered in words of its own.
  }
  if (status === 413) return 'TooLarge';
  return status === 401 || status === 403 ? 'NotPermitted' : 'Unreachable';
}

/** The way over the network. Only the old interface of browsers tells how far an upload has come. */
const sendFile: SendFile = (file, onprogress, signal) =>
  new Promise((resolve, reject) => {
    const fail = (refusal: UploadRefusal) => reject(new Error(refusal, { cause: refusal }));
    const request = new XMLHttpRequest();
    request.open('POST', '/files');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name.normalize('NFC').toWellFormed()));
    // The server looks at what is inside.
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onprogress(total === 0 ? 0 : loaded / total);
    request.onerror = request.ontimeout = () => fail('Unreachable');
    request.onload = () => {
      if (request.status !== 201) {
        fail(refusalIn(request.status, request.responseText));
        return;
      }
      const { token, name, size } = JSON.parse(request.responseText) as UploadedFile;
      resolve({ token, name, size });
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });

/** The files that go along with what is being written. */
export class Uploads {
  readonly #send: SendFile;
  readonly #onchange: () => void;
  readonly #files = new Map<string, File>();
  readonly #givenUp = new Map<string, AbortController>();
  #all = $state.raw<readonly Upload[]>([]);

  /** `onchange` is called whenever what is ready changed: to be kept with the draft. */
  constructor({
    kept = [],
    onchange,
    send = sendFile,
  }: {
    kept?: readonly UploadedFile[];
    onchange: () => void;
    send?: SendFile;
  }) {
    this.#send = send;
    this.#onchange = onchange;
    this.#all = kept.map((file) => ({ ...file, key: randomId(), state: 'ready', progress: 1 }));
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

  /** Sends files to the server, as many as there is room for. */
  add(files: readonly File[]): void {
    for (const file of files) {
      const key = randomId();
      const room = this.#all.filter(({ state }) => state !== 'refused').length < fileLimits.count;
      const refusal =
        file.size > fileLimits.bytes ? 'TooLarge' : file.size === 0 ? 'Empty' : room ? undefined : 'TooMany';
      this.#all = [...this.#all, { key, name: file.name, size: file.size, state: 'sending', progress: 0 }];
      if (refusal) this.#become(key, { state: 'refused', refusal });
      else {
        this.#files.set(key, file);
        void this.#carry(key);
      }
    }
  }

  /** Sends a file again that found no way. */
  retry(key: string): void {
    if (!this.#files.has(key)) return;
    this.#become(key, { state: 'sending', progress: 0, refusal: undefined });
    void this.#carry(key);
  }

  remove(key: string): void {
    this.#givenUp.get(key)?.abort();
    this.#files.delete(key);
    this.#all = this.#all.filter((upload) => upload.key !== key);
    this.#onchange();
  }

  /** They went along, or are to be chosen anew. */
  clear(): void {
    for (const { key } of this.#all) this.remove(key);
  }

  /** The server no longer has what was ready: it keeps for an hour what nobody takes along. */
  expire(): void {
    this.#all = this.#all.filter(({ state }) => state !== 'ready');
    this.#onchange();
  }

  async #carry(key: string): Promise<void> {
    const file = this.#files.get(key)!;
    const giveUp = new AbortController();
    this.#givenUp.set(key, giveUp);
    try {
      // The server may have put the name right.
      const { token, name } = await this.#send(file, (progress) => this.#become(key, { progress }), giveUp.signal);
      this.#files.delete(key);
      this.#become(key, { state: 'ready', progress: 1, token, name });
      this.#onchange();
    } catch (error) {
      const refusal = ((error as Error).cause as UploadRefusal | undefined) ?? 'Unreachable';
      this.#become(key, { state: 'refused', refusal });
    }
    this.#givenUp.delete(key);
  }

  #become(key: string, change: Partial<Upload>): void {
    this.#all = this.#all.map((upload) => (upload.key === key ? { ...upload, ...change } : upload));
  }
}
