import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Choices } from './choices.svelte.ts';
import type { Refusal } from './refusal.ts';

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});

/** A server that answers when it is told to. */
function setUp() {
  const truth = { canChat: false, role: 'AGENT' };
  const asked: { change: Partial<typeof truth>; answer: (refusal?: Refusal) => void; fail: () => void }[] = [];
  const choices = new Choices<typeof truth>(
    () => truth,
    (change) =>
      new Promise((resolve, reject) => {
        asked.push({
          change,
          answer: (refusal) => {
            if (!refusal) Object.assign(truth, change);
            resolve(refusal);
          },
          fail: () => reject(new Error('no network')),
        });
      }),
  );
  const arrived = async (count: number) => {
    while (asked.length < count) await Promise.resolve();
    return asked[count - 1]!;
  };
  return { choices, arrived };
}

describe('a choice that takes effect at once', () => {
  test('shows the wish while it is on its way, then the truth', async () => {
    const { choices, arrived } = setUp();
    const chosen = choices.choose('canChat', true);
    expect(choices.get('canChat')).toBe(true);
    expect(choices.isSaving('canChat')).toBe(true);
    (await arrived(1)).answer();
    await chosen;
    expect(choices.get('canChat')).toBe(true);
    expect(choices.isSaving('canChat')).toBe(false);
  });

  test('has the browser ask before the page is left, until the last of them arrived', async () => {
    const { choices, arrived } = setUp();
    const isLeft = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const first = choices.choose('canChat', true);
    const second = choices.choose('role', 'ADMIN');
    expect(isLeft()).toBe(false);
    (await arrived(1)).answer();
    await first;
    expect(isLeft()).toBe(false);
    (await arrived(2)).answer('LastAdministrator');
    await second;
    expect(isLeft()).toBe(true);
  });

  test('goes back when it was refused, and says why until the next', async () => {
    const { choices, arrived } = setUp();
    const chosen = choices.choose('role', 'ADMIN');
    (await arrived(1)).answer('LastAdministrator');
    await chosen;
    expect(choices.get('role')).toBe('AGENT');
    expect(choices.refused).toEqual({ name: 'role', refusal: 'LastAdministrator' });
    void choices.choose('canChat', true);
    expect(choices.refused).toBeUndefined();
  });

  test('goes back when no answer came', async () => {
    const { choices, arrived } = setUp();
    const chosen = choices.choose('canChat', true);
    (await arrived(1)).fail();
    await chosen;
    expect(choices.get('canChat')).toBe(false);
    expect(choices.refused?.refusal).toBe('Unreachable');
  });

  test('waits for the one before, so that the last click is the last word', async () => {
    const { choices, arrived } = setUp();
    const first = choices.choose('canChat', true);
    const second = choices.choose('canChat', false);
    (await arrived(1)).answer();
    await first;
    expect(choices.get('canChat')).toBe(false);
    const { change, answer } = await arrived(2);
    expect(change).toEqual({ canChat: false });
    answer();
    await second;
    expect(choices.get('canChat')).toBe(false);
    expect(choices.isSaving('canChat')).toBe(false);
  });
});
