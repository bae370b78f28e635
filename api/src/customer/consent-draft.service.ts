import type { EntityManager } from '@mikro-orm/postgresql';
import { requireAdmin, requireStaff } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import { localText, type LocalTextInput } from '../service/local-text.ts';
import { Language, Service, type LocalText } from '../service/service.entity.ts';
import { lockedService } from '../service/service.service.ts';
import { changeLocked } from '../service/settings.service.ts';
import { ConsentDraft, ConsentNotice, noticePoints, type NoticePoint } from './consent.entity.ts';
import { StaleConsentDraft } from './consent.errors.ts';

/** A point of a notice has at most so many UTF-16 units in each language. */
const pointLimit = 4_000;
/** So many versions are told. */
const versionsLimit = 100;

type Points = Readonly<Record<NoticePoint, LocalText>>;

/** The next notice as it is being written; where nobody wrote yet, the current one as revision 0. */
export interface DraftedNotice {
  readonly revision: number;
  readonly points: Points;
  readonly authorId: string | null;
  readonly changedAt: Date | null;
  /** Publishing it would change nothing. */
  readonly isPublished: boolean;
}

/** One version of the notice in all its languages. */
export interface ConsentVersion {
  readonly version: string;
  readonly isCurrent: boolean;
  readonly publishedAt: Date | null;
  readonly publishedById: string | null;
  readonly notices: readonly ConsentNotice[];
}

export type SaveConsentDraftInput = { readonly [point in NoticePoint]?: LocalTextInput | null } & {
  readonly revision: number;
};

/** The draft of the viewer's service. */
export async function readDraft(ctx: Context): Promise<DraftedNotice> {
  return draftOf(ctx.em, await ctx.em.findOneOrFail(Service, requireAdmin(ctx).serviceId));
}

/** Saves points of the draft; customers see nothing of it until it is published. */
export function saveConsentDraft(ctx: Context, input: SaveConsentDraftInput): Promise<DraftedNotice> {
  const admin = requireAdmin(ctx);
  return ctx.write({ service: admin.serviceId, adminId: admin.id }, async (tx) => {
    const service = await lockedService(tx);
    const draft = await draftOf(tx.em, service);
    if (draft.revision !== input.revision) throw new StaleConsentDraft(draft);
    const points = pointsBy((point) => localText(point, input[point], draft.points[point], pointLimit));
    await writeDraft(tx.em, service.id, { revision: draft.revision + 1, points, authorId: admin.id });
    return draftOf(tx.em, service);
  });
}

/**
 * Makes the draft the notice that customers are asked to agree to: a new version, complete in every language of the service. Who
 * agreed to the former one is asked anew. A draft that is published already is not published twice.
 */
export function publishConsentDraft(ctx: Context, revision: number): Promise<ConsentVersion> {
  const admin = requireAdmin(ctx);
  return ctx.write({ service: admin.serviceId, adminId: admin.id }, async (tx) => {
    const service = await lockedService(tx);
    const draft = await draftOf(tx.em, service);
    if (!draft.isPublished) {
      if (draft.revision !== revision) throw new StaleConsentDraft(draft);
      const languages = languagesOf(draft.points, service);
      const version = await nextVersion(tx.em, service.id);
      for (const language of languages) {
        const texts = pointsBy((point) => draft.points[point][language] ?? '');
        const { id: serviceId } = service;
        tx.em.create(ConsentNotice, { serviceId, version, language, ...texts, publishedById: admin.id });
      }
      // Whoever has the draft open as it was before is told.
      await writeDraft(tx.em, service.id, { ...draft, revision: draft.revision + 1, authorId: admin.id });
      changeLocked(tx, admin.id, service, { consentVersion: version });
      await tx.flush();
    }
    const [published] = await versionsOf(tx.em, service, service.consentVersion);
    if (!published) throw new Error('The service has no notice of its current version.');
    return published;
  });
}

/** The versions there have been, the newest first, at most 100. */
export async function readVersions(ctx: Context): Promise<ConsentVersion[]> {
  return versionsOf(ctx.em, await ctx.em.findOneOrFail(Service, requireStaff(ctx, 'settings:read').serviceId));
}

async function versionsOf(em: EntityManager, service: Service, version?: string): Promise<ConsentVersion[]> {
  const notices = await em.find(
    ConsentNotice,
    { serviceId: service.id, ...(version !== undefined && { version }) },
    {
      orderBy: [{ publishedAt: 'desc nulls last' }, { version: 'desc' }, { language: 'desc' }],
      limit: versionsLimit * Object.keys(Language).length,
      refresh: true,
    },
  );
  return [...Map.groupBy(notices, (notice) => notice.version)].map(([version, [first, ...others]]) => ({
    version,
    isCurrent: version === service.consentVersion,
    publishedAt: first!.publishedAt ?? null,
    publishedById: first!.publishedById ?? null,
    notices: [first!, ...others],
  }));
}

async function draftOf(em: EntityManager, service: Service): Promise<DraftedNotice> {
  const notices = await em.find(ConsentNotice, { serviceId: service.id, version: service.consentVersion });
  const published = pointsBy((point) => localBy((language) => noticeIn(notices, language)?.[point] ?? null));
  const draft = await em.findOne(ConsentDraft, service.id);
  const points = draft?.points ?? published;
  return {
    revision: draft?.revision ?? 0,
    points,
    authorId: draft?.authorId ?? null,
    changedAt: draft?.changedAt ?? null,
    isPublished: noticePoints.every((point) =>
      Object.values(Language).every((language) => points[point][language] === published[point][language]),
    ),
  };
}

const noticeIn = (notices: readonly ConsentNotice[], language: Language) =>
  notices.find((notice) => notice.language === language);

async function writeDraft(
  em: EntityManager,
  serviceId: string,
  { revision, points, authorId }: Pick<ConsentDraft, 'revision' | 'points' | 'authorId'>,
): Promise<void> {
  const written = { revision, points, authorId, changedAt: new Date() };
  const draft = await em.findOne(ConsentDraft, serviceId);
  if (draft) Object.assign(draft, written);
  else em.create(ConsentDraft, { serviceId, ...written });
  await em.flush();
}

/** In which languages the draft can be published, or InvalidInput with the first point that is missing. */
function languagesOf(points: Points, { languages }: Service): Language[] {
  return Object.values(Language).filter((language) => {
    const missing = noticePoints.find((point) => points[point][language] === null);
    if (missing === undefined) return true;
    // Written in part, it would be in no version and look as if it were.
    if (languages.includes(language) || noticePoints.some((point) => points[point][language] !== null)) {
      throw new InvalidInput(
        `${missing}.${language}`,
        `${missing}.${language} must not be empty: a notice is published whole, in every language of the service.`,
      );
    }
    return false;
  });
}

/** Versions count up. One that was given another way, before there were drafts, is no number and left aside. */
async function nextVersion(em: EntityManager, serviceId: string): Promise<string> {
  const notices = await em.find(ConsentNotice, { serviceId }, { fields: ['version'] });
  const numbers = notices.map(({ version }) => Number(version)).filter((number) => Number.isSafeInteger(number));
  return String(Math.max(0, ...numbers) + 1);
}

function pointsBy<T>(text: (point: NoticePoint) => T): Record<NoticePoint, T> {
  return { purpose: text('purpose'), items: text('items'), retention: text('retention'), refusal: text('refusal') };
}

function localBy(text: (language: Language) => string | null): LocalText {
  return { ko: text('ko'), en: text('en') };
}
