import type { CodeProblem } from '#lib/graphql/generated/console/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { duration } from '#lib/ui/durations.ts';

/** Why a code of the second factor was not accepted, in words that say what to do. */
export function codeWords(problem: CodeProblem): string {
  switch (problem) {
    case 'WRONG':
      return m.second_factor_code_wrong();
    case 'USED':
      return m.second_factor_code_used();
    case 'CLOCK_FAST':
      return m.second_factor_clock_fast();
    case 'CLOCK_SLOW':
      return m.second_factor_clock_slow();
  }
}

/** When codes may be tried again, up to the minute. */
export const limitedWords = (seconds: number) =>
  m.second_factor_limited({ time: duration(Math.ceil(seconds / 60) * 60) });
