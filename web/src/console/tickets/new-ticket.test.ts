import { describe, expect, test } from 'vitest';
import type { TextStorage } from '#lib/chat/text-storage.ts';
import type { Api } from '#lib/graphql/api.ts';
import { flawsOf, hasDraft, NewTicket } from './new-ticket.svelte.ts';

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
  chatId?: string;
  inquiryTypeId: string;
  title: string;
  email: string | null;
  assigneeId: string | null;
  attachments: string[];
  attempt: string;
}

/** A server that answers what the test says, and remembers what it was asked. */
function answering(...answers: (object | Error)[]) {
  const inputs: Input[] = [];
  const request = (_: unknown, { input }: { input: Input }) => {
    inputs.push(input);
    const answer = answers[inputs.length - 1]!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ createTicket: answer });
  };
  return { inputs, api: { request } as unknown as Api };
}

const made = { __typename: 'Ticket', id: '1', number: 'D-2026-000001' };
const type = { id: 't1', path: ['배송', '지연'], removed: false };
const words = { type, title: ' 배송 지연 ', content: '주문한 게 안 와요' };

describe('a ticket that is being written', () => {
  test('is there again after a reload, for each chat its own', () => {
    const storage = memory();
    const { api } = answering();
    const first = new NewTicket({ api, storage, chatId: 'c1', myId: 'me' });
    expect(first.isDraft).toBe(false);
    first.edit({ ...words, priority: 'HIGH', assigneeId: null });
    expect(hasDraft(storage, 'c1')).toBe(true);
    const again = new NewTicket({ api, storage, chatId: 'c1', myId: 'me' });
    expect(again.isDraft).toBe(true);
    expect(again.fields).toEqual({ ...words, priority: 'HIGH', assigneeId: null, email: null });
    expect(new NewTicket({ api, storage, chatId: 'c2', myId: 'me' }).fields.title).toBe('');
    expect(new NewTicket({ api, storage, chatId: null, myId: 'me' }).isDraft).toBe(false);
  });

  test('is the agent’s own unless somebody else gets it', () => {
    const { api } = answering();
    expect(new NewTicket({ api, storage: memory(), chatId: null, myId: 'me' }).fields.assigneeId).toBe('me');
  });

  test('is complained about only once it was tried, field by field', async () => {
    const { api, inputs } = answering();
    const ticket = new NewTicket({ api, storage: memory(), chatId: 'c1', myId: 'me' });
    expect(ticket.flaws).toEqual({});
    expect(await ticket.submit('nobody')).toBe(false);
    expect(inputs).toEqual([]);
    expect(ticket.flaws).toEqual({ type: 'missing', title: 'missing', content: 'missing', email: 'invalid' });
    ticket.edit({ title: '배송 지연' });
    expect(ticket.flaws.title).toBeUndefined();
  });

  test('goes once: the same attempt again after a lost answer, another one for other words', async () => {
    const storage = memory();
    const { api, inputs } = answering(new Error('lost'), new Error('lost'), made);
    const ticket = new NewTicket({ api, storage, chatId: 'c1', myId: 'me' });
    ticket.edit(words);
    expect(await ticket.submit('haneul@example.com')).toBe(false);
    expect(ticket.refusal).toBe('Unreachable');
    const reloaded = new NewTicket({ api, storage, chatId: 'c1', myId: 'me' });
    await reloaded.submit('haneul@example.com');
    expect(inputs[1]!.attempt).toBe(inputs[0]!.attempt);
    reloaded.edit({ title: '배송' });
    expect(await reloaded.submit('')).toBe(true);
    expect(inputs[2]!.attempt).not.toBe(inputs[0]!.attempt);
    expect(inputs[2]).toMatchObject({
      chatId: 'c1',
      inquiryTypeId: 't1',
      title: '배송',
      email: null,
      assigneeId: 'me',
    });
    expect(reloaded.made).toMatchObject({ number: 'D-2026-000001' });
    expect(hasDraft(storage, 'c1')).toBe(false);
  });

  test('is not sent twice by a double click', async () => {
    const { api, inputs } = answering(made, made);
    const ticket = new NewTicket({ api, storage: memory(), chatId: 'c1', myId: 'me' });
    ticket.edit(words);
    expect(await Promise.all([ticket.submit(''), ticket.submit('')])).toEqual([true, false]);
    expect(inputs).toHaveLength(1);
  });

  test('keeps its words whatever the server says', async () => {
    const storage = memory();
    const answers = [
      { __typename: 'InvalidInput', field: 'assigneeId' },
      { __typename: 'NotPermitted' },
      { __typename: 'InvalidInput', field: 'else' },
    ];
    const { api } = answering(...answers);
    const ticket = new NewTicket({ api, storage, chatId: 'c1', myId: 'me' });
    ticket.edit(words);
    await ticket.submit('');
    expect(ticket.flaws).toEqual({ assignee: 'invalid' });
    ticket.edit({ assigneeId: 'a2' });
    expect(ticket.flaws).toEqual({});
    await ticket.submit('');
    expect(ticket.refusal).toBe('NotPermitted');
    await ticket.submit('');
    expect(ticket.refusal).toBe('Refused');
    expect(ticket.fields.content).toBe(words.content);
    expect(hasDraft(storage, 'c1')).toBe(true);
  });

  test('keeps its words where its attempt made another ticket, and takes another attempt', async () => {
    const { api, inputs } = answering({ __typename: 'KeyReused' }, made);
    const ticket = new NewTicket({ api, storage: memory(), chatId: 'c1', myId: 'me' });
    ticket.edit(words);
    expect(await ticket.submit('')).toBe(false);
    expect([ticket.refusal, ticket.fields.content]).toEqual(['Refused', words.content]);
    expect(await ticket.submit('')).toBe(true);
    expect(inputs[1]!.attempt).not.toBe(inputs[0]!.attempt);
  });

  test('takes its files along, gives them once more to a server that has them no more, and asks for them when nobody kept them', async () => {
    const storage = memory();
    const missing = { __typename: 'AttachmentMissing' };
    const { api, inputs } = answering(missing, made, missing);
    const send = (_: object, { name, size }: File) =>
      Promise.resolve(Response.json({ token: `token of ${name}`, name, size }, { status: 201 }));
    const ticket = new NewTicket({ api, storage, chatId: 'c1', myId: 'me', send });
    ticket.edit(words);
    await ticket.uploads.add([new File(['x'], 'a.png')]);
    expect(await new NewTicket({ api, storage, chatId: 'c1', myId: 'me', send }).submit('')).toBe(true);
    expect(inputs.map(({ attachments }) => attachments)).toEqual([['token of a.png'], ['token of a.png']]);
    const files = [{ token: 't', name: 'a.png', size: 1 }];
    storage.set('ticket-draft.c1', JSON.stringify({ ...words, files }));
    const reloaded = new NewTicket({ api, storage, chatId: 'c1', myId: 'me', send });
    await reloaded.submit('');
    expect(inputs[2]!.attachments).toEqual(['t']);
    expect(reloaded.refusal).toBe('AttachmentMissing');
    expect(reloaded.uploads.all).toMatchObject([{ name: 'a.png', problem: 'gone' }]);
    expect(reloaded.fields.title).toBe(words.title);
    // Not without them, before they are chosen or left out.
    expect([await reloaded.submit(''), inputs.length]).toEqual([false, 3]);
  });

  test('waits for a file that found no way, and complains about its fields all the same', async () => {
    const { api, inputs } = answering(made);
    const send = () => Promise.reject(new Error('offline'));
    const ticket = new NewTicket({ api, storage: memory(), chatId: 'c1', myId: 'me', send });
    await ticket.uploads.add([new File(['x'], 'a.png')]);
    expect(await ticket.submit('')).toBe(false);
    expect(ticket.flaws).toMatchObject({ title: 'missing' });
    ticket.edit(words);
    expect([await ticket.submit(''), inputs.length]).toEqual([false, 0]);
    ticket.uploads.remove(ticket.uploads.all[0]!.key);
    expect([await ticket.submit(''), inputs.length]).toEqual([true, 1]);
  });
});

test('limits are counted as the server counts them', () => {
  const fields = {
    type,
    title: 'x'.repeat(200),
    content: 'x',
    email: null,
    priority: 'LOW',
    assigneeId: null,
  } as const;
  expect(flawsOf(fields)).toEqual({});
  expect(flawsOf({ ...fields, title: `${'x'.repeat(200)}  ` })).toEqual({});
  expect(flawsOf({ ...fields, title: 'x'.repeat(201), content: 'x'.repeat(10_001) })).toEqual({
    title: 'tooLong',
    content: 'tooLong',
  });
});
