import { fileLimits, uploadFile, type FileProblem, type UploadedFile } from './files.ts';

/** A file that somebody chose: on its way, with the server, or not taken. */
export interface ChosenFile {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly uploaded?: UploadedFile;
  readonly problem?: FileProblem | 'tooMany';
}

/** Files chosen for something that is not submitted yet; each is sent as soon as it is chosen. */
export class Uploads {
  #items = $state.raw<readonly ChosenFile[]>([]);
  #next = 0;
  readonly #send: (headers: Record<string, string>, body: File) => Promise<Response>;
  readonly #onChange: () => void;

  /** `send` knows where to and in whose name; `onChange` hears when another file is with the server, or one is not any more. */
  constructor(
    send: (headers: Record<string, string>, body: File) => Promise<Response>,
    onChange: () => void = () => undefined,
  ) {
    this.#send = send;
    this.#onChange = onChange;
  }

  get items(): readonly ChosenFile[] {
    return this.#items;
  }

  /** Some are still on their way. */
  get busy(): boolean {
    return this.#items.some(({ uploaded, problem }) => !uploaded && !problem);
  }

  /** What the server has. */
  get uploaded(): UploadedFile[] {
    return this.#items.flatMap(({ uploaded }) => uploaded ?? []);
  }

  /** Takes up again what the server had before a reload. */
  resume(uploaded: readonly UploadedFile[]): void {
    this.#items = uploaded.map((file) => ({ id: this.#next++, name: file.name, size: file.size, uploaded: file }));
  }

  /** Sends what was chosen, one after the other; what is too much is named and not sent. */
  async add(files: Iterable<File>): Promise<void> {
    const chosen = Array.from(files, (file) => ({ file, id: this.#next++ }));
    let room = fileLimits.count - this.#items.filter(({ problem }) => !problem).length;
    const items = chosen.map(({ file: { name, size }, id }): ChosenFile => {
      room -= 1;
      return { id, name, size, ...(room < 0 && { problem: 'tooMany' as const }) };
    });
    // What was refused before has been read.
    this.#items = [...this.#items.filter(({ problem }) => !problem), ...items];
    for (const { file, id } of chosen) {
      if (!this.#items.some((item) => item.id === id && !item.problem)) continue;
      const answer = await uploadFile(file, this.#send);
      const news = typeof answer === 'string' ? { problem: answer } : { uploaded: answer, name: answer.name };
      this.#items = this.#items.map((item) => (item.id === id ? { ...item, ...news } : item));
      this.#onChange();
    }
  }

  remove(id: number): void {
    this.#items = this.#items.filter((item) => item.id !== id);
    this.#onChange();
  }

  clear(): void {
    this.#items = [];
    this.#onChange();
  }
}
