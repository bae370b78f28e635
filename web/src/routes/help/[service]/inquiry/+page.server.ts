import { error, fail, type Actions } from '@sveltejs/kit';
import { createHash, randomUUID } from 'node:crypto';
import { graphql } from '#lib/graphql/generated/help/index.ts';
import { flawNamed, flawsOf, tidy, type Flaws, type InquiryFields } from '#lib/inquiry/inquiry.ts';
import { m } from '#lib/paraglide/messages.js';
import { pickLanguage } from '#lib/ui/language.ts';
import { ask } from '../../ask.server.ts';
import type { PageServerLoad } from './$types';

const InquiryPage = graphql(`
  query InquiryPage($service: String!, $language: Language!) {
    helpCenter(service: $service, language: $language) {
      service {
        slug
        name
        languages
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

const LeaveInquiry = graphql(`
  mutation LeaveInquiry($input: SubmitInquiryInput!) {
    submitInquiry(input: $input) {
      __typename
      ... on SubmittedInquiry {
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
  return { language: locals.language, ...data.helpCenter, attempt: randomUUID() };
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
    /** The form again, with everything in it. */
    const again = (status: number, why: { flaws?: Flaws; problem?: Problem; attempt?: string }) =>
      fail(status, { fields, flaws: {}, ...why });

    const flaws = flawsOf(fields, form.has('agreement'));
    if (Object.keys(flaws).length > 0) return again(400, { flaws });
    const data = await ask(event, LeaveInquiry, {
      input: {
        ...fields,
        service: params.service!,
        language: locals.language,
        consent: { noticeVersion: text('noticeVersion'), language: pickLanguage([text('noticeLanguage')]) },
        // Submitted twice it is one inquiry; other words under the same form are another.
        attempt: createHash('sha256')
          .update(JSON.stringify([attempt, fields]))
          .digest('base64url'),
      },
    });
    const answer = data?.submitInquiry;
    switch (answer?.__typename) {
      case 'SubmittedInquiry':
        return { number: answer.ticket.number };
      case 'InvalidInput':
        return again(400, {
          flaws: flawNamed(answer.field) ?? {},
          problem: flawNamed(answer.field) ? undefined : 'failed',
        });
      case 'ConsentRequired':
      case 'ConsentStale':
        return again(409, { problem: 'changed' });
      case 'InquiryDisabled':
        return again(403, { problem: 'off' });
      case 'RateLimited':
        return again(429, { problem: { retryAfter: answer.retryAfter } });
      case undefined:
        // It may have arrived: sent again as it is, it must be the same inquiry.
        return again(503, { problem: 'failed', attempt });
    }
  },
};

type Problem = 'failed' | 'changed' | 'off' | { retryAfter: number };
