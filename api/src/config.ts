import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { readEmailAddress } from './email-address.ts';
import type { Bucket } from './files/s3-files.ts';

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

/** An address, or a network as `10.1.0.0/16`. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const environment = v.object({
  PORT: integer('PORT', 0, 65_535, 4000),
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('HOST must not be empty')), '127.0.0.1'),
  PUBLIC_URL: v.optional(address('PUBLIC_URL', ['http:', 'https:'])),
  DATABASE_URL: v.optional(address('DATABASE_URL', ['postgres:', 'postgresql:'])),
  REDIS_URL: v.optional(address('REDIS_URL', ['redis:', 'rediss:'])),
  SMTP_URL: v.optional(address('SMTP_URL', ['smtp:', 'smtps:'])),
  MAIL_FROM: v.optional(
    v.pipe(
      v.string(),
      v.check((value) => readEmailAddress(value) !== null, 'MAIL_FROM must be an e-mail address and nothing else'),
    ),
  ),
  DATABASE_CONNECTIONS: integer('DATABASE_CONNECTIONS', 9, 1_000, 24),
  DAMSO_DATA: v.optional(v.pipe(v.string(), v.nonEmpty('DAMSO_DATA must not be empty')), '.damso'),
  DAMSO_DEMO: v.optional(v.picklist(['full', 'empty'], 'DAMSO_DEMO must be full or empty'), 'full'),
  LOG_LEVEL: v.optional(
    v.picklist(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'LOG_LEVEL must be fatal, error, warn, info, debug or silent',
    ),
    'info',
  ),
  METRICS_TOKEN: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[\x21-\x7e]{16,}$/, 'METRICS_TOKEN must be 16 or more printable characters without spaces'),
    ),
  ),
  OUTGOING_INNER_NETWORKS: v.optional(
    v.pipe(
      v.string(),
      v.transform((value) => value.split(/[\s,]+/).filter((network) => network !== '')),
      v.check(
        (networks) => networks.every((network) => isNetwork(network)),
        'OUTGOING_INNER_NETWORKS must be addresses and networks such as 10.1.0.0/16, with commas between them',
      ),
    ),
    '',
  ),
  TRUST_PROXY: integer('TRUST_PROXY', 0, 10, 0),
  LIMIT_SENDS_PER_MINUTE: integer('LIMIT_SENDS_PER_MINUTE', 1, 1_000_000_000, 1_200),
  LIMIT_READS_PER_MINUTE: integer('LIMIT_READS_PER_MINUTE', 1, 1_000_000_000, 1_200),
  LIMIT_TRANSITIONS_PER_MINUTE: integer('LIMIT_TRANSITIONS_PER_MINUTE', 1, 1_000_000_000, 240),
  LIMIT_TYPING_PER_MINUTE: integer('LIMIT_TYPING_PER_MINUTE', 1, 1_000_000_000, 600),
  LIMIT_KEY_USES_PER_MINUTE: integer('LIMIT_KEY_USES_PER_MINUTE', 1, 1_000_000_000, 1_200),
  LIMIT_COST_PER_MINUTE: integer('LIMIT_COST_PER_MINUTE', 12_000, 1_000_000_000, 600_000),
  LIMIT_STARTS_PER_MINUTE: integer('LIMIT_STARTS_PER_MINUTE', 1, 1_000_000_000, 240),
  LIMIT_INQUIRIES_PER_MINUTE: integer('LIMIT_INQUIRIES_PER_MINUTE', 1, 1_000_000_000, 20),
  LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR: integer('LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR', 1, 1_000_000_000, 10),
  LIMIT_UPLOADS_PER_MINUTE: integer('LIMIT_UPLOADS_PER_MINUTE', 1, 1_000_000_000, 30),
  LIMIT_SIGN_INS_PER_MINUTE: integer('LIMIT_SIGN_INS_PER_MINUTE', 1, 1_000_000_000, 120),
  LIMIT_WRONG_TOKENS_PER_MINUTE: integer('LIMIT_WRONG_TOKENS_PER_MINUTE', 1, 1_000_000_000, 300),
  LIMIT_REVEALS_PER_HOUR: integer('LIMIT_REVEALS_PER_HOUR', 1, 1_000_000_000, 30),
  LIMIT_UPLOAD_MB_PER_HOUR: integer('LIMIT_UPLOAD_MB_PER_HOUR', 10, 1_000_000, 300),
  LIMIT_UPLOAD_MB_PER_SERVICE_PER_HOUR: integer('LIMIT_UPLOAD_MB_PER_SERVICE_PER_HOUR', 10, 1_000_000, 5_000),
  KEEP_AUDIT_LOG_DAYS: integer('KEEP_AUDIT_LOG_DAYS', 1, 36_600, 1_100),
  KEEP_CHANGE_LOG_DAYS: integer('KEEP_CHANGE_LOG_DAYS', 1, 36_600, 1_100),
  KEEP_AVAILABILITY_DAYS: integer('KEEP_AVAILABILITY_DAYS', 1, 36_600, 1_830),
  RETENTION_EVERY_SECONDS: integer('RETENTION_EVERY_SECONDS', 1, 86_400, 600),
  DAMSO_MASK_KEYS: v.optional(v.string()),
  DAMSO_MASK_KEYS_FILE: v.optional(v.string()),
  DAMSO_FILES: v.optional(v.string()),
  DAMSO_FILES_S3_ENDPOINT: v.optional(address('DAMSO_FILES_S3_ENDPOINT', ['http:', 'https:'])),
  DAMSO_FILES_S3_REGION: v.optional(v.string(), 'us-east-1'),
  DAMSO_FILES_S3_BUCKET: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        'DAMSO_FILES_S3_BUCKET must be 3 to 63 small letters, digits, dots and hyphens',
      ),
    ),
  ),
  DAMSO_FILES_S3_PREFIX: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^(?:[\w-][\w.-]*\/)*$/,
        'DAMSO_FILES_S3_PREFIX must be letters, digits, dots, hyphens and underscores with a / at the end',
      ),
    ),
    '',
  ),
  DAMSO_FILES_S3_ACCESS_KEY_ID: v.optional(v.string()),
  DAMSO_FILES_S3_SECRET_ACCESS_KEY: v.optional(v.string()),
});

/** Every variable that is read; `.env.example` has the same. */
export const variables = Object.keys(environment.entries);

