import { getNamedType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { Kit } from '../test/kit.ts';
import { schema } from './schema.ts';

const kit = await Kit.start();

/** Every place where an instant can be given, and an operation that gives it. */
const operations: Record<string, string> = {
  'Agent.availabilityTime(from)':
    'query ($v: DateTime!) { viewer { ... on Agent { availabilityTime(from: $v, to: "2026-01-02T00:00:00Z") { online } } } }',
  'Agent.availabilityTime(to)':
    'query ($v: DateTime!) { viewer { ... on Agent { availabilityTime(from: "2026-01-02T00:00:00Z", to: $v) { online } } } }',
  'AuditFilter.from': 'query ($v: DateTime!) { auditLog(filter: { from: $v }) { edges { cursor } } }',
  'AuditFilter.to': 'query ($v: DateTime!) { auditLog(filter: { to: $v }) { edges { cursor } } }',
  'ChatFilter.from': 'query ($v: DateTime!) { chats(filter: { from: $v }) { edges { cursor } } }',
  'ChatFilter.to': 'query ($v: DateTime!) { chats(filter: { to: $v }) { edges { cursor } } }',
  'CreateApiClientInput.expiresAt':
    'mutation ($v: DateTime!) { createApiClient(input: { name: "Bot", scopes: ["chats:read"], expiresAt: $v }) { __typename } }',
  'TicketFilter.from': 'query ($v: DateTime!) { tickets(filter: { from: $v }) { edges { cursor } } }',
  'TicketFilter.to': 'query ($v: DateTime!) { tickets(filter: { to: $v }) { edges { cursor } } }',
  'UpdateApiClientInput.expiresAt':
    'mutation ($v: DateTime!) { updateApiClient(input: { id: "ApiClient_x", expiresAt: $v }) { __typename } }',
};

const strange = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '0099-12-31T23:59:59.999999999Z',
  '0999-12-31T23:59:59Z',
  '1000-01-01T00:00:00+00:01',
  '1000-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2038-01-19T03:14:08Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-00:01',
  '9999-12-31T24:00:00Z',
  '+010000-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '-0001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '0001-01-01T00:00:00Z BC',
  'infinity',
  '-infinity',
  'now',
  'epoch',
];

describe('an instant at the edges of the calendar', () => {
  test('is given here wherever one can be given', () => {
    const places = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (isInputObjectType(type)) {
        return Object.values(type.getFields()).flatMap((field) =>
          getNamedType(field.type).name === 'DateTime' ? [`${type.name}.${field.name}`] : [],
        );
      }
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap(({ name, args }) =>
        args.flatMap((arg) =>
          getNamedType(arg.type).name === 'DateTime' ? [`${type.name}.${name}(${arg.name})`] : [],
        ),
      );
    });
    expect(Object.keys(operations).sort()).toEqual(places.sort());
  });

  test.each(Object.entries(operations))('is an answer or a mistake of the caller as %s', async (_, query) => {
    const admin = await (await kit.service()).agent({ role: 'ADMIN' });
    for (const v of strange) {
      const { body } = await kit.post(JSON.stringify({ query, variables: { v } }), admin.credentials);
      const code = body.errors?.[0].extensions.code as string | undefined;
      expect({ v, code: code ?? 'none' }).toEqual({ v, code: expect.stringMatching(/^(none|BAD_USER_INPUT)$/) });
      if (/^(0|-|\+|inf|now|epoch)/.test(v)) expect({ v, code }).toEqual({ v, code: 'BAD_USER_INPUT' });
    }
  });
});
