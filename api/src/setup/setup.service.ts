import type { Agent } from '../agent/agent.entity.ts';
import { assertCookie, assertPassword, choosePassword, newSession } from '../account/account.service.ts';
import { addAdministrator, makeOwner, newInvitation } from '../agent/team.service.ts';
import type { Context } from '../context.ts';
import { ConsentNotice } from '../customer/consent.entity.ts';
import { defaultNotice } from '../customer/default-notice.ts';
import { InvalidInput } from '../errors.ts';
import { spend } from '../limits.ts';
import { hashPassword, hashToken, newToken } from '../secrets.ts';
import { Language, Service, type OperatingHours } from '../service/service.entity.ts';
import { assertSlug, lockServices } from '../service/service.service.ts';
import { isTimeZone } from '../service/wall-clock.ts';
import { requiredEmail, requiredField } from '../text.ts';
import { InquiryType } from '../ticket/inquiry-type.entity.ts';
import type { Tx, Write } from '../write.ts';
import { SetupDone, SetupLinkInvalid } from './setup.errors.ts';

/** Where the set-up page is; the token stands behind the `#`, where no server and no log sees it. */
export const setupPath = (token: string) => `/set-up#${token}`;

/**
 * The token of the set-up page. Only its hash is kept, so it can be told once, to whoever made it.
 *
 * `first`: null where one was made before, which stays what it is: neither a restart nor a second process takes it away. `anew`: in
 * place of the one before. SetupDone where there is a service.
 */
export function makeSetupToken(write: Write, which: 'first' | 'anew'): Promise<string | null> {
  return write(null, async (tx) => {
    const { hash } = await lockSetup(tx);
    if (which === 'first' && hash !== null) return null;
    const token = newToken();
    await tx.sql.query('update installation set setup_token_hash = $1 where id = 1', [hashToken(token)]);
    return token;
  });
}

/** From here to its end the transaction alone sets up. SetupDone where that was done. */
async function lockSetup(tx: Tx): Promise<{ hash: string | null }> {
  await lockServices(tx);
  const { rows } = await tx.sql.query<{ isDone: boolean; hash: string | null }>(
    `select exists (select from service) as "isDone", setup_token_hash as hash from installation where id = 1`,
    [],
  );
  const { isDone, hash } = rows[0]!;
  if (isDone) throw new SetupDone();
  return { hash };
}

/** What a token of the set-up page is good for. */
export const SetupState = { OPEN: 'OPEN', LINK_INVALID: 'LINK_INVALID', DONE: 'DONE' } as const;
export type SetupState = (typeof SetupState)[keyof typeof SetupState];

export async function setupState(ctx: Context, token: string): Promise<SetupState> {
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const { rows } = await ctx.app.sql.query<{ isDone: boolean; fits: boolean | null }>(
    `select exists (select from service) as "isDone", setup_token_hash = $1 as fits from installation where id = 1`,
    [hashToken(token)],
  );
  const { isDone, fits } = rows[0]!;
  if (isDone) return SetupState.DONE;
  return fits ? SetupState.OPEN : SetupState.LINK_INVALID;
}

/** The organisation, its first service and its first administrator. */
export interface Beginning {
  readonly organisation: string;
  readonly serviceName: string;
  readonly slug: string;
  readonly languages: readonly Language[];
  readonly timeZone: string;
  readonly name: string;
  readonly email: string;
}

/** As it may be stored, or InvalidInput. */
function checked({ organisation, serviceName, slug, languages, timeZone, name, email }: Beginning): Beginning {
  if (languages.length === 0) throw new InvalidInput('languages', 'A service has one language at least.');
  if (!isTimeZone(timeZone)) throw new InvalidInput('timeZone', 'There is no such time zone.');
  return {
    organisation: requiredField('organisation', organisation, 100),
    serviceName: requiredField('serviceName', serviceName, 100),
    slug: assertSlug('slug', slug),
    languages: Object.values(Language).filter((language) => languages.includes(language)),
    timeZone,
    name: requiredField('name', name, 100),
    email: requiredEmail('email', email),
  };
}

