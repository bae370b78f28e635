import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLUnionType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { schema } from './schema.ts';

const isOutcome = (type: GraphQLNamedType) =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'DomainError');

const named = (place: string, { name, description }: { name: string; description?: string | null | undefined }) => ({
  name: `${place}.${name}`,
  description,
});

describe('schema.graphql', () => {
  test('is what the code says', async () => {
    const script = new URL('bin/print-schema.ts', import.meta.url).pathname;
    const { stderr } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stderr).toBe('');
  });

  test('describes every type, field, argument, input field and enum value', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
    );
    const within = own.flatMap((type) => {
      if (isEnumType(type)) return type.getValues().map((value) => named(type.name, value));
      if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => named(type.name, field));
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) => [
        named(type.name, field),
        ...field.args.map((arg) => named(`${type.name}.${field.name}`, arg)),
      ]);
    });
    const all = [...own, ...within];
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([]);
  });

  test('writes the values of enums in capitals, but for what has a name of its own elsewhere', () => {
    /** Fields of inputs, languages of BCP 47, algorithms of JWS. */
    const named = ['Feature', 'TicketField', 'Language', 'MemberAlgorithm'];
    const others = Object.values(schema.getTypeMap()).filter(
      (type) => isEnumType(type) && !isIntrospectionType(type) && !named.includes(type.name),
    );
    const values = others.flatMap((type) => (isEnumType(type) ? type.getValues().map(({ name }) => name) : []));
    expect(values.filter((name) => !/^[A-Z][A-Z\d]*(_[A-Z\d]+)*$/.test(name))).toEqual([]);
  });

  test('answers every expected outcome as a DomainError in a union named after its field', () => {
    const maskable = (schema.getType('MaskableObject') as GraphQLUnionType).getTypes();
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const type = getNamedType(field.type);
      if (!isUnionType(type)) continue;
      expect(type.name).toBe(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Result`);
      const successes = type.getTypes().filter((member) => !isOutcome(member));
      // What hides, shows or destroys a part of a text answers the object in which the text stands, of whichever type.
      const isMaskable = successes.length > 0 && successes.every((member) => maskable.includes(member));
      expect({ field: field.name, successes: isMaskable ? 1 : successes.length }).toEqual({
        field: field.name,
        successes: 1,
      });
    }
  });

  test('has no field whose name says that it holds a secret', () => {
    const shownOnce = [
      'StartedChat.token',
      'SubmittedInquiry.token',
      'CreatedApiClient.secret',
      'SecondFactorSetup.secret',
      'WebhookSecret.secret',
      'CustomerDataSecret.secret',
      'Identified.token',
      'CreatedMemberSecret.secret',
    ];
    /** Says what it does or what there is, and holds none. */
    const verbs = [
      'Mutation.changePassword',
      'Query.mailsPasswordResets',
      'Query.passwordReset',
      'Mutation.requestPasswordReset',
      'Mutation.resetPassword',
      'Mutation.rotateApiClientSecret',
      'Mutation.endFormerApiClientSecret',
      'ApiClient.secrets',
      'Mutation.rotateWebhookSecret',
      'Mutation.rotateCustomerDataSecret',
      'CustomerDataLink.secretMadeAt',
      'Mutation.createMemberSecret',
    ];
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue;
      for (const name of Object.keys(type.getFields())) {
        if (![...shownOnce, ...verbs].includes(`${type.name}.${name}`))
          expect(name).not.toMatch(/password|hash|token|secret|userAgent|^ip$/i);
      }
    }
  });

  test('lets no query, mutation or subscription begin without a stated rule', () => {
    for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        expect({ [field.name]: field.extensions['pothosOptions'] }).toMatchObject({
          [field.name]: { authScopes: expect.anything() },
        });
      }
    }
  });
});

describe('the migrations', () => {
  test('make exactly the tables that the entities describe', async () => {
    const { app } = await Kit.start();
    expect((await app.orm.schema.getUpdateSchemaSQL()).trim()).toBe('');
    expect(await app.orm.migrator.getPending()).toEqual([]);
  });

  test('leave each foreign key with an index that finds its rows', async () => {
    const { app } = await Kit.start();
    const { rows } = await app.sql.query(
      `select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and not exists (
         select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1] and i.indpred is null)`,
      [],
    );
    expect(rows).toEqual([]);
  });
});
