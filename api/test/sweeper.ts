import { onTestFinished } from 'vitest';
import { LooseAttachments } from '../src/attachment/loose-attachments.ts';
import { Periodic } from '../src/periodic.ts';
import type { Kit } from './kit.ts';

/** What removes loose files, in a process that was started just now and for one test; it looks so many minutes from now. */
export function sweeperOf({ app }: Kit) {
  let aheadMs = 0;
  const periodic = new Periodic(app.log);
  onTestFinished(() => periodic.close());
  const clock = { now: () => new Date(Date.now() + aheadMs) };
  const sweeper = new LooseAttachments({ ...app, periodic, clock });
  return {
    lookIn: (minutes: number): Promise<void> => {
      aheadMs = minutes * 60_000;
      return sweeper.look();
    },
  };
}
