import {
  Kind,
  parse,
  print,
  type ConstDirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** A type as it is written where it is used: `[Message!]!`. */
export interface TypeReference {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

interface Described {
  readonly name: string;
  readonly description: string;
  /** Why it is not to be used any more. */
  readonly deprecated?: string | undefined;
}

export interface ReferenceValue extends Described {
  readonly type: TypeReference;
  readonly default?: string | undefined;
}

export interface ReferenceField extends Described {
  readonly type: TypeReference;
  readonly args: readonly ReferenceValue[];
  /** Of root fields: the scope of the API keys that open it, `any` or `none`. */
  readonly keys?: string | undefined;
  /** Of root fields: the outcomes of a union that are no success. */
  readonly errors: readonly Described[];
  /** Of root fields: an operation to begin with. */
  readonly sample?: string | undefined;
}

export const kinds = ['operations', 'object', 'interface', 'union', 'input', 'enum', 'scalar'] as const;
export type ReferenceKind = (typeof kinds)[number];

export interface ReferenceType extends Described {
  readonly kind: ReferenceKind;
  readonly interfaces: readonly string[];
  readonly fields: readonly ReferenceField[];
  /** Of an input object. */
  readonly inputs: readonly ReferenceValue[];
  /** Of an enum. */
  readonly values: readonly Described[];
  /** What a union or an interface may be. */
  readonly possible: readonly string[];
  /** Where it is returned or taken, as `Type.field`. */
  readonly usedBy: readonly string[];
}

const roots = ['Query', 'Mutation', 'Subscription'];

/** The interface of every outcome that is no success. */
const errorInterface = 'DomainError';

const kindOf: Partial<Record<TypeDefinitionNode['kind'], ReferenceKind>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'input',
  [Kind.ENUM_TYPE_DEFINITION]: 'enum',
  [Kind.SCALAR_TYPE_DEFINITION]: 'scalar',
};

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

function reference(type: TypeNode): TypeReference {
  const name = namedType(type);
  const [before = '', after = ''] = print(type).split(name);
  return { before, name, after };
}

function deprecation(directives: readonly ConstDirectiveNode[] | undefined): string | undefined {
  const directive = directives?.find(({ name }) => name.value === 'deprecated');
  if (!directive) return undefined;
  const reason = directive.arguments?.find(({ name }) => name.value === 'reason')?.value;
  return reason?.kind === Kind.STRING ? reason.value : 'No longer supported';
}

function described(
  node: TypeDefinitionNode | FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode,
): Described {
  return {
    name: node.name.value,
    description: node.description?.value ?? '',
    deprecated: deprecation(node.directives),
  };
}

const valueOf = (node: InputValueDefinitionNode): ReferenceValue => ({
  ...described(node),
  type: reference(node.type),
  default: node.defaultValue && print(node.defaultValue),
});

/** What a root field says of API keys at the end of its description. */
const keysAtTheEnd = /\s*API keys: `?([\w:]+)`?\.$/;

/** The schema as what is shown of it: every type with its fields, and where each is used. */
export class Reference {
  readonly types: ReadonlyMap<string, ReferenceType>;
  /** The scopes of API keys, with the root fields that each opens. */
  readonly scopes: ReadonlyMap<string, readonly string[]>;
  readonly #definitions = new Map<string, TypeDefinitionNode>();

  constructor(schema: string) {
    for (const definition of parse(schema, { noLocation: true }).definitions)
      if (definition.kind in kindOf) {
        const type = definition as TypeDefinitionNode;
        this.#definitions.set(type.name.value, type);
      }
    const usedBy = this.#uses();
    this.types = new Map(
      Array.from(this.#definitions, ([name, node]) => [name, this.#typeOf(node, usedBy.get(name) ?? [])]),
    );
    const scopes = new Map<string, string[]>();
    for (const root of roots)
      for (const { name, keys } of this.types.get(root)?.fields ?? [])
        if (keys?.includes(':')) scopes.set(keys, [...(scopes.get(keys) ?? []), `${root}.${name}`]);
    this.scopes = new Map([...scopes].sort(([one], [other]) => one.localeCompare(other)));
  }

  /** The types of a kind by their names; the operations in the order of use. */
  of(kind: ReferenceKind): ReferenceType[] {
    const types = [...this.types.values()].filter((type) => type.kind === kind);
    return kind === 'operations'
      ? types.sort((one, other) => roots.indexOf(one.name) - roots.indexOf(other.name))
      : types;
  }

  /** Where a type, `Type.field` or a root field is described; undefined for what the schema does not have. */
  addressOf(name: string): string | undefined {
    const [type = '', field, ...more] = name.split('.');
    if (more.length > 0) return undefined;
    const known = this.types.get(type);
    if (field !== undefined) {
      const has = known && [...known.fields, ...known.inputs, ...known.values].some((each) => each.name === field);
      return has ? `/developers/reference/${type}#${field}` : undefined;
    }
    if (known) return `/developers/reference/${type}`;
    const root = roots.find((each) => this.types.get(each)?.fields.some((operation) => operation.name === type));
    return root && `/developers/reference/${root}#${type}`;
  }

  #typeOf(node: TypeDefinitionNode, usedBy: string[]): ReferenceType {
    const isRoot = roots.includes(node.name.value);
    return {
      ...described(node),
      kind: isRoot ? 'operations' : kindOf[node.kind]!,
      interfaces: 'interfaces' in node ? (node.interfaces ?? []).map(({ name }) => name.value) : [],
      fields: this.#fieldsOf(node.name.value).map((field) =>
        this.#fieldOf(field, isRoot ? node.name.value : undefined),
      ),
      inputs: node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? (node.fields ?? []).map(valueOf) : [],
      values: node.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []).map(described) : [],
      possible: this.#possibleOf(node),
      usedBy,
    };
  }

  #fieldOf(node: FieldDefinitionNode, root: string | undefined): ReferenceField {
    const field = {
      ...described(node),
      type: reference(node.type),
      args: (node.arguments ?? []).map(valueOf),
      errors: [],
    };
    if (root === undefined) return field;
    return {
      ...field,
      description: field.description.replace(keysAtTheEnd, ''),
      keys: keysAtTheEnd.exec(field.description)?.[1],
      errors: this.#possibleOf(this.#definitions.get(field.type.name))
        .filter((name) => this.#isError(name))
        .map((name) => described(this.#definitions.get(name)!)),
      sample: this.#sample(node, root),
    };
  }

  #fieldsOf(name: string): readonly FieldDefinitionNode[] {
    const node = this.#definitions.get(name);
    return node?.kind === Kind.OBJECT_TYPE_DEFINITION || node?.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (node.fields ?? [])
      : [];
  }

  #isError(name: string): boolean {
    const node = this.#definitions.get(name);
    return (
      node?.kind === Kind.OBJECT_TYPE_DEFINITION &&
      (node.interfaces ?? []).some((each) => each.name.value === errorInterface)
    );
  }

  #possibleOf(node: TypeDefinitionNode | undefined): string[] {
    if (node?.kind === Kind.UNION_TYPE_DEFINITION) return (node.types ?? []).map(({ name }) => name.value);
    if (node?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
    return [...this.#definitions.values()]
      .filter((each) => 'interfaces' in each && each.interfaces?.some(({ name }) => name.value === node.name.value))
      .map(({ name }) => name.value);
  }

  #uses(): Map<string, string[]> {
    const uses = new Map<string, Set<string>>();
    const use = (name: string, place: string) => {
      const places = uses.get(name) ?? new Set();
      uses.set(name, places.add(place));
    };
    for (const node of this.#definitions.values()) {
      for (const field of 'fields' in node ? (node.fields ?? []) : []) {
        const place = `${node.name.value}.${field.name.value}`;
        use(namedType(field.type), place);
        for (const argument of 'arguments' in field ? (field.arguments ?? []) : [])
          use(namedType(argument.type), place);
      }
      if (node.kind === Kind.UNION_TYPE_DEFINITION)
        for (const { name } of node.types ?? []) use(name.value, node.name.value);
    }
    return new Map(Array.from(uses, ([name, places]) => [name, [...places]]));
  }

  /** The shortest operation that says something: what must be given, as variables, and what can be read without more arguments. */
  #sample(field: FieldDefinitionNode, root: string): string {
    const needed = (field.arguments ?? []).filter(
      ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
    );
    const variables = needed.map(({ name, type }) => `$${name.value}: ${print(type)}`).join(', ');
    const passed = needed.map(({ name }) => `${name.value}: $${name.value}`).join(', ');
    const name = field.name.value;
    const selection = this.#selection(namedType(field.type), 2);
    return print(
      parse(
        `${root.toLowerCase()} ${name[0]!.toUpperCase()}${name.slice(1)}${variables && `(${variables})`} {
          ${name}${passed && `(${passed})`} ${selection}
        }`,
      ),
    );
  }

  /** `most` plain fields of a type, the id first, and of an object that has few the objects in it. */
  #selection(name: string, depth: number, most = 3): string {
    const node = this.#definitions.get(name);
    if (node?.kind === Kind.UNION_TYPE_DEFINITION) {
      const members = this.#possibleOf(node);
      const successes = members.filter((member) => !this.#isError(member));
      // Fields of one name that differ in type cannot stand side by side.
      const fields = successes.length > 1 ? 1 : most;
      return `{ __typename ${successes
        .map((member) => `... on ${member} ${this.#selection(member, depth, fields)}`)
        .join(' ')} ${members.length > successes.length ? `... on ${errorInterface} { message }` : ''} }`;
    }
    const fields = this.#fieldsOf(name);
    if (fields.length === 0) return '';
    const open = fields.filter(
      ({ directives, arguments: args = [] }) =>
        deprecation(directives) === undefined &&
        args.every(({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE || defaultValue !== undefined),
    );
    // The nodes of a page come with its edges or by themselves.
    const hasNodes = open.some(({ name: { value } }) => value === 'nodes');
    const isPlain = (field: FieldDefinitionNode) => this.#isLeaf(namedType(field.type));
    const plain = open
      .filter(isPlain)
      .sort((one, other) => Number(other.name.value === 'id') - Number(one.name.value === 'id'));
    const chosen = plain.slice(0, most).map((field) => field.name.value);
    if (depth > 0 && plain.length <= 2)
      for (const field of open.filter((each) => !isPlain(each) && !(each.name.value === 'edges' && hasNodes)))
        chosen.push(`${field.name.value} ${this.#selection(namedType(field.type), depth - 1, most)}`);
    return `{ ${chosen.join(' ') || '__typename'} }`;
  }

  #isLeaf(name: string): boolean {
    const kind = this.#definitions.get(name)?.kind;
    return kind === undefined || kind === Kind.SCALAR_TYPE_DEFINITION || kind === Kind.ENUM_TYPE_DEFINITION;
  }
}
