import { FolderFiles } from '../src/files/folder-files.ts';
import { PictureProcess } from '../src/files/picture-process.ts';
import { Spool } from '../src/files/spool.ts';

// Loaded into a process before its own code: it is killed after so many steps of keeping a file, as by a cut of the power.
const lives = Number(process.env['DIES_AFTER_STEPS']);
let steps = 0;
function step(): void {
  if (steps === lives) process.kill(process.pid, 'SIGKILL');
  steps += 1;
}

type Work = (...given: never[]) => Promise<unknown>;
function watch(prototype: object, name: string): void {
  const methods = prototype as Record<string, Work>;
  const work = methods[name]!;
  methods[name] = async function (this: unknown, ...given: never[]) {
    step();
    return work.apply(this, given).finally(step);
  };
}
watch(Spool.prototype, 'receive');
watch(PictureProcess.prototype, 'do');
watch(FolderFiles.prototype, 'put');
