import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { variables } from '../api/src/config.ts';
import { buildWeb } from '../scripts/build-web.ts';
import { scenarios } from './scenarios.ts';
import { soak } from './soak.ts';
import { Talk, type Outcome } from './talk.ts';
import { World } from './world.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(scenarios).join(',') },
    chats: { type: 'string', default: '24' },
    minutes: { type: 'string', default: '20' },
  },
});
const names = values.only.split(',');
const unknown = names.find((name) => name !== 'soak' && !scenarios[name]);
if (unknown !== undefined) {
  throw new Error(`--only takes ${[...Object.keys(scenarios), 'soak'].join(', ')}; there is no ${unknown}`);
}

/** People talk so long before something happens, and after everybody was heard again. */
const settledMs = 3_000;

buildWeb();
let isFine = true;
const line = (cells: (string | number)[]) =>
  console.log(
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(58) : String(cell).padStart(12))).join(' '),
  );

if (names.some((name) => name !== 'soak')) {
  line(['what happened', 'said', 'lost', 'doubled', 'reordered', 'moved', 'heard again']);
  for (const isPair of [false, true]) {
    const wanted = names.filter((name) => scenarios[name] && (scenarios[name].isPair ?? false) === isPair);
    if (wanted.length === 0) continue;
    if (isPair && !variables.includes('REDIS_URL')) {
      console.log(`Not tried, because several processes are not there yet: ${wanted.join(', ')}`);
      continue;
    }
    await using world = await World.start({ processes: isPair ? 2 : 1 });
    for (const name of wanted) isFine = (await tried(name, world)) && isFine;
  }
}
if (names.includes('soak')) {
  isFine = await soak(Number(values.minutes)).then(
    (isFlat) => isFlat && isFine,
    (error: unknown) => {
      console.error(error);
      return false;
    },
  );
}
// What failed half-way may have left clients that come back for ever.
process.exit(isFine ? 0 : 1);

/** Whether a scenario went as it must. */
async function tried(name: string, world: World): Promise<boolean> {
  const { what, limit, strike } = scenarios[name]!;
  let outcome: Outcome;
  let took: number;
  try {
    const talk = await Talk.begin(world.addresses, world.databaseUrl, world.agents, Number(values.chats));
    await delay(settledMs);
    took = await strike(world, talk);
    await delay(settledMs);
    outcome = await talk.end();
  } catch (error) {
    line([`${name}: ${what}`, 'failed']);
    console.error(error);
    return false;
  }
  const { acknowledged, lost, doubled, reordered, moved } = outcome;
  const isInTime = took <= limit * 1_000;
  const heard = `${(took / 1_000).toFixed(1)} s${isInTime ? '' : ` > ${limit}`}`;
  line([`${name}: ${what}`, acknowledged, lost, doubled, reordered, moved, heard]);
  return isInTime && acknowledged > 0 && lost + doubled + reordered + moved === 0;
}
