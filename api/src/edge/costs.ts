import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  GraphQLInt,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';

/** What one operation may cost at most: fields times the lists they stand in, how deep, and how many fields side by side. */
const limits = { complexity: 30_000, depth: 12, breadth: 300 } as const;

/** For a document, so many sizes of pages are remembered, each written with at most so many characters. */
const sizesKept = 20;
const sizesLength = 200;

/** An error; null for an operation that may run. */
type Excess = GraphQLError | null;

interface Counted {
  /** Names of the variables that are whole numbers: nothing else that a variable brings changes what an operation costs. */
  readonly sizes: readonly string[];
  readonly bySizes: LRUCache<string, { excess: Excess }>;
}

/** Counts what operations would cost before they run, once for each document and sizes of its pages. */
export class Costs {
  readonly #schema: GraphQLSchema;
  readonly #operations = new WeakMap<OperationDefinitionNode, Counted>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Why the operation would cost too much. Null also where the variables do not fit, which running it tells. */
  excessOf({ document, operationName, variableValues }: ExecutionArgs): Excess {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const variables = variableValues ?? {};
    const { sizes, bySizes } = this.#countedOf(operation);
    // By name, because one that is not given has its default, and one that is null has not.
    const key =
      sizes.length === 0 ? '' : JSON.stringify(Object.fromEntries(sizes.map((name) => [name, variables[name]])));
    const known = bySizes.get(key);
    if (known) return known.excess;
    const excess = this.#count(document, operation, variables);
    if (excess !== undefined && key.length <= sizesLength) bySizes.set(key, { excess });
    return excess ?? null;
  }

  #countedOf(operation: OperationDefinitionNode): Counted {
    const present = this.#operations.get(operation);
    if (present) return present;
    const sizes = (operation.variableDefinitions ?? [])
      .filter(({ type }) => typeName(type) === GraphQLInt.name)
      .map(({ variable }) => variable.name.value);
    const counted = { sizes, bySizes: new LRUCache<string, { excess: Excess }>({ max: sizesKept }) };
    this.#operations.set(operation, counted);
    return counted;
  }

  /** Undefined where the variables do not fit. */
  #count(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ): Excess | undefined {
    const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
    let cost: ReturnType<typeof complexityFromQuery>;
    try {
      cost = complexityFromQuery(alone, { schema: this.#schema, variables });
    } catch {
      return undefined;
    }
    const over = (['depth', 'breadth', 'complexity'] as const).find((kind) => cost[kind] > limits[kind]);
    return over
      ? new GraphQLError(`Query exceeds maximum ${over} (${over}: ${cost[over]}, max: ${limits[over]})`)
      : null;
  }
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}
