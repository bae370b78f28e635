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

/** The service's current notice in one language. */
export function currentNotice(ctx: Context, service: Service, language: Language): Promise<ConsentNotice> {
  return ctx.em.findOneOrFail(ConsentNotice, { serviceId: service.id, version: service.consentVersion, language });
}

/** The notice the customer agreed to, or ConsentRequired or ConsentStale. */
export function assertConsent(
  ctx: Context,
  service: Service,
  consent: ConsentInput | null | undefined,
): Promise<ConsentNotice> {
  if (!consent) throw new ConsentRequired();
  if (consent.noticeVersion !== service.consentVersion) throw new ConsentStale();
  return currentNotice(ctx, service, consent.language);
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
