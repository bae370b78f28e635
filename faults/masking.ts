import { createHash, randomInt, randomUUID } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import sharp from 'sharp';
import { statementsOn } from '../api/src/sql.ts';
import { isStored } from '../api/test/traces.ts';
import { DamsoApi } from '../bench/damso-api.ts';
import { HttpConnection } from '../bench/http-connection.ts';
import type { World } from './world.ts';

/** So many files of each kind, each in a chat of its own. */
const pictures = 6;
const texts = 2;
const [width, height] = [320, 240];
/** The edge of what in a picture has one colour, in pixels; what is hidden begins and ends with such a square. */
const square = 20;
/** Longer than this nobody waits for an answer. */
const answerMs = 10_000;
/** For what nobody's is to go, once its hour is over. */
const sweptMs = 30_000;
/** The product is made to look again after so many tenths of a second. */
const looksApart = 30;
/** What is revealed within an hour is limited. */
const revealsEach = 3;
/** So much of a picture is sealed, so that there is something left to be hidden and released. */
const sealsEach = 2;

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Region extends Rectangle {
  readonly id: string;
  readonly sealed: boolean;
}

/** What the product answers where too much of somebody is under way at once. */
const unavailable = 503;

interface Refusal {
  readonly __typename: string;
  readonly message?: string;
}

interface Told {
  readonly revision: number;
  readonly size: number;
  readonly path: string;
  readonly thumbnailPath: string | null;
  readonly regions: readonly Region[];
}

/** What agents hide of a picture: some of it twice, and all of it. */
const rectangles: readonly Rectangle[] = [
  { x: 20, y: 20, width: 100, height: 80 },
  { x: 80, y: 60, width: 120, height: 100 },
  { x: 220, y: 40, width: 80, height: 160 },
  { x: 40, y: 180, width: 60, height: 40 },
  { x: 0, y: 0, width, height },
];
const whole: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

