import { readConfig } from '../config.ts';
import { migrate, openDatabase } from '../database.ts';

const database = await openDatabase(readConfig(process.env));
await migrate(database.url);
await database.close();
console.log('The database is up to date.');
