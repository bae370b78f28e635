import { isDeepStrictEqual } from 'node:util';
import { recordChanges } from '../access/change-log.service.ts';
import { requireAdmin } from '../access/viewer.ts';
import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import type { OperatingHours } from '../service/service.entity.ts';
import { lockedService } from '../service/service.service.ts';
import { alwaysOpen, firstConsentVersion } from './setup.service.ts';

/** What a new service lacks. */
export const ChecklistKind = {
  AGENTS: 'AGENTS',
  HOURS: 'HOURS',
  CONSENT: 'CONSENT',
  EMBED_CODE: 'EMBED_CODE',
  MASK_KEYS: 'MASK_KEYS',
  MAIL: 'MAIL',
} as const;
export type ChecklistKind = (typeof ChecklistKind)[keyof typeof ChecklistKind];

export interface ChecklistItem {
  readonly kind: ChecklistKind;
  readonly isDone: boolean;
}

interface Found {
  isDismissed: boolean;
  hasTeam: boolean;
  hours: OperatingHours | null;
  consentVersion: string;
  isEmbedded: boolean;
  areKeysKept: boolean;
}

/** What is done and what is left, as the database has it; none once nothing is left, or nobody wants to see it. */
export async function checklist(ctx: Context): Promise<ChecklistItem[]> {
  const { serviceId } = requireAdmin(ctx);
  const { sql, vault, outbox } = ctx.app;
  const { rows } = await sql.query<Found>({
    name: 'checklist',
    text: `select s.checklist_dismissed_at is not null as "isDismissed", s.hours, s.consent_version as "consentVersion",
        s.embed_code_placed_at is not null as "isEmbedded", coalesce(i.kept_mask_key_id = $2, false) as "areKeysKept",
        (select count(*) from (select from agent a where a.service_id = s.id and a.removed_at is null limit 2) a) = 2 as "hasTeam"
      from service s, installation i where s.id = $1`,
    values: [serviceId, vault.currentKeyId],
  });
  const { isDismissed, hasTeam, hours, consentVersion, isEmbedded, areKeysKept } = rows[0]!;
  if (isDismissed) return [];
  const done: Record<ChecklistKind, boolean> = {
    AGENTS: hasTeam,
    // Set-up leaves it open around the clock with hours; who wants that for good says that it is always open.
    HOURS: hours === null || !isDeepStrictEqual(hours, alwaysOpen(hours.timeZone)),
    CONSENT: consentVersion !== firstConsentVersion,
    EMBED_CODE: isEmbedded,
    MASK_KEYS: areKeysKept,
    MAIL: outbox.isOn,
  };
  const items = Object.values(ChecklistKind).map((kind) => ({ kind, isDone: done[kind] }));
  return items.every(({ isDone }) => isDone) ? [] : items;
}

/** An administrator says that something is done of which the database knows nothing; InvalidInput for everything else. */
export async function confirmChecklistItem(ctx: Context, kind: ChecklistKind): Promise<ChecklistItem[]> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  const author = { serviceId, authorId: admin.id };
  if (kind === ChecklistKind.EMBED_CODE) {
    await ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
      const service = await lockedService(tx);
      if (service.embedCodePlacedAt) return;
      service.embedCodePlacedAt = ctx.app.clock.now();
      recordChanges(tx.em, author, {}, { embedCodePlaced: true });
    });
  } else if (kind === ChecklistKind.MASK_KEYS) {
    const keyId = ctx.app.vault.currentKeyId;
    await ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
      const { rows } = await tx.sql.query(
        'update installation set kept_mask_key_id = $1 where id = 1 and kept_mask_key_id is distinct from $1 returning 1',
        [keyId],
      );
      if (rows.length > 0) recordChanges(tx.em, author, {}, { maskKeysKept: keyId });
    });
  } else throw new InvalidInput('kind', 'This is done once it is done, and not once it is said to be.');
  return checklist(ctx);
}

/** Nobody of the service is shown what is left any more. */
export async function dismissChecklist(ctx: Context): Promise<ChecklistItem[]> {
  const admin = requireAdmin(ctx);
  const { serviceId } = admin;
  await ctx.write({ service: serviceId, adminId: admin.id }, async (tx) => {
    const service = await lockedService(tx);
    if (service.checklistDismissedAt) return;
    service.checklistDismissedAt = ctx.app.clock.now();
    recordChanges(tx.em, { serviceId, authorId: admin.id }, {}, { checklistDismissed: true });
  });
  return checklist(ctx);
}
