import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin, requireAgent } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { isMasked } from '../customer/customer-masks.ts';
import { groupOf, type CustomerRow } from '../customer/customer.rows.ts';
import { findPerson } from '../customer/group.service.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { encodeId } from '../ids.ts';
import { spend } from '../limits.ts';
import { changeSettings } from '../service/settings.service.ts';
import type { Statements } from '../sql.ts';
import { optionalField } from '../text.ts';
import { replaceSecret, type SigningSecrets } from '../webhook/signing-secrets.ts';
import { CustomerDataLinkOff } from './customer-data.errors.ts';
import type { CustomerData, Question } from './customer-data-client.ts';

const urlLimit = 2_000;
const secrets: SigningSecrets = {
  table: 'customer_data_secret',
  owner: 'service_id',
  placeOf: (id) => ({ customerDataSecretId: id }),
};

/** How a service asks the company's own system about its customers. */
export interface CustomerDataLink {
  readonly enabled: boolean;
  readonly url: string | null;
  readonly sendsEmail: boolean;
  readonly sendsPhone: boolean;
  /** Null without a secret. */
  readonly secretMadeAt: Date | null;
  /** Until when the one before signs too; null without one. */
  readonly formerEndsAt: Date | null;
}

const linkText = `
select s.customer_data_link as enabled, s.customer_data_url as url, s.customer_data_email as "sendsEmail",
  s.customer_data_phone as "sendsPhone",
  (select max(k.created_at) from customer_data_secret k where k.service_id = s.id and k.ends_at is null) as "secretMadeAt",
  (select max(k.ends_at) from customer_data_secret k where k.service_id = s.id and k.ends_at > now()) as "formerEndsAt"
from service s where s.id = $1`;

/** The link as it is set. */
export function readCustomerDataLink(ctx: Context): Promise<CustomerDataLink> {
  return linkOf(ctx.app.sql, requireAdmin(ctx).serviceId);
}

async function linkOf(sql: Statements, serviceId: string): Promise<CustomerDataLink> {
  const { rows } = await sql.query<CustomerDataLink>({
    name: 'customer-data-link',
    text: linkText,
    values: [serviceId],
  });
  return rows[0]!;
}

export interface SaveCustomerDataLinkInput {
  enabled?: boolean | null;
  url?: string | null;
  sendsEmail?: boolean | null;
  sendsPhone?: boolean | null;
}

/** Sets where it is asked and what is told there, and switches it. What is absent stays; it is on only with an address and a secret. */
export async function saveCustomerDataLink(ctx: Context, input: SaveCustomerDataLinkInput): Promise<CustomerDataLink> {
  const { serviceId } = requireAdmin(ctx);
  const url = input.url === undefined ? undefined : urlOf(ctx, input.url);
  await changeSettings(ctx, async (service, tx) => {
    const after = {
      customerDataLink: input.enabled ?? service.customerDataLink,
      customerDataUrl: url === undefined ? (service.customerDataUrl ?? null) : url,
      customerDataEmail: input.sendsEmail ?? service.customerDataEmail,
      customerDataPhone: input.sendsPhone ?? service.customerDataPhone,
    };
    if (after.customerDataLink) {
      if (after.customerDataUrl === null) throw new InvalidInput('url', 'url must not be empty while the link is on.');
      const { secretMadeAt } = await linkOf(tx.sql, serviceId);
      if (!secretMadeAt) throw new InvalidInput('enabled', 'The link needs a secret first.');
    }
    return after;
  });
  return linkOf(ctx.app.sql, serviceId);
}

export interface ShownDataSecret {
  readonly link: CustomerDataLink;
  readonly secret: string;
}

/** Another secret, shown this once. The former one signs beside it for a day, so that the receiver learns of it without a gap. */
export function rotateCustomerDataSecret(ctx: Context): Promise<ShownDataSecret> {
  const { id: authorId, serviceId } = requireAdmin(ctx);
  return ctx.write({ service: serviceId, adminId: authorId }, async (tx) => {
    const secret = await replaceSecret(ctx, tx, secrets, serviceId);
    recordChanges(tx.em, { serviceId, authorId }, {}, { customerDataSecret: true });
    return { link: await linkOf(tx.sql, serviceId), secret };
  });
}

