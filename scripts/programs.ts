import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';

/** A program that only tests and measurements need, and that npm does not bring. */
interface Program {
  readonly name: string;
  readonly variable: string;
  readonly packages: readonly string[];
  /** Debian's first. */
  readonly places: readonly [string, ...string[]];
}

const chromium: Program = {
  name: 'Chromium',
  variable: 'CHROMIUM',
  packages: ['chromium', 'fonts-noto-cjk'],
  places: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
};

/** Chromium with nothing but pages in it, which runs the browser tests in three quarters of the time. */
const headlessShell: Program = {
  name: 'Chromium’s headless shell',
  variable: 'HEADLESS_SHELL',
  packages: ['chromium-headless-shell'],
  places: ['/usr/bin/chromium-headless-shell'],
};

const redis: Program = {
  name: 'Redis',
  variable: 'REDIS_SERVER',
  packages: ['redis-server'],
  places: [
    '/usr/bin/redis-server',
    '/usr/bin/valkey-server',
    '/usr/local/bin/redis-server',
    '/usr/local/bin/valkey-server',
    '/opt/homebrew/bin/redis-server',
    '/opt/homebrew/bin/valkey-server',
  ],
};

/** By which the guides of docs/guides ask. */
const curl: Program = {
  name: 'curl',
  variable: 'CURL',
  packages: ['curl', 'ca-certificates'],
  places: ['/usr/bin/curl', '/usr/local/bin/curl', '/opt/homebrew/bin/curl'],
};

export const ensureChromium = () => ensure(chromium);
export const ensureRedis = () => ensure(redis);
export const ensureCurl = () => ensure(curl);
/** Absent where Chromium has to do. */
export const findHeadlessShell = () => find(headlessShell);

function ensure(program: Program): string {
  const found = find(program);
  if (found) return found;
  const { name, packages, variable } = program;
  throw new Error(`The tests need ${name}: install it (Debian: apt-get install ${packages[0]}) or set ${variable}.`);
}

/** Where the program is; installs Debian's when there is none and this is root on Debian. */
function find({ name, variable, packages, places }: Program): string | undefined {
  const found = [process.env[variable], ...places].find((place) => place && existsSync(place));
  if (found) return found;
  if (userInfo().uid !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log(`Installing ${name} …`);
  // `RUNLEVEL` keeps Debian from starting what it installs.
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...packages);
  return places[0];
}
