import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RequestFailed, type Api } from '#lib/graphql/api.ts';
import { Connection } from '#lib/graphql/connection.svelte.ts';
import { Conversation } from './conversation.svelte.ts';
import { storeUnsent } from './outbox.ts';
import { OutgoingFiles } from './outgoing-files.ts';
import type { TextStorage } from './text-storage.ts';
import type { ChatMessage } from './thread.svelte.ts';

type Variables = {
  last?: number;
  before?: string;
  key?: string | null;
  after?: number;
  epoch?: string;
  attachments?: string[] | null;
  seq?: number;
  deliveredUpTo?: number;
};
type Change = { revision: number; chat: object; messages: ChatMessage[]; notes: [] };

/** The server as its contract describes it, and a network on which the test decides what arrives when. */
class World {
  readonly messages: ChatMessage[] = [];
  revision = 0;
  /** Counts how often the database was restored. */
  #epoch = 0;
  /** Answers that are on their way. */
  readonly answers: { give: () => void; lose: () => void; isSend: boolean }[] = [];
  #live: { sink: { next(data: unknown): void; error?(errors: unknown): void }; variables: () => Variables } | undefined;
  #news: Change[] = [];
  readonly #openListeners = new Set<() => void>();
  readonly #restoredListeners = new Set<() => void>();

  say(sender: ChatMessage['sender'], key: string | null = null): ChatMessage {
    const seq = this.messages.length + 1;
    this.revision += 1;
    const sentAt = new Date(seq * 1_000).toISOString();
    // What is said after a database was restored is something else than what was said in that place before.
    const again = this.#epoch === 0 ? '' : ` in ${this.#epoch}`;
    const message = {
      id: `m${seq}${again}`,
      seq,
      revision: this.revision,
      key,
      sender,
      senderName: null,
      senderPicture: null,
      attachments: [],
      event: null,
      sentAt,
    };
    return this.#tell({ ...message, body: `text ${seq}${again}` });
  }

  mask(seq: number): void {
    const message = this.messages[seq - 1];
    if (!message) return;
    this.revision += 1;
    this.#tell({ ...message, revision: this.revision, body: `*** in ${this.revision}` });
  }

  /** Delivers the next live event, if there is one. */
  hear(): void {
    const change = this.#news.shift();
    if (change) this.#live?.sink.next({ chatChanges: change });
  }

  /** Whether files find their way to it. */
  takesFiles = true;
  /** The files it has, by their names; their tokens say how often it was given any. */
  #given = 0;
  readonly takeFile = (headers: Record<string, string>, { size }: File): Promise<Response> => {
    if (!this.takesFiles) return Promise.reject(new Error('no way'));
    const name = headers['x-file-name']!;
    if (name.endsWith('.exe')) return Promise.resolve(new Response('', { status: 413 }));
    return Promise.resolve(Response.json({ token: `${name} ${++this.#given}`, name, size }, { status: 201 }));
  };
  /** Tokens that it has forgotten. */
  readonly forgotten = new Set<string>();

  /** What came to it to be sent. */
  readonly sent: Pick<Variables, 'key' | 'attachments'>[] = [];

  /** What was said to be read and received. */
  readonly marks: Pick<Variables, 'seq' | 'deliveredUpTo'>[] = [];
  state = 'ACTIVE';
  /** What the server knows to be received by the customer. */
  customerDeliveredSeq = 0;

  /** What was on its way is lost; the client connects again. */
  cut(): void {
    this.#news = [];
    this.#resume();
    for (const listener of this.#openListeners) listener();
  }

  /** The database is restored from a copy of when so much had been said, and so much is said before anybody is back. */
  restore(count: number, said = 0): void {
    this.#epoch += 1;
    this.messages.length = Math.min(count, this.messages.length);
    this.revision = Math.max(0, ...this.messages.map(({ revision }) => revision));
    // Pages that were read before arrive; what was sent to the process that ended got no answer.
    for (const answer of this.answers.splice(0)) {
      if (answer.isSend) answer.lose();
      else this.answers.push(answer);
    }
    for (let n = 0; n < said; n++) this.say('AGENT');
    for (const listener of this.#restoredListeners) listener();
    this.cut();
  }

  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      while (this.answers.length > 0 || this.#news.length > 0) {
        quiet = 0;
        this.answers.shift()?.give();
        this.hear();
        await turn();
      }
      await turn();
    }
  }

