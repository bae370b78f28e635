import { describe, expect, test } from 'vitest';
import { browserStorage } from '#lib/chat/text-storage.ts';
import { createApi, RequestFailed } from '#lib/graphql/api.ts';
import { Inquiry } from './inquiry.svelte.ts';

const consent = { noticeVersion: '1', language: 'ko' } as const;
const received = { __typename: 'SubmittedInquiry', token: 'token', ticket: { number: 'D-2026-000001' } };

/** A form whose submissions get these answers, one after the other; an Error is an answer that got lost. */
function inquiryAnswered(...answers: (object | Error)[]) {
  const inputs: { attempt: string; content: string; attachments: string[] }[] = [];
  const api = createApi({
    url: 'http://localhost/graphql',
    send: (_, variables) => {
      inputs.push((variables as { input: (typeof inputs)[0] }).input);
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ submitInquiry: answer });
    },
  });
  const storage = browserStorage('customer.test');
  const sendFile = (_: object, { name, size }: File) =>
    name.startsWith('lost')
      ? Promise.reject(new Error('offline'))
      : Promise.resolve(Response.json({ token: `token of ${name}`, name, size }, { status: 201 }));
  const inquiry = new Inquiry(api, storage, sendFile);
  const submit = () => inquiry.submit('demo', 'ko', consent);
  return { inquiry, inputs, storage, submit, reopened: () => new Inquiry(api, storage, sendFile) };
}

function fillIn(inquiry: Inquiry): void {
  Object.assign(inquiry, {
    inquiryTypeId: 'type',
    email: 'haneul@example.com',
    title: 'Late',
    content: 'Where is it?',
  });
  inquiry.agreed = true;
  inquiry.edited();
}

describe('submitting an inquiry', () => {
  test('is one inquiry, however often the answer gets lost', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered(new RequestFailed('lost'), received);
    fillIn(inquiry);
    expect(await submit()).toBeUndefined();
    expect(inquiry.problem).toBe('failed');
    expect(await submit()).toEqual({ number: 'D-2026-000001', token: 'token' });
    expect(inputs[1]!.attempt).toBe(inputs[0]!.attempt);
  });

  test('is another one once other words are submitted', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered(new RequestFailed('lost'), received);
    fillIn(inquiry);
    await submit();
    inquiry.content = 'It is 2026-0042';
    await submit();
    expect(inputs[1]!.attempt).not.toBe(inputs[0]!.attempt);
  });

  test('says so where other words went with its attempt, keeps these, and takes another attempt', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered({ __typename: 'KeyReused' }, received);
    fillIn(inquiry);
    expect(await submit()).toBeUndefined();
    expect([inquiry.problem, inquiry.content]).toEqual(['failed', 'Where is it?']);
    expect(await submit()).toEqual({ number: 'D-2026-000001', token: 'token' });
    expect(inputs[1]!.attempt).not.toBe(inputs[0]!.attempt);
  });

  test('asks the server only when nothing is missing, and says where to go on', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered();
    fillIn(inquiry);
    inquiry.title = ' ';
    inquiry.agreed = false;
    await submit();
    expect(inputs).toEqual([]);
    expect(inquiry.firstFlaw).toBe('title');
    inquiry.title = 'Late';
    inquiry.edited();
    expect(inquiry.flaws).toEqual({ agreement: 'missing' });
  });

  test('asks for consent anew when the notice changed, and keeps the words', async () => {
    const { inquiry, submit } = inquiryAnswered({ __typename: 'ConsentStale' });
    fillIn(inquiry);
    await submit();
    expect([inquiry.problem, inquiry.agreed, inquiry.content]).toEqual(['changed', false, 'Where is it?']);
  });

  test('shows at its field what only the server knows to be wrong', async () => {
    const { inquiry, submit } = inquiryAnswered({ __typename: 'InvalidInput', field: 'email' });
    fillIn(inquiry);
    await submit();
    expect(inquiry.flaws).toEqual({ email: 'invalid' });
  });

  test('keeps everything over a reload until then, and nothing after', async () => {
    const { inquiry, storage, submit, reopened } = inquiryAnswered(received);
    fillIn(inquiry);
    inquiry.open = true;
    const again = reopened();
    expect([again.open, again.fields, again.agreed]).toEqual([true, inquiry.fields, false]);
    await submit();
    expect(storage.names('')).toEqual([]);
    expect(inquiry.fields).toEqual({ inquiryTypeId: '', email: '', title: '', content: '' });
  });
});

