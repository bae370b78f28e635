import { randomUUID } from 'node:crypto';
import { requireAgent, requireStaff, type AgentViewer, type StaffViewer } from '../access/viewer.ts';
import type { App } from '../app.ts';
import type { MessageRow } from '../chat/chat.rows.ts';
import type { Mask } from '../chat/message.entity.ts';
import type { Context } from '../context.ts';
import { DomainError, InvalidInput, NotPermitted, RateLimited } from '../errors.ts';
import { decodeId, parseId } from '../ids.ts';
import { Feature } from '../service/service.entity.ts';
import type { Statements } from '../sql.ts';
import { requiredField } from '../text.ts';
import type { Scope, Tx } from '../write.ts';
import {
  isTextName,
  maskableText,
  maskableTexts,
  staleError,
  type HeldText,
  type MaskableObject,
  type MaskChange,
  type TextName,
} from './maskable-texts.ts';
import { InvalidRange, MaskingDisabled, MaskSealed, OriginalUnavailable } from './masking.errors.ts';
import { readOriginals, whereOf, type MaskAuthor } from './originals.rows.ts';
import { hide, piecesOfAll, replaced, type Piece, type Range } from './spans.ts';

/** A text by its name and the row in which it stands. */
export interface TextId {
  readonly name: TextName;
  readonly objectId: string;
}

/** Where something is to be hidden, as it was shown at a revision. */
interface ShownRange extends Range {
  readonly revision: number;
}

export interface MaskMessageInput extends ShownRange {
  messageId: string;
}

/** Hides a stretch of a message for every reader; a stretch that is hidden already stays as it is. */
export async function maskMessage(ctx: Context, { messageId, ...range }: MaskMessageInput): Promise<MessageRow> {
  const objectId = decodeId('Message', messageId);
  if (!objectId) throw new NotPermitted();
  return messageOf(await mask(ctx, { name: 'Message.body', objectId }, [range]));
}

export interface MaskTextInput extends ShownRange {
  objectId: string;
  field: string;
}

/** The same for every text that a person wrote. */
export async function maskText(ctx: Context, { objectId, field, ...range }: MaskTextInput): Promise<MaskableObject> {
  return mask(ctx, textNamed(objectId, field), [range]);
}

function textNamed(objectId: string, field: string): TextId {
  const object = parseId(objectId);
  const isMaskable = object && Object.keys(maskableTexts).some((name) => name.startsWith(`${object.typename}.`));
  if (!isMaskable) throw new NotPermitted();
  const name = `${object.typename}.${field}`;
  if (!isTextName(name))
    throw new InvalidInput('field', 'There is no such text of it in which something can be hidden.');
  return { name, objectId: object.id };
}

/** Of texts that were to be hidden: the objects as they are now, and what was not hidden and why. */
export interface MaskedTexts {
  readonly masked: readonly MaskableObject[];
  readonly refused: readonly RefusedText[];
}

export interface RefusedText {
  /** As in the public API. */
  readonly objectId: string;
  readonly field: string;
  readonly reason: RefusedTextReason;
}

/** By the error of a single text. */
const refusedTextReasons = {
  StaleRevision: 'STALE',
  StaleText: 'STALE',
  InvalidRange: 'INVALID_RANGE',
  InvalidInput: 'INVALID_FIELD',
  MaskingDisabled: 'MASKING_DISABLED',
  OriginalUnavailable: 'ORIGINAL_UNAVAILABLE',
  NotPermitted: 'NOT_PERMITTED',
} as const;
export type RefusedTextReason = (typeof refusedTextReasons)[keyof typeof refusedTextReasons];

/** Why a single text was refused; undefined for what is wrong with the server and not with the text. */
const reasonOf = (error: unknown): RefusedTextReason | undefined =>
  error instanceof DomainError ? refusedTextReasons[error.name as keyof typeof refusedTextReasons] : undefined;

/** So many ranges are hidden at once. */
const rangesLimit = 50;

/**
 * The same for many, each text in a transaction of its own: what is refused keeps nothing else from being hidden. The ranges of one text
 * are hidden together, because hiding one would make the others stale.
 */
