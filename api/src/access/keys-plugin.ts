import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';
import { admitKey, namedObject } from './key-admission.ts';
import { callersIn } from './callers.ts';
import { keyScopes, type KeyRule } from './key-scopes.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how Pothos is told of the options of a plugin
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      keys: KeysPlugin<Types>;
    }
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a declaration that adds to an interface repeats its parameters
    interface FieldOptions<Types, ParentShape, Type, Nullable, Args, ResolveShape, ResolveReturnShape> {
      /** Of a root field: the scope of an API key that opens it, `any` for every key or `none`. */
      keys?: KeyRule;
    }
  }
}

const roots: readonly string[] = ['Query', 'Mutation', 'Subscription'];

/**
 * What root fields state of API keys (`keys`), beside their rule for people (`authScopes`): who comes with a key is let in by the
 * key's scope and by nothing else. Their descriptions say both. A root field that states nothing keeps the server from starting.
 */
class KeysPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (!roots.includes(field.kind)) return field;
    const options = field.pothosOptions as { keys?: KeyRule; authScopes?: unknown };
    const { keys, authScopes } = options;
    if (keys === undefined) throw new Error(`${field.parentType}.${field.name} states nothing of API keys (keys).`);
    const people = callersIn(authScopes);
    if (people === null) throw new Error(`${field.parentType}.${field.name} states nothing of people (authScopes).`);
    const ruled = (_: unknown, args: object, ctx: Context, info: GraphQLResolveInfo): unknown => {
      if (ctx.viewer?.kind === 'client') {
        return admitKey(ctx, ctx.viewer, keys, { verb: info.fieldName, objectId: namedObject(args) });
      }
      return authScopes;
    };
    return {
      ...field,
      description: `${field.description ?? ''} People: ${people}. ${wordsOf(keys)}`.trim(),
      pothosOptions: { ...options, authScopes: ruled } as never,
    };
  }
}

function wordsOf(keys: KeyRule): string {
  if (keys === 'none') return 'API keys: none.';
  return keys === 'any' ? 'API keys: any.' : `API keys: \`${keys}\`.`;
}

SchemaBuilder.registerPlugin('keys', KeysPlugin);

/** Every scope with its sentence, for descriptions. */
export const scopesInWords = Object.entries(keyScopes)
  .map(([scope, sentence]) => `\`${scope}\`: ${sentence}`)
  .join(' ');
