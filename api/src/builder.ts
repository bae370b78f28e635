import SchemaBuilder, { type ObjectFieldsShape, type ParentShape } from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import './access/keys-plugin.ts';
import './descriptions-plugin.ts';
import { fieldRefusal, refusalTo } from './access/refusal.ts';
import { isClientWith } from './access/viewer.ts';
import type { Context } from './context.ts';
import { parseInstant, writeInstant } from './instant.ts';
import {
  type DomainError,
  NotPermitted,
  RateLimited,
  InvalidInput,
  InvalidText,
  secondFactorNeeded,
} from './errors.ts';

export interface Scopes {
  /** Anyone, signed in or not. */
  public: boolean;
  /** Anyone with a valid credential. */
  viewer: boolean;
  customer: boolean;
  /** Whoever is signed in, also in a service that is switched off. */
  person: boolean;
  /** Whoever is signed in, also when they must set up a second factor before anything else. */
  signedIn: boolean;
  agent: boolean;
  /** An agent, or a program with `team:read`. */
  colleague: boolean;
  /** An agent with the chat right. */
  chatAgent: boolean;
  /** The same, in a service that is not switched off. */
  openChatAgent: boolean;
  /** An agent with the ticket right, or an administrator. */
  ticketAgent: boolean;
  admin: boolean;
  /** An owner of the organisation. */
  owner: boolean;
}

