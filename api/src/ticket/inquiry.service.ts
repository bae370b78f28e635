import { UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { assertConsent, recordConsent, type ConsentInput } from '../customer/consent.service.ts';
import { asker, issueToken } from '../customer/customer.service.ts';
import { spend } from '../limits.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { attemptHash, emailAddress, requiredField } from '../text.ts';
import { inquiryTypeOf } from './inquiry-type.service.ts';
import { InquiryDisabled } from './ticket.errors.ts';
import { Channel, Ticket } from './ticket.entity.ts';

export interface SubmitInquiryInput {
  service: string;
  inquiryTypeId: string;
  email: string;
  title: string;
  content: string;
  consent?: ConsentInput | null;
  language?: Language | null;
  attempt?: string | null;
}

export interface SubmittedInquiry {
  ticket: Ticket;
  token: string;
}

/** A question left when nobody can chat (S12): customer, consent and ticket, or nothing of it. Repeated, it is the same ticket. */
export async function submitInquiry(ctx: Context, input: SubmitInquiryInput): Promise<SubmittedInquiry> {
  await spend(ctx.app.limits.inquiries, ctx.caller.ip);
  const asked = {
    email: emailAddress('email', input.email),
    title: requiredField('title', input.title, 200),
    content: requiredField('content', input.content, 10_000),
    attemptHash: attemptHash(input.attempt),
  };
  const service = await serviceBySlug(ctx.em, input.service);
  if (!service?.helpCenterInquiry) throw new InquiryDisabled();
  const notice = await assertConsent(ctx, service, input.consent);
  const write = () =>
    ctx.em.fork().transactional(async (em) => {
      const inquiryType = await inquiryTypeOf(em, service.id, input.inquiryTypeId, { forAgents: false });
      const customer = await asker(em, ctx, service, {});
      customer.email ??= asked.email;
      recordConsent(em, ctx, customer.id, notice);
      const ticket = em.create(Ticket, {
        serviceId: service.id,
        number: await nextNumber(em),
        inquiryTypeId: inquiryType.id,
        channel: Channel.HELP_CENTER,
        language: input.language ?? notice.language,
        customerId: customer.id,
        ...asked,
      });
      return { ticket, token: issueToken(em, customer.id) };
    });
  try {
    return (await repeated(ctx, service, asked.attemptHash)) ?? (await write());
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    // The same attempt was under way twice and the other one was first.
    const submitted = await repeated(ctx, service, asked.attemptHash);
    if (!submitted) throw error;
    return submitted;
  }
}

/** The ticket a submission with the same `attempt` made before, with a fresh token: the answer to that one got lost. */
async function repeated(ctx: Context, service: Service, attempt: string | null): Promise<SubmittedInquiry | null> {
  if (attempt === null) return null;
  const ticket = await ctx.em.findOne(Ticket, { attemptHash: attempt, serviceId: service.id });
  if (!ticket?.customerId) return null;
  const token = issueToken(ctx.em, ticket.customerId);
  await ctx.em.flush();
  return { ticket, token };
}

async function nextNumber(em: Context['em']): Promise<string> {
  const [next] = await em.execute<{ number: string }[]>(
    `select 'D-' || to_char(now(), 'YYYY') || '-' || to_char(nextval('ticket_number'), 'FM999999000000') as number`,
  );
  return next?.number ?? '';
}

/** A ticket by its id: administrators and agents with the chat right see the service's, customers their own. */
export function ticketById(ctx: Context, id: string): Promise<Ticket | null> {
  const { viewer, em } = ctx;
  if (!viewer || (viewer.kind === 'agent' && !viewer.canChat && viewer.role !== 'ADMIN')) return Promise.resolve(null);
  const own = viewer.kind === 'customer' ? { customerId: viewer.id } : {};
  return em.findOne(Ticket, { id, serviceId: viewer.serviceId, ...own });
}
