import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  children?: number[];
}

interface CpuProfile {
  nodes: ProfileNode[];
  samples: number[];
  timeDeltas: number[];
  /** Microseconds of the monotonic clock. */
  startTime: number;
}

/**
 * Prints where the profiled server spent its time since `begin`, in microseconds of the monotonic clock: by the package or folder
 * on whose behalf Node worked, then by function.
 */
export function printProfile(dir: string, begin: number, lines = 30): void {
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas, startTime } = JSON.parse(readFileSync(join(dir, file), 'utf8')) as CpuProfile;
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
    const owner = (id: number | undefined): string => {
      const node = id === undefined ? undefined : byId.get(id);
      if (!node) return 'node';
      return originOf(node) ?? owner(parents.get(node.id));
    };
    const owners = new Map<string, number>();
    const functions = new Map<string, number>();
    let total = 0;
    let at = startTime;
    samples.forEach((sample, index) => {
      const time = timeDeltas[index] ?? 0;
      at += time;
      const node = byId.get(sample);
      if (at < begin || !node || node.callFrame.functionName === '(idle)') return;
      const { functionName, url, lineNumber } = node.callFrame;
      const whose = owner(sample);
      const place = url === '' ? '' : ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
      const what = `${functionName || '(anonymous)'}${place} for ${whose}`;
      owners.set(whose, (owners.get(whose) ?? 0) + time);
      functions.set(what, (functions.get(what) ?? 0) + time);
      total += time;
    });
    console.log(`\n${join(dir, file)}: ${(total / 1e6).toFixed(1)} s of CPU`);
    print(owners, total, lines);
    console.log('');
    print(functions, total, lines);
  }
}

/** Undefined for what Node itself does for somebody else. */
function originOf({ callFrame: { functionName, url } }: ProfileNode): string | undefined {
  if (functionName === '(garbage collector)' || functionName === '(program)') return functionName;
  if (url === '' || url.startsWith('node:')) return undefined;
  const dependency = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  return dependency ?? url.replace(/^.*\/api\/src\//, 'api/');
}

function print(times: Map<string, number>, total: number, lines: number): void {
  for (const [what, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, lines)) {
    console.log(`${((time / total) * 100).toFixed(1).padStart(5)} %  ${what}`);
  }
}
