import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** The server has a core for itself; the driver and PostgreSQL share the other. */
export const serverCore = 0;
export const loadCore = 1;
export const isPinned = availableParallelism() >= 2 && hasTaskset();

/** A command line that runs `command` on one core, where that can be had. */
export function onCore(core: number, command: string[]): [string, string[]] {
  const [program, ...args] = isPinned ? ['taskset', '-c', String(core), ...command] : command;
  return [program!, args];
}

/** Moves a running process, with all its threads and its later children, to one core. */
export function moveToCore(core: number, pid: number): void {
  if (isPinned) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(pid)], { stdio: 'ignore' });
}

/** CPU that a process has used in all its threads, in microseconds; the kernel counts it in ticks of 10 ms. */
export function processCpu(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick;
}

/** The same of a process and its children, which is what PostgreSQL consists of, for each of them. */
export function familyCpu(pid: number): Map<number, number> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean);
  const cpu = new Map([[pid, processCpu(pid)]]);
  for (const child of children.map(Number)) {
    const used = unlessEnded(() => processCpu(child));
    if (used !== undefined) cpu.set(child, used);
  }
  return cpu;
}

/** CPU of the threads that a process has now, in microseconds and as exact as the kernel knows it: for what takes less than some ticks. */
export function exactCpu(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`);
  if (!threads.every((file) => existsSync(file))) return processCpu(pid);
  return threads.reduce((sum, file) => sum + Number(readFileSync(file, 'latin1').split(' ')[0]) / 1_000, 0);
}

/** The same of a process and its children together. */
export function exactFamilyCpu(pid: number): number {
  return [...familyCpu(pid).keys()].reduce((sum, member) => sum + (unlessEnded(() => exactCpu(member)) ?? 0), 0);
}

/** What is read of a process; undefined when it has ended since it was listed. */
function unlessEnded(read: () => number): number | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as { code: string }).code)) return undefined;
    throw error;
  }
}

/** Time that a core has not been idle, whoever used it, in microseconds. */
export function coreBusy(core: number): number {
  const line = readFileSync('/proc/stat', 'latin1')
    .split('\n')
    .find((candidate) => candidate.startsWith(`cpu${core} `));
  const [user, nice, system, , , irq, softirq, steal] = line!.split(' ').slice(1).map(Number);
  return (user! + nice! + system! + irq! + softirq! + steal!) * microsecondsPerTick;
}

/** Resident memory of a process in bytes. */
export function residentMemory(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))![1]) * 1024;
}

/** How many files, and so sockets, a process may have open. */
export function openFilesLimit(): number {
  const soft = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'latin1'))![1]!;
  return soft === 'unlimited' ? Infinity : Number(soft);
}

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  kernel: string;
  node: string;
  load: string;
  pinned: boolean;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    kernel: release(),
    node: process.version,
    load: loadavg()
      .map((value) => value.toFixed(2))
      .join(' '),
    pinned: isPinned,
  };
}

// USER_HZ, which is 100 on every architecture that Node supports.
const microsecondsPerTick = 10_000;

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