  readonly api: Api = {
    connection: new Connection(),
    request: (document, variables) =>
      new Promise((resolve, reject) => {
        const answer = this.#answer(document.toString(), variables as Variables);
        this.answers.push({
          give: () => resolve(answer as never),
          lose: () => reject(new RequestFailed('lost')),
          isSend: document.toString().includes('mutation'),
        });
      }),
    subscribe: (document, variables, sink) => {
      if (!document.toString().includes('subscription ChatChanges')) return () => {};
      const live = { sink: sink as never, variables: variables as () => Variables };
      this.#live = live;
      this.#resume();
      return () => {
        if (this.#live === live) this.#live = undefined;
      };
    },
    onOpen: (listener) => {
      this.#openListeners.add(listener);
      return () => this.#openListeners.delete(listener);
    },
    onRestored: (listener) => {
      this.#restoredListeners.add(listener);
      return () => this.#restoredListeners.delete(listener);
    },
    reconnect: () => {},
    dispose: () => {},
  };

  get #chat() {
    const unreadCount = this.messages.filter(({ sender }) => sender === 'AGENT').length;
    const { revision, customerDeliveredSeq } = this;
    return { id: 'chat', state: this.state, revision, title: 'guest-1234', unreadCount, customerDeliveredSeq };
  }

  #tell(message: ChatMessage): ChatMessage {
    this.messages[message.seq - 1] = message;
    if (this.#live) this.#news.push({ revision: this.revision, chat: this.#chat, messages: [message], notes: [] });
    return message;
  }

