import { describe, expect, test } from 'vitest';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { CommentDraft } from './comment-draft.svelte.ts';

function memory(): TextStorage {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: () => [...texts.keys()],
  };
}

interface Input {
  key: string;
  text: string;
  kind: string;
  status?: string;
}

/** A server that answers what the test says, and remembers what it was asked. */
function answering(...answers: (object | Error)[]) {
  const inputs: Input[] = [];
  const request = (_: unknown, { input }: { input: Input }) => {
    inputs.push(input);
    const answer = answers[inputs.length - 1]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ addTicketComment: answer });
  };
  return { inputs, api: { request } as unknown as Api };
}

const sent = { __typename: 'TicketComment' };
const reply = (api: Api, storage = memory()) => new CommentDraft({ api, storage, ticketId: 't1', kind: 'REPLY' });

describe('a text that is being written at a ticket', () => {
  test('is there again after a reload, the reply and the note each for itself', () => {
    const storage = memory();
    const { api } = answering();
    const first = reply(api, storage);
    first.text = '내일 도착합니다';
    first.status = 'PENDING';
    expect(reply(api, storage)).toMatchObject({ text: '내일 도착합니다', status: 'PENDING' });
    expect(new CommentDraft({ api, storage, ticketId: 't1', kind: 'NOTE' }).text).toBe('');
    expect(new CommentDraft({ api, storage, ticketId: 't2', kind: 'REPLY' }).text).toBe('');
  });

  test('goes with the status that was chosen, and is gone then', async () => {
    const storage = memory();
    const { api, inputs } = answering(sent);
    const draft = reply(api, storage);
    draft.text = '  내일 도착합니다\n';
    draft.status = 'RESOLVED';
    expect(await draft.send()).toBe(true);
    expect(inputs[0]).toMatchObject({ kind: 'REPLY', text: '내일 도착합니다', status: 'RESOLVED' });
    expect(draft.text).toBe('');
    expect(storage.names('')).toEqual([]);
  });

  test('waits for a file that found no way until it is left out, and goes without one that is not taken', async () => {
    const { api, inputs } = answering(sent);
    const send = () => Promise.reject(new Error('offline'));
    const draft = new CommentDraft({ api, storage: memory(), ticketId: 't1', kind: 'REPLY', send });
    await draft.uploads.add([new File(['x'], 'a.png'), new File([], 'empty.txt')]);
    draft.text = '내일 도착합니다';
    expect([draft.canSend, await draft.send(), inputs.length]).toEqual([false, false, 0]);
    expect(draft.uploads.all).toMatchObject([{ name: 'a.png', problem: 'failed' }, { name: 'empty.txt' }]);
    draft.uploads.remove(draft.uploads.all[0]!.key);
    expect([await draft.send(), inputs.length]).toEqual([true, 1]);
    expect(draft.uploads.all).toEqual([]);
  });

  const send = (_: object, { name, size }: File) =>
    Promise.resolve(Response.json({ token: `token of ${name}`, name, size }, { status: 201 }));

  test('gives the server once more the files that it has no more, also after a reload', async () => {
    const storage = memory();
    const { api, inputs } = answering({ __typename: 'AttachmentMissing' }, sent);
    let given = 0;
    const options = { api, storage, ticketId: 't1', kind: 'REPLY' } as const;
    const numbered = (_: object, { name, size }: File) =>
      Promise.resolve(Response.json({ token: `${name} ${++given}`, name, size }, { status: 201 }));
    const before = new CommentDraft({ ...options, send: numbered });
    before.text = '내일 도착합니다';
    await before.uploads.add([new File(['x'], 'a.png')]);
    const draft = new CommentDraft({ ...options, send: numbered });
    expect(await draft.send()).toBe(true);
    expect(inputs).toMatchObject([{ attachments: ['a.png 1'] }, { attachments: ['a.png 2'] }]);
    expect(storage.names('')).toEqual([]);
  });

  test('does not go without files that the server has no more and nobody kept, and names them', async () => {
    const { api, inputs } = answering({ __typename: 'AttachmentMissing' }, sent);
    const storage = memory();
    const files = [{ token: 't', name: 'a.png', size: 1 }];
    storage.set('ticket-reply.t1', JSON.stringify({ text: '내일 도착합니다', files }));
    const draft = new CommentDraft({ api, storage, ticketId: 't1', kind: 'REPLY', send });
    expect(await draft.send()).toBe(false);
    expect(draft.refusal).toEqual({ kind: 'AttachmentMissing' });
    expect(draft.uploads.all).toMatchObject([{ name: 'a.png', problem: 'gone' }]);
    expect([await draft.send(), inputs.length]).toEqual([false, 1]);
    await draft.uploads.add([new File(['x'], 'a.png')]);
    expect([await draft.send(), inputs.length]).toEqual([true, 2]);
  });

  test('goes once: the same key again after a lost answer, also after a reload, another one for another text', async () => {
    const storage = memory();
    const { api, inputs } = answering(new Error('lost'), new Error('lost'), sent);
    const draft = reply(api, storage);
    draft.text = '내일';
    await draft.send();
    expect(draft.refusal).toEqual({ kind: 'Unreachable' });
    const reloaded = reply(api, storage);
    await reloaded.send();
    reloaded.text = '모레';
    await reloaded.send();
    expect(inputs.map(({ text }) => text)).toEqual(['내일', '내일', '모레']);
    expect(inputs[1]!.key).toBe(inputs[0]!.key);
    expect(inputs[2]!.key).not.toBe(inputs[0]!.key);
  });

  test('stays, whatever the server says', async () => {
    const storage = memory();
    const { api } = answering(
      { __typename: 'TicketClosed' },
      { __typename: 'IllegalTransition', from: 'RESOLVED', to: 'PENDING' },
      { __typename: 'RateLimited', retryAfter: 12 },
    );
    const draft = reply(api, storage);
    draft.text = '내일';
    expect(await draft.send()).toBe(false);
    expect(draft.refusal).toEqual({ kind: 'TicketClosed' });
    await draft.send();
    expect(draft.refusal).toEqual({ kind: 'IllegalTransition', from: 'RESOLVED', to: 'PENDING' });
    await draft.send();
    expect(draft.refusal).toEqual({ kind: 'RateLimited', seconds: 12 });
    expect(reply(api, storage).text).toBe('내일');
  });

  test('is not sent blank, too long or twice at once', async () => {
    const { api, inputs } = answering(sent, sent);
    const draft = reply(api);
    draft.text = ' \n ';
    expect(draft.canSend).toBe(false);
    draft.text = 'x'.repeat(10_001);
    expect(draft.canSend).toBe(false);
    draft.text = 'x'.repeat(10_000);
    expect(await Promise.all([draft.send(), draft.send()])).toEqual([true, false]);
    expect(inputs).toHaveLength(1);
  });
});
