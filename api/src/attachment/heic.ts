import { rm } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { errorOf, type Failure } from '../files/failure.ts';

/** A picture that is not unpacked by then is not taken. */
const secondsEach = 20;
/**
 * The decoder never has more memory, in bytes. A photograph of 48 megapixels takes 366 MiB of it, one that is to be turned 244 MiB, and
 * the process grows by 380 MB meanwhile; one of 12 megapixels takes a quarter. One with more than 8 bits of a colour, or with as many
 * colours as pixels, takes up to twice as much, so of those fewer pixels are taken.
 */
const mostMemory = 448 * 1024 * 1024;

/** What the thread is told. */
export interface HeicTask {
  readonly path: string;
  /** Where the PNG goes. */
  readonly to: string;
  /** At most so many are unpacked. */
  readonly pixels: number;
  /** In bytes. */
  readonly memory: number;
}

/** What the thread answers; null where it is done. */
export type HeicAnswer = Failure | null;

interface UnpackedHeic extends AsyncDisposable {
  /** Of a PNG: upright, with its colour profile and nothing else beside its pixels, and not compressed. */
  readonly path: string;
}

/**
 * Unpacks a HEIC beside it. Errors are told apart by their words, which are those of the library for all other pictures.
 *
 * That library comes without a decoder for it. This one is WebAssembly, in a thread that is started for one picture and ends with it: so
 * a picture that hangs or breaks the decoder ends that thread alone, and its memory goes back.
 */
export async function unpackHeic(
  path: string,
  pixels: number,
  { seconds = secondsEach, memory = mostMemory } = {},
): Promise<UnpackedHeic> {
  const to = `${path}.png`;
  const remove = () => rm(to, { force: true });
  try {
    const failure = await unpackInThread({ path, to, pixels, memory }, seconds);
    if (failure) throw errorOf(failure);
  } catch (error) {
    await remove();
    throw error;
  }
  return { path: to, [Symbol.asyncDispose]: remove };
}

async function unpackInThread(task: HeicTask, seconds: number): Promise<HeicAnswer> {
  const thread = new Worker(new URL('./heic-thread.ts', import.meta.url), {
    workerData: task,
    // Nothing of ours, and nothing of what it says: strangers choose the words.
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<HeicAnswer>();
  const timer = setTimeout(() => reject(new Error('timeout')), seconds * 1000);
  thread.once('message', resolve);
  thread.once('error', (error: Error) => reject(new Error(error.message)));
  thread.once('exit', () => reject(new Error('The thread ended.')));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
