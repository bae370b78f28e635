import { tidied } from '@damso/api/blank';
import { error, fail, redirect, type Actions, type RequestEvent } from '@sveltejs/kit';
import { createHash, randomUUID } from 'node:crypto';
import { ask, askAs, bearer } from '#helpcenter/ask.server.ts';
import { codeIn, codeName, forgetCode, keepCode } from '#helpcenter/code.server.ts';
import { printOf, takeFiles } from '#helpcenter/upload.server.ts';
import type { MyInquiriesQuery } from '#lib/graphql/generated/help/graphql.ts';
import { graphql } from '#lib/graphql/generated/help/index.ts';
import { inquiryLimits } from '#lib/inquiry/inquiry.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const InquiriesPage = graphql(`
  query InquiriesPage($service: String!, $language: Language!) {
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
    }
  }
`);

const MyInquiries = graphql(`
  query MyInquiries($after: String) {
    viewer {
      __typename
      ... on Customer {
        service {
          slug
        }
      }
    }
    tickets(first: 6, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          number
          title
          content
          status
          createdAt
          attachments {
            ...InquiryFile
          }
          comments {
            id
            kind
            body
            createdAt
            author {
              name
            }
            apiClient {
              name
            }
            attachments {
              ...InquiryFile
            }
          }
        }
      }
    }
  }
  fragment InquiryFile on Attachment {
    id
    name
    size
    path
    width
    height
    hidden: regions {
      width
      height
    }
  }
`);

const AddToInquiry = graphql(`
  mutation AddToInquiry($input: AddTicketCommentInput!) {
    addTicketComment(input: $input) {
      __typename
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

/** The inquiries behind a code; `'refused'` when it is not valid, not valid any more, or of another service. */
async function inquiriesOf(
  event: Parameters<typeof askAs>[0] & Pick<RequestEvent, 'params'>,
  code: string,
  after: string | null = null,
): Promise<MyInquiriesQuery['tickets'] | 'refused' | undefined> {
  const answer = await askAs(event, code, MyInquiries, { after });
  if (typeof answer !== 'object') return answer;
  const { viewer, tickets } = answer;
  return viewer?.__typename === 'Customer' && viewer.service.slug === event.params['service'] ? tickets : 'refused';
}

export const load: PageServerLoad = async (event) => {
  const { params, locals, setHeaders, cookies, url } = event;
  const data = await ask(event, InquiriesPage, { service: params.service, language: locals.language });
  if (!data) error(503, m.help_unreachable());
  if (!data.helpCenter) error(404, m.help_unknown());
  setHeaders({ 'cache-control': 'no-store', vary: 'accept-language, cookie' });
  const code = cookies.get(codeName);
  const after = url.searchParams.get('after');
  const found = code === undefined ? undefined : await inquiriesOf(event, code, after);
  if (found === 'refused') forgetCode(event);
  const page = typeof found === 'object' ? found : undefined;
  return {
    language: locals.language,
    ...data.helpCenter,
    state: code === undefined ? 'closed' : found === 'refused' ? 'expired' : page ? 'open' : 'unreachable',
    inquiries: page?.edges.map(({ node }) => node) ?? [],
    next: page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null,
    isFirst: after === null,
    key: randomUUID(),
    fileMissing: url.searchParams.has('file-missing'),
    tooLarge: url.searchParams.has('too-large'),
  };
};

const textOf = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

const back = ({ url, locals }: RequestEvent) => redirect(303, `${url.pathname}?lang=${locals.language}`);

export const actions: Actions = {
  /** Lets this browser in by the code of an inquiry. */
  open: async (event) => {
    const entered = textOf(await event.request.formData(), 'code');
    const code = codeIn(entered);
    if (code === '') return fail(400, { codeProblem: 'missing' as const, entered });
    const found = /^[\w-]{20,200}$/.test(code) ? await inquiriesOf(event, code) : 'refused';
    if (found === undefined) return fail(503, { codeProblem: 'unreachable' as const, entered });
    if (found === 'refused') return fail(403, { codeProblem: 'wrong' as const, entered });
    keepCode(event, code);
    return back(event);
  },

  forget: (event) => {
    forgetCode(event);
    return back(event);
  },

  /** Adds to one of the inquiries. */
  add: async (event) => {
    const form = await event.request.formData();
    const code = event.cookies.get(codeName);
    const ticketId = textOf(form, 'ticketId');
    const text = tidied(textOf(form, 'text').replace(/\r\n?/g, '\n'));
    const key = textOf(form, 'key');
    const files = await takeFiles(event, form, bearer(code));
    const again = (status: number, why: Again) => fail(status, { add: { ticketId, text, files, key, ...why } });
    if (text === '') return again(400, { problem: 'missing' });
    if (text.length > inquiryLimits.content) return again(400, { problem: 'tooLong' });
    if (files.refused.length > 0) return again(400, {});
    const answer = await askAs(event, code, AddToInquiry, {
      input: {
        ticketId,
        text,
        attachments: files.attached.map(({ token }) => token),
        // Sent twice it is said once; other words or files under the same form are others.
        key: createHash('sha256')
          .update(JSON.stringify([key, text, printOf(form)]))
          .digest('base64url'),
      },
    });
    if (answer === 'refused' || answer === undefined) return again(503, { problem: 'failed' });
    const { addTicketComment: added } = answer;
    switch (added.__typename) {
      case 'TicketComment':
        return back(event);
      case 'AttachmentMissing':
        return again(409, { gone: true });
      case 'RateLimited':
        return again(429, { problem: { retryAfter: added.retryAfter } });
      case 'TicketClosed':
        return again(409, { problem: 'closed' });
      default:
        return again(400, { problem: 'failed' });
    }
  },
};

interface Again {
  problem?: 'missing' | 'tooLong' | 'failed' | 'closed' | { retryAfter: number };
  /** What the server had of the files is not there any more. */
  gone?: boolean;
}
