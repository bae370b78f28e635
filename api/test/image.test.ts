import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildApi } from '../../scripts/build-api.ts';
import { variables } from '../src/config.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** The instructions of the Dockerfile, each on one line. */
const instructions = read('Dockerfile')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const lines = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
/** What the last stage says: the image itself. */
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

describe('the image', () => {
  test('copies what there is, and what .dockerignore lets through', () => {
    const passes = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = lines('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(8);
    expect(sources.filter((source) => !existsSync(new URL(source, root)))).toEqual([]);
    expect(sources.filter((source) => !passes.includes(source.split('/')[0]!))).toEqual([]);
  });

  test('begins Node itself, so that it hears the signal to stop, with what `npm start` gives it', () => {
    const [command = ''] = last.filter((line) => line.startsWith('CMD '));
    const [program, ...args] = JSON.parse(command.slice('CMD '.length)) as string[];
    expect(program).toBe('node');
    expect(new URL(args.at(-1)!, root).pathname).toBe(buildApi());
    expect(last.filter((line) => line.startsWith('COPY ') && line.includes('/app/api/build/'))).toHaveLength(1);
    // What V8 compiled is of use to a process with the same options alone.
    expect(last.filter((line) => line.startsWith(`RUN node ${args.slice(0, -1).join(' ')} --eval `))).toHaveLength(1);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(args.slice(0, -1)).toEqual(scripts['start']!.split(' ').filter((word) => word.startsWith('--')));
    expect(last).toContain('STOPSIGNAL SIGTERM');
  });

  test('has what unpacks pictures, which npm knows as optional packages of its system', () => {
    const installs = lines('RUN').filter((line) => line.startsWith('npm ci'));
    expect(installs).toHaveLength(2);
    for (const install of installs) expect(install).not.toContain('omit=optional');
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { libc?: string[] }> };
    // Debian's C library; and the machines that the image is built for.
    for (const name of [
      'sharp-linux-x64',
      'sharp-libvips-linux-x64',
      'sharp-linux-arm64',
      'sharp-libvips-linux-arm64',
    ]) {
      expect(packages[`node_modules/@img/${name}`]?.libc).toEqual(['glibc']);
    }
  });

  test('runs as a user of its own on the Node that the product needs, and is asked how it is', () => {
    expect(last).toContain('USER damso');
    expect(new Set(lines('FROM').map((line) => line.split(' ')[0]))).toEqual(new Set(['node:24-bookworm-slim']));
    expect(read('scripts/check-node.js')).toContain('least = 24');
    expect(last.filter((line) => line.startsWith('HEALTHCHECK ') && line.includes('/health'))).toHaveLength(1);
  });
});

interface Service {
  image: string;
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: string[] | Record<string, { condition: string }>;
  healthcheck?: unknown;
  stop_grace_period?: string;
}

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const { services, volumes } = parse(text, { merge: true }) as {
    services: Record<string, Service>;
    volumes: Record<string, null>;
  };

  test('runs the product twice behind a proxy that knows both', () => {
    const damso = Object.keys(services).filter((name) => services[name]!.image === 'damso');
    expect(damso).toEqual(['damso-1', 'damso-2']);
    const proxy = read('docker/Caddyfile');
    for (const name of damso) expect(proxy).toContain(`${name}:4000`);
    // Less would cut off who is handing over.
    for (const name of damso) expect(parseInt(services[name]!.stop_grace_period!)).toBeGreaterThan(20);
  });

  test('sets only variables that are read', () => {
    const known = new Set([...variables, 'REDIS_URL']);
    expect(Object.keys(services['damso-1']!.environment!).filter((name) => !known.has(name))).toEqual([]);
  });

  test('waits only for what there is, and says how it is', () => {
    for (const { depends_on = [] } of Object.values(services)) {
      const conditions = Array.isArray(depends_on) ? {} : depends_on;
      const names = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      expect(names.filter((name) => !services[name])).toEqual([]);
      for (const [name, { condition }] of Object.entries(conditions)) {
        if (condition === 'service_healthy') expect(services[name]!.healthcheck).toBeDefined();
      }
    }
  });

  test('keeps what must stay in volumes, and mounts what there is', () => {
    const mounted = Object.values(services).flatMap(({ volumes: of = [] }) =>
      of.map((volume) => volume.split(':')[0]!),
    );
    const [files, named] = [
      mounted.filter((volume) => volume.startsWith('.')),
      mounted.filter((volume) => !volume.startsWith('.')),
    ];
    expect(files.filter((file) => !existsSync(new URL(file, root)))).toEqual([]);
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
  });

  test('needs no variable that docs/operations.md does not tell', () => {
    const needed = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const told = read('docs/operations.md');
    expect([...needed].filter((name) => !told.includes(`${name}=`))).toEqual([]);
  });
});
