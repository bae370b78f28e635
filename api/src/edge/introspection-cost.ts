import {
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How many entries a list of the schema about itself has: on the average, and of what has the most. */
interface Length {
  readonly usual: number;
  readonly most: number;
}

/**
 * What it costs to ask the schema about itself: the values of the answer, from how long its lists are. graphql-js limits how deep
 * that goes, and nothing how often it is asked side by side.
 */
export class IntrospectionCost {
  /** The whole schema once, as tools ask for it, and a little beside. */
  readonly limit: number;
  readonly #lists: ReadonlyMap<string, Length>;

  constructor(schema: GraphQLSchema) {
    this.#lists = lengthsOf(schema);
    const whole = parse(
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    );
    const [operation] = whole.definitions;
    this.limit = Math.ceil(this.of(whole, operation as OperationDefinitionNode) * 1.2);
  }

  /** Zero for an operation that asks for none of it. */
  of(document: DocumentNode, operation: OperationDefinitionNode): number {
    if (operation.operation !== OperationTypeNode.QUERY) return 0;
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const each of document.definitions) {
      if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
    }
    return new Walk(this.#lists, fragments).ofRoot(operation.selectionSet);
  }
}

/** An entry of a list takes as long as so many values by itself: the lists are made anew for each answer. */
const entryCost = 8;

class Walk {
  readonly #lists: ReadonlyMap<string, Length>;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** A fragment that is spread often is counted once. */
  readonly #known = new Map<SelectionSetNode, { root?: number; usual?: number; most?: number }>();

  constructor(lists: ReadonlyMap<string, Length>, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#lists = lists;
    this.#fragments = fragments;
  }

  /** Of the fields at the root those that lead into the schema. */
  ofRoot(set: SelectionSetNode): number {
    return this.#sum(set, 'root', (name, inner) => {
      if (name === '__schema') return 1 + this.#within(inner, 'usual');
      // One type by its name, which may be the largest.
      return name === '__type' ? 1 + this.#within(inner, 'most') : 0;
    });
  }

  #within(set: SelectionSetNode | undefined, length: keyof Length): number {
    if (!set) return 0;
    return this.#sum(set, length, (name, inner) => {
      const entries = this.#lists.get(name)?.[length];
      // What entries lead to is as usual; only a type of which nothing but its name leads on stays the one that was asked for.
      const isSame = name === 'ofType' || name === 'type';
      const one = this.#within(inner, isSame ? length : 'usual');
      return 1 + (entries === undefined ? one : entries * (entryCost + one));
    });
  }

  #sum(
    set: SelectionSetNode,
    place: 'root' | keyof Length,
    ofField: (name: string, inner: SelectionSetNode | undefined) => number,
  ): number {
    const known = this.#known.get(set) ?? {};
    const present = known[place];
    if (present !== undefined) return present;
    let sum = 0;
    for (const each of set.selections) {
      if (each.kind === Kind.FIELD) sum += ofField(each.name.value, each.selectionSet);
      else {
        const inner =
          each.kind === Kind.INLINE_FRAGMENT ? each.selectionSet : this.#fragments.get(each.name.value)?.selectionSet;
        if (inner) sum += this.#sum(inner, place, ofField);
      }
    }
    known[place] = sum;
    this.#known.set(set, known);
    return sum;
  }
}

function lengthsOf(schema: GraphQLSchema): ReadonlyMap<string, Length> {
  const types = Object.values(schema.getTypeMap());
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = withFields.map((type) => Object.values(type.getFields()));
  const lengthOf = (counts: readonly number[]): Length => ({
    usual: Math.ceil(counts.reduce((sum, count) => sum + count, 0) / Math.max(counts.length, 1)),
    most: Math.max(...counts, 1),
  });
  const possible = types.flatMap((type) =>
    'getTypes' in type || isInterfaceType(type) ? [schema.getPossibleTypes(type).length] : [],
  );
  const directives = schema.getDirectives();
  const whole = (count: number): Length => ({ usual: count, most: count });
  return new Map<string, Length>([
    ['types', whole(types.length)],
    ['directives', whole(directives.length)],
    ['fields', lengthOf(fields.map((each) => each.length))],
    ['args', lengthOf(fields.flat().map(({ args }) => args.length))],
    [
      'inputFields',
      lengthOf(types.filter((type) => isInputObjectType(type)).map((type) => Object.keys(type.getFields()).length)),
    ],
    ['enumValues', lengthOf(types.filter((type) => isEnumType(type)).map((type) => type.getValues().length))],
    ['interfaces', lengthOf(withFields.map((type) => type.getInterfaces().length))],
    ['possibleTypes', lengthOf(possible)],
    ['locations', whole(Math.max(...directives.map(({ locations }) => locations.length)))],
  ]);
}
