import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Answer } from './kit.ts';

const root = join(import.meta.dirname, '../..');
export const guidesDir = join(root, 'docs/guides');

interface Block {
  language: string;
  text: string;
}

/**
 * A guide of docs/guides, followed as a reader follows it, in a folder of its own with the packages of this repository:
 *
 * - `ts` is a file, whose name stands in its first line as a comment.
 * - `sh` is run. `export NAME=…` is the only thing that is filled in: by what is given here or, where a comment behind it says so, by
 *   what stands at this place of the last answer.
 * - `json` is what was answered, `text` is what was printed; `…` stands for anything. Who waits for more is stopped at the end.
 * - Everything else is only shown.
 */
export async function follow(name: string, given: Record<string, string>): Promise<void> {
  const blocks = blocksOf(await readFile(join(guidesDir, name), 'utf8'));
  const dir = await mkdtemp(join(tmpdir(), 'damso-guide-'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  const reader = new Reader(dir, given);
  try {
    for (const { language, text } of blocks) {
      if (language === 'ts') await reader.write(text);
      else if (language === 'sh') await reader.run(text);
      else if (language === 'json') await reader.expectAnswer(JSON.parse(text));
      else if (language === 'text') await reader.expectText(text);
    }
    await reader.finish();
  } finally {
    await reader.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

class Reader {
  readonly #dir: string;
  readonly #given: Record<string, string>;
  readonly #exported: Record<string, string> = {};
  readonly #running: Command[] = [];
  #last: Command | undefined;

  constructor(dir: string, given: Record<string, string>) {
    this.#dir = dir;
    this.#given = given;
  }

  async write(text: string): Promise<void> {
    const name = /^\/\/ (\S+)\n/.exec(text)?.[1];
    if (!name) throw new Error(`A file of a guide begins with its name: ${text.slice(0, 80)}`);
    await writeFile(join(this.#dir, name), text);
  }

  async run(text: string): Promise<void> {
    const lines = text.trimEnd().split('\n');
    const exports = lines.map((line) => /^export (\w+)=([^#]*?)(?:\s+# (\S+))?$/.exec(line));
    if (exports.every((it) => it !== null)) {
      for (const [, name = '', printed = '', path] of exports) {
        const value = path === undefined ? this.#given[name] : at(await this.#last?.answer(), path);
        if (value === undefined && printed.includes('…')) throw new Error(`Nothing is known of ${name}.`);
        this.#exported[name] = String(value ?? printed);
      }
      return;
    }
    await this.#last?.settled();
    this.#last = new Command(text, this.#dir, this.#exported);
    this.#running.push(this.#last);
  }

  async expectAnswer(wanted: Answer): Promise<void> {
    expect(await this.#last?.answer()).toEqual(asPrinted(wanted));
  }

  expectText(wanted: string): Promise<void> {
    return this.#last!.prints(wanted);
  }

  async finish(): Promise<void> {
    await this.#last?.settled();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((command) => command.stop()));
  }
}

/** A block of the shell that runs; what it printed is awaited, and where nothing is said of that, its end. */
class Command {
  readonly #text: string;
  readonly #child;
  readonly #ended: Promise<number | null>;
  #printed = '';
  #complaints = '';
  #isOver = false;
  #isAwaited = false;
  #hear: () => void = () => undefined;

  constructor(text: string, cwd: string, exported: Record<string, string>) {
    this.#text = text;
    this.#child = spawn('sh', ['-ec', text], {
      cwd,
      env: { PATH: process.env['PATH'], HOME: cwd, ...exported },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what it runs ends with it.
      detached: true,
    });
    this.#child.stdout.setEncoding('utf8').on('data', (part: string) => {
      this.#printed += part;
      this.#hear();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (part: string) => (this.#complaints += part));
    this.#ended = new Promise((resolve) =>
      this.#child.once('close', (code) => {
        this.#isOver = true;
        resolve(code);
        this.#hear();
      }),
    );
  }

  /** What it was asked to print came, or it ended well. */
  async settled(): Promise<void> {
    if (!this.#isAwaited) await this.#endsWell();
  }

  async #endsWell(): Promise<void> {
    const code = await this.#ended;
    if (code !== 0) throw new Error(`${this.#text}\nended with ${code}: ${this.#printed}${this.#complaints}`);
  }

  async answer(): Promise<Answer> {
    await this.#endsWell();
    return JSON.parse(this.#printed);
  }

  async prints(wanted: string): Promise<void> {
    this.#isAwaited = true;
    const pattern = new RegExp(`^${patternOf(wanted)}`);
    while (!pattern.test(this.#printed)) {
      if (this.#isOver) expect(`${this.#printed}${this.#complaints}`).toMatch(pattern);
      await new Promise<void>((resolve) => (this.#hear = resolve));
    }
  }

  async stop(): Promise<void> {
    if (!this.#isOver) process.kill(-this.#child.pid!, 'SIGKILL');
    await this.#ended;
  }
}

const patternOf = (text: string) => text.split('…').map(RegExp.escape).join('.*');

/** An answer as a guide prints it, as what the real one is compared with. */
function asPrinted(value: Answer): Answer {
  if (typeof value === 'string' && value.includes('…')) {
    return value === '…' ? expect.anything() : expect.stringMatching(new RegExp(`^${patternOf(value)}$`, 's'));
  }
  if (Array.isArray(value)) return value.map(asPrinted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asPrinted(each)]));
}

function at(answer: Answer, path: string): Answer {
  return path.split('.').reduce((value, part) => value?.[part], answer);
}