/** What a list costs whose length is counted where it is asked for. */
const ofPage = { field: 1, multiplier: 1 };

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  AuthScopes: Scopes;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
  };
}>({
  // Errors stands before scope-auth, so that a refusal becomes a member of the field's union where the union lists it.
  plugins: ['keys', 'descriptions', ErrorsPlugin, ScopeAuthPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalised(fieldName)}Result` },
  },
  scopeAuth: {
    authorizeOnSubscribe: true,
    unauthorizedError: (_, ctx, info) => (ctx.signedIn && !ctx.person ? secondFactorNeeded() : fieldRefusal(ctx, info)),
    authScopes: ({ viewer, person, signedIn }) => ({
      public: true,
      viewer: viewer !== null,
      customer: viewer?.kind === 'customer',
      person: person !== null,
      signedIn: signedIn !== null,
      agent: viewer?.kind === 'agent',
      colleague: viewer?.kind === 'agent' || isClientWith(viewer, 'team:read'),
      chatAgent: viewer?.kind === 'agent' && viewer.canChat,
      openChatAgent: viewer?.kind === 'agent' && viewer.canChat && !viewer.isOff,
      ticketAgent: viewer?.kind === 'agent' && viewer.canTicket,
      admin: viewer?.kind === 'agent' && viewer.role === 'ADMIN',
      owner: person?.isOwner ?? false,
    }),
  },
  relay: {
    cursorType: 'String',
    clientMutationId: 'omit',
    nodesQueryOptions: false,
    nodeQueryOptions: false,
    nodeTypeOptions: { description: 'An object with an id, by which `node` finds it.' },
    defaultConnectionTypeOptions: { description: 'One page of a list: see `PageInfo` for the next one.' },
    defaultEdgeTypeOptions: { description: 'One object of a list, with its place in it.' },
    // The connection counts its page already.
    edgesFieldOptions: { description: 'The objects of the page with their places.', complexity: ofPage },
    nodesOnConnection: { description: 'The objects of the page: `edges` without the places.', complexity: ofPage },
    cursorFieldOptions: {
      description: 'Its place: what follows it, or comes before it, is asked for with this. Opaque.',
    },
    nodeFieldOptions: { description: 'The object itself.' },
    pageInfoFieldOptions: { description: 'Whether there is more, and from where to go on.' },
    pageInfoTypeOptions: { description: 'Where a page of a list begins and ends, and whether there is more.' },
    hasNextPageFieldOptions: {
      description:
        'There is more behind the page: go on with `after: endCursor`. Of pages from the end (`last`) it says whether `before` was given.',
    },
    hasPreviousPageFieldOptions: {
      description:
        'There is more before the page: go on with `before: startCursor`. Of pages from the beginning (`first`) it says whether `after` was given.',
    },
    startCursorFieldOptions: {
      description: 'Where it begins. Of an empty page the cursor that was asked for, or an empty text.',
    },
    endCursorFieldOptions: {
      description: 'Where it ends. Of an empty page the cursor that was asked for, or an empty text.',
    },
    firstArgOptions: { description: 'So many from the beginning, or behind `after`: at most 100.' },
    lastArgOptions: { description: 'So many from the end, or before `before`: at most 100.' },
    afterArgOptions: { description: 'A cursor of the list: only what comes behind it.' },
    beforeArgOptions: { description: 'A cursor of the list: only what comes before it.' },
  },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 5,
    // Whoever lets operations in counts once what each costs; the plugin would count again with every event.
    disabled: true,
  },
});

builder.queryType({});
builder.mutationType({});
builder.subscriptionType({});

builder.scalarType('DateTime', {
  description:
    'An instant as ISO 8601 in UTC with milliseconds, for example 2026-01-31T09:30:00.000Z. Of the years 1000 to 9999; with another offset than Z it is taken too.',
  serialize: writeInstant,
  parseValue: (value) => {
    const instant = typeof value === 'string' ? parseInstant(value) : null;
    if (!instant) throw new GraphQLError('A DateTime is an ISO 8601 text with an offset, of the years 1000 to 9999.');
    return instant;
  },
});

/**
 * Objects with an id. The types give it themselves, because the Relay plugin's own id field answers with a promise for every object
 * of every list.
 */
export const NodeRef = builder.nodeInterfaceRef();

/** How `node` finds an object of each type; null when there is none for the viewer. */
export const nodeLoaders = new Map<string, (id: string, ctx: Context) => Promise<object | null>>();

const aboutMessage = 'One sentence in English, for developers; holds no personal data.';

const DomainErrorRef = builder.interfaceRef<DomainError>('DomainError').implement({
  description:
    'An expected outcome other than success. Tell them apart by __typename; nothing was written unless it says so.',
  fields: (t) => ({
    message: t.exposeString('message', { description: aboutMessage }),
  }),
});

/** The values of an enum, each with a sentence that says what it means. */
export const enumValues = <Value extends string>(sentences: Readonly<Record<Value, string>>) =>
  Object.fromEntries(
    Object.entries<string>(sentences).map(([value, description]) => [value, { value, description }]),
  ) as { [Each in Value]: { value: Each; description: string } };

type Types = typeof builder.$inferSchemaTypes;

/** Makes an expected outcome a type of the schema, named after its class, so that fields can list it among their `errors`. */
export function domainError<Outcome extends new (...args: never[]) => DomainError>(
  outcome: Outcome,
  description: string,
  fields?: ObjectFieldsShape<Types, ParentShape<Types, Outcome>>,
): void {
  // Whether a class that is still a type parameter fits the interface, the types of Pothos cannot tell.
  const type: new () => DomainError = outcome;
  builder.objectType(type, { name: outcome.name, description, interfaces: [DomainErrorRef] });
  if (fields) builder.objectFields(outcome, fields);
}

domainError(
  NotPermitted,
  'You may not do this, or the object does not exist for you; the two are not told apart. Nobody is told how a credential is shown, and an API key which scope it lacks.',
  (t) => ({
    message: t.string({
      description: aboutMessage,
      resolve: (refused, _, ctx) => refusalTo(ctx, refused).message,
    }),
    scope: t.exposeString('scope', {
      nullable: true,
      description:
        'The scope that would open it to the API key that asks; null for everybody else, and where no scope would.',
    }),
  }),
);
domainError(RateLimited, 'Too many tries in a short time.', (t) => ({
  retryAfter: t.exposeInt('retryAfter', { description: 'Seconds until the next try can succeed.' }),
}));
domainError(
  InvalidText,
  'The text is blank, longer than 4,000 UTF-16 units after NFC, or holds NUL or a lone surrogate.',
);
domainError(InvalidInput, 'One of the arguments is out of its limits.', (t) => ({
  field: t.exposeString('field', { description: 'Name of the argument.' }),
}));
