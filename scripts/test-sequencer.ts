import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What waits for most of its time, and longer than its size tells: alone at the end it would leave every core idle. */
const waiting = ['e2e/recovery-other-ways.test.ts'];

/** Vitest's own order, the largest files of a project first, but for those that wait: they come before these. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = ({ moduleId }: TestSpecification) => waiting.some((name) => moduleId.endsWith(name));
    // Projects stay one after the other.
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((its) => {
      const own = sorted.filter(({ project }) => project === its);
      return [...own.filter(waits), ...own.filter((file) => !waits(file))];
    });
  }
}
