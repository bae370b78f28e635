import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin, requireStaff } from '../access/viewer.ts';
import { rightsTopic } from '../access/viewers.ts';
import type { Context } from '../context.ts';
import { InvalidInput, NotPermitted } from '../errors.ts';
import { PictureKind } from '../picture/picture.entity.ts';
import { changedPicture } from '../picture/picture.service.ts';
import type { Stream } from '../realtime/stream.ts';
import type { Tx } from '../write.ts';
import { inLanguage, localText, type LocalTextInput } from './local-text.ts';
import { assertHours } from './operating-hours.ts';
import { isTimeZone } from './wall-clock.ts';
import type { PersonalDataKind } from './service.entity.ts';
import {
  type ChatFiles,
  Feature,
  Language,
  type MaskingAction,
  type MaskingActions,
  type OperatingHours,
  type Service,
} from './service.entity.ts';
import { assertSlug, gateTopic, lockedService, slugRefusal } from './service.service.ts';
import { settingsTopic } from './settings-feed.ts';

/** Texts that are sent by themselves have at most so many UTF-16 units. */
const textLimit = 1_000;

export type SaveContractInput = { readonly [feature in Feature]?: boolean | null };

/** Switches features of the contract on and off; NotPermitted for one on that the organisation withholds. */
export function saveContract(ctx: Context, input: SaveContractInput): Promise<Service> {
  return changeSettings(ctx, ({ features, withheldFeatures }) => {
    if (withheldFeatures.some((feature) => input[feature])) throw new NotPermitted();
    return { features: Object.values(Feature).filter((feature) => input[feature] ?? features.includes(feature)) };
  });
}

export interface SaveHelpCenterSettingsInput {
  chat?: boolean | null;
  inquiry?: boolean | null;
}

/** Switches parts of the help center on and off. */
export function saveHelpCenterSettings(ctx: Context, input: SaveHelpCenterSettingsInput): Promise<Service> {
  return changeSettings(ctx, (service) => ({
    helpCenterChat: input.chat ?? service.helpCenterChat,
    helpCenterInquiry: input.inquiry ?? service.helpCenterInquiry,
  }));
}

export interface SaveChatSettingsInput {
  greeting?: LocalTextInput | null;
  ratingMessage?: LocalTextInput | null;
  absentText?: LocalTextInput | null;
  recentAgentFirst?: boolean | null;
  seats?: number | null;
  requestedGraceSeconds?: number | null;
  activeGraceSeconds?: number | null;
  idleMinutes?: number | null;
  files?: ChatFiles | null;
  hours?: OperatingHours | null;
}

/** Sets how chats are handled. What is absent stays; `hours: null` opens always, `idleMinutes: null` ends nothing. */
export function saveChatSettings(ctx: Context, input: SaveChatSettingsInput): Promise<Service> {
  return changeSettings(ctx, (service) => ({
    greeting: localText('greeting', input.greeting, service.greeting, textLimit),
    ratingMessage: localText('ratingMessage', input.ratingMessage, service.ratingMessage, textLimit),
    absentText: localText('absentText', input.absentText, service.absentText, textLimit),
    recentAgentFirst: input.recentAgentFirst ?? service.recentAgentFirst,
    seats: within('seats', input.seats ?? service.seats, 1, 100),
    requestedGraceSeconds: within(
      'requestedGraceSeconds',
      input.requestedGraceSeconds ?? service.requestedGraceSeconds,
      0,
      600,
    ),
    activeGraceSeconds: within('activeGraceSeconds', input.activeGraceSeconds ?? service.activeGraceSeconds, 0, 3_600),
    idleMinutes: withinOrNone('idleMinutes', input.idleMinutes, service.idleMinutes, 2, 1_440),
    chatFiles: input.files ?? service.chatFiles,
    ...(input.hours !== undefined && {
      hours: input.hours && assertHours(input.hours),
      // Whoever is always open stays where they are.
      homeTimeZone: input.hours?.timeZone ?? service.timeZone,
    }),
  }));
}

export interface SaveGeneralSettingsInput {
  name?: LocalTextInput | null;
  slug?: string | null;
  languages?: readonly Language[] | null;
  timeZone?: string | null;
}

/** A service's name has at most so many UTF-16 units. */
const nameLimit = 100;

/**
 * Sets what the service is called, where and in which languages. What is absent stays. A former slug goes on leading to it; SlugTaken
 * for one that another service has or had.
 */
