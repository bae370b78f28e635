import { execute, type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

/** Compiling takes as long as running some tens of times, so what is asked only once or twice is not compiled. */
const compiledAfter = 3;

/** A valid document as a program made for it, which runs in a third of the time that walking through its tree takes. */
export class CompiledDocument {
  #uses = 0;
  /** By operation; null for one that cannot be compiled. */
  readonly #operations = new Map<string | null, CompiledQuery | null>();
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;

  constructor(schema: GraphQLSchema, document: DocumentNode) {
    this.#schema = schema;
    this.#document = document;
  }

  /** At once where no resolver has to wait. */
  run(args: ExecutionArgs): ExecutionResult | Promise<ExecutionResult> {
    this.#uses += 1;
    if (this.#uses <= compiledAfter) return execute(args);
    const { rootValue, contextValue, variableValues, operationName = null } = args;
    const compiled = this.#compiled(operationName);
    if (!compiled) return execute(args);
    const result = compiled.query(rootValue, contextValue, variableValues) as ReturnType<typeof execute>;
    // Without data its variables do not fit and nothing ran; `execute` then tells why, in the words that clients know.
    return 'data' in result || result instanceof Promise ? result : execute(args);
  }

  #compiled(operationName: string | null): CompiledQuery | null {
    const present = this.#operations.get(operationName);
    if (present !== undefined) return present;
    const compiled = compileQuery(this.#schema, this.#document, operationName ?? undefined);
    const usable = isCompiledQuery(compiled) ? compiled : null;
    this.#operations.set(operationName, usable);
    return usable;
  }
}
