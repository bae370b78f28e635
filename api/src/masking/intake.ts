import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import type { TakenText } from '../chat/append-messages.ts';
import type { Clock } from '../clock.ts';
import type { Mask } from '../chat/message.entity.ts';
import { standing, type Span } from '../masked.ts';
import { PersonalDataKind } from '../service/service.entity.ts';
import { MaskingAction, type Service } from '../service/service.entity.ts';
import type { SettingsFeed } from '../service/settings-feed.ts';
import type { Statements } from '../sql.ts';
import { detect, type Finding } from './detection.ts';
import { Findings } from './findings.ts';
import { keepOriginals, noAuthor, readOriginals, type Within } from './originals.rows.ts';
import { carried, firstClusters, hide, piecesOf, type Piece } from './spans.ts';
import type { TextPlace, Vault } from './vault.ts';

/** A text as it is stored. */
interface StoredText {
  readonly body: string;
  readonly masks?: readonly Mask[] | null;
}

/** A text as it may take the place of another. */
interface EditedText extends TakenText {
  /** Masks that are no more: what they hid was destroyed before. */
  readonly dropped: readonly string[];
}

/** Hides in a text what the service wants hidden before it is stored, and tells agents what else they might hide. */
export class Intake {
  readonly #settings: SettingsFeed;
  readonly #sql: Statements;
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly findings = new Findings();

  constructor({ settings, sql, vault, clock }: Pick<App, 'settings' | 'sql' | 'vault' | 'clock'>) {
    this.#settings = settings;
    this.#sql = sql;
    this.#vault = vault;
    this.#clock = clock;
  }

