import { pathToFileURL } from 'node:url';
import type * as Started from '../api/src/bin/start.ts';
import { buildApi } from './build-api.ts';
import { buildWeb } from './build-web.ts';

const { start } = (await import(pathToFileURL(buildApi()).href)) as typeof Started;
await start(buildWeb);
