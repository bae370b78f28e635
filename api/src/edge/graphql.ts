import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import {
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  OperationTypeNode,
} from 'graphql';
import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { refusalTo } from '../access/refusal.ts';
import type { Context } from '../context.ts';
import { isErrorCode, type ErrorCode } from '../error-codes.ts';
import { badRequest, DomainError, NotPermitted, RateLimited } from '../errors.ts';
import { spendOrLeave, type Budget } from '../limits.ts';
import { describeError, type Log } from '../log.ts';
import { networkOf } from '../network-of.ts';
import { schema } from '../schema.ts';
import { CompiledDocument } from './compiled-document.ts';
import { Costs } from './costs.ts';

/** An operation as it came, over HTTP or WebSocket. */
export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export interface Prepared {
  readonly args: ExecutionArgs;
  readonly kind: OperationTypeNode;
}

/** `extensions.cost` of an answer. */
export interface PaidCost extends Omit<Budget, 'isOver'> {
  readonly points: number;
}

/** Who asked, as far as an error depends on it. */
type Asker = Pick<Context, 'viewer' | 'person' | 'caller'>;

/** A document with more operations than this is no client's. */
const mostOperations = 20;

/** So many characters of documents are kept; what is not, is parsed and validated again. */
const documentsKept = 4_000_000;
/** So many fields of compiled documents are kept, some kilobytes each: a short document can make a long program. */
const fieldsKept = 15_000;

/** Runs operations the same way for both edges: every limit, our own context, errors masked. */
export class Graphql {
  readonly #log: Log;
  readonly #parse: (query: string) => DocumentNode;
  readonly #validate: (document: DocumentNode) => readonly GraphQLError[];
  /** Valid documents by their text. */
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: documentsKept,
    sizeCalculation: (_, text) => text.length + 1,
  });
  readonly #compiled = new LRUCache<DocumentNode, CompiledDocument>({
    maxSize: fieldsKept,
    sizeCalculation: ({ size }) => Math.min(size, fieldsKept + 1),
  });
  readonly #costs = new Costs(schema);

  constructor(log: Log) {
    this.#log = log;
    // Yoga parses and validates, with the limits as plugins. Its HTTP adapter is not used: it took more than half of what a send
    // costs.
    const yoga = createYoga({
      schema,
      logging: false,
      parserAndValidationCache: false,
      plugins: [
        maxTokensPlugin({ n: 2_000 }),
        // How deep introspection may go is limited by a rule of graphql-js itself.
        maxDepthPlugin({ n: 12, ignoreIntrospection: true, flattenFragments: true }),
        maxAliasesPlugin({ n: 30, allowList: [] }),
      ],
    });
    const { parse, validate } = yoga.getEnveloped();
    this.#parse = (query) => parse(query) as DocumentNode;
    this.#validate = (document) => validate(schema, document) as readonly GraphQLError[];
  }

  /** The operation ready to run, or why it cannot begin. */
  prepare({ query, variables, operationName }: Operation, context: Context): Prepared | readonly GraphQLError[] {
    const known = this.#documents.get(query);
    let document: DocumentNode;
    try {
      document = known ?? this.#parse(query);
    } catch (error) {
      return [this.mask(error, context, isTooLong(error) ? 'TOO_COMPLEX' : 'GRAPHQL_PARSE_FAILED')];
    }
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      return [badRequest('OPERATION_RESOLUTION_FAILURE', 'There is no such operation.')];
    }
    if (!known) {
      if (document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length > mostOperations) {
        return [badRequest('TOO_COMPLEX', `A document has at most ${mostOperations} operations.`)];
      }
      try {
        const invalid = this.#validate(document);
        if (invalid.length > 0) return invalid.map((error) => this.mask(error, context, 'GRAPHQL_VALIDATION_FAILED'));
      } catch (error) {
        // The limits on depth and aliases are thrown; what does not fit the schema is returned.
        return [this.mask(error, context, 'TOO_COMPLEX')];
      }
      this.#documents.set(query, document);
    }
    if (operation.operation !== OperationTypeNode.MUTATION) context.onlyReads();
    return {
      args: { schema, document, operationName, variableValues: variables, contextValue: context },
      kind: operation.operation,
    };
  }

  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const { excess, points } = this.#costs.of(args);
    if (excess) return { errors: [excess] };
    return points === 0 ? this.tell(args) : this.#executePaid(args, points);
  }

  /** The answer to a subscription that costs more than it may, or than its caller has left; null for every other. */
  async refusalOf(args: ExecutionArgs): Promise<ExecutionResult | null> {
    const { excess, points } = this.#costs.of(args);
    if (excess) return { errors: [excess] };
    const { refusal } = await this.#pay(args, points);
    return refusal;
  }

  /** How many of the units that one operation may have it takes. */
  complexityOf(args: ExecutionArgs): number {
    return this.#costs.of(args).complexity;
  }

  async #executePaid(args: ExecutionArgs, points: number): Promise<ExecutionResult> {
    const { refusal, cost } = await this.#pay(args, points);
    return { ...(refusal ?? (await this.tell(args))), extensions: { cost } };
  }

  async #pay(args: ExecutionArgs, points: number): Promise<{ refusal: ExecutionResult | null; cost: PaidCost }> {
    const context = args.contextValue as Context;
    const { isOver, ...left } = await spendOrLeave(context.app.limits.cost, payerOf(context), points);
    const error =
      isOver && new RateLimited(left.resetsIn, `This costs ${points} points, and ${left.remaining} are left.`);
    return { refusal: error ? { errors: [this.mask(error, context)] } : null, cost: { points, ...left } };
  }

  /** One event of a subscription that was let in. */
  tell(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const result = this.#compiledFor(args.document).run(args);
    const context = args.contextValue as Context;
    const finish = (told: ExecutionResult) => {
      context.forget();
      return this.masked(told, context);
    };
    return result instanceof Promise ? result.then(finish) : finish(result);
  }

  #compiledFor(document: DocumentNode): CompiledDocument {
    const present = this.#compiled.get(document);
    if (present) return present;
    const compiled = new CompiledDocument(schema, document);
    this.#compiled.set(document, compiled);
    return compiled;
  }

  masked(result: ExecutionResult, asker: Asker): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.mask(error, asker)) } : result;
  }

  /** What of an error a caller sees: mistakes of theirs in words, with `code` if they have none; of everything else that it was. */
  mask(error: unknown, { viewer, person, caller }: Asker, code: ErrorCode = 'BAD_USER_INPUT'): GraphQLError {
    const original = error instanceof GraphQLError ? error.originalError : error;
    if (error instanceof GraphQLError && (!original || original instanceof GraphQLError)) {
      return withoutValues(error, original as GraphQLError | undefined, code);
    }
    const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
    if (original instanceof NotPermitted) {
      const { message, ...extensions } = refusalTo({ viewer, person }, original);
      return new GraphQLError(message, { ...place, extensions });
    }
    if (original instanceof RateLimited) {
      const { message, retryAfter } = original;
      return new GraphQLError(message, { ...place, extensions: { code: 'RATE_LIMITED', retryAfter } });
    }
    if (original instanceof DomainError) {
      return new GraphQLError(original.message, { ...place, extensions: { code: 'BAD_USER_INPUT' } });
    }
    this.#log.error({ ...describeError(original), requestId: caller.requestId }, 'a resolver failed');
    return new GraphQLError('Something went wrong on our side.', { ...place, extensions: { code: 'INTERNAL' } });
  }
}

