import '../src/bin/production.ts';
import { createApp } from '../src/app.ts';
import { stopOnSignals } from '../src/bin/signals.ts';
import { readConfig } from '../src/config.ts';
import { serve } from '../src/edge/server.ts';

/** A process of the product without its pages, which need a build: says where it listens, and ends as the product does. */
const config = readConfig(process.env);
const app = await createApp(config, config.databaseUrl!);
const server = await serve(app);
stopOnSignals(app.log, async () => {
  await server.close();
  await app.close();
});
console.log((server.http.address() as { port: number }).port);