export async function maskTexts(ctx: Context, inputs: readonly MaskTextInput[]): Promise<MaskedTexts> {
  requireStaff(ctx, 'masks:write');
  if (inputs.length === 0 || inputs.length > rangesLimit) {
    throw new InvalidInput('input', `Between 1 and ${rangesLimit} ranges are hidden at once.`);
  }
  const masked = new Map<string, MaskableObject>();
  const refused: RefusedText[] = [];
  const texts = Map.groupBy(inputs, ({ objectId, field }) => `${objectId} ${field}`);
  /** The fields of a customer have one revision, which hiding one of them raises. */
  const raised = new Map<string, { from: number; to: number }>();
  for (const ranges of texts.values()) {
    const { objectId, field } = ranges[0]!;
    const own = raised.get(objectId);
    const present = ranges.map((range) => (own?.from === range.revision ? { ...range, revision: own.to } : range));
    try {
      const object = await mask(ctx, textNamed(objectId, field), present);
      masked.set(objectId, object);
      if (object.type === 'Customer') {
        raised.set(objectId, { from: own?.from ?? ranges[0]!.revision, to: object.row.infoRevision });
      }
    } catch (error) {
      const reason = reasonOf(error);
      if (!reason) throw error;
      refused.push({ objectId, field, reason });
    }
  }
  if (masked.size === 0 && refused.every(({ reason }) => reason === 'NOT_PERMITTED')) throw new NotPermitted();
  return { masked: [...masked.values()], refused };
}

async function mask(ctx: Context, text: TextId, ranges: readonly ShownRange[]) {
  const viewer = requireStaff(ctx, 'masks:write');
  const { vault, clock } = ctx.app;
  const author = authorOf(viewer);
  return changeMasks(needsOf(ctx), text, async (held, { sql }) => {
    if (!(await held.isReadBy(viewer))) throw new NotPermitted();
    if (!held.features.includes(Feature.security)) throw new MaskingDisabled();
    const { body, masks } = held.text;
    for (const { start, end, revision } of ranges) {
      if (await held.isStale(revision)) throw staleError(held.object);
      if (start < 0 || start >= end || end > body.length) throw new InvalidRange();
    }
    const isWhole = maskableText(text.name).isWhole ?? false;
    const pieces = piecesOfAll(body, masks, isWhole ? [{ start: 0, end: body.length }] : ranges);
    if (pieces.length === 0) return null;
    const originals = await readMerged(sql, ctx.app, held, pieces);
    const { after, added } = hide(held.text, pieces, originals, (place, { merged }) => ({
      ...newMask(place, author, clock.now()),
      ...(merged.length === 0 && { seen: true }),
    }));
    return {
      after,
      // Each piece became a mask, from the end of the text to its beginning.
      hidden: added.map(({ mask, text: original }, n) => {
        const piece = pieces.at(-1 - n)!;
        return {
          shown: body.slice(piece.start, piece.end),
          asterisks: '*'.repeat(mask.end - mask.start),
          original,
        };
      }),
      added: added.map(({ mask: { id: maskId }, text: original }) => ({
        maskId,
        ...vault.encrypt(original, { ...held.place, maskId }),
      })),
      removed: pieces.flatMap(({ merged }) => merged),
      sealed: [],
      audit: added.map((each) => each.mask.id),
      action: 'MASKED',
      by: author,
    };
  });
}

/** What the masks hide that become part of others. */
async function readMerged(
  sql: Statements,
  { vault }: App,
  { place }: HeldText,
  pieces: readonly Piece[],
): Promise<Map<string, string>> {
  const merged = pieces.flatMap((piece) => piece.merged);
  if (merged.length === 0) return new Map();
  const originals = await readOriginals(sql, vault, place);
  if (!merged.every((id) => originals.has(id))) throw new OriginalUnavailable();
  return originals;
}

const newMask = (place: Range, author: MaskAuthor, maskedAt: Date): Mask => ({
  id: randomUUID(),
  ...place,
  maskedAt: maskedAt.toISOString(),
  maskedById: author.agentId,
  ...(author.clientId !== null && { maskedByClientId: author.clientId }),
  kind: null,
  sealed: false,
});

function messageOf(object: MaskableObject): MessageRow {
  if (object.type !== 'Message') throw new NotPermitted();
  return object.row;
}

/** Puts the original of a message's mask back for every reader. Released twice is released once. */
export async function unmaskMessage(ctx: Context, maskId: string): Promise<MessageRow> {
  const found = await findMask(ctx, maskId);
  if (found.name !== 'Message.body') throw new NotPermitted();
  return messageOf(await unmask(ctx, found));
}

/** The same for a mask of whichever text. */
export const unmaskText = async (ctx: Context, maskId: string): Promise<MaskableObject> =>
  unmask(ctx, await findMask(ctx, maskId));

async function unmask(ctx: Context, { id, ...text }: FoundMask): Promise<MaskableObject> {
  const viewer = requireAgent(ctx);
  return changeMasks(needsOf(ctx), text, async (held, { sql }) => {
    if (!(await held.isReadBy(viewer))) throw new NotPermitted();
    const present = held.text.masks.find((each) => each.id === id);
    if (!present) {
      // Somebody else released it a moment ago, or this is the same wish again because its answer got lost.
      if (await wasReleased(sql, id)) return null;
      throw new NotPermitted();
    }
    if (present.sealed) throw new MaskSealed();
    const original = (await readOriginals(sql, ctx.app.vault, held.place)).get(id);
    if (original === undefined) throw new OriginalUnavailable();
    const after = replaced(held.text, present, original);
    return {
      after,
      hidden: [],
      added: [],
      removed: [id],
      sealed: [],
      audit: [id],
      action: 'RELEASED',
      by: authorOf(viewer),
    };
  });
}

