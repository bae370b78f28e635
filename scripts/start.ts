import { buildWeb } from './build-web.ts';

buildWeb();
await import('../api/src/bin/main.ts');
