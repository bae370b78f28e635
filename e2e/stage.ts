import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { launchBrowser } from './people.ts';
import { Product } from './product.ts';

/** What the stories of a file run on, once `openStage` has been called in it and the first of them has begun. */
export let product: Product;
export let browser: Browser;

/**
 * One browser for the stories of a file, and one product with the demo in it; `eachStory` a product of its own where they change
 * what others would find: wishes, rights, settings, lists. Customers are on one process of it and agents on another; `alone`: all
 * are on the only one. `whole`: in Chromium whole. `env`: what is set of both processes.
 */
export function openStage({ eachStory = false, alone = false, whole = false, env = {} } = {}): void {
  const start = async () => {
    product = alone ? await Product.start(inject('prepared')) : await Product.startTwo(inject('prepared'), env);
  };
  beforeAll(async () => {
    [browser] = await Promise.all([
      whole ? launchBrowser({ whole }) : sharedBrowser(),
      eachStory ? undefined : start(),
    ]);
  });
  afterAll(async () => {
    await (whole ? browser.close() : closePages());
    if (!eachStory) await product.stop();
  });
  if (!eachStory) return;
  beforeEach(start);
  afterEach(async () => {
    await closePages();
    await product.stop();
  });
}

/** A page that is left open would look for its product through all the stories that follow. */
async function closePages(): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

let shared: Browser | undefined;

/** One for all files that a process of the tests runs, and gone with it. Who took it leaves no page open in it. */
export async function sharedBrowser(): Promise<Browser> {
  if (!shared?.isConnected()) shared = await launchBrowser();
  return shared;
}
