import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { picturesProgram } from '../places.ts';
import { errorOf, type Failure } from './failure.ts';

/** Without a picture for so long it ends, and gives its memory back. */
const idleMs = 30_000;
/** What takes longer than all limits of the libraries together hangs, and ends with the process. */
const patienceMs = 120_000;

/** What the process does: a function of what can be sent there and back. */
export type PictureJob = (input: never) => Promise<unknown>;

/** What is sent back. */
export type PictureAnswer = { readonly done: unknown } | { readonly failed: Failure };

/** The process ended with a picture in its hands. */
class PictureProcessEnded extends Error {
  override readonly name = 'PictureProcessEnded';
  readonly code = 'PICTURE_PROCESS_ENDED';
}

/**
 * A process in which pictures are unpacked and packed (`bin/pictures.ts`). It yields to everything else, so that messages do not wait for
 * pictures where there are fewer cores than there is to do; it has none of our secrets; and a picture that breaks the library, or
 * takes all the memory, takes that process alone with it: the next picture starts another.
 */
export class PictureProcess implements Disposable {
  #child: ChildProcess | null = null;
  #idle: NodeJS.Timeout | undefined;

  /** Has a job done, one at a time; Error where that fails, with the words of the library. */
  async do<Job extends PictureJob>(name: string, input: Parameters<Job>[0]): Promise<Awaited<ReturnType<Job>>> {
    clearTimeout(this.#idle);
    const child = (this.#child ??= this.#start());
    hold(child);
    const hangs = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const settled = new AbortController();
    const heard = (event: string) => once(child, event, { signal: settled.signal });
    try {
      const ended = heard('exit').then(([code, signal]) => {
        throw new PictureProcessEnded(`The process for pictures ended: ${signal ?? code}.`);
      });
      const answered = heard('message') as Promise<[PictureAnswer]>;
      // Where it cannot be sent the process has ended, which is heard.
      child.send({ name, input }, () => undefined);
      const [answer] = await Promise.race([answered, ended]);
      if ('failed' in answer) throw errorOf(answer.failed);
      return answer.done as Awaited<ReturnType<Job>>;
    } finally {
      settled.abort();
      clearTimeout(hangs);
      letGo(child);
      this.#idle = setTimeout(() => this[Symbol.dispose](), idleMs).unref();
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#idle);
    const child = this.#child;
    this.#child = null;
    if (child?.connected) child.disconnect();
  }

  #start(): ChildProcess {
    const child = fork(picturesProgram, {
      // Pictures as they are, not as JSON.
      serialization: 'advanced',
      execArgv: [],
      env: ownEnvironment(),
    });
    const forget = () => {
      if (this.#child === child) this.#child = null;
    };
    return child.once('exit', forget).on('error', forget);
  }
}

/** What programs need to run at all: nothing that opens anything. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR, NODE_COMPILE_CACHE } = process.env;
  return { PATH, SystemRoot, TMPDIR, NODE_COMPILE_CACHE };
}

/** This process waits for the answer. */
function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

/** This process may end meanwhile, and the other then does, too. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}
