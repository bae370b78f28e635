import { createInterface } from 'node:readline';

/** Whoever sits there: what they type, line by line, and what they read. */
export class Terminal {
  readonly #lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

  show(line: string): void {
    console.log(line);
  }

  async ask(question: string): Promise<string> {
    this.show(question);
    const { value, done } = await this.#lines.next();
    return done ? '' : value.trim();
  }

  async *lines(): AsyncGenerator<string> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) return;
      yield value;
    }
  }
}
