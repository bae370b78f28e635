import { afterEach, describe, expect, test, vi } from 'vitest';
import { Dialog } from './dialog.svelte.ts';

/** A dialog whose starts get these answers, one after the other; an Error is an answer that got lost. */
async function dialogAnswered(...answers: (object | Error)[]) {
  const starts: { attempt: string; name: string | null }[] = [];
  const helpCenter = { consentNotice: { version: '1', language: 'ko' }, service: { name: 'Demo' } };
  const addEventListener = () => undefined;
  vi.stubGlobal('window', {
    addEventListener,
    askHelpCenter: () => Promise.resolve(Response.json({ data: { helpCenter } })),
  });
  vi.stubGlobal('document', { addEventListener, cookie: '' });
  vi.stubGlobal('addEventListener', addEventListener);
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    starts.push((JSON.parse(body) as { variables: { input: (typeof starts)[0] } }).variables.input);
    const answer = answers.shift()!;
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(Response.json({ data: { startChat: answer } }));
  });
  const dialog = new Dialog({ service: 'demo', language: 'ko' });
  await vi.waitUntil(() => dialog.notice);
  return { dialog, starts };
}

const lost = () => new Error('lost');

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a start whose answer got lost', () => {
  test('is the same one when it is repeated, and another one under another name', async () => {
    const { dialog, starts } = await dialogAnswered(lost(), lost(), lost());
    dialog.name = 'Kim';
    await dialog.start();
    await dialog.start();
    dialog.name = 'Lee';
    await dialog.start();
    expect(starts.map(({ name }) => name)).toEqual(['Kim', 'Kim', 'Lee']);
    expect(starts[1]!.attempt).toBe(starts[0]!.attempt);
    expect(starts[2]!.attempt).not.toBe(starts[0]!.attempt);
  });

  test('is told where something else went with its attempt; the name stays, and the next click takes another', async () => {
    const { dialog, starts } = await dialogAnswered({ __typename: 'KeyReused' }, lost());
    dialog.name = 'Kim';
    await dialog.start();
    expect([dialog.problem, dialog.name]).toEqual(['failed', 'Kim']);
    await dialog.start();
    expect(starts[1]!.attempt).not.toBe(starts[0]!.attempt);
  });
});
