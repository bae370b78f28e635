import './production.ts';
import { createApp } from '../app.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { migrate, openDatabase } from '../database.ts';
import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { describeError } from '../log.ts';
import { loadPages } from '../edge/pages.ts';
import { serve } from '../edge/server.ts';

/** The process: configuration → database → app → server → signals. */
async function main(config: Config): Promise<void> {
  const database = await openDatabase(config);
  await migrate(database.url);
  const app = await createApp(config, database.url);
  if (database.embedded) await seedDemo(app.write);
  const server = await serve(app, (internalUrl, internalKey) => loadPages(app, internalUrl, internalKey));

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // Whatever hangs must not keep a process that was told to end.
    setTimeout(() => process.exit(1), 15_000).unref();
    await server.close();
    await app.close();
    await database.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
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

/** The reasons people can mend, in words; of anything else the kind and the place. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') return 'The port is in use already. Choose another one with PORT.';
  if (code === 'ECONNREFUSED') return 'The database of DATABASE_URL does not answer.';
  return message ?? String(error);
}

try {
  await main(readConfig(process.env));
} catch (error) {
  console.error(`Damso cannot start. ${explain(error)}`);
  process.exit(1);
}