describe('files with an inquiry', () => {
  const png = () => new File(['x'], 'a.png');

  test('are submitted with it, over a reload, and are part of what is submitted once', async () => {
    const { inquiry, inputs, submit, reopened } = inquiryAnswered(new RequestFailed('lost'), received);
    fillIn(inquiry);
    await submit();
    await inquiry.files.add([png()]);
    expect(reopened().files.ready).toEqual([{ token: 'token of a.png', name: 'a.png', size: 1 }]);
    await submit();
    expect(inputs.map(({ attachments }) => attachments)).toEqual([[], ['token of a.png']]);
    expect(inputs[1]!.attempt).not.toBe(inputs[0]!.attempt);
    expect(inquiry.files.all).toEqual([]);
  });

  test('are waited for', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered(received);
    fillIn(inquiry);
    const added = inquiry.files.add([png()]);
    await submit();
    expect(inputs).toEqual([]);
    await added;
    await submit();
    expect(inputs).toHaveLength(1);
  });

  test('that the server has no more it is given once more', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered({ __typename: 'AttachmentMissing' }, received);
    fillIn(inquiry);
    await inquiry.files.add([png()]);
    expect(await submit()).toEqual({ number: 'D-2026-000001', token: 'token' });
    expect(inputs).toHaveLength(2);
  });

  test('that nobody has any more are to be chosen again, and the words and the consent stay', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered({ __typename: 'AttachmentMissing' }, received);
    fillIn(inquiry);
    inquiry.files.restore([{ token: 't', name: 'a.png', size: 1 }]);
    await submit();
    expect(inquiry.agreed).toBe(true);
    expect([inquiry.problem, inquiry.content]).toEqual(['filesGone', 'Where is it?']);
    // By their names, so that it is known which; and it does not go without them.
    expect(inquiry.files.all).toMatchObject([{ name: 'a.png', problem: 'gone' }]);
    await submit();
    expect(inputs).toHaveLength(1);
    await inquiry.files.add([png()]);
    expect([inquiry.problem, inquiry.files.all]).toMatchObject([undefined, [{ name: 'a.png', state: 'ready' }]]);
    expect(await submit()).toEqual({ number: 'D-2026-000001', token: 'token' });
  });

  test('hold it up where one found no way, until that is left out; what is not taken does not', async () => {
    const { inquiry, inputs, submit } = inquiryAnswered(received);
    fillIn(inquiry);
    await inquiry.files.add([new File([], 'empty.txt'), new File(['x'], 'lost.png')]);
    await submit();
    expect([inputs, inquiry.problem]).toEqual([[], undefined]);
    await inquiry.files.add([png()]);
    expect(inquiry.files.all.map(({ name }) => name)).toEqual(['lost.png', 'a.png']);
    inquiry.files.remove(inquiry.files.all[0]!.key);
    await inquiry.files.add([new File([], 'empty.txt')]);
    await submit();
    expect(inputs.map(({ attachments }) => attachments)).toEqual([['token of a.png']]);
  });
});

describe('an inquiry and the chat beside it', () => {
  test('stores nothing before anything was written', () => {
    const { inquiry, storage } = inquiryAnswered();
    inquiry.bringIn([]);
    inquiry.open = true;
    expect(storage.names('')).toEqual([]);
  });

  test('gives the chat what was written here, and not what came from there', () => {
    const { inquiry } = inquiryAnswered();
    inquiry.bringIn(['Hello', 'Anyone?']);
    expect(inquiry.content).toBe('Hello\nAnyone?');
    expect(inquiry.take()).toBe('');
    expect(inquiry.content).toBe('');
    inquiry.bringIn(['Hello']);
    inquiry.content += '\nIt is 2026-0042';
    expect(inquiry.take()).toBe('Hello\nIt is 2026-0042');
  });
});
