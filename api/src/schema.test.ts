import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLNamedType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { schema } from './schema.ts';

const isOutcome = (type: GraphQLNamedType) =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'DomainError');

describe('schema.graphql', () => {
  test('is what the code says', async () => {
    const script = new URL('bin/print-schema.ts', import.meta.url).pathname;
    const { stderr } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stderr).toBe('');
  });

  test('describes every query, mutation, subscription and expected outcome', () => {
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const described = [
      ...roots.flatMap((root) => Object.values(root?.getFields() ?? {})),
      ...Object.values(schema.getTypeMap()).filter((type) => isOutcome(type)),
    ];
    expect(described.length).toBeGreaterThan(25);
    expect(described.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });

  test('answers every expected outcome as a DomainError in a union named after its field', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const type = getNamedType(field.type);
      if (!isUnionType(type)) continue;
      expect(type.name).toBe(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Result`);
      const outcomes = type.getTypes().filter(isOutcome);
      expect({ field: field.name, successes: type.getTypes().length - outcomes.length }).toEqual({
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
