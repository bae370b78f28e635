import SchemaBuilder, {
  BasePlugin,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
} from '@pothos/core';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how Pothos is told of a plugin
  namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      descriptions: DescriptionsPlugin<Types>;
    }
  }
}

const roots: Readonly<Record<string, string>> = {
  Query: 'What can be read. Each field says for whom it is, and which scope of an API key opens it.',
  Mutation:
    'What can be done. Expected outcomes are members of a field’s union, so ask for `__typename`; everything else is an error with a code.',
  Subscription: 'What can be followed, over a WebSocket or as an event stream.',
};

/** Describes what means the same wherever it stands, unless it is described already: roots, results, ids of nodes, inputs. */
class DescriptionsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    const field = type.kind === 'Union' ? /^(\w+)Result$/.exec(type.name)?.[1] : undefined;
    const description = field
      ? `What \`${field.charAt(0).toLowerCase()}${field.slice(1)}\` answers: what came of it, or why it was not done.`
      : roots[type.name];
    return { ...type, description: type.description ?? description };
  }

  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    if (field.name !== 'id' || field.description) return field;
    const { graphqlKind } = this.buildCache.getTypeConfig(field.parentType);
    const found = graphqlKind === 'Interface' ? '' : '; `node` finds the object by it';
    return { ...field, description: `Opaque, and never changes${found}.` };
  }

  override onInputFieldConfig(field: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    if (field.kind !== 'Arg' || field.name !== 'input' || field.description || field.type.kind !== 'InputObject')
      return field;
    return { ...field, description: `See \`${this.buildCache.getTypeConfig(field.type.ref).name}\`.` };
  }
}

SchemaBuilder.registerPlugin('descriptions', DescriptionsPlugin);
