import { UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import { assertConsent, recordConsent, type ConsentInput } from '../customer/consent.service.ts';
import { asker, issueToken } from '../customer/customer.service.ts';
import { InvalidInput } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { serviceBySlug } from '../service/service.service.ts';
import { attemptHash, emailAddress, requiredField } from '../text.ts';
import { attach } from './attachment.service.ts';
import { InquiryType } from './inquiry-type.entity.ts';
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
  attachments?: readonly string[] | null;
  attempt?: string | null;
}

/** By its token an inquiry can be looked up for so long. */
const inquiryDays = 365;

export interface SubmittedInquiry {
  ticket: Ticket;
  token: string;
}

/** The inquiry types of a service in their order. */
export function inquiryTypesOf(ctx: Context, service: Service): Promise<InquiryType[]> {
  return ctx.em.find(InquiryType, { serviceId: service.id }, { orderBy: { position: 'asc', id: 'asc' } });
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
  const inquiryType = await inquiryTypeOf(ctx, service, input.inquiryTypeId);
  const write = async () => {
    await spend(ctx.app.limits.inquiriesPerEmail, `${service.id} ${asked.email}`);
    return ctx.em.fork().transactional(async (em) => {
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
      // Its row before its files: of two twins the second stops there, and finds the first.
      await em.flush();
      await attach(em, input.attachments, { ticketId: ticket.id });
      return { ticket, token: issueToken(em, customer.id, inquiryDays) };
    });
  };
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
  const token = issueToken(ctx.em, ticket.customerId, inquiryDays);
  await ctx.em.flush();
  return { ticket, token };
}

async function inquiryTypeOf(ctx: Context, service: Service, inquiryTypeId: string): Promise<InquiryType> {
  const id = decodeId('InquiryType', inquiryTypeId);
  const found = id && (await ctx.em.findOne(InquiryType, { id, serviceId: service.id }));
  if (!found) throw new InvalidInput('inquiryTypeId', 'There is no such inquiry type.');
  return found;
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
