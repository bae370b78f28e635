import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi, type TestContext } from 'vitest';
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
 * - `sh` is run; a program of Node or an event stream in a terminal of its own, where it stays until `# Ctrl+C` or the end.
 * - `export NAME=value` is what a reader puts their own into: what is given here or, where a comment behind it says so, what stands at
 *   this place of the last answer. Of `$(command)` it is what the command prints. Nothing else is filled in.
 * - `json` is what was answered. `text` is what a program in its terminal prints next, or else the last command.
 * - `…` stands for anything, at the end of a list for more.
 * - Blocks of other languages are only shown.
 */
export async function follow(name: string, given: Record<string, string>): Promise<void> {
  const markdown = await readFile(join(guidesDir, name), 'utf8');
  const dir = await folder();
  const reader = new Reader(dir, given);
  try {
    for (const { language, text } of blocksOf(markdown)) {
      if (language === 'ts') await reader.write(text);
      else if (language === 'sh') await reader.run(text);
      else if (language === 'json') await reader.expectAnswer(JSON.parse(text));
      else if (language === 'text') await reader.expectText(text);
    }
  } finally {
    await reader.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A program that a guide prints, started in a folder with these files. */
export async function start(
  program: string,
  given: Record<string, string>,
  files: Record<string, string>,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<Command> {
  const dir = await folder();
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  await writeFile(join(dir, program), await printed(program));
  const command = new Command(`node ${program}`, dir, given);
  onTestFinished(() => command.stop('SIGKILL'));
  return command;
}

/** The names of all programs that guides print. */
export async function programs(): Promise<string[]> {
  return (await allBlocks()).map(fileNameOf).filter((name) => name !== undefined);
}

async function printed(program: string): Promise<string> {
  const block = (await allBlocks()).find((it) => fileNameOf(it) === program);
  if (!block) throw new Error(`No guide prints ${program}.`);
  return block.text;
}

async function allBlocks(): Promise<Block[]> {
  const files = await readdir(guidesDir);
  return (await Promise.all(files.map((file) => readFile(join(guidesDir, file), 'utf8')))).flatMap(blocksOf);
}

const fileNameOf = ({ language, text }: Block) => (language === 'ts' ? /^\/\/ (\S+)\n/.exec(text)?.[1] : undefined);

/** Of a reader's own, with the packages of this repository. */
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'damso-guide-'));
  await symlink(join(root, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));
}

class Reader {
  readonly #dir: string;
  readonly #given: Record<string, string>;
  readonly #exported: Record<string, string> = {};
  readonly #running: Command[] = [];
  /** What is in the terminal of its own. */
  #program: Command | undefined;
  #last: Command | undefined;

  constructor(dir: string, given: Record<string, string>) {
    this.#dir = dir;
    this.#given = given;
  }

  async write(text: string): Promise<void> {
    const name = fileNameOf({ language: 'ts', text });
    if (!name) throw new Error(`A file of a guide begins with its name: ${text.slice(0, 80)}`);
    await writeFile(join(this.#dir, name), text);
  }

  async run(text: string): Promise<void> {
    if (text.trim() === '# Ctrl+C') {
      await this.#program?.stop('SIGINT');
      this.#program = undefined;
      return;
    }
    const exports = text
      .trimEnd()
      .split('\n')
      .map((line) => /^export (\w+)=(\$\(.*\)|[^#\s]*)(?:\s+# (\S+))?$/.exec(line));
    for (const it of exports) {
      if (!it) continue;
      const [, name = '', printed = '', path] = it;
      const value = path === undefined ? this.#given[name] : at(await this.#last?.answer(), path);
      if (value === undefined && printed.includes('…')) throw new Error(`Nothing is known of ${name}.`);
      this.#exported[name] = value === undefined ? valueOf(printed) : String(value);
    }
    if (exports.every((it) => it !== null)) return;
    if (exports.some((it) => it !== null)) throw new Error(`What is exported has a block of its own: ${text}`);
    const command = new Command(text, this.#dir, this.#exported);
    this.#running.push(command);
    if (/^(node|curl -sN) /.test(text)) this.#program = command;
    else await command.endsWell();
    this.#last = command;
  }

  async expectAnswer(wanted: Answer): Promise<void> {
    if (!this.#last) throw new Error('No command is before this answer.');
    const { extensions, ...answer } = await this.#last.answer();
    // What it cost is told with nearly every answer, and printed once.
    expect(asPrinted(wanted.extensions ? { ...answer, extensions } : answer, wanted)).toEqual(wanted);
  }

  expectText(wanted: string): Promise<void> {
    return (this.#program ?? this.#last!).prints(wanted);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.map((command) => command.stop('SIGKILL')));
  }
}

/** A block of the shell that runs. */
class Command {
  readonly #text: string;
  readonly #child;
  readonly #ended: Promise<number | null>;
  #printed = '';
  #complaints = '';
  #isOver = false;

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
      // Signs of life of an event stream come whenever they do.
      this.#printed = (this.#printed + part).replaceAll(/^:\n\n/gm, '');
    });
    this.#child.stderr.setEncoding('utf8').on('data', (part: string) => (this.#complaints += part));
    this.#ended = new Promise((resolve) =>
      this.#child.once('close', (code) => {
        this.#isOver = true;
        resolve(code);
      }),
    );
  }

  async endsWell(): Promise<void> {
    const code = await this.#ended;
    if (code !== 0) throw new Error(`${this.#text}\nended with ${code}: ${this.#printed}${this.#complaints}`);
  }

  /** Waits until it has complained so. */
  async complains(of: RegExp): Promise<void> {
    await vi.waitFor(() => expect(this.#complaints).toMatch(of), 20_000);
  }

  async end(): Promise<{ code: number | null; said: string }> {
    const code = await this.#ended;
    return { code, said: this.#complaints.trimEnd() };
  }

  async answer(): Promise<Answer> {
    await this.endsWell();
    return JSON.parse(this.#printed);
  }

  /** Waits for the text as what it prints next. */
  async prints(wanted: string): Promise<void> {
    const pattern = new RegExp(`^${patternOf(wanted)}`);
    await vi.waitFor(() => expect(this.#printed + (this.#isOver ? this.#complaints : '')).toMatch(pattern), 20_000);
    this.#printed = this.#printed.replace(pattern, '');
  }

  async stop(signal: NodeJS.Signals): Promise<void> {
    if (!this.#isOver) process.kill(-this.#child.pid!, signal);
    await this.#ended;
  }
}

/** What the shell makes of what stands behind `NAME=`. */
const valueOf = (printed: string) =>
  printed.startsWith('$(') ? execFileSync('sh', ['-c', `printf %s "${printed}"`], { encoding: 'utf8' }) : printed;

const patternOf = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');

/** An answer, with what a guide prints as `…` in place of what stands there. */
function asPrinted(answer: Answer, printed: Answer): Answer {
  if (typeof printed === 'string' && printed.includes('…')) {
    const fits = printed === '…' ? answer != null : new RegExp(`^${patternOf(printed)}$`, 's').test(answer);
    return fits ? printed : answer;
  }
  if (Array.isArray(answer) && Array.isArray(printed)) {
    if (printed.at(-1) !== '…') return answer.map((each, index) => asPrinted(each, printed[index]));
    return [...printed.slice(0, -1).map((each, index) => asPrinted(answer[index], each)), '…'];
  }
  if (answer === null || typeof answer !== 'object' || printed === null || typeof printed !== 'object') return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, each]) => [key, asPrinted(each, printed[key])]));
}

function at(answer: Answer, path: string): Answer {
  return path.split('.').reduce((value, part) => value?.[part], answer);
}