interface GivenByPage {
  readonly token: string;
  readonly input: Beginning;
  readonly password: string;
}

/**
 * Makes what an empty database lacks, all of it or nothing, and signs the first administrator in. Of two who do it at once one wins, and
 * the other is told SetupDone.
 */
export async function setUp(ctx: Context, { token, input, password }: GivenByPage): Promise<Agent> {
  assertCookie(ctx);
  await spend(ctx.app.limits.signIns, ctx.caller.ip);
  const beginning = checked(input);
  const chosen = await assertPassword(password, beginning);
  // Before a password is hashed for a stranger.
  const state = await setupState(ctx, token);
  if (state === SetupState.DONE) throw new SetupDone();
  if (state === SetupState.LINK_INVALID) throw new SetupLinkInvalid();
  const passwordHash = await hashPassword(chosen);
  const { agent, session } = await ctx.write(null, async (tx) => {
    const { hash } = await lockSetup(tx);
    if (hash !== hashToken(token)) throw new SetupLinkInvalid();
    const made = await begin(tx, beginning);
    const { id, accountId } = made;
    await choosePassword(tx, accountId, passwordHash);
    made.joinedAt = new Date();
    await tx.flush();
    const session = await newSession(tx, { id: accountId, passwordHash, secondFactorAt: null }, id, ctx.caller);
    // An account that stayed from a service of before keeps its password.
    if (session === null) throw new InvalidInput('email', 'This address has an account already.');
    return { agent: made, session };
  });
  ctx.setSession?.(session);
  return agent;
}

/** The same without the page: the token of an invitation for the administrator. */
export function setUpByCommand(write: Write, input: Beginning): Promise<string> {
  const beginning = checked(input);
  return write(null, async (tx) => {
    await lockSetup(tx);
    const { id } = await begin(tx, beginning);
    return newInvitation(tx.em, id);
  });
}

async function begin(tx: Tx, { organisation, serviceName, slug, languages, timeZone, name, email }: Beginning) {
  await tx.sql.query('update installation set organisation = $1, setup_token_hash = null where id = 1', [organisation]);
  const service = await addEmptyService(tx, { slug, name: serviceName, languages, timeZone });
  const administrator = await addAdministrator(tx, { serviceId: service.id, email, name });
  await makeOwner(tx, administrator);
  return administrator;
}

/** Open around the clock: hours are where a service's time zone stands. */
const always = (timeZone: string): OperatingHours => ({
  timeZone,
  week: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' })),
  holidays: [],
});

interface EmptyService {
  readonly slug: string;
  readonly name: string;
  readonly languages: readonly Language[];
  readonly timeZone: string;
}

/** A service that is open around the clock, with one type of inquiry, and nobody in it yet. */
export async function addEmptyService(tx: Tx, { slug, name, languages, timeZone }: EmptyService): Promise<Service> {
  const { service } = await addService(tx, { slug, name, languages: [...languages], hours: always(timeZone) });
  tx.em.create(InquiryType, { serviceId: service.id, name: { ko: '일반 문의', en: 'General' }, position: 0 });
  return service;
}

type NewService = Pick<Service, 'slug' | 'name' | 'languages'> & Partial<Pick<Service, 'hours' | 'maskingActions'>>;

/** A service with everything in its contract, and with the notice that holds until its administrators publish one. */
export async function addService(
  { em }: Tx,
  given: NewService,
): Promise<{ service: Service; notices: ConsentNotice[] }> {
  const service = em.create(Service, {
    features: ['chat', 'security'],
    helpCenterChat: true,
    consentVersion: '1',
    ...given,
  });
  await em.flush();
  const notices = given.languages.map((language) =>
    em.create(ConsentNotice, { serviceId: service.id, version: '1', language, ...defaultNotice[language] }),
  );
  return { service, notices };
}