  #resume(): void {
    if (!this.#live) return;
    const { sink, variables } = this.#live;
    const { after = 0, epoch } = variables();
    const code =
      epoch !== undefined && epoch !== String(this.#epoch)
        ? 'EPOCH_CHANGED'
        : after > this.revision
          ? 'REVISION_AHEAD'
          : null;
    if (code !== null) {
      // An answer takes its way, too.
      queueMicrotask(() => sink.error?.([{ extensions: { code } }]));
      return;
    }
    const messages = this.messages.filter(({ revision }) => revision > after);
    this.#news.push({ revision: this.revision, chat: this.#chat, messages, notes: [] });
  }

  #answer(query: string, { last = 20, before, key = null, attachments, seq, deliveredUpTo }: Variables): unknown {
    if (query.includes('mutation MarkRead')) {
      this.marks.push({ seq, deliveredUpTo });
      return { markRead: { __typename: 'Chat' } };
    }
    if (query.includes('mutation SendMessage')) {
      this.sent.push({ key, attachments });
      if (attachments?.some((token) => this.forgotten.has(token)))
        return { sendMessage: { __typename: 'AttachmentMissing' } };
      const message = this.messages.find((known) => known.key === key) ?? this.say('CUSTOMER', key);
      return { sendMessage: { __typename: 'Message', ...message } };
    }
    if (!query.includes('messages(last:')) return {};
    const end = before === undefined ? this.messages.length : Number(before) - 1;
    const page = this.messages.slice(Math.max(0, end - last), end);
    const pageInfo = { hasPreviousPage: end > last, startCursor: page[0] ? String(page[0].seq) : null };
    return {
      epoch: String(this.#epoch),
      chat: { ...this.#chat, messages: { edges: page.map((node) => ({ node })), pageInfo } },
    };
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

function stored(texts: Map<string, string>): TextStorage {
  return {
    get: (name) => texts.get(name),
    set: (name, text) => void texts.set(name, text),
    remove: (name) => void texts.delete(name),
    names: (prefix) => [...texts.keys()].filter((name) => name.startsWith(prefix)),
  };
}

function customerIn({ api, takeFile: send }: World, texts = new Map<string, string>()): Conversation {
  const options = { api, storage: stored(texts) };
  return new Conversation({
    ...options,
    chatId: 'chat',
    side: 'CUSTOMER',
    openFiles: (conversation) =>
      Promise.resolve((conversation.files ??= new OutgoingFiles({ ...options, conversation, send }))),
  });
}

describe('a conversation', () => {
  test('shows the latest of every message from the first loaded one on, whatever comes late, twice or not at all', async () => {
    const step = fc.oneof(
      fc.constantFrom('say', 'send', 'older', 'hear', 'answer', 'lose', 'cut').map((what) => ({ what, seq: 0 })),
      fc.integer({ min: 1, max: 300 }).map((seq) => ({ what: 'mask', seq })),
      fc.integer({ min: 0, max: 320 }).map((seq) => ({ what: 'restore', seq })),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 320 }), fc.array(step, { maxLength: 60 }), async (count, steps) => {
        const world = new World();
        for (let n = 0; n < count; n++) world.say(n % 2 ? 'AGENT' : 'CUSTOMER');
        const talk = customerIn(world);
        for (const { what, seq } of steps) {
          if (what === 'say') world.say('AGENT');
          else if (what === 'mask') world.mask(seq);
          else if (what === 'restore') world.restore(seq, seq % 7);
          else if (what === 'hear') world.hear();
          else if (what === 'cut') world.cut();
          else if (what === 'older') void talk.thread.loadOlder();
          else if (what === 'answer') world.answers.shift()?.give();
          else if (what === 'lose') world.answers.shift()?.lose();
          else {
            talk.draft = 'hello';
            talk.send();
          }
          await turn();
          const seqs = talk.messages.map(({ seq }) => seq);
          expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
        }
        for (const { key } of talk.unsent) talk.retry(key);
        if (!talk.chat || talk.thread.failed) talk.thread.retry();
        await world.settle();
        const first = talk.messages[0]?.seq ?? 1;
        expect(talk.messages.map(({ id, body }) => ({ id, body }))).toEqual(
          world.messages.slice(first - 1).map(({ id, body }) => ({ id, body })),
        );
        expect(talk.thread.hasOlder).toBe(first > 1);
        expect(talk.unsent).toEqual([]);
        const keys = world.messages.flatMap(({ key }) => key ?? []);
        expect(keys).toEqual([...new Set(keys)]);
        talk.close();
      }),
      { numRuns: 150 },
    );
  });

  test('sends nothing of which nobody would see anything, and leaves it where it was typed', () => {
    const talk = customerIn(new World());
    for (const blank of ['\u3164', '\u200b \n', '\u2800', '\u00ad\ufe0f']) {
      talk.draft = blank;
      expect([talk.send(), talk.draft, talk.unsent]).toEqual([false, blank, []]);
    }
    talk.draft = 'ㅤ👩‍🚀';
    expect([talk.send(), talk.unsent.map(({ text }) => text)]).toEqual([true, ['ㅤ👩‍🚀']]);
  });

  describe('with files', () => {
    const file = (name: string) => new File(['x'], name);

    /** Until nothing moves any more: files have no turn of their own in the world. */
    async function settle(world: World): Promise<void> {
      for (let n = 0; n < 5; n++) await turn();
      await world.settle();
    }

    test('has them go with the next message, wait with it, and sent again with its key', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      const talk = customerIn(world, texts);
      await world.settle();
      const files = await talk.openFiles();
      await files.uploads.add([file('a.png')]);
      expect(talk.send()).toBe(true);
      expect(files.uploads.all).toEqual([]);
      expect(talk.canSend).toBe(false);
      const { key } = talk.unsent[0]!;
      await turn();
      world.answers.shift()!.lose();
      await turn();
      talk.retry(key);
      await settle(world);
      const sent = { key, attachments: ['a.png 1'] };
      expect(world.sent).toEqual([sent, sent]);
      expect([world.messages.length, talk.unsent]).toEqual([1, []]);
      talk.close();
    });

    test('keeps what was chosen over a reload, and gives the server what it has not', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      const before = customerIn(world, texts);
      const { uploads } = await before.openFiles();
      await uploads.add([file('a.png')]);
      world.takesFiles = false;
      await uploads.add([file('b.png'), file('c.png')]);
      uploads.remove(uploads.all.at(-1)!.key);
      before.close();
      world.takesFiles = true;
      const talk = customerIn(world, texts);
      await talk.openFiles();
      await settle(world);
      expect(talk.files!.uploads.ready.map(({ token }) => token)).toEqual(['a.png 1', 'b.png 2']);
      expect(talk.send()).toBe(true);
      await settle(world);
      expect(world.sent.map(({ attachments }) => attachments)).toEqual([['a.png 1', 'b.png 2']]);
      expect([...texts.keys()]).toEqual([]);
      talk.close();
    });

    test('sends without a way what is sent once there is one, in its order, over a reload, with the same key', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      const before = customerIn(world, texts);
      await world.settle();
      world.takesFiles = false;
      await (await before.openFiles()).uploads.add([file('a.png')]);
      before.draft = 'with a picture';
      expect(before.canSend).toBe(true);
      before.send();
      before.draft = 'and after it';
      before.send();
      await settle(world);
      expect(before.unsent.map(({ text, state }) => [text, state])).toEqual([
        ['with a picture', 'waiting'],
        ['and after it', 'queued'],
      ]);
      const keys = before.unsent.map(({ key }) => key);
      before.close();
      expect(world.sent).toEqual([]);

      world.takesFiles = true;
      const talk = customerIn(world, texts);
      await settle(world);
      await settle(world);
      expect(world.sent).toEqual([
        { key: keys[0], attachments: ['a.png 1'] },
        { key: keys[1], attachments: [] },
      ]);
      expect(talk.unsent).toEqual([]);
      talk.close();
    });

    test('sends a message again with the files of its first try, also where that was after a reload', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      world.takesFiles = false;
      const before = customerIn(world, texts);
      await (await before.openFiles()).uploads.add([file('a.png')]);
      before.send();
      await settle(world);
      before.close();
      world.takesFiles = true;
      const second = customerIn(world, texts);
      while (!world.sent.length) await turn();
      second.close();
      for (const answer of world.answers.splice(0)) answer.lose();
      const third = customerIn(world, texts);
      while (world.sent.length < 2) await turn();
      await settle(world);
      expect(world.sent[1]).toEqual(world.sent[0]);
      third.close();
    });

