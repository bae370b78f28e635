import { graphql } from '#lib/graphql/generated/widget/index.ts';
import { requestOf } from '#lib/graphql/post.ts';
import { readAddress } from './address.ts';
import type { Asking } from './help-center.ts';

/*
 * Stands in the dialog's page itself and asks for what the first screen shows, while the script that shows it is on its way: on a slow
 * phone that is the time of a request. The policy of the page names it by its hash.
 */

const HelpCenter = graphql(`
  query HelpCenter($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        name
        logo {
          smallPath
        }
      }
      chatAvailability {
        state
        opensAt
      }
      absentText
      inquiry
      membersOnly
      inquiryTypes {
        id
        path
      }
      consentNotice {
        version
        language
        purpose
        items
        retention: shownRetention
        refusal
      }
    }
  }
`);

const { service, language } = readAddress();
const page = window as Asking;
// Who asks is of no matter: it is the same for everybody.
page.askHelpCenter = () =>
  fetch('/graphql', requestOf(HelpCenter.toString(), { service, language }, { anonymous: true }));
page.helpCenter = page.askHelpCenter();
// Whoever shows it hears of a failure too.
page.helpCenter.catch(() => undefined);
