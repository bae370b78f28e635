import { graphql } from '#lib/graphql/generated/widget/index.ts';
import type { HelpCenterQuery, Language } from '#lib/graphql/generated/widget/graphql.ts';
import { post } from '#lib/graphql/post.ts';

const HelpCenter = graphql(`
  query HelpCenter($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        name
      }
      chatAvailability {
        state
        opensAt
      }
      inquiry
      inquiryTypes {
        id
        path
      }
      consentNotice {
        version
        language
        purpose
        items
        retention
        refusal
      }
    }
  }
`);

/** Who asks is of no matter: it is the same for everybody. */
const send = post({ anonymous: true });
const ask = (service: string, language: Language) =>
  send(HelpCenter.toString(), { service, language }) as Promise<HelpCenterQuery>;

let early: Promise<HelpCenterQuery> | undefined;

/** Asks while the dialog itself is still on its way: on a slow phone that is the time of a request. */
export function askEarly(service: string, language: Language): void {
  early = ask(service, language);
  early.catch(() => undefined);
}

/** The service's profile, notice and types; rejects with RequestFailed. The first time it is the answer that was asked for early. */
export function askHelpCenter(service: string, language: Language): Promise<HelpCenterQuery> {
  const answer = early ?? ask(service, language);
  early = undefined;
  return answer;
}
