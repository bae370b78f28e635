import { resolve } from 'node:path';
import * as v from 'valibot';

const integer = (name: string, least: number, most: number, fallback: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+$/, `${name} must be a whole number`),
      v.transform(Number),
      v.minValue(least, `${name} must be at least ${least}`),
      v.maxValue(most, `${name} must be at most ${most}`),
    ),
    String(fallback),
  );

const address = (name: string, protocols: string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `${name} must be an address beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`,
    ),
  );

const environment = v.object({
  PORT: integer('PORT', 0, 65_535, 4000),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('HOST must not be empty')), '127.0.0.1'),
  PUBLIC_URL: v.optional(address('PUBLIC_URL', ['http:', 'https:'])),
  DATABASE_URL: v.optional(address('DATABASE_URL', ['postgres:', 'postgresql:'])),
  REDIS_URL: v.optional(address('REDIS_URL', ['redis:', 'rediss:'])),
  DAMSO_DATA: v.optional(v.pipe(v.string(), v.nonEmpty('DAMSO_DATA must not be empty')), '.damso'),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'LOG_LEVEL must be fatal, error, warn, info, debug or silent',
    ),
    'info',
  ),
  TRUST_PROXY: integer('TRUST_PROXY', 0, 10, 0),
  LIMIT_SENDS_PER_MINUTE: integer('LIMIT_SENDS_PER_MINUTE', 1, 1_000_000_000, 1_200),
  LIMIT_STARTS_PER_MINUTE: integer('LIMIT_STARTS_PER_MINUTE', 1, 1_000_000_000, 240),
  LIMIT_INQUIRIES_PER_MINUTE: integer('LIMIT_INQUIRIES_PER_MINUTE', 1, 1_000_000_000, 20),
  LIMIT_SIGN_INS_PER_MINUTE: integer('LIMIT_SIGN_INS_PER_MINUTE', 1, 1_000_000_000, 120),
  LIMIT_REVEALS_PER_HOUR: integer('LIMIT_REVEALS_PER_HOUR', 1, 1_000_000_000, 30),
  DAMSO_MASK_KEYS: v.optional(v.string()),
  DAMSO_MASK_KEYS_FILE: v.optional(v.string()),
});

/** What the process runs with: read once, complete, never changed. `.env.example` says what each variable means. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where browsers find this server; without PUBLIC_URL it follows the port. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly dataDir: string;
  readonly logLevel: string;
  readonly trustProxy: number;
  readonly sendsPerMinute: number;
  readonly startsPerMinute: number;
  readonly inquiriesPerMinute: number;
  readonly signInsPerMinute: number;
  readonly revealsPerHour: number;
  /** What `masking/mask-keys.ts` reads, which says what they are. */
  readonly maskKeys: string | undefined;
  readonly maskKeysFile: string | undefined;
}

/** Thrown with every problem of the environment at once, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(['The environment has problems:', ...problems.map((problem) => `  - ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = v.safeParse(environment, present);
  if (!result.success) throw new ConfigError(result.issues.map((issue) => issue.message));
  const read = result.output;
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL?.replace(/\/+$/, ''),
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    dataDir: resolve(read.DAMSO_DATA),
    logLevel: read.LOG_LEVEL,
    trustProxy: read.TRUST_PROXY,
    sendsPerMinute: read.LIMIT_SENDS_PER_MINUTE,
    startsPerMinute: read.LIMIT_STARTS_PER_MINUTE,
    inquiriesPerMinute: read.LIMIT_INQUIRIES_PER_MINUTE,
    signInsPerMinute: read.LIMIT_SIGN_INS_PER_MINUTE,
    revealsPerHour: read.LIMIT_REVEALS_PER_HOUR,
    maskKeys: read.DAMSO_MASK_KEYS,
    maskKeysFile: read.DAMSO_MASK_KEYS_FILE && resolve(read.DAMSO_MASK_KEYS_FILE),
  });
}