/** Destroys what a mask hides, for ever. */
export async function sealMask(ctx: Context, maskId: string): Promise<MaskableObject> {
  const viewer = requireAgent(ctx);
  if (!viewer.maySeal) throw new NotPermitted();
  const { id, ...text } = await findMask(ctx, maskId);
  return changeMasks(needsOf(ctx), text, async (held, { sql }) => {
    const present = held.text.masks.find((each) => each.id === id);
    if (!present || !(await held.isReadBy(viewer))) throw new NotPermitted();
    await assertRight(sql, 'may_seal', viewer.id, maskableTexts[text.name].right);
    if (present.sealed) throw new MaskSealed();
    return sealing(held, [id], authorOf(viewer));
  });
}

/**
 * The viewer's rights may be a few seconds old; what cannot be undone is decided by the right as the database has it now. `works` is SQL:
 * the right of who works with it.
 */
export async function assertRight(
  sql: Statements,
  right: 'may_reveal' | 'may_seal',
  agentId: string,
  works: string,
  lock: 'for no key update' | '' = '',
): Promise<void> {
  const { rows } = await sql.query(
    `select from agent where id = $1 and ${right} and ${works} and removed_at is null ${lock}`,
    [agentId],
  );
  if (rows.length === 0) throw new NotPermitted();
}

/** The change that seals some of a text's masks. */
export function sealing({ text }: HeldText, ids: readonly string[], by: MaskAuthor): MaskChange {
  const masks = text.masks.map((each) => (ids.includes(each.id) ? { ...each, sealed: true } : each));
  return {
    after: { ...text, masks },
    hidden: [],
    added: [],
    removed: [],
    sealed: ids,
    audit: ids,
    action: 'SEALED',
    by,
  };
}

/** What a mask hides, for one agent and for a minute; the audit row is committed before the text is given out. */
export interface RevealedMask {
  readonly mask: Mask;
  readonly text: string;
  readonly expiresAt: Date;
}

const revealSeconds = 60;
const reasonLimit = 500;

export const revealReason = (reason: string) => requiredField('reason', reason, reasonLimit);

/**
 * Shows what a mask hides to one agent, for a reason. Asked for again within its minute, because the answer got lost, it is the same
 * reveal. The agent's row lock orders reveals, so that two at once do not both take the last of the hour's budget.
 */
export async function revealMask(ctx: Context, maskId: string, reason: string): Promise<RevealedMask> {
  const viewer = requireAgent(ctx);
  if (!viewer.mayReveal) throw new NotPermitted();
  const why = revealReason(reason);
  const { id, name, objectId } = await findMask(ctx, maskId);
  const text = maskableText(name);
  return ctx.write(text.scope(objectId), async (tx) => {
    const { sql } = tx;
    tx.willLock('agent', [viewer.id]);
    await assertRight(sql, 'may_reveal', viewer.id, text.right, 'for no key update');
    const held = await text.hold(ctx.app, tx, objectId, 'for share');
    const present = held.text.masks.find((each) => each.id === id);
    if (!present || !(await held.isReadBy(viewer))) throw new NotPermitted();
    if (present.sealed) throw new MaskSealed();
    const original = (await readOriginals(sql, ctx.app.vault, held.place)).get(id);
    if (original === undefined) throw new OriginalUnavailable();
    return { mask: present, text: original, expiresAt: await reveal(sql, ctx.app, { viewer, held, maskId: id, why }) };
  });
}

interface Revealing {
  /** Whose row is locked. */
  readonly viewer: AgentViewer;
  readonly held: Pick<HeldText, 'place' | 'within'>;
  readonly maskId: string;
  readonly why: string;
}

/** Writes a reveal down, unless it is the same one again; answers until when what it shows may be shown. */
export async function reveal(sql: Statements, app: App, { viewer, held, maskId, why }: Revealing): Promise<Date> {
  const at = (await sameReveal(sql, viewer.id, maskId, why)) ?? (await newReveal(sql, app, viewer, held, maskId, why));
  return new Date(at.getTime() + revealSeconds * 1_000);
}

/** Whether an agent may still be shown what they revealed, for whichever reason. */
export async function isRevealed(sql: Statements, agentId: string, maskId: string): Promise<boolean> {
  const { rows } = await sql.query(
    `select from audit_entry where agent_id = $1 and action = 'REVEALED' and mask_id = $2
       and at > clock_timestamp() - make_interval(secs => $3) limit 1`,
    [agentId, maskId, revealSeconds],
  );
  return rows.length > 0;
}