/** A bucket is named by all of these or by none. */
const ofBucket = ['ENDPOINT', 'BUCKET', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'].map((name) => `DAMSO_FILES_S3_${name}`);

/** What the process runs with: read once, complete, never changed. `.env.example` says what each variable means. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where browsers find this server; without PUBLIC_URL it follows the port. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly redisUrl: string | undefined;
  /** Where mails go; without it there are none. */
  readonly smtpUrl: string | undefined;
  /** The address they come from; set where `smtpUrl` is. */
  readonly mailFrom: string | undefined;
  readonly dataDir: string;
  /** Whether the demo of the embedded database begins with a past. */
  readonly demo: 'full' | 'empty';
  readonly logLevel: string;
  /** Who shows it may read `/metrics`; without it there are none. */
  readonly metricsToken: string | undefined;
  /** Networks that are not public and that requests to addresses of administrators may go to all the same. */
  readonly innerNetworks: readonly string[];
  readonly trustProxy: number;
  readonly sendsPerMinute: number;
  readonly readsPerMinute: number;
  readonly transitionsPerMinute: number;
  readonly typingPerMinute: number;
  readonly keyUsesPerMinute: number;
  readonly costPerMinute: number;
  readonly startsPerMinute: number;
  readonly inquiriesPerMinute: number;
  readonly inquiriesPerEmailPerHour: number;
  readonly uploadsPerMinute: number;
  readonly signInsPerMinute: number;
  readonly wrongTokensPerMinute: number;
  readonly revealsPerHour: number;
  readonly uploadMbPerHour: number;
  readonly uploadMbPerServicePerHour: number;
  readonly auditLogDays: number;
  readonly changeLogDays: number;
  readonly availabilityDays: number;
  readonly retentionEverySeconds: number;
  /** What `masking/mask-keys.ts` reads, which says what they are. */
  readonly maskKeys: string | undefined;
  readonly maskKeysFile: string | undefined;
  /** Where files are kept and, with a bucket, where uploads are until they are in it. */
  readonly filesDir: string;
  /** Where files are kept instead of the folder. */
  readonly filesS3: Bucket | undefined;
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

/** What `readEnvironment` made of the environment: the configuration as far as it can be read, and what is wrong. */
export interface Read {
  /** Where a variable is wrong, as if it were not set. */
  readonly config: Config;
  /** The variables that are. */
  readonly wrong: ReadonlySet<string>;
  readonly problems: string[];
}

/** The configuration, or ConfigError. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const { config, problems } = readEnvironment(env);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Reads as much as there is to read, for whoever has more to look at before telling what is wrong. */
export function readEnvironment(env: Record<string, string | undefined>): Read {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { issues = [] } = v.safeParse(environment, present);
  const missing = missingOfBucket(present);
  const wrong = new Set([...issues.map(({ path }) => String(path?.[0].key)), ...(missing.length > 0 ? ofBucket : [])]);
  missing.push(...missingOfMail(present));
  const right = Object.fromEntries(Object.entries(present).filter(([name]) => !wrong.has(name)));
  return {
    config: configOf(v.parse(environment, right)),
    wrong,
    problems: [...issues.map(({ message }) => message), ...missing],
  };
}

function configOf(read: v.InferOutput<typeof environment>): Config {
  const dataDir = resolve(read.DAMSO_DATA);
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL?.replace(/\/+$/, ''),
    databaseUrl: read.DATABASE_URL,
    databaseConnections: read.DATABASE_CONNECTIONS,
    redisUrl: read.REDIS_URL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    dataDir,
    demo: read.DAMSO_DEMO,
    logLevel: read.LOG_LEVEL,
    metricsToken: read.METRICS_TOKEN,
    innerNetworks: read.OUTGOING_INNER_NETWORKS,
    trustProxy: read.TRUST_PROXY,
    sendsPerMinute: read.LIMIT_SENDS_PER_MINUTE,
    readsPerMinute: read.LIMIT_READS_PER_MINUTE,
    transitionsPerMinute: read.LIMIT_TRANSITIONS_PER_MINUTE,
    typingPerMinute: read.LIMIT_TYPING_PER_MINUTE,
    keyUsesPerMinute: read.LIMIT_KEY_USES_PER_MINUTE,
    costPerMinute: read.LIMIT_COST_PER_MINUTE,
    startsPerMinute: read.LIMIT_STARTS_PER_MINUTE,
    inquiriesPerMinute: read.LIMIT_INQUIRIES_PER_MINUTE,
    inquiriesPerEmailPerHour: read.LIMIT_INQUIRIES_PER_EMAIL_PER_HOUR,
    uploadsPerMinute: read.LIMIT_UPLOADS_PER_MINUTE,
    signInsPerMinute: read.LIMIT_SIGN_INS_PER_MINUTE,
    wrongTokensPerMinute: read.LIMIT_WRONG_TOKENS_PER_MINUTE,
    revealsPerHour: read.LIMIT_REVEALS_PER_HOUR,
    uploadMbPerHour: read.LIMIT_UPLOAD_MB_PER_HOUR,
    uploadMbPerServicePerHour: read.LIMIT_UPLOAD_MB_PER_SERVICE_PER_HOUR,
    auditLogDays: read.KEEP_AUDIT_LOG_DAYS,
    changeLogDays: read.KEEP_CHANGE_LOG_DAYS,
    availabilityDays: read.KEEP_AVAILABILITY_DAYS,
    retentionEverySeconds: read.RETENTION_EVERY_SECONDS,
    maskKeys: read.DAMSO_MASK_KEYS,
    maskKeysFile: read.DAMSO_MASK_KEYS_FILE && resolve(read.DAMSO_MASK_KEYS_FILE),
    filesDir: read.DAMSO_FILES ? resolve(read.DAMSO_FILES) : join(dataDir, 'files'),
    filesS3: read.DAMSO_FILES_S3_ENDPOINT
      ? {
          endpoint: read.DAMSO_FILES_S3_ENDPOINT.replace(/\/+$/, ''),
          region: read.DAMSO_FILES_S3_REGION,
          bucket: read.DAMSO_FILES_S3_BUCKET!,
          prefix: read.DAMSO_FILES_S3_PREFIX,
          accessKeyId: read.DAMSO_FILES_S3_ACCESS_KEY_ID!,
          secretAccessKey: read.DAMSO_FILES_S3_SECRET_ACCESS_KEY!,
        }
      : undefined,
  });
}

function missingOfBucket(present: Record<string, unknown>): string[] {
  const isNamed = Object.keys(present).some((name) => name.startsWith('DAMSO_FILES_S3_'));
  return ofBucket
    .filter((name) => isNamed && !(name in present))
    .map((name) => `${name} must be set when any of DAMSO_FILES_S3_ is`);
}

/** Mails come from an address and hold links to us. */
function missingOfMail(present: Record<string, unknown>): string[] {
  if (!('SMTP_URL' in present)) return [];
  return ['MAIL_FROM', 'PUBLIC_URL']
    .filter((name) => !(name in present))
    .map((name) => `${name} must be set when SMTP_URL is`);
}

/** Where browsers find this server. */
export function urlOf({ publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>, port: number): string {
  return publicUrl ?? `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`;
}
