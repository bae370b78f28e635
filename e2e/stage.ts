import { dirname } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { moveTo, spareDemos } from './demo.ts';
import { launchBrowser } from './people.ts';
import { Product } from './product.ts';

/** What the stories of a file run on, once `openStage` has been called in it and the first of them has begun. */
export let product: Product;
export let browser: Browser;

interface Stage {
  eachStory?: boolean;
  own?: boolean;
  alone?: boolean;
  env?: Record<string, string>;
  whole?: boolean;
}

/**
 * One browser for the stories of a file, and one demo (`demo.ts`); `eachStory` a demo of its own where they change what others would
 * find: wishes, rights, settings, lists. Demos are services of one product, which files share: customers are on one process of it and
 * agents on another. `own`: on a product of its own, where stories change what belongs to no service. `alone`: on one of its own that
 * has a single process. `env`: on one of its own where that is set. `whole`: in Chromium whole.
 */
export function openStage({
  eachStory = false,
  alone = false,
  env,
  own = alone || !!env,
  whole = false,
}: Stage = {}): void {
  const start = async () => {
    if (!own) await takeDemo();
    else
      product = alone ? await Product.start(inject('prepared')) : await Product.startTwo(inject('prepared'), { env });
  };
  const stop = async () => {
    if (own) await product.stop();
    moveTo('demo');
  };
  beforeAll(async () => {
    [browser] = await Promise.all([
      whole ? launchBrowser({ whole }) : sharedBrowser(),
      eachStory ? undefined : start(),
    ]);
  });
  afterAll(async () => {
    await (whole ? browser.close() : closePages());
    if (!eachStory) await stop();
  });
  if (!eachStory) return;
  beforeEach(start);
  afterEach(async () => {
    await closePages();
    await stop();
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

/** The product of the files that a process of the tests runs, and those of its demos that nobody has taken. `prepare.ts` ends it. */
const common: { product?: Product; demos: string[] } = { demos: [] };

async function takeDemo(): Promise<void> {
  const demo = common.product?.isRunning ? common.demos.shift() : undefined;
  if (demo !== undefined && common.product) {
    product = common.product;
    moveTo(demo);
    return;
  }
  // The first of the process; or a story has left it dead, or all of its demos are taken.
  await common.product?.stop();
  const prepared = inject('prepared');
  common.product = await Product.startTwo(`${prepared}-demos`, { folder: dirname(prepared) });
  common.demos = [...spareDemos];
  await takeDemo();
}