export async function saveGeneralSettings(ctx: Context, input: SaveGeneralSettingsInput): Promise<Service> {
  const slug = input.slug == null ? null : assertSlug('slug', input.slug);
  try {
    return await changeSettings(ctx, (service) => {
      const names = localText('name', input.name, service.localName, nameLimit);
      if (names.ko === null && names.en === null) throw new InvalidInput('name', 'The service needs a name.');
      const languages = input.languages ? [...new Set(input.languages)] : service.languages;
      if (languages.length === 0) throw new InvalidInput('languages', 'A service has one language at least.');
      const { timeZone } = input;
      if (timeZone != null && !isTimeZone(timeZone)) throw new InvalidInput('timeZone', 'There is no such time zone.');
      return {
        ...(input.name && { names }),
        languages,
        slug: slug ?? service.slug,
        ...(timeZone != null && {
          homeTimeZone: timeZone,
          hours: service.hours ? { ...service.hours, timeZone } : service.hours,
        }),
      };
    });
  } catch (error) {
    throw slugRefusal(error);
  }
}

function within(field: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new InvalidInput(field, `${field} must be ${least} to ${most}.`);
}

/** The same for what null switches off and what stays when it is absent. */
function withinOrNone(
  field: string,
  value: number | null | undefined,
  present: number | null | undefined,
  least: number,
  most: number,
): number | null {
  if (value === undefined) return present ?? null;
  return value === null ? null : within(field, value, least, most);
}

export interface SaveMaskingSettingsInput {
  rules?: readonly { kind: PersonalDataKind; action: MaskingAction }[] | null;
  sealAfterDays?: number | null;
}

/** Sets what becomes of likely personal data, and for how long originals are kept. `sealAfterDays: null` keeps them. */
export function saveMaskingSettings(ctx: Context, input: SaveMaskingSettingsInput): Promise<Service> {
  const given = Object.fromEntries(input.rules?.map(({ kind, action }) => [kind, action]) ?? []) as MaskingActions;
  return changeSettings(ctx, ({ maskingActions, sealAfterDays }) => ({
    maskingActions: { ...maskingActions, ...given },
    sealAfterDays: withinOrNone('sealAfterDays', input.sealAfterDays, sealAfterDays, 1, 3_650),
  }));
}

export interface SaveRetentionSettingsInput {
  chatMonths?: number | null;
  ticketMonths?: number | null;
  customerMonths?: number | null;
}

/** So long what is to be erased by itself is announced. */
export const announcedDays = 7;

/** Sets after how many months personal data is erased by itself. What is absent stays; null keeps. */
export function saveRetentionSettings(ctx: Context, input: SaveRetentionSettingsInput): Promise<Service> {
  return changeSettings(ctx, (service) => {
    const months = (field: keyof SaveRetentionSettingsInput) =>
      withinOrNone(field, input[field], service[field], 1, 120);
    const after = {
      chatMonths: months('chatMonths'),
      ticketMonths: months('ticketMonths'),
      customerMonths: months('customerMonths'),
    };
    const isShorter = Object.entries(after).some(
      ([field, wanted]) => (wanted ?? Infinity) < (service[field as keyof typeof after] ?? Infinity),
    );
    if (isShorter) service.erasesFrom = new Date(ctx.app.clock.now().getTime() + announcedDays * 86_400_000);
    return after;
  });
}

export interface SaveMailSettingsInput {
  quotesAnswers?: boolean | null;
}

/** Sets what mails to customers hold. */
export function saveMailSettings(ctx: Context, input: SaveMailSettingsInput): Promise<Service> {
  return changeSettings(ctx, (service) => ({ quotesAnswers: input.quotesAnswers ?? service.quotesAnswers }));
}

/** Shows another logo, or none. */
export function saveLogo(ctx: Context, token: string | null | undefined): Promise<Service> {
  const { accountId } = requireAdmin(ctx);
  return changeSettings(ctx, async ({ logoId = null }, tx) => ({
    logoId: await changedPicture(tx, { token: token ?? null, kind: PictureKind.LOGO, accountId, before: logoId }),
  }));
}

type Settings = Partial<Service>;

/** One change under the service's lock, with its entries in the log, then the news to everyone. */
export async function changeSettings(
  ctx: Context,
  change: (service: Service, tx: Tx) => Settings | Promise<Settings>,
): Promise<Service> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  return ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
    const service = await lockedService(tx);
    changeLocked(tx, admin.id, service, await change(service, tx));
    // A contract without chat makes every chat right worth nothing.
    tx.tell(rightsTopic, {});
    tx.tell(gateTopic, { serviceId });
    return service;
  });
}

/** Changes settings of the service that the transaction has locked, with their entries in the log and the news to who watches. */
export function changeLocked(tx: Tx, authorId: string, service: Service, after: Partial<Service>): void {
  const serviceId = service.id;
  if (recordChanges(tx.em, { serviceId, authorId }, service, after)) {
    Object.assign(service, after);
    service.name = inLanguage(service.localName, service.languages[0] ?? Language.ko);
    service.settingsRevision += 1;
  }
  tx.tell(settingsTopic, { serviceId });
}

/** The settings of the viewer's service as they stand, then after each change. */
export function watchSettings(ctx: Context): Stream<Service> {
  return ctx.app.settings.watch(requireStaff(ctx, 'settings:read').serviceId);
}
