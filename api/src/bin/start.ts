import { createApp } from '../app.ts';
import { migrate, openDatabase } from '../database.ts';
import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { describeError } from '../log.ts';
import { loadPages } from '../edge/pages.ts';
import { serve } from '../edge/server.ts';
import { checkedConfig, explain, waitingFor } from './checks.ts';
import { stopOnSignals } from './signals.ts';

/** The process: configuration → whatever has to be made first → database → app → server → signals. */
async function run(prepare: () => void): Promise<void> {
  const config = await checkedConfig(process.env, ['port', 'files', 'keys']);
  prepare();
  const database = await waitingFor('PostgreSQL to start, five minutes at most', openDatabase(config));
  await waitingFor(
    'the database to be brought up to date; for another process that does so, five minutes at most',
    migrate(database.url),
  );
  const app = await createApp(config, database.url);
  if (database.embedded) await seedDemo(app.write);
  const server = await serve(app, (internalUrl, internalKey) => loadPages(app, internalUrl, internalKey));

  stopOnSignals(app.log, async () => {
    await server.close();
    await app.close();
    await database.close();
  });
  // One caller's accident is not everybody's end; nothing here is left half-done outside the database.
  process.on('unhandledRejection', (error) => {
    app.log.error(describeError(error), 'an unhandled rejection');
  });

  const lines = [
    'Damso is ready.',
    `  Console      ${server.url}/`,
    ...(database.embedded
      ? [
          `  Help center  ${server.url}/help/demo`,
          `  Sign in as   ${demoAgents.map(({ email }) => email).join(', ')} with the password ${demoPassword}`,
        ]
      : [`  Help center  ${server.url}/help/<service>`]),
  ];
  console.log(lines.join('\n'));
}

/** Starts the product, or says why not and ends the process. `prepare` is done when nothing is known to be in the way. */
export async function start(prepare: () => void = () => undefined): Promise<void> {
  try {
    await run(prepare);
  } catch (error) {
    console.error(`Damso cannot start. ${explain(error)}`);
    process.exit(1);
  }
}
