import type { Config } from '../config.ts';
import { openDatabase } from '../database.ts';
import { createLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { connect } from '../orm.ts';
import { InProcessBus } from '../realtime/bus.ts';
import { statementsOn, type Statements } from '../sql.ts';
import { Door, type Write } from '../write.ts';

/** What a program that runs beside the product reads and writes with. */
export interface Database {
  readonly sql: Statements;
  readonly write: Write;
}

/** Opens the database of the configuration, brought up to date, for as long as `work` takes. */
export async function withDatabase(config: Config, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase(config);
  try {
    await migrate(database.url);
    const orm = await connect(database.url);
    try {
      const pool = await orm.em.getConnection().getNativeClient();
      const { write } = new Door({
        orm,
        pool,
        chatPool: pool,
        bus: new InProcessBus(),
        log: createLog(config.logLevel),
      });
      await work({ sql: statementsOn(pool), write });
    } finally {
      await orm.close();
    }
  } finally {
    await database.close();
  }
}
