import { error, fail, type Actions } from '@sveltejs/kit';
import { createHash, randomUUID } from 'node:crypto';
import { ask } from '#helpcenter/ask.server.ts';
import { printOf, takeFiles } from '#helpcenter/upload.server.ts';
import { graphql } from '#lib/graphql/generated/help/index.ts';
import { flawNamed, flawsOf, tidy, type Flaws, type InquiryFields } from '#lib/inquiry/inquiry.ts';
import { m } from '#lib/paraglide/messages.js';
import { pickLanguage } from '#lib/ui/language.ts';
import type { PageServerLoad } from './$types';

const InquiryPage = graphql(`
  query InquiryPage($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        slug
        name
        languages
        logo {
          path
        }
      }
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

const LeaveInquiry = graphql(`
  mutation LeaveInquiry($input: SubmitInquiryInput!) {
    submitInquiry(input: $input) {
      __typename
      ... on SubmittedInquiry {
        token
        ticket {
          number
        }
      }
      ... on InvalidInput {
        field
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

export const load: PageServerLoad = async (event) => {
  const { params, locals, setHeaders } = event;
  const data = await ask(event, InquiryPage, { service: params.service, language: locals.language });
  if (!data) error(503, m.help_unreachable());
  if (!data.helpCenter) error(404, m.help_unknown());
  setHeaders({ 'cache-control': 'no-store', vary: 'accept-language' });
  return {
    language: locals.language,
    ...data.helpCenter,
    attempt: randomUUID(),
    origin: event.url.origin,
    tooLarge: event.url.searchParams.has('too-large'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { params, locals, request } = event;
    const form = await request.formData();
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    const fields: InquiryFields = tidy({
      inquiryTypeId: text('inquiryTypeId'),
      email: text('email'),
      title: text('title'),
      content: text('content'),
    });
    const attempt = text('attempt');
    const identity = text('identity');
    const notice = { version: text('noticeVersion'), language: pickLanguage([text('noticeLanguage')]) };
    const agreedTo = form.has('agreement') ? notice : undefined;
    const files = await takeFiles(event, form, { 'x-service': params.service! });
    /** The form again, with everything in it. */
    const again = (status: number, why: Again) =>
      fail(status, { fields, agreedTo, files, flaws: {}, identity, ...why });

    const flaws = flawsOf(fields, agreedTo !== undefined);
    if (Object.keys(flaws).length > 0 || files.refused.length > 0) return again(400, { flaws });
    const data = await ask(event, LeaveInquiry, {
      input: {
        ...fields,
        service: params.service!,
        language: locals.language,
        consent: { noticeVersion: notice.version, language: notice.language },
        identity: identity || null,
        attachments: files.attached.map(({ token }) => token),
        // Submitted twice it is one inquiry; other words or files under the same form are another.
        attempt: createHash('sha256')
          .update(JSON.stringify([attempt, fields, printOf(form)]))
          .digest('base64url'),
      },
    });
    const answer = data?.submitInquiry;
    switch (answer?.__typename) {
      case 'SubmittedInquiry':
        return { number: answer.ticket.number, token: answer.token };
      case 'InvalidInput':
        return again(400, {
          flaws: flawNamed(answer.field) ?? {},
          problem: flawNamed(answer.field) ? undefined : 'failed',
        });
      case 'ConsentRequired':
      case 'ConsentStale':
        return again(409, { problem: 'changed', agreedTo: undefined });
      case 'AttachmentMissing':
        return again(409, { gone: true });
      case 'KeyReused':
        return again(409, { problem: 'reused' });
      case 'InquiryDisabled':
        return again(403, { problem: 'off' });
      case 'MembersOnly':
        return again(403, { problem: 'membersOnly' });
      case 'IdentityRefused':
        return again(403, { problem: 'refused' });
      case 'RateLimited':
        return again(429, { problem: { retryAfter: answer.retryAfter } });
      case undefined:
        // It may have arrived: sent again as it is, it must be the same inquiry.
        return again(503, { problem: 'failed', attempt });
    }
  },
};

interface Again {
  flaws?: Flaws;
  problem?: Problem;
  attempt?: string;
  agreedTo?: undefined;
  /** What the server had of the files is not there any more. */
  gone?: boolean;
}

type Problem = 'failed' | 'reused' | 'changed' | 'off' | 'membersOnly' | 'refused' | { retryAfter: number };
