import { readConfig } from '../config.ts';
import { demoAgents, demoPassword, seedDemo } from '../demo.ts';
import { withDatabase } from './with-database.ts';

await withDatabase(readConfig(process.env), ({ write }) => seedDemo(write));
console.log(`The demo is there: ${demoAgents.map(({ email }) => email).join(', ')} with the password ${demoPassword}`);
