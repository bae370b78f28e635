import type { HelpCenterQuery } from '#lib/graphql/generated/widget/graphql.ts';
import { dataOf } from '#lib/graphql/post.ts';

/** What the page of the dialog asks for by itself (`early.ts`), before any of the dialog is there. */
export interface Asking {
  askHelpCenter?: () => Promise<Response>;
  /** The first answer. */
  helpCenter?: Promise<Response> | undefined;
}

/** The service's profile, notice and types; rejects with RequestFailed. The first time it is the answer that was asked for early. */
export function askHelpCenter(): Promise<HelpCenterQuery> {
  const page = window as Asking;
  const answer = page.helpCenter ?? page.askHelpCenter!();
  page.helpCenter = undefined;
  return dataOf(answer) as Promise<HelpCenterQuery>;
}
