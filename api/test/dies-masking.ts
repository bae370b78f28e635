import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import pg from 'pg';
import { FolderFiles } from '../src/files/folder-files.ts';
import { step, wrap } from './dying.ts';

// Loaded into a process before its own code: of what it does for a request, it is killed before the step of that number, counted from 0,
// that others can see: a commit, a content that is put into the store, one that is removed.
const asked = new AsyncLocalStorage<true>();
subscribe('http.server.request.start', () => {
  asked.enterWith(true);
});
const stepOfRequest = () => {
  if (asked.getStore()) step();
};

wrap(pg.Client.prototype, 'query', (work, given: unknown[]) => {
  if (given[0] === 'commit') stepOfRequest();
  return work(...(given as never[]));
});
wrap(FolderFiles.prototype, 'put', (work, given) => {
  stepOfRequest();
  return work(...given);
});
wrap(FolderFiles.prototype, 'remove', async (work, [ids]: readonly string[][]) => {
  for (const id of ids!) {
    stepOfRequest();
    await work([id] as never);
  }
});
