import type { Locator, Page } from 'playwright-core';

interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a text lies on the screen. */
export function placeOf(message: Locator, text: string): Promise<Place> {
  return message.evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const at = node.data.indexOf(wanted);
      if (at === -1) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, top, bottom };
    }
    throw new Error(`There is no ${wanted}`);
  }, text);
}

/** Selects with the mouse from where one text begins to where another one ends. */
export async function dragOver(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(from.left + 1, (from.top + from.bottom) / 2);
  await page.mouse.down();
  await page.mouse.move(to.right - 8, (to.top + to.bottom) / 2, { steps: 4 });
  await page.mouse.move(to.right, (to.top + to.bottom) / 2);
  await page.mouse.up();
}
