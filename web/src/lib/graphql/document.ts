/** An operation in text, knowing the type of its variables and of its answer. What `graphql(…)` of a generated folder returns. */
export interface TypedDocument<Data, Variables> {
  __apiType?: (variables: Variables) => Data;
  toString(): string;
}
