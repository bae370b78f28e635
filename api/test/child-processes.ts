import { readdir, readFile } from 'node:fs/promises';

/** The processes that this one has started and that are there. */
async function childProcesses(): Promise<number[]> {
  const lists = await Promise.all(
    // A thread may be gone by now.
    (await readdir('/proc/self/task')).map((thread) =>
      readFile(`/proc/self/task/${thread}/children`, 'latin1').catch(() => ''),
    ),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

/** Those of them that unpack pictures. */
export async function pictureProcesses(): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await childProcesses()) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
    if (command.includes('bin/pictures.ts')) found.push(pid);
  }
  return found;
}

/** The most memory that a process has had so far, in bytes. */
export async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)![1]) * 1024;
}
