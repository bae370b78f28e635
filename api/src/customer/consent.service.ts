import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { Consent, ConsentNotice } from './consent.entity.ts';
import { groupOf } from './customer.rows.ts';
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

/** So many consents of a person are told. */
const consentsLimit = 20;

/** What each person agreed to, in whichever record, newest first, in one statement. */
export async function consentsOf(ctx: Context, customerIds: readonly string[]): Promise<Consent[][]> {
  const { rows } = await ctx.app.sql.query<Consent & { of: string }>(
    `select w.id as "of", c.notice_version as "noticeVersion", c.language, c.ip, c.agreed_at as "agreedAt"
     from unnest($1::uuid[]) as w (id)
     cross join lateral (
       select c.* from (${groupOf('w.id')}) g join consent c on c.customer_id = g.id order by c.id desc limit ${consentsLimit}) c
     order by c.id desc`,
    [customerIds],
  );
  const found = Map.groupBy(rows, (row) => row.of);
  return customerIds.map((id) => found.get(id) ?? []);
}

function hashOf({ purpose, items, retention, refusal }: ConsentNotice): string {
  return createHash('sha256')
    .update(JSON.stringify([purpose, items, retention, refusal]))
    .digest('hex');
}
