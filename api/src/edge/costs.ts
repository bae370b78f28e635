import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  getOperationAST,
  Kind,
  GraphQLInt,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { badRequest } from '../errors.ts';
import { ofOneEvent } from '../realtime/one-event.ts';
import { IntrospectionCost } from './introspection-cost.ts';

/** What one operation may cost at most: fields times the lists they stand in, how deep, and how many fields side by side. */
export const limits = { complexity: 12_000, depth: 12, breadth: 300 } as const;

/**
 * The complexity of what one event of a subscription may deliver, because events are told as often as something happens and are not paid
 * for. The largest of our own is a ticket with all that was said and changed in it, some 4,000.
 */
export const eventLimit = 6_000;

/** For a document, so many sizes of pages are remembered, each written with at most so many characters. */
const sizesKept = 20;
const sizesLength = 200;

/** A mutation that costs no more is held back by its own limits alone: sending a message, saying what was read, typing. */
const freeMutation = 100;

export interface Cost {
  /** Why the operation may not run; null for one that may. */
  readonly excess: GraphQLError | null;
  readonly complexity: number;
  /** What its caller pays for it. */
  readonly points: number;
}

/** Of an operation that tells when it runs that its variables do not fit. */
const nothing: Cost = { excess: null, complexity: 0, points: 0 };

interface Counted {
  /** Names of the variables that are whole numbers: nothing else that a variable brings changes what an operation costs. */
  readonly sizes: readonly string[];
  readonly bySizes: LRUCache<string, Cost>;
}

/** Counts what operations would cost before they run, once for each document and sizes of its pages. */
export class Costs {
  readonly #schema: GraphQLSchema;
  readonly #introspection: IntrospectionCost;
  readonly #operations = new WeakMap<OperationDefinitionNode, Counted>();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
    this.#introspection = new IntrospectionCost(schema);
  }

  /** What the operation would cost; nothing where the variables do not fit, which running it tells. */
  of({ document, operationName, variableValues }: ExecutionArgs): Cost {
    const operation = getOperationAST(document, operationName);
    if (!operation) return nothing;
    const variables = variableValues ?? {};
    const { sizes, bySizes } = this.#countedOf(operation);
    // By name, because one that is not given has its default, and one that is null has not.
    const key =
      sizes.length === 0 ? '' : JSON.stringify(Object.fromEntries(sizes.map((name) => [name, variables[name]])));
    const known = bySizes.get(key);
    if (known) return known;
    const cost = this.#count(document, operation, variables);
    if (cost && key.length <= sizesLength) bySizes.set(key, cost);
    return cost ?? nothing;
  }

  #countedOf(operation: OperationDefinitionNode): Counted {
    const present = this.#operations.get(operation);
    if (present) return present;
    const sizes = (operation.variableDefinitions ?? [])
      .filter(({ type }) => typeName(type) === GraphQLInt.name)
      .map(({ variable }) => variable.name.value);
    const counted = { sizes, bySizes: new LRUCache<string, Cost>({ max: sizesKept }) };
    this.#operations.set(operation, counted);
    return counted;
  }

  /** Undefined where the variables do not fit. */
  #count(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ): Cost | undefined {
    const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    const alone: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
    const isSubscription = operation.operation === OperationTypeNode.SUBSCRIPTION;
    let cost: ReturnType<typeof complexityFromQuery>;
    let ofEvent = 0;
    try {
      cost = complexityFromQuery(alone, { schema: this.#schema, variables });
      if (isSubscription) {
        ofEvent = complexityFromQuery(alone, { schema: this.#schema, variables, ctx: ofOneEvent }).complexity;
      }
    } catch {
      return undefined;
    }
    const over = (['depth', 'breadth', 'complexity'] as const).find((kind) => cost[kind] > limits[kind]);
    const ofSchema = this.#introspection.of(document, operation);
    const excess = over
      ? tooComplex(`Query exceeds maximum ${over} (${over}: ${cost[over]}, max: ${limits[over]})`)
      : ofEvent > eventLimit
        ? tooComplex(
            `Subscription exceeds maximum complexity of one event (complexity: ${ofEvent}, max: ${eventLimit})`,
          )
        : ofSchema > this.#introspection.limit
          ? tooComplex(`Query asks too much of the schema (${ofSchema}, max: ${this.#introspection.limit})`)
          : null;
    const isFree = operation.operation === OperationTypeNode.MUTATION && cost.complexity <= freeMutation;
    // The whole schema costs as much as the largest operation.
    const points = cost.complexity + (ofSchema / this.#introspection.limit) * limits.complexity;
    return { excess, complexity: cost.complexity, points: isFree ? 0 : Math.ceil(points) };
  }
}

const tooComplex = (message: string) => badRequest('TOO_COMPLEX', message);

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}