    test('gives the server once more what it no longer has, and its writer all of it back if it has it not even then', async () => {
      const world = new World();
      const talk = customerIn(world);
      await world.settle();
      const { uploads } = await talk.openFiles();
      await uploads.add([file('a.png'), file('b.png')]);
      world.forgotten.add('a.png 1');
      talk.send();
      await settle(world);
      await settle(world);
      expect(world.sent.map(({ attachments }) => attachments)).toEqual([
        ['a.png 1', 'b.png 2'],
        ['a.png 3', 'b.png 4'],
      ]);
      expect(talk.unsent).toEqual([]);
      await uploads.add([file('c.png')]);
      world.forgotten.add('c.png 5').add('c.png 6');
      talk.draft = 'see';
      talk.send();
      await settle(world);
      await settle(world);
      expect([talk.draft, talk.unsent]).toEqual(['see', []]);
      expect(uploads.ready.map(({ token }) => token)).toEqual(['c.png 7']);
      talk.close();
    });

    test('gives back what cannot be sent, says which file and why, and goes on with what was written after it', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      const talk = customerIn(world, texts);
      await world.settle();
      world.takesFiles = false;
      const { uploads } = await talk.openFiles();
      await uploads.add([file('a.exe'), file('b.png')]);
      talk.draft = 'with files';
      talk.send();
      talk.draft = 'after it';
      talk.send();
      await settle(world);
      talk.draft = 'typed meanwhile';
      world.takesFiles = true;
      world.cut();
      await settle(world);
      await settle(world);
      expect([talk.draft, talk.unsent]).toEqual(['typed meanwhile\nwith files', []]);
      expect(uploads.all).toMatchObject([
        { name: 'a.exe', problem: 'tooLarge' },
        { name: 'b.png', state: 'ready' },
      ]);
      expect(world.sent.map(({ attachments }) => attachments)).toEqual([[]]);
      talk.close();
      // And over a reload what can be sent.
      const again = customerIn(world, texts);
      await again.openFiles();
      expect(again.files!.chosen).toMatchObject([{ name: 'b.png' }]);
      again.close();
    });

    test('says that a file is gone which neither the server nor the browser has', async () => {
      const world = new World();
      const files = [
        { id: 'nowhere', name: 'a.png', size: 1 },
        { token: 't1', name: 'of a former version.png', size: 1 },
      ];
      const kept = JSON.stringify({ text: 'x', files, writtenAt: '2026-03-01T10:00:00.000Z' });
      const talk = customerIn(world, new Map([['unsent.chat.k1', kept]]));
      await settle(world);
      expect([talk.draft, talk.unsent, world.sent]).toEqual(['x', [], []]);
      expect(talk.files!.uploads.all).toMatchObject([
        { name: 'a.png', problem: 'gone' },
        { name: 'of a former version.png', problem: 'gone' },
      ]);
      expect(talk.canSend).toBe(false);
      talk.close();
    });

    test('sends what a former version kept, which the server has', async () => {
      const world = new World();
      const files = [{ token: 't1', name: 'a.png', size: 3 }];
      const kept = JSON.stringify({ text: '', files, writtenAt: '2026-03-01T10:00:00.000Z' });
      const talk = customerIn(world, new Map([['unsent.chat.k1', kept]]));
      await settle(world);
      expect(world.sent).toEqual([{ key: 'k1', attachments: ['t1'] }]);
      talk.close();
    });

    test('gives up what was chosen once the chat has ended, also while it was not open', async () => {
      const world = new World();
      const texts = new Map<string, string>();
      const before = customerIn(world, texts);
      await world.settle();
      await (await before.openFiles()).uploads.add([file('a.png')]);
      before.close();
      expect([...texts.keys()].filter((name) => name.startsWith('files.'))).toHaveLength(1);
      world.say('SYSTEM');
      world.state = 'CLOSED';
      const talk = customerIn(world, texts);
      await settle(world);
      expect([...texts.keys()]).toEqual([]);
      expect(talk.files!.uploads.all).toEqual([]);
      talk.close();
    });

    test('tries again with each connection what found no way', async () => {
      const world = new World();
      const talk = customerIn(world);
      await world.settle();
      const { uploads } = await talk.openFiles();
      world.takesFiles = false;
      await uploads.add([file('a.png')]);
      expect(uploads.all).toMatchObject([{ problem: 'failed' }]);
      world.takesFiles = true;
      world.cut();
      await settle(world);
      expect(uploads.ready).toHaveLength(1);
      talk.close();
    });
  });

  test('opens with its last page, reads older ones on demand and counts what is unread in all of them', async () => {
    const world = new World();
    for (let n = 0; n < 250; n++) world.say('AGENT');
    const talk = customerIn(world);
    expect(talk.messages).toEqual([]);
    await world.settle();
    const loaded = () => [talk.messages[0]?.seq, talk.messages.at(-1)?.seq, talk.thread.hasOlder];
    expect(loaded()).toEqual([151, 250, true]);
    expect(talk.unread).toBe(250);
    for (const first of [51, 1]) {
      void talk.thread.loadOlder();
      await world.settle();
      expect(loaded()).toEqual([first, 250, first > 1]);
    }
    talk.close();
  });

  test('shows a message masked that was masked while its page was on its way', async () => {
    const world = new World();
    for (let n = 0; n < 150; n++) world.say('AGENT');
    const talk = customerIn(world);
    await world.settle();
    void talk.thread.loadOlder();
    world.mask(3);
    world.hear();
    await world.settle();
    expect(talk.messages[2]).toMatchObject({ seq: 3, body: '*** in 151' });
    talk.close();
  });

  test('is done with an unsent message that arrived long ago, though it is not among those loaded', async () => {
    const world = new World();
    const { key } = world.say('CUSTOMER', 'sent-before');
    for (let n = 0; n < 150; n++) world.say('AGENT');
    const unsent = storeUnsent({ key: key!, text: 'text 1', writtenAt: '2026-03-01T10:00:00.000Z', state: 'queued' });
    const texts = new Map([[`unsent.chat.${key}`, unsent]]);
    const talk = customerIn(world, texts);
    expect(talk.unsent).toHaveLength(1);
    await world.settle();
    expect(talk.unsent).toEqual([]);
    expect(texts.size).toBe(0);
    expect(talk.messages[0]?.seq).toBe(52);
    expect(world.messages).toHaveLength(151);
    talk.close();
  });

  test('begins anew where the database was restored, even where it has come further since, and keeps what is not sent', async () => {
    const world = new World();
    for (let n = 0; n < 30; n++) world.say('AGENT');
    const texts = new Map<string, string>();
    const talk = customerIn(world, texts);
    await world.settle();
    talk.draft = 'on its way';
    talk.send();
    talk.draft = 'a draft';
    world.restore(20, 15);
    await world.settle();
    expect(talk.messages.map(({ id, body }) => ({ id, body }))).toEqual(
      world.messages.map(({ id, body }) => ({ id, body })),
    );
    expect(talk.messages.slice(20, 35).map(({ body }) => body)).toEqual(
      Array.from({ length: 15 }, (_, index) => `text ${index + 21} in 1`),
    );
    for (const { key } of talk.unsent) talk.retry(key);
    await world.settle();
    expect(world.messages.filter(({ sender }) => sender === 'CUSTOMER')).toHaveLength(1);
    expect([talk.unsent, talk.draft]).toEqual([[], 'a draft']);
    talk.close();
  });

  test('begins anew where the server has gone back to an older state', async () => {
    const world = new World();
    for (let n = 0; n < 30; n++) world.say('AGENT');
    const talk = customerIn(world);
    await world.settle();
    world.restore(20);
    await world.settle();
    expect(talk.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    world.say('AGENT');
    await world.settle();
    expect(talk.messages.at(-1)?.seq).toBe(21);
    talk.close();
  });

  describe('tells what came', () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
    afterEach(() => void vi.useRealTimers());

    const later = async (world: World) => {
      vi.runAllTimers();
      await world.settle();
    };

    test('once for all that came together, and not again', async () => {
      const world = new World();
      const talk = customerIn(world);
      await world.settle();
      for (let n = 0; n < 3; n++) world.say('AGENT');
      await world.settle();
      expect(world.marks).toEqual([]);
      await later(world);
      expect(world.marks).toEqual([{ seq: 0, deliveredUpTo: 3 }]);
      await later(world);
      world.cut();
      await later(world);
      expect(world.marks).toHaveLength(1);
      talk.close();
    });

    test('with what is read, where it is read before that', async () => {
      const world = new World();
      const talk = customerIn(world);
      await world.settle();
      world.say('AGENT');
      await world.settle();
      talk.markRead();
      await later(world);
      expect(world.marks).toEqual([{ seq: 1, deliveredUpTo: 1 }]);
      talk.close();
    });

    test('not of what it said itself, of what the system says, nor of what the server knows', async () => {
      const world = new World();
      world.say('AGENT');
      world.customerDeliveredSeq = 1;
      world.say('SYSTEM');
      world.say('CUSTOMER');
      const talk = customerIn(world);
      await world.settle();
      await later(world);
      expect(world.marks).toEqual([]);
      talk.close();
    });

    test('nor any more once it is closed', async () => {
      const world = new World();
      const talk = customerIn(world);
      await world.settle();
      world.say('AGENT');
      await world.settle();
      talk.close();
      await later(world);
      expect(world.marks).toEqual([]);
    });
  });
});
