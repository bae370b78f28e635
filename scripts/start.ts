import '../api/src/bin/production.ts';
import { start } from '../api/src/bin/start.ts';
import { buildWeb } from './build-web.ts';

await start(buildWeb);
