import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { patience } from './people.ts';
import { browser } from './stage.ts';
import { ofColour, violationsIn } from './violations.ts';
import { languages, localeOf, type Language } from './words.ts';

/** What axe finds on a screen as it stands, in one language also in dark colours, in words that lead to the place. */
export class Look {
  readonly found: string[] = [];
  readonly #language: Language;

  constructor(language: Language) {
    this.#language = language;
  }

  async at(screen: string, page: Page, frame: Frame = page.mainFrame()): Promise<void> {
    // A page that is under way has neither its words nor its place yet.
    await frame.waitForFunction(() => document.readyState === 'complete' && !document.querySelector('.animate-pulse'));
    // The colours of a screen are those of its theme, whatever language its words are in.
    const dark = this.#language === languages[0] ? ([['dark', ofColour]] as const) : [];
    for (const [theme, rules] of [['light'] as const, ...dark]) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      const violations = await violationsIn(frame, rules);
      this.found.push(...violations.map((violation) => `${screen} (${this.#language}, ${theme}) ${violation}`));
    }
  }
}

/** A browser of somebody who speaks it. */
export async function contextIn(
  language: Language,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: localeOf[language], ...options });
  context.setDefaultTimeout(patience);
  return context;
}
