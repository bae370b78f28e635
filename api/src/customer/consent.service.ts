import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { Consent, ConsentNotice } from './consent.entity.ts';
import { ConsentRequired, ConsentStale } from './consent.errors.ts';

export interface ConsentInput {
  noticeVersion: string;
  language: Language;
}

/** The service's current notice in one language, or in one that the service has. */
export async function currentNotice(ctx: Context, service: Service, language: Language): Promise<ConsentNotice> {
  const notices = await ctx.em.find(ConsentNotice, { serviceId: service.id, version: service.consentVersion });
  const notice = notices.find((each) => each.language === language) ?? notices[0];
  if (!notice) throw new Error('The service has no notice of its current version.');
  return notice;
}

/** The notice the customer agreed to, or ConsentRequired or ConsentStale. */
export async function assertConsent(
  ctx: Context,
  service: Service,
  consent: ConsentInput | null | undefined,
): Promise<ConsentNotice> {
  if (!consent) throw new ConsentRequired();
  if (consent.noticeVersion !== service.consentVersion) throw new ConsentStale();
  const notice = await currentNotice(ctx, service, consent.language);
  // Nobody was shown a notice in a language it is not written in.
  if (notice.language !== consent.language) throw new ConsentStale();
  return notice;
}

/** Records the yes: which text, in which language, when, from where. */
export function recordConsent(em: EntityManager, ctx: Context, customerId: string, notice: ConsentNotice): void {
  em.create(Consent, {
    serviceId: notice.serviceId,
    customerId,
    noticeVersion: notice.version,
    noticeHash: hashOf(notice),
    language: notice.language,
    ip: ctx.caller.ip,
    userAgent: ctx.caller.userAgent,
  });
}

function hashOf({ purpose, items, retention, refusal }: ConsentNotice): string {
  return createHash('sha256')
    .update(JSON.stringify([purpose, items, retention, refusal]))
    .digest('hex');
}
