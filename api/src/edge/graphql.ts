import { maxAliasesPlugin } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthPlugin } from '@escape.tech/graphql-armor-max-depth';
import { maxTokensPlugin } from '@escape.tech/graphql-armor-max-tokens';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Caller, Context } from '../context.ts';
import { DomainError, NotPermitted, RateLimited } from '../errors.ts';
import { describeError, type Log } from '../log.ts';
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
  readonly isSubscription: boolean;
}

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
        maxDepthPlugin({ n: 12, ignoreIntrospection: true }),
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
      return [this.mask(error, context.caller, 'GRAPHQL_PARSE_FAILED')];
    }
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      return [
        new GraphQLError('There is no such operation.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }),
      ];
    }
    if (!known) {
      try {
        const invalid = this.#validate(document);
        if (invalid.length > 0)
          return invalid.map((error) => this.mask(error, context.caller, 'GRAPHQL_VALIDATION_FAILED'));
      } catch (error) {
        return [this.mask(error, context.caller)];
      }
      this.#documents.set(query, document);
    }
    return {
      args: { schema, document, operationName, variableValues: variables, contextValue: context },
      isSubscription: operation.operation === OperationTypeNode.SUBSCRIPTION,
    };
  }

  execute(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    return this.refusalOf(args) ?? this.tell(args);
  }

  /** The answer to an operation that would cost too much; null for every other. */
  refusalOf(args: ExecutionArgs): ExecutionResult | null {
    const excess = this.#costs.excessOf(args);
    return excess && { data: null, errors: [this.mask(excess, (args.contextValue as Context).caller)] };
  }

  /** One event of a subscription that was let in. */
  tell(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    const result = this.#compiledFor(args.document).run(args);
    const { caller } = args.contextValue as Context;
    return result instanceof Promise ? result.then((told) => this.masked(told, caller)) : this.masked(result, caller);
  }

  #compiledFor(document: DocumentNode): CompiledDocument {
    const present = this.#compiled.get(document);
    if (present) return present;
    const compiled = new CompiledDocument(schema, document);
    this.#compiled.set(document, compiled);
    return compiled;
  }

  masked(result: ExecutionResult, caller: Caller): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.mask(error, caller)) } : result;
  }

  /** What of an error a caller sees: mistakes of theirs in words, with `code` if they have none; of everything else that it was. */
  mask(error: unknown, { requestId }: Caller, code = 'BAD_USER_INPUT'): GraphQLError {
    const original = error instanceof GraphQLError ? error.originalError : error;
    if (error instanceof GraphQLError && (!original || original instanceof GraphQLError)) {
      return withoutValues(error, original as GraphQLError | undefined, code);
    }
    const place = error instanceof GraphQLError ? { nodes: error.nodes, path: error.path } : {};
    if (original instanceof NotPermitted) {
      return new GraphQLError(original.message, { ...place, extensions: { code: 'FORBIDDEN' } });
    }
    if (original instanceof RateLimited) {
      const { message, retryAfter } = original;
      return new GraphQLError(message, { ...place, extensions: { code: 'RATE_LIMITED', retryAfter } });
    }
    if (original instanceof DomainError) {
      return new GraphQLError(original.message, { ...place, extensions: { code: 'BAD_USER_INPUT' } });
    }
    this.#log.error({ ...describeError(original), requestId }, 'a resolver failed');
    return new GraphQLError('Something went wrong on our side.', { ...place, extensions: { code: 'INTERNAL' } });
  }
}

/**
 * graphql-js quotes the value of a variable that does not fit its type, which may be what a person wrote. Its place and the rule
 * it breaks are enough.
 */
function withoutValues(error: GraphQLError, rule: GraphQLError | undefined, code: string): GraphQLError {
  const name = /^Variable "\$(\w+)" got invalid value /.exec(error.message)?.[1];
  if (!name || !rule) {
    error.extensions['code'] ??= code;
    return error;
  }
  const place = / at "[\w.[\]]+"$/.exec(error.message.slice(0, -`; ${rule.message}`.length))?.[0] ?? '';
  const reason = rule.message.replace(/^Value ".*" does/s, 'It does').replace(/ value: .*$/s, ' value.');
  return new GraphQLError(`Variable "$${name}" has an invalid value${place}: ${reason}`, {
    nodes: error.nodes,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