  /** The text as it may be stored. */
  async take(text: string, place: TextPlace): Promise<TakenText> {
    const service = await this.#settings.find(place.serviceId);
    return takeText(text, { service, vault: this.#vault, place, at: this.#clock.now() });
  }

  /**
   * A text as it may take the place of one that is there: its masks go along. Null when something hidden would be lost that can still be
   * released; what was destroyed is let go of with its asterisks.
   */
  async edit(present: StoredText, text: string, place: TextPlace): Promise<EditedText | null> {
    const along = this.carry(present, text);
    if (!along) return null;
    const service = await this.#settings.find(place.serviceId);
    const masks = along.masks ?? [];
    const taken = takeText(text, { service, vault: this.#vault, place, at: this.#clock.now(), masks });
    return { ...taken, dropped: along.dropped };
  }

  /** The same of a text in which nothing is looked for. */
  carry(present: StoredText, text: string): EditedText | null {
    const masks = present.masks ? standing({ body: present.body, masks: present.masks }) : [];
    const kept = carried({ body: present.body, masks }, text);
    if (!kept) return null;
    return {
      body: text,
      masks: kept.length === 0 ? null : kept,
      originals: [],
      dropped: masks.filter(({ id }) => !kept.some((mask) => mask.id === id)).map(({ id }) => id),
    };
  }

  /**
   * The name of a file as it may be stored. What is hidden of it is kept nowhere, under either action: nobody can release or reveal a
   * part of a name.
   */
  async takeFileName(name: string, serviceId: string): Promise<string> {
    const service = await this.#settings.find(serviceId);
    // The ending tells what the file is, and would make an address of kim@example.png.
    const stem = name.slice(0, name.lastIndexOf('.'));
    const findings = detect(stem, kindsWith(service, hidingActions));
    const { after } = hide<Span, Stretch>(
      { body: stem, masks: [] },
      stretchesOf(stem, findings),
      new Map(),
      (range) => ({
        id: '',
        ...range,
        sealed: true,
      }),
    );
    return after.body + name.slice(stem.length);
  }

  /** Keeps what was hidden of another text than a message before it is stored, in the transaction that stores it. */
  async keep(
    sql: Statements,
    place: TextPlace,
    within: Within,
    { originals, dropped = [] }: TakenText & Partial<EditedText>,
  ): Promise<void> {
    if (originals.length === 0 && dropped.length === 0) return;
    await keepOriginals(sql, place, within, {
      added: originals,
      removed: dropped,
      sealed: [],
      audit: originals.map(({ maskId }) => maskId),
      action: 'MASKED',
      by: noAuthor,
    });
  }

  /** Whether a text that is there is this one; what was destroyed of it counts as the same. */
  async isSame(present: StoredText, text: string, place: TextPlace, sql: Statements = this.#sql): Promise<boolean> {
    if (!present.masks) return present.body === text;
    const originals = await readOriginals(sql, this.#vault, place);
    return matches(present.body, present.masks, originals, text);
  }

  /** What agents might hide in a text; `key` is another one for each revision of each text. */
  async suggestions({ body, masks }: StoredText, key: string, serviceId: string): Promise<Finding[]> {
    const service = await this.#settings.find(serviceId);
    const kinds = kindsWith(service, [MaskingAction.SUGGEST, MaskingAction.MASK, MaskingAction.DESTROY]);
    if (kinds.size === 0) return [];
    const findings = await this.findings.of(key, body);
    return findings.filter(
      ({ kind, start, end }) => kinds.has(kind) && !masks?.some((mask) => mask.start < end && mask.end > start),
    );
  }
}

interface Taking {
  readonly service: Service;
  readonly vault: Vault;
  readonly place: TextPlace;
  /** When it is said. */
  readonly at: Date;
  /** What of it is hidden already. */
  readonly masks?: readonly Mask[];
}

const hidingActions = [MaskingAction.MASK, MaskingAction.DESTROY];

/** A text with what the service wants hidden of it hidden. */
export function takeText(text: string, { service, vault, place, at, masks = [] }: Taking): TakenText {
  const findings = detect(text, kindsWith(service, hidingActions));
  const stretches = stretchesOf(text, findings).filter(
    ({ start, end }) => !masks.some((mask) => mask.start < end && mask.end > start),
  );
  if (stretches.length === 0) return { body: text, masks: masks.length === 0 ? null : masks, originals: [] };
  const maskedAt = at.toISOString();
  const isDestroyed = (kind: PersonalDataKind) => service.maskingActionOf(kind) === MaskingAction.DESTROY;
  const { after, added } = hide<Mask, Stretch>({ body: text, masks }, stretches, new Map(), (range, { kinds }) => ({
    id: randomUUID(),
    ...range,
    maskedAt,
    maskedById: null,
    kind: kinds[0] ?? null,
    sealed: kinds.some(isDestroyed),
  }));
  const originals = added.map(({ mask: { id: maskId, sealed }, text: original }) =>
    sealed ? { maskId, keyId: null, box: null } : { maskId, ...vault.encrypt(original, { ...place, maskId }) },
  );
  return { ...after, originals };
}

function kindsWith(service: Service, actions: readonly MaskingAction[]): ReadonlySet<PersonalDataKind> {
  const kinds = service.offersMasking ? Object.values(PersonalDataKind) : [];
  return new Set(kinds.filter((kind) => actions.includes(service.maskingActionOf(kind))));
}

interface Stretch extends Piece {
  readonly kinds: readonly PersonalDataKind[];
}

/** Findings as whole clusters; those that touch are one. */
function stretchesOf(text: string, findings: readonly Finding[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { kind, ...range } of findings) {
    const { start, end } = piecesOf(text, [], range)[0] ?? range;
    const last = stretches.at(-1);
    if (last && start <= last.end) {
      stretches[stretches.length - 1] = { ...last, kinds: [...last.kinds, kind], end: Math.max(last.end, end) };
    } else stretches.push({ kinds: [kind], start, end, merged: [] });
  }
  return stretches;
}

/** Walks body and text together: between masks they must be equal, under a mask the text must be its original. */
function matches(body: string, masks: readonly Mask[], originals: ReadonlyMap<string, string>, text: string): boolean {
  let [inBody, inText] = [0, 0];
  const skip = (piece: string) => {
    if (!text.startsWith(piece, inText)) return false;
    inText += piece.length;
    return true;
  };
  for (const { id, start, end } of masks) {
    if (!skip(body.slice(inBody, start))) return false;
    // Of what is destroyed only the number of its clusters is known.
    if (!skip(originals.get(id) ?? firstClusters(text.slice(inText), end - start))) return false;
    inBody = end;
  }
  return skip(body.slice(inBody)) && inText === text.length;
}
