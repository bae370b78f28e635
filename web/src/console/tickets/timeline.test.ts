import { expect, test } from 'vitest';
import type {
  TicketChangeFragment,
  TicketCommentFragment,
  TicketField,
} from '#lib/graphql/generated/console/graphql.ts';
import { changesAfter, timelineOf } from './timeline.ts';

const at = (revision: number) => new Date(Date.UTC(2026, 10, 22, 9, revision)).toISOString();
const comment = (id: string, revision: number): TicketCommentFragment => ({
  id,
  kind: 'REPLY',
  body: id,
  masks: [],
  suggestions: [],
  createdAt: at(revision),
  revision,
  author: { id: 'a1', name: '민아' },
  apiClient: null,
  attachments: [],
});
const change = (id: string, revision: number, field: TicketField = 'status'): TicketChangeFragment => ({
  id,
  field,
  before: 'OPEN',
  after: 'PENDING',
  changedAt: at(revision),
  revision,
  author: { id: 'a1', name: '민아' },
  apiClient: null,
});

test('words and changes stand in the order in which they happened', () => {
  const timeline = timelineOf([comment('first', 2), comment('second', 5)], [change('x', 3), change('y', 6)]);
  expect(timeline.map(({ id }) => id)).toEqual(['first', 'x', 'second', 'y']);
});

test('what was changed in one step is one entry, below the words that came with it', () => {
  const timeline = timelineOf([comment('words', 4)], [change('x', 4), change('y', 4, 'assigneeId'), change('z', 5)]);
  expect(timeline.map(({ kind }) => kind)).toEqual(['comment', 'changes', 'changes']);
  expect(timeline[1]).toMatchObject({ changes: [{ id: 'x' }, { id: 'y' }], at: at(4) });
});

test('what its reader has not seen is what changed in the same fields after the revision they saw', () => {
  const changes = [change('x', 3), change('y', 4), change('z', 5, 'priority'), change('w', 5)];
  expect(changesAfter(changes, 3, ['status']).map(({ id }) => id)).toEqual(['y', 'w']);
  expect(changesAfter(changes, 5, ['status'])).toEqual([]);
});
