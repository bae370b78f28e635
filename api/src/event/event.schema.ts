import { builder, enumValues } from '../builder.ts';
import { encodeId } from '../ids.ts';
import { type EventKind } from './event.entity.ts';
import { eventPageSize, readEvents, watchEvents, type ServiceEvent, type ServiceEventPage } from './event.service.ts';
import { objectIdOf } from './object-id.ts';

export const EventKindRef = builder.enumType('EventKind', {
  description: 'What happened.',
  values: enumValues<EventKind>({
    CHAT_STARTED: 'A customer started a chat.',
    CHAT_ASSIGNED: 'It was given to an agent.',
    CHAT_CHANGED:
      'It was opened, went back into the line, was ended by its customer, filed, noted in, or a rating was asked for.',
    CHAT_CLOSED: 'It is only in the history now.',
    CHAT_RATED: 'Its customer rated it, or changed the rating.',
    MESSAGE_SENT: 'Something was said in a chat.',
    MESSAGE_CHANGED: 'It was masked, released, sealed or erased.',
    TICKET_CREATED: 'A ticket was made.',
    TICKET_CHANGED: 'A field of it, or something was said in it.',
    CUSTOMER_CHANGED: 'What is known of a customer, or whose records they are.',
  }),
});

const ServiceEventRef = builder.objectRef<ServiceEvent>('ServiceEvent').implement({
  description:
    'What happened, without any content: read the object for what it is now. Several changes of an object within a moment are one event.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Reading goes on after it; opaque.' }),
    kind: t.expose('kind', { type: EventKindRef, description: 'What happened.' }),
    objectId: t.id({
      description: 'Of a chat, a message, a ticket or a customer, as the kind says.',
      resolve: ({ kind, objectId }) => objectIdOf(kind, objectId),
    }),
    chatId: t.id({
      nullable: true,
      description: 'Of an event of a chat or message: the chat.',
      resolve: ({ chatId }) => chatId && encodeId('Chat', chatId),
    }),
    revision: t.exposeInt('revision', {
      nullable: true,
      description: 'The revision of the chat, the ticket or the customer’s info that it came with, or a later one.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
  }),
});

const ServiceEventPageRef = builder.objectRef<ServiceEventPage>('ServiceEventPage').implement({
  description: 'Events that follow each other.',
  fields: (t) => ({
    events: t.field({
      type: [ServiceEventRef],
      description: 'In their order; at most `first`.',
      resolve: ({ events }) => [...events],
    }),
    cursor: t.exposeString('cursor', { description: 'Where this page ends: ask for what comes after it.' }),
    latest: t.exposeString('latest', {
      description: 'Where all events end for now: whoever subscribes after it hears only of what comes.',
    }),
    hasMore: t.exposeBoolean('hasMore', { description: 'More are there already.' }),
  }),
});

const resume =
  'Every event is told at least once, in the order of the commits; they are kept for 30 days. EVENTS_GONE when what follows `after` is not kept any more, or the database was restored from a backup since.';

builder.queryField('serviceEvents', (t) =>
  t.field({
    type: ServiceEventPageRef,
    description: `What happened in the service after the event with cursor \`after\` (absent: from the oldest that is kept), at most 200, 100 without \`first\`. ${resume}`,
    keys: 'events:read',
    authScopes: { admin: true },
    complexity: ({ first }) => ({ field: 1, multiplier: eventPageSize(first) }),
    args: {
      after: t.arg.string({ description: '`ServiceEventPage.cursor` or `ServiceEvent.cursor`.' }),
      first: t.arg.int({ description: '1 to 200; 100 by default.' }),
    },
    resolve: (_, { after, first }, ctx) => readEvents(ctx, after, first),
  }),
);

builder.subscriptionField('serviceEvents', (t) =>
  t.field({
    type: ServiceEventRef,
    description: `What happened in the service after the event with cursor \`after\` (absent: from the oldest that is kept), then everything that happens; ids only. ${resume}`,
    keys: 'events:read',
    authScopes: { admin: true },
    args: { after: t.arg.string({ description: '`ServiceEvent.cursor` of the last event.' }) },
    subscribe: (_, { after }, ctx) => watchEvents(ctx, after),
    resolve: (event) => event,
  }),
);
