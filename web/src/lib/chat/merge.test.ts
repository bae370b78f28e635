import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withHeard, withMessages, withNotes, type Placed } from './merge.ts';
import * as outbox from './outbox.ts';

interface Told extends Placed {
  body: string;
}

/** A chat's past: messages in order, and some of them changed later (masked, say). */
const history = fc
  .record({ count: fc.integer({ min: 1, max: 20 }), changed: fc.array(fc.nat({ max: 19 }), { maxLength: 10 }) })
  .map(({ count, changed }) => {
    let revision = 0;
    const versions: Told[] = [];
    for (let seq = 1; seq <= count; seq++) {
      versions.push({ id: `m${seq}`, seq, revision: ++revision, key: `k${seq}`, body: `text ${seq}` });
    }
    for (const index of changed) {
      const message = versions[index % count]!;
      versions.push({ ...message, revision: ++revision, body: `${message.body} changed in ${revision}` });
    }
    return versions;
  });

/** What every reader must end up with. */
function latest(versions: Told[]): Told[] {
  const byId = new Map<string, Told>();
  for (const version of versions) byId.set(version.id, version);
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

describe('applying changes to a thread', () => {
  test('ends in the same list whatever the order, overlap and repetition of live changes and replays', () => {
    fc.assert(
      fc.property(
        history.chain((versions) =>
          fc.tuple(
            fc.constant(versions),
            // Everything at least once, and more of it again, cut into changes anywhere.
            fc
              .tuple(
                fc.shuffledSubarray(versions, { minLength: versions.length }),
                fc.array(fc.constantFrom(...versions), { maxLength: 20 }),
              )
              .map(([once, again]) => [...once, ...again]),
            fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 10 }),
          ),
        ),
        ([versions, told, sizes]) => {
          let thread: readonly Told[] = [];
          for (let at = 0, turn = 0; at < told.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            thread = withMessages(thread, told.slice(at, at + size));
            expect(thread.map(({ seq }) => seq)).toEqual(
              [...new Set(thread.map(({ seq }) => seq))].sort((a, b) => a - b),
            );
            at += size;
          }
          expect(thread).toEqual(latest(versions));
        },
      ),
    );
  });

  test('keeps the very same list when nothing is new, so that nothing is painted again', () => {
    const thread = withMessages<Placed>([], [{ id: 'a', seq: 1, revision: 2 }]);
    expect(withMessages(thread, [{ id: 'a', seq: 1, revision: 1 }])).toBe(thread);
    expect(withMessages(thread, [])).toBe(thread);
  });

  test('does not bring back what an older revision said', () => {
    const masked: Told = { id: 'a', seq: 1, revision: 5, body: '***' };
    expect(withMessages([masked], [{ ...masked, revision: 4, body: '010-1234-5678' }])).toEqual([masked]);
  });
});

describe('a stretch of messages that somebody reads', () => {
  const message = (seq: number, revision = seq) => ({ id: `m${seq}`, seq, revision });
  const loaded = [message(5), message(6), message(7)];

  test('grows at its end and changes within', () => {
    expect(withHeard(loaded, [message(8), message(6, 8)], true)).toEqual([
      message(5),
      message(6, 8),
      message(7),
      message(8),
    ]);
  });

  test('leaves what changed further up to the page it comes with', () => {
    expect(withHeard(loaded, [message(2, 9)], true)).toBe(loaded);
  });

  test('takes everything once nothing older is missing', () => {
    expect(withHeard([], [message(1)], false)).toEqual([message(1)]);
    expect(withHeard(loaded, [message(4, 9)], false)).toEqual([message(4, 9), ...loaded]);
  });
});

