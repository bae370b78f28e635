import './production.ts';
import { start } from './start.ts';

await start();
