import { afterAll } from 'vitest';
import { endEverything } from './afterwards.ts';

// Files share a process one after the other; this one is run anew for each of them.
afterAll(endEverything);
