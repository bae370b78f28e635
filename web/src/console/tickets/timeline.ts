import type {
  TicketChangeFragment,
  TicketCommentFragment,
  TicketField,
} from '#lib/graphql/generated/console/graphql.ts';

/** What one person changed in one step. */
export interface ChangeStep {
  kind: 'changes';
  id: string;
  at: string;
  author: TicketChangeFragment['author'];
  apiClient: TicketChangeFragment['apiClient'];
  changes: readonly TicketChangeFragment[];
}

/** One thing that happened to a ticket. */
export type TimelineEntry = ChangeStep | { kind: 'comment'; id: string; at: string; comment: TicketCommentFragment };

/**
 * What was written and what was changed, in the one order in which it happened. Within one step the words come first: they say why the
 * rest changed.
 */
export function timelineOf(
  comments: readonly TicketCommentFragment[],
  changes: readonly TicketChangeFragment[],
): TimelineEntry[] {
  const steps = new Map<number, TicketChangeFragment[]>();
  for (const change of changes) {
    const step = steps.get(change.revision);
    if (step) step.push(change);
    else steps.set(change.revision, [change]);
  }
  const entries: (TimelineEntry & { revision: number })[] = [
    ...comments.map((comment) => ({
      kind: 'comment' as const,
      id: comment.id,
      at: comment.createdAt,
      revision: comment.revision,
      comment,
    })),
    ...[...steps].map(([revision, of]) => ({
      kind: 'changes' as const,
      id: of[0]!.id,
      at: of[0]!.changedAt,
      revision,
      author: of[0]!.author,
      apiClient: of[0]!.apiClient,
      changes: of,
    })),
  ];
  const rank = ({ kind }: TimelineEntry) => (kind === 'comment' ? 0 : 1);
  return entries.sort((a, b) => a.revision - b.revision || rank(a) - rank(b) || a.at.localeCompare(b.at));
}

/** What was changed in some fields after a revision: what whoever still had that one before their eyes has not seen. */
export function changesAfter(
  changes: readonly TicketChangeFragment[],
  revision: number,
  fields: readonly TicketField[],
): TicketChangeFragment[] {
  return changes.filter((change) => change.revision > revision && fields.includes(change.field));
}