async function sameReveal(sql: Statements, agentId: string, maskId: string, reason: string): Promise<Date | undefined> {
  const { rows } = await sql.query<{ at: Date }>(
    `select at from audit_entry where agent_id = $1 and action = 'REVEALED' and mask_id = $2 and reason = $3
       and at > clock_timestamp() - make_interval(secs => $4) order by at desc limit 1`,
    [agentId, maskId, reason, revealSeconds],
  );
  return rows[0]?.at;
}

async function newReveal(
  sql: Statements,
  { config }: App,
  { id: agentId }: AgentViewer,
  { place, within }: Pick<HeldText, 'place' | 'within'>,
  maskId: string,
  reason: string,
): Promise<Date> {
  const { rows: spent } = await sql.query<{ count: number; freeIn: number }>(
    `select count(*)::int as count, ceil(extract(epoch from min(at) + interval '1 hour' - clock_timestamp()))::int as "freeIn"
     from audit_entry where agent_id = $1 and action = 'REVEALED' and at > clock_timestamp() - interval '1 hour'`,
    [agentId],
  );
  const { count, freeIn } = spent[0] as { count: number; freeIn: number };
  if (count >= config.revealsPerHour) throw new RateLimited(Math.max(1, freeIn));
  const { rows } = await sql.query<{ at: Date }>(
    `insert into audit_entry (service_id, agent_id, action, mask_id, reason, chat_id, message_id, ticket_id, object_id, field, customer_id)
     values ($1, $2, 'REVEALED', $3, $4, $5, $6, $7, $8, $9, $10) returning at`,
    [place.serviceId, agentId, maskId, reason, ...whereOf(place, within), within.customerId ?? null],
  );
  return (rows[0] as { at: Date }).at;
}

interface FoundMask extends TextId {
  readonly id: string;
}

/** The text a mask belongs, or before its release belonged, to. */
async function findMask(ctx: Context, maskId: string): Promise<FoundMask> {
  const id = decodeId('Mask', maskId);
  const text = id && (await findText(ctx.app.sql, id));
  if (!text) throw new NotPermitted();
  return { id, ...text };
}

/** In which text a mask lies, or before its release lay; null when there is none. */
export async function findText(sql: Statements, id: string): Promise<TextId | null> {
  const { rows } = await sql.query<{ objectId: string; field: string }>({
    name: 'find-mask',
    text: `select coalesce(message_id, object_id) as "objectId", coalesce(field, 'Message.body') as field from mask_original where id = $1
           union all
           select coalesce(message_id, object_id), coalesce(field, 'Message.body') from audit_entry
           where mask_id = $1 and action = 'RELEASED' limit 1`,
    values: [id],
  });
  const [found] = rows;
  // A newer program beside this one may hide in texts that this one does not know.
  return found && isTextName(found.field) ? { name: found.field, objectId: found.objectId } : null;
}

export async function wasReleased(sql: Statements, maskId: string): Promise<boolean> {
  const { rows } = await sql.query(`select from audit_entry where mask_id = $1 and action = 'RELEASED'`, [maskId]);
  return rows.length > 0;
}

/** One mask by its row id, or null when there is none for this viewer. */
export async function maskById(ctx: Context, id: string): Promise<Mask | null> {
  const found = await findText(ctx.app.sql, id);
  const text = found && (await maskableText(found.name).find(ctx, found.objectId));
  return text?.masks.find((each) => each.id === id) ?? null;
}

export type MaskNeeds = Pick<App, 'write' | 'chatFeeds' | 'vacuum'>;

export const authorOf = ({ kind, id }: StaffViewer): MaskAuthor => ({
  agentId: kind === 'agent' ? id : null,
  clientId: kind === 'client' ? id : null,
});

const needsOf = (ctx: Context): MaskNeeds => ({
  write: (scope, work) => ctx.write(scope, work),
  chatFeeds: ctx.app.chatFeeds,
  vacuum: ctx.app.vacuum,
});

/**
 * One change of a text's masks: the lock of the object in which it stands, the rule, then text, originals and audit rows, then the news
 * to everyone. Null changes nothing.
 */
export function changeMasks(
  app: MaskNeeds,
  { name, objectId }: TextId,
  rule: (held: HeldText, tx: Tx) => MaskChange | null | Promise<MaskChange | null>,
  scope: Scope = maskableText(name).scope(objectId),
): Promise<MaskableObject> {
  const text = maskableText(name);
  return app.write(scope, async (tx) => {
    const held = await text.hold(app, tx, objectId, 'for no key update');
    const change = await rule(held, tx);
    if (!change) return held.object;
    const object = await held.store(change);
    tx.afterCommit(() => {
      if (change.action !== 'RELEASED') app.vacuum.soon(text.cause);
    });
    return object;
  });
}
