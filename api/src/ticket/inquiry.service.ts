import { isStranger } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { isSameCaller, usedAttempt } from '../customer/attempt.ts';
import {
  assertConsent,
  assertStillCurrent,
  consentIp,
  findNotice,
  type ConsentInput,
} from '../customer/consent.service.ts';
import { issueToken } from '../customer/customer.service.ts';
import { admitToInquire, identityOf, joinFirst } from '../customer/identity.service.ts';
import { decodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { MailKind } from '../mail/mail.entity.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { unknownSlug } from '../service/service.service.ts';
import { serviceAsked } from '../service/site.service.ts';
import { attemptDigest, attemptHash, requiredEmail, requiredField } from '../text.ts';
import { attach } from '../attachment/attachment.service.ts';
import { inquiryTypeOf } from './inquiry-type.service.ts';
import { InquiryDisabled } from '../service/service.errors.ts';
import { Channel, TicketPriority, TicketStatus } from './ticket.entity.ts';
import type { TicketRow } from './ticket.rows.ts';
import { inquiryDays } from './ticket-mail.service.ts';
import {
  assertSameTicket,
  contentLimit,
  insertTicket,
  isAttemptTwin,
  takeTexts,
  ticketOfAttempt,
  titleLimit,
} from './ticket.service.ts';

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
  identity?: string | null;
}

export interface SubmittedInquiry {
  ticket: TicketRow;
  token: string;
}

/** A question left when nobody can chat: customer, consent and ticket, or nothing of it. Repeated, it is the same ticket. */
export async function submitInquiry(ctx: Context, input: SubmitInquiryInput): Promise<SubmittedInquiry> {
  await spend(ctx.app.limits.inquiries, ctx.caller.ip);
  const asked = {
    email: requiredEmail('email', input.email),
    title: requiredField('title', input.title, titleLimit),
    content: requiredField('content', input.content, contentLimit),
    attemptHash: attemptHash(input.attempt),
  };
  const service = await serviceAsked(ctx, input.service);
  if (!service || isStranger(ctx, service.id)) throw new InquiryDisabled(unknownSlug);
  if (!service.offersInquiry) throw new InquiryDisabled();
  const identity = await identityOf(ctx, service, input.identity);
  const notice = await findNotice(ctx.app.sql, service.id, input.consent?.language);
  const consent = assertConsent(ctx, input.consent, notice);
  const inquiry = {
    ...asked,
    attemptDigest: attemptDigest(input.attempt, {
      email: asked.email,
      title: asked.title,
      content: asked.content,
      inquiryType: decodeId('InquiryType', input.inquiryTypeId),
      // Whom the token names: it is another one with each try.
      member: identity?.subject ?? null,
    }),
  };
  const repeated = () => findRepeated(ctx, service, inquiry, input.attachments);
  const write = async () => {
    if (identity) await joinFirst(ctx, service.id, identity);
    await spend(ctx.app.limits.inquiriesPerEmail, `${service.id} ${asked.email}`);
    return ctx.write(null, async (tx) => {
      await assertStillCurrent(tx, consent);
      const { customerId, token } = await admitToInquire(tx, ctx, consent, asked.email, identity, inquiryDays);
      const inquiryTypeId = await inquiryTypeOf(tx.sql, service.id, input.inquiryTypeId, { forAgents: false });
      const texts = await takeTexts(ctx, service.id, asked);
      const ticket = await insertTicket(tx, {
        ...inquiry,
        ...texts.columns,
        timeZone: service.timeZone,
        serviceId: service.id,
        inquiryTypeId,
        status: TicketStatus.NEW,
        priority: TicketPriority.NORMAL,
        channel: Channel.HELP_CENTER,
        language: input.language ?? consent.language,
        customerId,
        chatId: null,
        assigneeId: null,
        creatorId: null,
        clientId: ctx.viewer?.kind === 'client' ? ctx.viewer.id : null,
      });
      // Its row before its files: of two twins the second stops there, and finds the first.
      await texts.keep(tx.sql);
      await attach(ctx, tx.sql, input.attachments, { ticketId: ticket.id });
      const { id: aboutId, serviceId, language } = ticket;
      await ctx.app.outbox.add(tx, { kind: MailKind.INQUIRY_RECEIVED, serviceId, language, aboutId, token });
      return { ticket, token };
    });
  };
  try {
    return (await repeated()) ?? (await write());
  } catch (error) {
    // The same attempt was under way twice and the other one was first.
    if (!isAttemptTwin(error)) throw error;
    const first = await repeated();
    if (!first) throw usedAttempt();
    return first;
  }
}

/** A form whose answer got lost hangs without a network for a tunnel or a lunch, and is then submitted again or given up. */
const repeatableMs = 3_600_000;

/**
 * The ticket a submission with the same `attempt` made before, with a fresh token: the answer to that one got lost. KeyReused where it
 * asked for something else.
 */
async function findRepeated(
  ctx: Context,
  service: Service,
  inquiry: { attemptHash: string | null; attemptDigest: string | null },
  attachments: readonly string[] | null | undefined,
): Promise<SubmittedInquiry | null> {
  const ticket = await ticketOfAttempt(ctx, inquiry.attemptHash);
  if (ticket?.serviceId !== service.id || ticket.channel !== Channel.HELP_CENTER || !ticket.customerId) return null;
  // An `attempt` that is found in a stored form much later, or elsewhere, must not open the ticket.
  if (Date.now() - ticket.createdAt.getTime() > repeatableMs) return null;
  const { customerId } = ticket;
  const ip = await consentIp(ctx.app.sql, customerId, ticket.createdAt);
  if (!isSameCaller(ctx, { customerId, ip })) return null;
  await assertSameTicket(ctx, ticket, inquiry.attemptDigest, attachments);
  return { ticket, token: await ctx.write(null, ({ sql }) => issueToken(sql, customerId, inquiryDays)) };
}
