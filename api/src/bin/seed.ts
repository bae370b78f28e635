import { readConfig } from '../config.ts';
import { migrate, openDatabase } from '../database.ts';
import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { connect } from '../orm.ts';

const database = await openDatabase(readConfig(process.env));
await migrate(database.url);
const orm = await connect(database.url);
await seedDemo(orm.em.fork());
await orm.close();
await database.close();
console.log(`The demo is there: ${demoAgents.map(({ email }) => email).join(', ')} with the password ${demoPassword}`);
