import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** Every page that is looked at is sent it: half of what `axe.source` is. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All that changes when a screen is shown in another theme. */
export const ofColour = ['color-contrast', 'link-in-text-block'];

/** What axe finds on a screen as it stands, in words that lead to the place; of some rules `only`, where they are given. */
export async function violationsIn(frame: Frame, only?: readonly string[]): Promise<string[]> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
  const { violations } = await frame.evaluate(
    (rules) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        iframes: false,
        resultTypes: ['violations'],
        ...(rules
          ? { runOnly: rules }
          : // Who speaks to a screen says what stands there: a button must answer to the words on it.
            { rules: { 'label-content-name-mismatch': { enabled: true } } }),
      }),
    only && [...only],
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${(failureSummary ?? '').replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
