import { expect, test } from 'vitest';
import { Kit } from '../../test/kit.ts';

const kit = await Kit.start();

test('an answer bears the id that its request told, or one of its own where that may not stand in a log', async () => {
  const idOf = async (told?: string) => {
    const headers: Record<string, string> = told === undefined ? {} : { 'x-request-id': told };
    return (await fetch(`${kit.url}/health`, { headers })).headers.get('x-request-id');
  };
  expect(await idOf('req-1:a.b')).toBe('req-1:a.b');
  expect(await idOf()).toMatch(/^[\w-]{36}$/);
  for (const strange of ['a b', '{"x":1}', 'a'.repeat(65)]) expect(await idOf(strange)).toMatch(/^[\w-]{36}$/);
});

test('an error in the log bears the id of its request', async () => {
  const logged: unknown[] = [];
  const error = kit.app.log.error.bind(kit.app.log);
  kit.app.log.error = (what: unknown) => logged.push(what);
  const query = kit.app.sql.query.bind(kit.app.sql);
  kit.app.sql.query = () => Promise.reject(new Error('The database is away.'));
  try {
    const ask = '{ "query": "{ chatAvailability(service: \\"nowhere\\") { state } }" }';
    await kit.post(ask, { token: 'x'.repeat(40) }, { 'x-request-id': 'told-by-a-proxy' });
  } finally {
    kit.app.sql.query = query;
    kit.app.log.error = error;
  }
  expect(logged).toContainEqual(expect.objectContaining({ requestId: 'told-by-a-proxy' }));
});