/** Whose minute an operation is paid from: a person's in all their services, a customer's, an API key's, else that of the network. */
function payerOf({ signedIn, viewer, directIp }: Context): string {
  return signedIn?.accountId ?? viewer?.id ?? networkOf(directIp);
}

/** The parser stopped because of the length of the document. */
const isTooLong = (error: unknown) => error instanceof Error && error.message.includes('Token limit of');

/**
 * graphql-js quotes the value of a variable that does not fit its type, which may be what a person wrote. Its place and the rule
 * it breaks are enough. Of what libraries add to an error, nothing is told.
 */
function withoutValues(error: GraphQLError, rule: GraphQLError | undefined, fallback: ErrorCode): GraphQLError {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(error.message)?.[1];
  if (!name || !rule) {
    const { code, ...others } = error.extensions;
    if (isErrorCode(code) && Object.keys(others).length === 0) return error;
    const { message, nodes, source, positions, path } = error;
    const extensions = { code: isErrorCode(code) ? code : fallback };
    return new GraphQLError(message, { nodes, source, positions, path, extensions });
  }
  const place = / at "[\w.[\]]+"$/.exec(error.message.slice(0, -`; ${rule.message}`.length))?.[0] ?? '';
  const reason = rule.message.replace(/^Value ".*" does/s, 'It does').replace(/ value: .*$/s, ' value.');
  return new GraphQLError(`Variable "$${name}" has an invalid value${place}: ${reason}`, {
    nodes: error.nodes,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
