import { inject, test } from 'vitest';
import { Product } from './product.ts';
import { talkThroughCutsAndADeath, talkThroughLosses } from './recovery.ts';
import { sharedBrowser } from './stage.ts';

/** Ways to write messages that production takes rarely; at the same time, because most of the stories is waiting. */
const ways = ['guessing-wrong.ts', 'one-by-one.ts'];

test('as much holds where every guess is wrong, and where each message has a statement of its own', async () => {
  const browser = await sharedBrowser();
  const tell = async (way: string) => {
    const product = await Product.start(inject('prepared'), way);
    try {
      await talkThroughCutsAndADeath(browser, product);
      await talkThroughLosses(browser, product);
    } catch (cause) {
      throw new Error(`It does not with ${way}.`, { cause });
    } finally {
      await product.stop();
    }
  };
  try {
    await Promise.all(ways.map(tell));
  } finally {
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
  // Two stories that take a browser each.
}, 360_000);