describe('applying notes', () => {
  const note = (id: string, minute: number, revision = 1) => ({
    id,
    revision,
    createdAt: `2026-03-01T10:0${minute}:00.000Z`,
  });

  test('has each once and the oldest first, however often a replay tells of it', () => {
    let notes = withNotes([], [note('b', 2), note('b', 2)]);
    notes = withNotes(notes, [note('a', 1), note('b', 2)]);
    expect(notes.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test('has each in its latest revision, where it stood', () => {
    const notes = withNotes([], [note('a', 1), note('b', 2)]);
    const masked = note('a', 1, 2);
    expect(withNotes(notes, [masked])).toEqual([masked, note('b', 2)]);
    expect(withNotes([masked, note('b', 2)], [note('a', 1)])[0]).toBe(masked);
  });

  test('keeps the very same list when none is new', () => {
    const notes = withNotes([], [note('a', 1)]);
    expect(withNotes(notes, [note('a', 1)])).toBe(notes);
  });
});

describe('sending', () => {
  /** A server that keeps what it accepted, by key and in order, as the API promises. */
  class Server {
    readonly messages: Told[] = [];
    accept({ key, text }: outbox.Unsent): Told {
      const known = this.messages.find((message) => message.key === key);
      if (known) return known;
      const seq = this.messages.length + 1;
      const message = { id: `m${seq}`, seq, revision: seq, key, body: text };
      this.messages.push(message);
      return message;
    }
  }

  test('puts every message there once and in the order it was written, however often requests and answers get lost', () => {
    const fate = fc.constantFrom('answered', 'request lost', 'answer lost', 'told live first');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(fate, { maxLength: 30 }), (count, fates) => {
        const server = new Server();
        let unsent: outbox.Outbox = [];
        let thread: readonly Told[] = [];
        for (let n = 1; n <= count; n++) unsent = outbox.withUnsent(unsent, `k${n}`, `text ${n}`, `${n}`);
        const confirm = (messages: Told[]) => {
          thread = withMessages(thread, messages);
          unsent = outbox.without(unsent, new Set(messages.map(({ key }) => key!)));
        };

        for (let turn = 0; ; turn++) {
          const next = outbox.nextToSend(unsent);
          if (!next) break;
          unsent = outbox.sending(unsent, next.key);
          expect(outbox.nextToSend(unsent)).toBeUndefined();
          const what = fates[turn] ?? 'answered';
          const accepted = what === 'request lost' ? undefined : server.accept(next);
          if (accepted && what === 'told live first') confirm([accepted]);
          if (accepted && what !== 'answer lost') confirm([accepted]);
          else unsent = outbox.waiting(unsent, next.key);
          // On screen each text stands once: confirmed or unsent, never both, never neither.
          const shown = [...thread.map(({ body }) => body), ...unsent.map(({ text }) => text)];
          expect(shown).toEqual(Array.from({ length: count }, (_, index) => `text ${index + 1}`));
        }
        expect(thread.map(({ body }) => body)).toEqual(
          Array.from({ length: count }, (_, index) => `text ${index + 1}`),
        );
        expect(server.messages).toEqual(thread);
      }),
    );
  });

  test('goes past a refused message, which stays until its writer decides', () => {
    let unsent = outbox.withUnsent(outbox.withUnsent([], 'a', 'bad', '1'), 'b', 'good', '2');
    unsent = outbox.refused(outbox.sending(unsent, 'a'), 'a', 'InvalidText');
    expect(outbox.nextToSend(unsent)?.key).toBe('b');
    expect(unsent[0]).toMatchObject({ text: 'bad', state: 'refused', refusal: 'InvalidText' });
  });

  test('holds the line while the head waits for a network', () => {
    let unsent = outbox.withUnsent(outbox.withUnsent([], 'a', 'first', '1'), 'b', 'second', '2');
    unsent = outbox.waiting(outbox.sending(unsent, 'a'), 'a');
    expect(outbox.nextToSend(unsent)?.key).toBe('a');
  });

  test('retries with the same key, except where the server holds that key for another text', () => {
    const one = outbox.withUnsent([], 'a', 'text', '1');
    const newKey = () => 'fresh';
    expect(outbox.retried(outbox.waiting(one, 'a'), 'a', newKey)[0]).toMatchObject({ key: 'a', state: 'queued' });
    expect(outbox.retried(outbox.refused(one, 'a', 'KeyReused'), 'a', newKey)[0]).toMatchObject({
      key: 'fresh',
      state: 'queued',
    });
  });

  test('leaves a message that is on its way alone when its writer retries it', () => {
    const onItsWay = outbox.sending(outbox.withUnsent([], 'a', 'text', '1'), 'a');
    expect(outbox.retried(onItsWay, 'a', () => 'fresh')).toEqual(onItsWay);
  });

  test('survives a reload: what was on its way is sent again, what was refused stays refused', () => {
    const [sent] = outbox.sending(outbox.withUnsent([], 'a', 'text', '1'), 'a');
    expect(outbox.restoreUnsent('a', outbox.storeUnsent(sent!))).toEqual({
      key: 'a',
      text: 'text',
      writtenAt: '1',
      state: 'queued',
    });
    const [refused] = outbox.refused([sent!], 'a', 'ChatEnded');
    expect(outbox.restoreUnsent('a', outbox.storeUnsent(refused!))).toEqual(refused);
    expect(outbox.restoreUnsent('a', '{"text":1}')).toBeUndefined();
    expect(outbox.restoreUnsent('a', 'not json')).toBeUndefined();
  });
});
