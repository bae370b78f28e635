import { constants, setPriority } from 'node:os';
import { failureOf } from '../files/failure.ts';
import type { PictureAnswer } from '../files/picture-process.ts';

/**
 * The process of `PictureProcess`: told what to do with a picture, one after the other, it answers what came of it.
 */

// Before anything starts threads, which take it from here.
setPriority(constants.priority.PRIORITY_LOW);
const [attachments, squares] = await Promise.all([
  import('../attachment/pack-picture.ts'),
  import('../picture/make-squares.ts'),
]);
const jobs: Readonly<Record<string, (input: never) => Promise<unknown>>> = { ...attachments, ...squares };

process.on('message', ({ name, input }: { name: string; input: never }) => {
  // Whoever asked may be gone meanwhile: that is heard below.
  void answerOf(name, input).then((answer) => process.send!(answer, () => undefined));
});
// It ends with the one that started it, however that ends, and not before: whoever stops the product stops both.
process.on('disconnect', () => process.exit());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);

async function answerOf(name: string, input: never): Promise<PictureAnswer> {
  try {
    return { done: await jobs[name]!(input) };
  } catch (error) {
    return { failed: failureOf(error) };
  }
}
