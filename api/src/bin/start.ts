import { createApp } from '../app.ts';
import { openDatabase } from '../database.ts';
import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { placeOfFiles } from '../files/files.ts';
import { proofsOf, readMaskKeys } from '../masking/mask-keys.ts';
import { Hearing } from '../hearing.ts';
import { InstanceLock, takeOverSeconds } from '../instance-lock.ts';
import { createLog, describeError } from '../log.ts';
import { migrate } from '../migrate.ts';
import { loadPages } from '../edge/pages.ts';
import { demoMailsPath } from '../edge/demo-mails.ts';
import { serve } from '../edge/server.ts';
import { SetupDone } from '../setup/setup.errors.ts';
import { makeSetupToken, setupPath } from '../setup/setup.service.ts';
import { checkedConfig, explain, waitingFor } from './checks.ts';
import type { Write } from '../write.ts';
import { stopOnSignals } from './signals.ts';

/** The process: configuration → whatever has to be made first → database → app → server → signals. */
async function run(prepare: () => void): Promise<void> {
  const config = await checkedConfig(process.env, ['port', 'files', 'keys']);
  prepare();
  const database = await waitingFor('PostgreSQL to start, five minutes at most', openDatabase(config));
  const lock = await waitingFor(
    `another process of Damso on this database to end, ${takeOverSeconds} seconds at most`,
    InstanceLock.take(database.url, { isShared: config.redisUrl !== undefined, log: createLog(config.logLevel) }),
  );
  await waitingFor(
    'the database to be brought up to date; for another process that does so, an hour at most',
    migrate(database.url, { tell: console.error }),
  );
  await waitingFor(
    `processes of Damso that this one does not fit to, ${takeOverSeconds} seconds at most`,
    lock.join({ maskKeys: proofsOf(readMaskKeys(config)), files: await placeOfFiles(config) }),
  );
  const app = await createApp(config, database.url, { isDemo: database.embedded });
  app.readiness.add('instance', () => Promise.resolve(lock.problem));
  const hearing = new Hearing(app.bus);
  lock.hearOthers(hearing);
  app.readiness.add('hearing', () => Promise.resolve(hearing.problem));
  if (database.embedded) {
    await seedDemo(app.write, config.demo === 'full' ? { vault: app.vault, now: new Date() } : undefined);
  }
  const server = await serve(app, (internalUrl, internalKey) => loadPages(app, internalUrl, internalKey));

  const stop = stopOnSignals(app.log, async () => {
    await server.close();
    await app.close();
    await lock.release();
    await database.close();
  });
  void app.epoch.over.then(() => {
    console.error(
      'The database was restored from a backup. Damso ends, to be started again without what it remembers.',
    );
    stop(1);
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
          ...(app.demoMailbox ? [`  Mails        ${server.url}${demoMailsPath}`] : []),
        ]
      : [`  Help center  ${server.url}/help/<service>`]),
    ...(database.embedded ? [] : await linesOfSetup(app.write, server.url)),
  ];
  console.log(lines.join('\n'));
}

/** While nobody has set the product up: the way to do it, with its token where nobody was told one before. */
async function linesOfSetup(write: Write, url: string): Promise<string[]> {
  try {
    const token = await makeSetupToken(write, 'first');
    if (token) return [`  Set it up    ${url}${setupPath(token)}`, '               This address works once.'];
    return [
      '  Nobody has set it up yet. The address for that was printed when Damso first started on this database;',
      '  `npm run setup` prints another one, and the one before stops working.',
    ];
  } catch (error) {
    if (error instanceof SetupDone) return [];
    throw error;
  }
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
