import {
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** A query that reads along lists within lists, everything it finds on the way; `$n` is the size of each page. */
export interface Shape {
  readonly name: string;
  readonly query: string;
}

/** So many lists within each other are tried. */
const mostLists = 3;

/** Every way along the lists of a schema that needs nothing to be known beforehand. */
export function shapesOf(schema: GraphQLSchema): Shape[] {
  const query = schema.getQueryType();
  if (!query) return [];
  return waysFrom(query, []).map((way) => ({
    name: way.map(({ name }) => name).join('.'),
    query: `query ($n: Int) { ${selection(way)} }`,
  }));
}

type Step = GraphQLField<unknown, unknown>;

function waysFrom(type: GraphQLObjectType, so: readonly Step[]): Step[][] {
  return stepsOf(type).flatMap((field) => {
    const way = [...so, field];
    const lists = way.filter((each) => isManyOf(each)).length;
    if (lists > mostLists || so.includes(field) || way.length > mostLists + 1) return [];
    return [...(isManyOf(field) ? [way] : []), ...waysFrom(entryOf(field), way)];
  });
}

/** Fields that lead to objects, or to lists of them, without an argument. */
const stepsOf = (type: GraphQLObjectType): Step[] =>
  Object.values(type.getFields()).filter(
    (field) =>
      isObjectType(getNamedType(field.type)) && !field.args.some(isRequiredArgument) && field.name !== 'pageInfo',
  );

const isConnection = (field: Step) => getNamedType(field.type).name.endsWith('Connection');
const isManyOf = (field: Step) => isConnection(field) || isListType(getNullableType(field.type));

function entryOf(field: Step): GraphQLObjectType {
  const type = getNamedType(field.type) as GraphQLObjectType;
  if (!isConnection(field)) return type;
  const edge = getNamedType(type.getFields()['edges']!.type) as GraphQLObjectType;
  return getNamedType(edge.getFields()['node']!.type) as GraphQLObjectType;
}

function selection([field, ...rest]: readonly Step[]): string {
  if (!field) return '';
  const type = entryOf(field);
  const inner = `{ __typename ${leavesOf(type)} ${selection(rest)} }`;
  return isConnection(field) ? `${field.name}(first: $n) { edges { node ${inner} } }` : `${field.name} ${inner}`;
}

const leavesOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields())
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .map(({ name }) => name)
    .join(' ');

/** How many values an answer holds. */
export function valuesIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.reduce<number>((sum, each) => sum + valuesIn(each), 0);
  if (typeof answer !== 'object' || answer === null) return 0;
  return Object.values(answer).reduce<number>((sum, value) => sum + 1 + valuesIn(value), 0);
}
