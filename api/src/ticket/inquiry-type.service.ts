import type { Context } from '../context.ts';
import { InvalidInput } from '../errors.ts';
import { decodeId } from '../ids.ts';
import { localText, type LocalTextInput } from '../service/local-text.ts';
import type { LocalText } from '../service/service.entity.ts';
import { isPresent, Tree, type Placed } from '../service/tree.ts';
import type { Statements } from '../sql.ts';
import { InquiryType } from './inquiry-type.entity.ts';

export type PlacedInquiryType = Placed<InquiryType>;

export const inquiryTypeTree = new Tree(InquiryType, 'InquiryType');

export interface SaveInquiryTypeInput {
  id?: string | null;
  parentId?: string | null;
  name?: LocalTextInput | null;
  inHelpCenter?: boolean | null;
}

/** Adds an inquiry type below another one or at the top, or changes one. What is absent stays. */
export async function saveInquiryType(ctx: Context, input: SaveInquiryTypeInput): Promise<PlacedInquiryType> {
  const named = (present: LocalText) => {
    const name = localText('name', input.name, present, 100);
    if (name.ko === null && name.en === null) throw new InvalidInput('name', 'A name in one language at least.');
    return name;
  };
  return inquiryTypeTree.save(ctx, {
    ...input,
    add: (em, place) =>
      em.create(InquiryType, {
        ...place,
        name: named({ ko: null, en: null }),
        inHelpCenter: input.inHelpCenter ?? true,
      }),
    change: (type) => {
      type.name = named(type.name);
      type.inHelpCenter = input.inHelpCenter ?? type.inHelpCenter;
    },
  });
}

/** Customers can choose it: neither it nor one above it is for agents only or removed. */
export function isInHelpCenter(type: PlacedInquiryType): boolean {
  return isPresent(type) && type.path.every(({ inHelpCenter }) => inHelpCenter);
}

/**
 * The row id of the type that was chosen for a ticket, of any level, or InvalidInput. Called in the transaction that writes the
 * ticket: the row is share-locked, so a removal either comes first, and the type is refused, or waits until the ticket is there.
 * Whoever also needs the service's lock takes that before.
 */
export async function inquiryTypeOf(
  sql: Statements,
  serviceId: string,
  inquiryTypeId: string,
  { forAgents }: { forAgents: boolean },
): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `select t.id from inquiry_type t left join inquiry_type p on p.id = t.parent_id left join inquiry_type top on top.id = p.parent_id
     where t.id = $1 and t.service_id = $2 and t.removed_at is null
       and ($3 or (t.in_help_center and coalesce(p.in_help_center, true) and coalesce(top.in_help_center, true)))
     for share of t`,
    [decodeId('InquiryType', inquiryTypeId), serviceId, forAgents],
  );
  if (!rows[0]) throw new InvalidInput('inquiryTypeId', 'There is no such inquiry type.');
  return rows[0].id;
}
