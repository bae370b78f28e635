import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Language, Service } from '../service/service.entity.ts';
import { columnsOf, type Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import { ConsentNotice, type Consent } from './consent.entity.ts';
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

const noticeFields = ['serviceId', 'version', 'language', 'purpose', 'items', 'retention', 'refusal'] as const;
/** A notice's columns, without the unit of work around them. */
export type NoticeRow = Pick<ConsentNotice, (typeof noticeFields)[number]>;

/** SQL: the notice of service `s` that is written in the language of parameter `language`, as JSON; null where there is none. */
export const noticeIn = (language: string) => `(
  select row_to_json(n) from (
    select ${columnsOf('n', noticeFields)} from consent_notice n
    where n.service_id = s.id and n.version = s.consent_version and n.language = ${language}
  ) n)`;

/** That notice of a service. */
export async function findNotice(
  sql: Statements,
  serviceId: string,
  language: Language | undefined,
): Promise<NoticeRow | null> {
  const { rows } = await sql.query<{ notice: NoticeRow | null }>({
    name: 'consent-notice',
    text: `select ${noticeIn('$2')} as notice from service s where s.id = $1`,
    values: [serviceId, language ?? null],
  });
  return rows[0]?.notice ?? null;
}

/** A yes that holds: to which text, in which language, from where. */
export type GivenConsent = Pick<
  Consent,
  'serviceId' | 'noticeVersion' | 'noticeHash' | 'language' | 'ip' | 'userAgent'
>;

/**
 * The yes of who asks, or ConsentRequired or ConsentStale. `notice` is that of the service's present version in the language of the
 * consent; nobody was shown one in a language in which there is none.
 */
export function assertConsent(
  { caller }: Context,
  consent: ConsentInput | null | undefined,
  notice: NoticeRow | null,
): GivenConsent {
  if (!consent) throw new ConsentRequired();
  if (notice?.version !== consent.noticeVersion) throw new ConsentStale();
  const { serviceId, version, language } = notice;
  const { ip, userAgent } = caller;
  return { serviceId, noticeVersion: version, noticeHash: hashOf(notice), language, ip, userAgent };
}

/**
 * ConsentStale if another notice was published since `assertConsent` looked. From here on none is until the transaction ends, so
 * nobody's yes to a former notice is recorded after the present one.
 */
export async function assertStillCurrent(tx: Tx, { serviceId, noticeVersion }: GivenConsent): Promise<void> {
  // Shared, so inquiries do not wait for each other.
  if (tx.serviceId !== serviceId) tx.willLock('service', [serviceId]);
  const { rows } = await tx.sql.query<{ version: string }>({
    name: 'consent-version',
    text: 'select consent_version as version from service where id = $1 for share',
    values: [serviceId],
  });
  if (rows[0]?.version !== noticeVersion) throw new ConsentStale();
}

/** Records the yes, and when it was given. */
export async function recordConsent(sql: Statements, customerId: string, consent: GivenConsent): Promise<void> {
  const { serviceId, noticeVersion, noticeHash, language, ip, userAgent } = consent;
  await sql.query({
    name: 'record-consent',
    text: recordText,
    values: [serviceId, customerId, noticeVersion, noticeHash, language, ip, userAgent],
  });
}

const recordText = `
insert into "consent" (service_id, customer_id, notice_version, notice_hash, language, ip, user_agent)
values ($1, $2, $3, $4, $5, $6, $7)`;

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

/** What stands of a notice with each yes to it. */
export function hashOf({
  purpose,
  items,
  retention,
  refusal,
}: Pick<NoticeRow, 'purpose' | 'items' | 'retention' | 'refusal'>): string {
  return createHash('sha256')
    .update(JSON.stringify([purpose, items, retention, refusal]))
    .digest('hex');
}

/** The address from which a customer agreed last, as of an instant. */
export async function consentIp(sql: Statements, customerId: string, at: Date): Promise<string | null> {
  const { rows } = await sql.query<{ ip: string | null }>({
    name: 'consent-ip',
    text: `select ip from consent where customer_id = $1 and agreed_at < $2::timestamptz + interval '1 second'
      order by agreed_at desc limit 1`,
    values: [customerId, at],
  });
  return rows[0]?.ip ?? null;
}