/** Asks about nobody, whether the link is on or not, to see what the company's system answers. */
export async function testCustomerDataLink(ctx: Context): Promise<CustomerData> {
  const { id, serviceId } = requireAdmin(ctx);
  await spend(ctx.app.limits.looks, id);
  const link = await linkOf(ctx.app.sql, serviceId);
  return ctx.app.customerData.askNow(await questionOf(ctx, link, null));
}

/**
 * What the company's system tells of a customer whom the agent may see, at most a minute old. Who looked stands in the audit log before
 * anything is shown.
 */
export async function lookUpCustomerData(ctx: Context, customerId: string): Promise<CustomerData> {
  const viewer = requireAgent(ctx);
  const person = await findPerson(ctx, customerId);
  if (!person || person.erasedAt) throw new NotPermitted();
  const link = await linkOf(ctx.app.sql, viewer.serviceId);
  if (!link.enabled) throw new CustomerDataLinkOff();
  await spend(ctx.app.limits.looks, viewer.id);
  const data = await ctx.app.customerData.ask(await questionOf(ctx, link, person));
  await ctx.write(null, async ({ sql }) => {
    const { rows } = await sql.query(
      `insert into audit_entry (service_id, agent_id, action, customer_id)
       select $1, $2, 'LOOKED_UP', id from customer where id = $3 and erased_at is null
         and exists (select from agent a join account c on c.id = a.account_id where a.id = $2 and a.removed_at is null and c.locked_at is null)
       returning id`,
      [viewer.serviceId, viewer.id, person.id],
    );
    if (rows.length === 0) throw new NotPermitted();
  });
  return data;
}

/** About the person, or about nobody to try it. */
async function questionOf(ctx: Context, link: CustomerDataLink, person: CustomerRow | null): Promise<Question> {
  const { serviceId } = requireAgent(ctx);
  const { url } = link;
  if (url === null || !link.secretMadeAt) throw new CustomerDataLinkOff();
  const { rows } = await ctx.app.sql.query<{ slug: string; memberId: string | null }>({
    name: 'customer-data-question',
    text: questionText,
    values: [serviceId, person?.id ?? null],
  });
  const { slug, memberId } = rows[0]!;
  const told = (field: 'email' | 'phone') => ({
    // What is masked is told nobody.
    [field]: person && !isMasked(person, field) ? person[field] : null,
    [`${field}Verified`]: person !== null && !isMasked(person, field) && person.verified.includes(field),
  });
  const body = JSON.stringify({
    type: person ? 'CUSTOMER_DATA' : 'TEST',
    service: slug,
    customerId: person && encodeId('Customer', person.id),
    memberId,
    ...(link.sendsEmail && told('email')),
    ...(link.sendsPhone && told('phone')),
  });
  return { serviceId, url, body, secrets: await secretsOf(ctx, serviceId) };
}

/** The person's own record comes before those that were merged into it. */
const questionText = `
select s.slug, (
  select m.subject from (${groupOf('$2::uuid')}) g join member m on m.customer_id = g.id
  order by g.id = $2::uuid desc, m.created_at limit 1
) as "memberId"
from service s where s.id = $1`;

/** Those that sign, without those whose key is gone. */
async function secretsOf({ app }: Context, serviceId: string): Promise<string[]> {
  const { rows } = await app.sql.query<{ id: string; keyId: string; box: Buffer }>({
    name: 'customer-data-secrets',
    text: `select id, key_id as "keyId", box from customer_data_secret
           where service_id = $1 and (ends_at is null or ends_at > now()) order by ends_at desc nulls first, id`,
    values: [serviceId],
  });
  return rows.flatMap(({ id, keyId, box }) => {
    try {
      return [app.vault.decrypt({ keyId, box: Buffer.from(box) }, { customerDataSecretId: id })];
    } catch {
      return [];
    }
  });
}

function urlOf(ctx: Context, text: string | null): string | null {
  const url = optionalField('url', text, urlLimit);
  if (url === null) return null;
  const problem = ctx.app.outgoing.problemOf(url);
  if (problem) throw new InvalidInput('url', problems[problem]);
  return url;
}

const problems = {
  NOT_A_URL: 'url must be an address without user, password and fragment.',
  NOT_HTTPS: 'url must begin with https://.',
  REFUSED_ADDRESS: 'url must not lead into an inner network.',
} as const;
