import { FolderFiles } from '../src/files/folder-files.ts';
import { PictureProcess } from '../src/files/picture-process.ts';
import { Spool } from '../src/files/spool.ts';
import { step, wrap } from './dying.ts';

// Loaded into a process before its own code: it is killed after so many steps of keeping a file.
const beforeAndAfter = (work: (...given: never[]) => Promise<unknown>, given: never[]) => {
  step();
  return work(...given).finally(step);
};
wrap(Spool.prototype, 'receive', beforeAndAfter);
wrap(PictureProcess.prototype, 'do', beforeAndAfter);
wrap(FolderFiles.prototype, 'put', beforeAndAfter);
