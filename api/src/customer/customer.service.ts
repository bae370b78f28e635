import { requireAgent, requireStaff } from '../access/viewer.ts';
import { credentialTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { only } from '../only.ts';
import { hashToken, newToken } from '../secrets.ts';
import type { Statements } from '../sql.ts';
import type { Tx } from '../write.ts';
import { recordConsent, type GivenConsent } from './consent.service.ts';
import { customerInfo, isHidden, writeInfo } from './customer-info.ts';
import { StaleCustomer } from './customer.errors.ts';
import type { CustomerRow } from './customer.rows.ts';
import { isMasked, textOfCustomer } from './customer-masks.ts';
import { findRecord, lockPerson, lockRecords, seesCustomers } from './group.service.ts';
import { nameTopic } from './sender-names.ts';

/** The token of a chat lasts so long after it was given. */
const tokenDays = 30;

/** A token, as it is kept: only its hash. */
interface NewToken {
  token: string;
  hash: string;
  expiresAt: Date;
}

function newVisitorToken(days: number): NewToken {
  const token = newToken();
  return { token, hash: hashToken(token), expiresAt: new Date(Date.now() + days * 86_400_000) };
}

/** A new token for the customer, which lasts for `days`. */
export async function issueToken(sql: Statements, customerId: string, days = tokenDays): Promise<string> {
  const { token, hash, expiresAt } = newVisitorToken(days);
  await sql.query({
    name: 'issue-token',
    text: 'insert into visitor_token (customer_id, token_hash, expires_at) values ($1, $2, $3)',
    values: [customerId, hash, expiresAt],
  });
  return token;
}

/**
 * The customer's browser is somebody else's from now on: its token opens nothing any more, on no page that is open. Chats, inquiries
 * and other tokens stay as they are. True when there was a token.
 */
export async function forgetVisitor({ app, viewer }: Context): Promise<boolean> {
  if (viewer?.kind !== 'customer') return false;
  const { credential } = viewer;
  return app.write(null, async (tx) => {
    tx.tell(credentialTopic, { credential });
    const { rows } = await tx.sql.query('delete from visitor_token where token_hash = $1 returning 1', [credential]);
    return rows.length > 0;
  });
}

/** What people say of themselves. */
interface Said {
  name?: string | null;
  email?: string | null;
}

/** Somebody who asks for the first time, with the consent to it. */
export interface Newcomer {
  readonly said: Said;
  readonly consent: GivenConsent;
}

/** Who asked, and the token they can ask again with. */
export interface Asker {
  readonly customerId: string;
  readonly token: string;
}

/** People who ask for the first time: each with the consent and a token, all in one statement; in the order in which they came. */
export async function welcome(
  sql: Statements,
  serviceId: string,
  newcomers: readonly Newcomer[],
  days = tokenDays,
): Promise<Asker[]> {
  const tokens = newcomers.map(() => newVisitorToken(days));
  const of = <T>(value: (newcomer: Newcomer) => T) => newcomers.map(value);
  const { rows } = await sql.query<{ id: string }>({
    name: 'welcome',
    text: welcomeText,
    values: [
      serviceId,
      of(({ said }) => said.name ?? null),
      of(({ said }) => said.email ?? null),
      of(({ consent }) => consent.noticeVersion),
      of(({ consent }) => consent.noticeHash),
      of(({ consent }) => consent.language),
      of(({ consent }) => consent.ip),
      of(({ consent }) => consent.userAgent),
      tokens.map(({ hash }) => hash),
      tokens.map(({ expiresAt }) => expiresAt),
    ],
  });
  return tokens.map(({ token }, index) => ({ customerId: rows[index]!.id, token }));
}

const welcomeText = `
with newcomer as materialized (
  select uuidv7() as id, n.* from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::timestamptz[]) with ordinality as n (name, email, version, hash, language, ip, user_agent, token_hash, expires_at, place)
), created as (
  insert into customer (id, service_id, name, email) select id, $1, name, email from newcomer order by place
), agreed as (
  insert into consent (service_id, customer_id, notice_version, notice_hash, language, ip, user_agent)
  select $1, id, version, hash, language, ip, user_agent from newcomer order by place
), issued as (
  insert into visitor_token (customer_id, token_hash, expires_at)
  select id, token_hash, expires_at from newcomer order by place
)
select id from newcomer order by place`;

/** What people say of themselves, by name. */
const saidFields = ['name', 'email'] as const satisfies readonly (keyof Said)[];
type SaidField = (typeof saidFields)[number];
/** Where it stands while an agent's word, or that of the company's server, is another. A phone number is only said by the latter. */
export const besideOf = { name: 'saidName', email: 'saidEmail', phone: 'saidPhone' } as const satisfies Record<
  SaidField | 'phone',
  keyof CustomerRow
>;

/**
 * The customer who asks: the viewer's record, locked so that two calls of one customer follow each other; null for someone new. Saves
 * the name and e-mail that they give, beside what an agent saved by hand and in place of anything else; those in `unlessKnown` only
 * where they gave none before. An erased customer is someone new, even if a process still remembers their token as valid. Whom the
 * company's server names is that member, whoever else this browser was.
 */
export async function knownAsker(
  tx: Tx,
  ctx: Context,
  serviceId: string,
  said: Said,
  unlessKnown: Said = {},
  member?: CustomerRow | null,
): Promise<string | null> {
  const known = member ?? (await lockViewer(tx, ctx, serviceId));
  if (!known) return null;
  const words: Said = { ...said };
  // A field that a merge filled counts as never said by the customer.
  for (const name of saidFields) {
    if (!known[name] || known.borrowed.includes(name)) words[name] ??= unlessKnown[name] ?? null;
  }
  const given = saidFields.filter((name) => words[name]);
  const kept = given.filter(
    (name) => known[name] && (known.kept.includes(name) || known.verified.includes(name) || isMasked(known, name)),
  );
  const taken = given.filter((name) => !kept.includes(name));
  if (kept.length > 0) await sayBeside(ctx, tx, known, only(kept, words));
  if (taken.length > 0) await overwrite(tx, known, only(taken, words));
  return known.id;
}

async function lockViewer(tx: Tx, { viewer }: Context, serviceId: string): Promise<CustomerRow | null> {
  if (viewer?.kind !== 'customer' || viewer.serviceId !== serviceId) return null;
  const known = (await lockRecords(tx, [viewer.id])).get(viewer.id);
  return known && !known.erasedAt ? known : null;
}

/** What an agent saved or hid stays; whoever says the same again says nothing else any more. */
async function sayBeside(
  ctx: Context,
  tx: Tx,
  known: CustomerRow,
  said: Said & { phone?: string | null },
): Promise<void> {
  const beside = { ...only(Object.values(besideOf), known) };
  const changed: string[] = [];
  for (const name of ['name', 'email', 'phone'] as const) {
    const word = said[name];
    const place = besideOf[name];
    if (!word || word === beside[place]) continue;
    const isSame = word === known[name] || (await isHidden(ctx.app, tx.sql, known, name, word));
    beside[place] = isSame ? null : word;
    changed.push(place);
  }
  await tx.sql.query(
    'update customer set said_name = $2, said_email = $3, said_phone = $4, verified = $5 where id = $1',
    [
      known.id,
      beside.saidName,
      beside.saidEmail,
      beside.saidPhone,
      known.verified.filter((field) => !changed.includes(field)),
    ],
  );
}

async function overwrite(tx: Tx, known: CustomerRow, said: Said): Promise<void> {
  const fields = saidFields.filter((name) => said[name]);
  if (said.name) tx.tell(nameTopic, { customerId: known.id });
  await tx.sql.query(
    `update customer set name = coalesce($2, name), email = coalesce($3, email), info_revision = info_revision + 1,
       borrowed = $4 where id = $1`,
    [
      known.id,
      said.name ?? null,
      said.email ?? null,
      known.borrowed.filter((name) => !fields.includes(name as SaidField)),
    ],
  );
  // Their own words came from no merge, so no undo takes them back.
  await tx.sql.query('update customer_merge set filled = filled - $2::text[] where into_id = $1', [known.id, fields]);
}

/** Who asks, known or new, with the consent and a token that lasts for `days`. */
export async function admit(
  tx: Tx,
  ctx: Context,
  consent: GivenConsent,
  said: Said,
  unlessKnown: Said,
  days: number,
  member?: CustomerRow | null,
): Promise<Asker> {
  const { serviceId } = consent;
  const customerId = await knownAsker(tx, ctx, serviceId, said, unlessKnown, member);
  if (customerId !== null) {
    await recordConsent(tx.sql, customerId, consent);
    return { customerId, token: await issueToken(tx.sql, customerId, days) };
  }
  const [asker] = await welcome(tx.sql, serviceId, [{ said: { ...unlessKnown, ...said }, consent }], days);
  return asker as Asker;
}

export interface SaveCustomerInput {
  customerId: string;
  infoVersion?: string | null;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  memo?: string | null;
}

/** What is known of a person. What was saved since `infoVersion`, by whichever way, is not overwritten. */
export async function saveCustomer(ctx: Context, input: SaveCustomerInput): Promise<CustomerRow> {
  const viewer = requireStaff(ctx, 'customers:write');
  const id = decodeId('Customer', input.customerId);
  if (!seesCustomers(viewer) || !id || !(await findRecord(ctx, id))) throw new NotPermitted();
  const info = customerInfo(input);
  const person = await ctx.write({ customers: viewer.serviceId, to: 'read' }, async (tx) => {
    const locked = await lockPerson(tx, id);
    const isStale = input.infoVersion != null && input.infoVersion !== String(locked.infoRevision);
    if (isStale || locked.id !== id) throw new StaleCustomer(locked);
    if (await writeInfo(ctx, tx, locked, info)) await ctx.app.chatFeeds.renamed(tx, [locked.id]);
    return locked;
  });
  return (await findRecord(ctx, person.id)) as CustomerRow;
}

export interface SettleSaidInput {
  customerId: string;
  field: keyof typeof besideOf;
  /** What the customer was shown to say. */
  said: string;
  take: boolean;
}

/**
 * An agent decides on what the customer says beside what an agent saved: it takes the place of that, or it goes. What the customer
 * has said since `said` is not decided on.
 */
export async function settleSaid(
  ctx: Context,
  { customerId, field, said, take }: SettleSaidInput,
): Promise<CustomerRow> {
  const viewer = requireAgent(ctx);
  const id = decodeId('Customer', customerId);
  if (!id || !(await findRecord(ctx, id))) throw new NotPermitted();
  const person = await ctx.write({ customers: viewer.serviceId, to: 'read' }, async (tx) => {
    const locked = await lockPerson(tx, id);
    if (locked.id !== id || locked[besideOf[field]] !== said) throw new StaleCustomer(locked);
    const isVerified = locked.verified.includes(besideOf[field]);
    if (take && textOfCustomer(locked, field).masks.some(({ sealed }) => !sealed)) {
      throw new InvalidInput('take', 'What was saved is masked: release or seal it before.');
    }
    if (take) await writeInfo(ctx, tx, locked, { [field]: said }, isVerified ? [field] : []);
    else await sayBeside(ctx, tx, locked, { [field]: locked[field] });
    await ctx.app.chatFeeds.renamed(tx, [locked.id]);
    return locked;
  });
  return (await findRecord(ctx, person.id)) as CustomerRow;
}