const shown = `revision size path thumbnailPath regions { id x y width height sealed }`;
const outcome = `__typename ... on DomainError { message }`;
const openChat = `mutation ($chatId: ID!) { openChat(chatId: $chatId) { ${outcome} } }`;
const sendMessage = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${outcome}
  ... on Message { attachments { id } } } }`;
const readFileNow = `query ($id: ID!) { node(id: $id) { ... on Attachment { ${shown} } } }`;
const verbs = {
  hide: `mutation ($input: MaskRegionInput!) { done: maskRegion(input: $input) { ${outcome} ... on Attachment { ${shown} } } }`,
  release: `mutation ($id: ID!) { done: unmaskRegion(regionId: $id) { ${outcome} ... on Attachment { ${shown} } } }`,
  seal: `mutation ($id: ID!) { done: sealRegion(regionId: $id) { ${outcome} ... on Attachment { ${shown} } } }`,
  reveal: `mutation ($id: ID!) { done: revealRegion(regionId: $id, reason: "faults") { ${outcome} ... on RevealedRegion { path } } }`,
};

type Verb = 'hide' | 'release' | 'seal';
interface Wish {
  readonly verb: Verb;
  readonly regions: readonly Omit<Region, 'id'>[];
}

/** Where something lies and whether it is destroyed, as text; its id only the product knows before it is there. */
const shapeOf = (regions: readonly Omit<Region, 'id'>[]) =>
  JSON.stringify(regions.map(({ x, y, width: across, height: down, sealed }) => [x, y, across, down, sealed]));

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Whom the product is asked as. */
interface Asker {
  readonly address: string;
  readonly headers: Record<string, string>;
}

/** No answer came, or none of the product. */
class Unanswered extends Error {}

async function ask<Data>({ address, headers }: Asker, query: string, variables: object): Promise<Data> {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(answerMs),
  })
    .then((response) => response.json() as Promise<{ data?: Data; errors?: { extensions?: { code?: string } }[] }>)
    .catch(() => null);
  if (!answer || answer.errors?.some(({ extensions }) => extensions?.code === 'UNAVAILABLE')) throw new Unanswered();
  if (!answer.data) throw new Error(`Damso: ${JSON.stringify(answer)}`);
  return answer.data;
}

/** A file in a chat, one agent who hides and releases it or parts of it, and what was acknowledged of that. */
class MaskedFile {
  readonly id: string;
  readonly isPicture: boolean;
  readonly #original: Buffer;
  readonly #agent: Asker;
  readonly #administrator: Asker;
  /** As it was acknowledged, or told after that. */
  told: Told;
  /** What was asked for when no answer came. */
  #pending: Wish | null = null;
  #reveals = 0;
  /** So much of it is sealed at most. */
  readonly #seals: number;
  #pixels: Buffer | undefined;

  private constructor(
    id: string,
    { original, isPicture, seals }: { original: Buffer; isPicture: boolean; seals: number },
    { agent, administrator }: { agent: Asker; administrator: Asker },
    told: Told,
  ) {
    this.id = id;
    this.isPicture = isPicture;
    this.#original = original;
    this.#seals = seals;
    this.#agent = agent;
    this.#administrator = administrator;
    this.told = told;
  }

  static async send(world: World, kind: 'picture' | 'text', number: number, seals: number): Promise<MaskedFile> {
    const address = world.addresses.at(0);
    const api = new DamsoApi(address);
    const http = new HttpConnection(api.address);
    const noticeVersion = await api.noticeVersion(http, 'demo');
    const { id: chatId, token, agentId } = await api.startChat(http, { service: 'demo', noticeVersion, number });
    http.close();
    const { cookies } = world.agents;
    const as = (cookie: string): Asker => ({ address, headers: { cookie, origin: address } });
    const [agent, administrator] = [as(cookies.get(agentId!)!), as([...cookies.values()][0]!)];
    await ask(agent, openChat, { chatId });
    await ask(agent, sendMessage, { input: { chatId, key: randomUUID(), text: 'Hello' } });
    const sent = kind === 'picture' ? await squares() : Buffer.from(`A line of a text: ${randomUUID()}.\n`.repeat(500));
    const uploaded = await fetch(`${address}/files`, {
      method: 'POST',
      headers: { 'x-file-name': kind === 'picture' ? 'a.png' : 'a.txt', authorization: `Bearer ${token}` },
      body: new Uint8Array(sent),
    });
    if (uploaded.status !== 201) throw new Error(`a file was not taken: ${uploaded.status}`);
    const { token: fileToken } = (await uploaded.json()) as { token: string };
    const customer = { address, headers: { authorization: `Bearer ${token}` } };
    const said = await ask<{ sendMessage: { attachments: { id: string }[] } }>(customer, sendMessage, {
      input: { chatId, key: randomUUID(), text: '', attachments: [fileToken] },
    });
    const id = said.sendMessage.attachments[0]!.id;
    const { node } = await ask<{ node: Told }>(agent, readFileNow, { id });
    // A picture is packed anew when it comes: from then on it has these very bytes.
    const original = await download(agent, node.path);
    return new MaskedFile(id, { original, isPicture: kind === 'picture', seals }, { agent, administrator }, node);
  }

  get rowId(): string {
    return this.id.slice(this.id.indexOf('_') + 1);
  }

  get isHidden(): boolean {
    return this.told.regions.length > 0;
  }

  get releasable(): readonly Region[] {
    return this.told.regions.filter(({ sealed }) => !sealed);
  }

  get #isSealed(): boolean {
    return this.told.regions.some(({ sealed }) => sealed);
  }

  /** A line of a text that nothing else has. */
  get canary(): string {
    return this.#original.subarray(0, this.#original.indexOf('\n')).toString();
  }

  /** Nothing of it can be changed any more. */
  get isOver(): boolean {
    return !this.isPicture && this.#isSealed;
  }

  /** Changes something of it; false where too much of its agent is under way. Unanswered where nobody knows what became of it. */
  async change(): Promise<boolean> {
    const wish = this.#wish();
    this.#pending = wish.of;
    const { done } = await ask<{ done: Told & Refusal }>(
      wish.of.verb === 'seal' ? this.#administrator : this.#agent,
      verbs[wish.of.verb],
      wish.variables,
    );
    this.#pending = null;
    if (done.__typename === 'FileUnavailable') return false;
    if (done.message !== undefined) throw new Error(`${wish.of.verb} was refused: ${done.message}`);
    this.told = done;
    if (shapeOf(done.regions) !== shapeOf(wish.of.regions)) {
      throw new Error(`${wish.of.verb} came to ${shapeOf(done.regions)} instead of ${shapeOf(wish.of.regions)}`);
    }
    if (wish.of.verb === 'hide' && this.#reveals < revealsEach) await this.#reveal();
    return true;
  }

  #wish(): { of: Wish; variables: object } {
    const { regions, revision } = this.told;
    const open = this.releasable;
    const isCovered = (rectangle: Rectangle) => regions.some((each) => contains(each, rectangle));
    const free = this.isPicture ? rectangles.filter((each) => !isCovered(each)) : isCovered(whole) ? [] : [whole];
    const mayBeSealed = regions.length - open.length < this.#seals;
    const isSmall = (region: Region) => region.width < width;
    const sealable = mayBeSealed && randomInt(12) === 0 ? open.filter(isSmall) : [];
    const verb =
      sealable.length > 0 ? 'seal' : free.length > 0 && (open.length === 0 || randomInt(2) === 0) ? 'hide' : 'release';
    if (verb === 'hide') {
      const rectangle = free[randomInt(free.length)]!;
      const input = { attachmentId: this.id, revision, ...(this.isPicture && rectangle) };
      return { of: { verb, regions: [...regions, { ...rectangle, sealed: false }] }, variables: { input } };
    }
    const among = verb === 'seal' ? sealable : open;
    const region = among[randomInt(among.length)]!;
    const after =
      verb === 'seal'
        ? regions.map((each) => (each === region ? { ...each, sealed: true } : each))
        : regions.filter((each) => each !== region);
    return { of: { verb, regions: after }, variables: { id: region.id } };
  }

  /** What is revealed is there to be seen, and is nowhere afterwards. */
  async #reveal(): Promise<void> {
    const region = this.told.regions.at(-1)!;
    if (region.sealed) return;
    this.#reveals += 1;
    const { done } = await ask<{ done: { path: string } }>(this.#administrator, verbs.reveal, { id: region.id });
    const { status } = await response(this.#administrator, done.path);
    if (status !== 200 && status !== unavailable) throw new Error(`what ${this.id} hides answers ${status}`);
  }

  /** After a kill: that it is as acknowledged, or as what was under way would have it; whether that was done, if anything was under way. */
  async lookAgain(): Promise<boolean | null> {
    const { node } = await ask<{ node: Told }>(this.#agent, readFileNow, { id: this.id });
    const [is, was, wished] = [node.regions, this.told.regions, this.#pending?.regions].map(
      (each) => each && shapeOf(each),
    );
    const isUnderWay = this.#pending !== null;
    if (is !== was && is !== wished)
      throw new Error(`${this.id} is ${is}, but ${was} was acknowledged and ${wished} asked for`);
    this.told = node;
    this.#pending = null;
    return isUnderWay ? is === wished : null;
  }

  /** That what readers get is as it is told. */
  async expectServed(): Promise<void> {
    const { path, thumbnailPath, regions, size } = this.told;
    if (!this.isPicture) {
      const served = await response(this.#agent, path);
      if (this.isHidden !== (served.status === 404) || this.isHidden !== (size === 0)) {
        throw new Error(`${this.id} is told as ${this.isHidden ? 'hidden' : 'shown'} and answers ${served.status}`);
      }
      if (!this.isHidden && !served.content.equals(this.#original)) throw new Error(`${this.id} has other bytes`);
      return;
    }
    const content = await download(this.#agent, path);
    if (!this.isHidden && !content.equals(this.#original)) throw new Error(`${this.id} has other bytes`);
    const [before, after, small] = await Promise.all([
      this.#originalPixels(),
      pixelsOf(content),
      pixelsOf(await download(this.#agent, thumbnailPath!)),
    ]);
    for (const [at, isBlack] of this.#middles()) {
      for (let channel = 0; channel < 3; channel += 1) {
        if (after[at + channel] !== (isBlack ? 0 : before[at + channel])) {
          throw new Error(`${this.id} shows another colour than ${regions.length} regions leave`);
        }
      }
      if (Math.max(...small.subarray(at, at + 3)) < 30 !== isBlack) {
        throw new Error(`${this.id} is not in its thumbnail what it is in itself`);
      }
    }
  }

  /** That no stored content has of it what is hidden, whatever its name is. */
  async expectKeptNowhere(stored: ReadonlyMap<string, StoredFile>): Promise<void> {
    if (!this.isHidden) return;
    const before = this.isPicture ? await this.#originalPixels() : null;
    for (const [name, { content, hash, pixels }] of stored) {
      if (hash === hashOf(this.#original)) throw new Error(`${name} is ${this.id} as it was`);
      if (!before && content.includes(this.canary)) throw new Error(`${name} has what ${this.id} hides`);
      if (!before || pixels?.length !== before.length) continue;
      let same = 0;
      let black = 0;
      for (const [at, isBlack] of this.#middles()) {
        if (!isBlack) continue;
        black += 1;
        // Packed with loss it is nearly the same.
        if ([0, 1, 2].every((channel) => Math.abs(pixels[at + channel]! - before[at + channel]!) < 12)) same += 1;
      }
      if (same * 4 > black) throw new Error(`${name} has pixels that ${this.id} hides`);
    }
  }

  /** Everything that can be released is, and then it is what it was but for what was destroyed. */
  async restore(): Promise<void> {
    for (const { id } of this.releasable) {
      const { done } = await ask<{ done: Told & Refusal }>(this.#agent, verbs.release, { id });
      if (done.message !== undefined) throw new Error(`${this.id} was not released: ${done.message}`);
      this.told = done;
    }
    if (this.releasable.length > 0) throw new Error(`${this.id} is hidden still`);
    await this.expectServed();
  }

  async #originalPixels(): Promise<Buffer> {
    return (this.#pixels ??= await pixelsOf(this.#original));
  }

  /** Where in its pixels the middle of each square is, and whether that is hidden. */
  *#middles(): Generator<readonly [at: number, isBlack: boolean]> {
    for (let y = 0; y < height; y += square) {
      for (let x = 0; x < width; x += square) {
        const isBlack = this.told.regions.some((each) => contains(each, { x, y, width: square, height: square }));
        yield [((y + square / 2) * width + x + square / 2) * 3, isBlack];
      }
    }
  }
}

const contains = (outer: Rectangle, inner: Rectangle) =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/** A picture of squares of any colours that are not dark. */
async function squares(): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += square) {
    for (let x = 0; x < width; x += square) {
      const colour = [randomInt(80, 256), randomInt(80, 256), randomInt(80, 256)];
      for (let down = y; down < y + square; down += 1) {
        for (let across = x; across < x + square; across += 1) pixels.set(colour, (down * width + across) * 3);
      }
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

const pixelsOf = (content: Buffer) => sharp(content).removeAlpha().raw().toBuffer();

async function response({ address, headers }: Asker, path: string): Promise<{ status: number; content: Buffer }> {
  const answer = await fetch(`${address}${path}`, { headers, signal: AbortSignal.timeout(answerMs) }).catch(() => null);
  const content = await answer?.arrayBuffer().catch(() => null);
  if (!answer || !content) throw new Unanswered();
  return { status: answer.status, content: Buffer.from(content) };
}

async function download(asker: Asker, path: string): Promise<Buffer> {
  const { status, content } = await response(asker, path);
  if (status !== 200) throw new Error(`${path} answers ${status}`);
  return content;
}

interface StoredFile {
  readonly content: Buffer;
  readonly hash: string;
  /** Null for what is no picture. */
  readonly pixels: Buffer | null;
}

/** Agents who hide, reveal, release and seal files in several chats, as fast as they are answered, until the process is gone. */
export class Masking implements AsyncDisposable {
  readonly #world: World;
  readonly #files: readonly MaskedFile[];
  /** Hidden and released only to have the product look for what is to go. */
  readonly #bell: MaskedFile;
  readonly #client: pg.Client;
  #working: Promise<unknown> = Promise.resolve();
  #isPaused = false;
  /** How long changes took, in milliseconds. */
  readonly #took: number[] = [];
  acknowledged = 0;
  /** Changes that were under way when the process was killed: those that were done, and those that were not. */
  readonly underWay = { done: 0, undone: 0 };

  private constructor(world: World, files: readonly MaskedFile[], bell: MaskedFile, client: pg.Client) {
    this.#world = world;
    this.#files = files;
    this.#bell = bell;
    this.#client = client;
  }

  static async begin(world: World): Promise<Masking> {
    const client = new pg.Client({ connectionString: world.databaseUrl });
    await client.connect();
    const files: MaskedFile[] = [];
    for (let number = 0; number < pictures + texts; number += 1) {
      files.push(
        number < pictures
          ? await MaskedFile.send(world, 'picture', number, sealsEach)
          : await MaskedFile.send(world, 'text', number, 1),
      );
    }
    return new Masking(world, files, await MaskedFile.send(world, 'text', files.length, 0), client);
  }

  /** How long a change takes now, in milliseconds. */
  get usualMs(): number {
    const latest = this.#took.slice(-50).sort((a, b) => a - b);
    return latest[Math.floor(latest.length / 2)] ?? 500;
  }

  /** Everybody works until they are not answered; `alone` one of them, who waits for nobody else. */
  begin({ alone }: { alone: boolean }): void {
    this.#isPaused = false;
    const open = this.#files.filter(({ isOver }) => !isOver);
    const working = alone ? [open[randomInt(open.length)]!] : open;
    this.#working = Promise.all(working.map((file) => this.#work(file)));
    // Whoever waits for it hears of a failure.
    this.#working.catch(() => undefined);
  }

  async #work(file: MaskedFile): Promise<void> {
    while (!this.#isPaused && !file.isOver) {
      const since = performance.now();
      try {
        if (await file.change()) {
          this.#took.push(performance.now() - since);
          this.acknowledged += 1;
        } else await delay(100);
      } catch (error) {
        if (error instanceof Unanswered) return;
        throw error;
      }
    }
  }

  /** Once the process runs again: that every file is in one state, that what was acknowledged holds, and that nothing else is kept for long. */
  async check(): Promise<void> {
    this.#isPaused = true;
    await this.#working;
    for (const file of this.#files) {
      const wasDone = await file.lookAgain();
      if (wasDone !== null) this.underWay[wasDone ? 'done' : 'undone'] += 1;
      await file.expectServed();
    }
    await this.#expectKeys();
    await this.#sweep();
    const stored = await this.#stored();
    for (const file of this.#files) {
      await file.expectServed();
      await file.expectKeptNowhere(stored);
      const isInRow = !file.isPicture && file.isHidden && (await isStored(statementsOn(this.#client), file.canary));
      if (isInRow) throw new Error(`a row has what ${file.id} hides`);
    }
  }

  /** Releases what can be, and holds every file against what it was. */
  async end(): Promise<void> {
    for (const file of this.#files) await file.restore();
  }

  /** Every region that can be released leads to a box, and no other does. */
  async #expectKeys(): Promise<void> {
    for (const { id, rowId, releasable, told } of this.#files) {
      const { rows } = await this.#client.query<{ keys: number; destroyed: number; hasBox: boolean }>(
        `select (select count(box)::int from mask_original where object_id = $1) as keys,
           (select count(*)::int from mask_original where object_id = $1 and box is null) as destroyed,
           box_id is not null as "hasBox" from attachment where id = $1`,
        [rowId],
      );
      const { keys, destroyed, hasBox } = rows[0]!;
      const sealed = told.regions.length - releasable.length;
      if (keys !== releasable.length || destroyed !== sealed || hasBox !== keys > 0) {
        throw new Error(`${id} has ${keys} keys for ${releasable.length} regions and a box: ${hasBox}`);
      }
    }
  }

  /** An hour passes over what is nobody's; then the store has what rows name and nothing else. */
  async #sweep(): Promise<void> {
    await this.#client.query(
      `update attachment set created_at = now() - interval '2 hours'
       where ticket_id is null and message_id is null and part_of is null and thumbnail_of is null and created_at > '-infinity'`,
    );
    const incoming = join(this.#world.filesDir, 'incoming');
    const before = new Date(Date.now() - 7_200_000);
    await this.#bell.lookAgain();
    const until = performance.now() + sweptMs;
    for (let wait = 0; ; wait += 1) {
      // What it was that unpacked a picture goes with its process, a moment later; what it had done may be gone already.
      for (const name of await readdir(incoming)) await utimes(join(incoming, name), before, before).catch(() => null);
      // A change makes the product look; what a transaction of the killed process has in hand is left to the next one.
      if (wait % looksApart === 0) await this.#bell.change();
      const { rows } = await this.#client.query<{ name: string | null; isNobodys: boolean }>(
        `select case when a.message_id is null then a.id when a.revision = 0 or a.upload_remains then a.id end as name,
           a.upload_remains or a.message_id is null and not exists (
             select from attachment f where f.id = a.thumbnail_of or f.id = a.part_of and (f.box_id = a.id or f.version = a.id and f.size > 0)
           ) as "isNobodys" from attachment a`,
      );
      const named = rows.flatMap(({ name }) => name ?? []);
      const kept = (await readdir(this.#world.filesDir)).filter((name) => name !== 'incoming' && name !== '.damso');
      const [missing, more] = [without(named, kept), without(kept, named)];
      const leftovers = await readdir(incoming);
      const nobodys = rows.filter(({ isNobodys }) => isNobodys);
      if (missing.length + more.length + leftovers.length + nobodys.length === 0) return;
      if (performance.now() > until) {
        throw new Error(
          `of the store ${missing.length} are missing and ${more.length} have no row, ${nobodys.length} rows are nobody's, ${leftovers.length} uploads remain`,
        );
      }
      await delay(100);
    }
  }

  async #stored(): Promise<Map<string, StoredFile>> {
    const stored = new Map<string, StoredFile>();
    for (const { name, parentPath } of await readdir(this.#world.filesDir, {
      recursive: true,
      withFileTypes: true,
    }).then((entries) => entries.filter((each) => each.isFile()))) {
      const content = await readFile(join(parentPath, name));
      stored.set(name, { content, hash: hashOf(content), pixels: await pixelsOf(content).catch(() => null) });
    }
    return stored;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isPaused = true;
    await this.#working.catch(() => undefined);
    await this.#client.end();
  }
}

const without = (names: readonly string[], others: readonly string[]) => {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
};
