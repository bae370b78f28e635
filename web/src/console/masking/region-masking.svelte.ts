import { tidied } from '@damso/api/blank';
import { createContext, untrack } from 'svelte';
import type { Settings } from '#console/service/settings.svelte.ts';
import type { Team } from '#console/team/team.svelte.ts';
import type { HiddenRegion, PictureTools } from '#lib/files/picture-tools.ts';
import type { Api } from '#lib/graphql/api.ts';
import type { MaskedFileFragment } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MaskingRefusal } from './masking.svelte.ts';
import { RegionChoice } from './region-choice.svelte.ts';
import { isWhole, regionRefusalWords } from './region-words.ts';
import type { Rectangle } from './region.ts';

// Of the many files of a chat or a ticket few have anything hidden in them: what, is asked of those whose content was replaced.
graphql(`
  fragment FileParts on Attachment {
    id
    name
    mediaType
    size
    width
    height
    path
    thumbnailPath
    revision
  }

  fragment MaskedFile on Attachment {
    ...FileParts
    regions {
      id
      x
      y
      width
      height
      maskedAt
      maskedBy {
        name
      }
      apiClient {
        name
      }
      sealed
    }
  }
`);

const FileNow = graphql(`
  query FileNow($id: ID!) {
    node(id: $id) {
      __typename
      ...MaskedFile
    }
  }
`);

const MaskRegion = graphql(`
  mutation MaskRegion($input: MaskRegionInput!) {
    maskRegion(input: $input) {
      __typename
      ...MaskedFile
      ... on StaleRevision {
        current {
          attachments {
            ...MaskedFile
          }
        }
      }
      ... on StaleText {
        current {
          ... on Message {
            attachments {
              ...MaskedFile
            }
          }
          ... on Ticket {
            attachments {
              ...MaskedFile
            }
          }
          ... on TicketComment {
            attachments {
              ...MaskedFile
            }
          }
        }
      }
    }
  }
`);

const UnmaskRegion = graphql(`
  mutation UnmaskRegion($regionId: ID!) {
    unmaskRegion(regionId: $regionId) {
      __typename
      ...MaskedFile
    }
  }
`);

const RevealRegion = graphql(`
  mutation RevealRegion($regionId: ID!, $reason: String!) {
    revealRegion(regionId: $regionId, reason: $reason) {
      __typename
      ... on RevealedRegion {
        path
        expiresAt
      }
      ... on RateLimited {
        retryAfter
      }
    }
  }
`);

const SealRegion = graphql(`
  mutation SealRegion($regionId: ID!) {
    sealRegion(regionId: $regionId) {
      __typename
      ...MaskedFile
    }
  }
`);

/** Nothing is shown for longer after one reveal. */
const revealedForMs = 60_000;

/** A file in which something can be hidden, and what is. */
export interface MaskableFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly path: string;
  readonly width?: number | null;
  readonly height?: number | null;
  readonly revision?: number;
  readonly regions?: readonly HiddenRegion[];
}

/** What one region hides, for this agent's eyes and a minute. */
interface RevealedRegion {
  readonly regionId: string;
  /** Where it is shown or saved from. */
  readonly source: string;
  readonly until: number;
}

/** A region with its story. */
export type AskedRegion = HiddenRegion & Partial<MaskedFileFragment['regions'][number]>;

/** So many files are remembered as answers told of them. */
const toldCount = 50;

interface Options {
  api: Api;
  settings: Settings;
  team: Team;
  /** What lies at a path of the API; rejects where there is nothing. */
  read: (path: string) => Promise<Blob>;
}

/** Hiding parts of pictures and whole files, wherever the console shows them: what is chosen, asked about, looked at, and what came of it. */
export class RegionMasking {
  readonly choice = new RegionChoice();
  /** What the viewer of pictures offers; null where nothing can be done. */
  tools = $state.raw<PictureTools | null>(null);
  readonly #options: Options;
  /** What answers told of files: what is hidden in them, and their content before the streams tell. */
  #told = $state.raw<ReadonlyMap<string, MaskedFileFragment>>(new Map());
  readonly #asking = new Set<string>();
  readonly #unheard = new Set<string>();
  #asked = $state.raw<{ file: () => MaskableFile | undefined; regionId: string | null } | null>(null);
  #revealed = $state.raw<RevealedRegion | null>(null);
  #refusal = $state.raw<{ fileId: string; refusal: MaskingRefusal } | null>(null);
  #said = $state('');
  #busy = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what made a revealed part disappear: an answer from before that is not shown. */
  #forgotten = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The contract holds masking; without it what is hidden stays, and can be released. */
  get isOffered(): boolean {
    if (this.#options.team.isReadOnly) return false;
    return this.#options.settings.current?.features.includes('security') ?? false;
  }

  get mayReveal(): boolean {
    return this.#options.team.mayReveal && !this.#options.team.isReadOnly;
  }

  get maySeal(): boolean {
    return this.#options.team.maySeal && !this.#options.team.isReadOnly;
  }

  get isBusy(): boolean {
    return this.#busy > 0;
  }

  /** What was done last, for screen readers. */
  get said(): string {
    return this.#said;
  }

  /** A file as it is now, as far as it is known here. */
  current<F extends MaskableFile>(file: F): F & Pick<MaskableFile, 'regions'> {
    const told = this.#told.get(file.id);
    if (!told) return file;
    // Of another content it is not known yet what is hidden in it: most of what was.
    return this.#isTold(file) ? { ...file, ...told } : { ...file, regions: told.regions };
  }

  #isTold({ id, revision = 0 }: MaskableFile): boolean {
    return (this.#told.get(id)?.revision ?? -1) >= revision;
  }

  /** Asks what is hidden in a file that is shown, where that is not known yet. */
  learn(file: MaskableFile): void {
    if (file.revision && !this.#isTold(file)) untrack(() => void this.#read(file.id));
  }

  /** The connection is there again: asks what got no answer. */
  noticeConnection(): void {
    const ids = [...this.#unheard];
    this.#unheard.clear();
    for (const id of ids) void this.#read(id);
  }

  async #read(id: string): Promise<void> {
    if (this.#asking.has(id)) return;
    this.#asking.add(id);
    try {
      const { node } = await this.#options.api.request(FileNow, { id });
      // A slow answer is older than one that came meanwhile.
      if (node?.__typename === 'Attachment' && node.revision >= (this.#told.get(id)?.revision ?? 0)) this.#take(node);
    } catch {
      this.#unheard.add(id);
    }
    this.#asking.delete(id);
  }

  /** What hides the whole of a file. */
  wholeOf(file: MaskableFile | undefined): HiddenRegion | undefined {
    return file?.regions?.find((region) => isWhole(region, file));
  }

  /** Why something in this file was not hidden, until it is tried again or left. */
  refusalOf(fileId: string): string {
    return this.#refusal?.fileId === fileId ? regionRefusalWords(this.#refusal.refusal) : '';
  }

  /** Asks what is to be done with a hidden region; without one, whether the whole file is to be hidden. */
  ask(file: () => MaskableFile | undefined, regionId: string | null): void {
    if (this.#options.team.isReadOnly) return;
    this.#refusal = null;
    this.#asked = { file, regionId };
    const id = file()?.id;
    // Somebody else may have destroyed it, which no content tells.
    if (id !== undefined && regionId !== null) void this.#read(id);
  }

  /** What the agent is asked about, as it is now; undefined when there is nothing to ask any more. */
  get asked(): { file: MaskableFile; region: AskedRegion | null } | undefined {
    const found = this.#asked?.file();
    if (!this.#asked || !found) return undefined;
    const file = this.current(found);
    const { regionId } = this.#asked;
    if (regionId === null) return this.wholeOf(file) ? undefined : { file, region: null };
    const region = file.regions?.find(({ id }) => id === regionId);
    return region && { file, region };
  }

  stopAsking(): void {
    this.#asked = null;
  }

  /** Takes back what was chosen, and why it was not hidden. */
  stopChoosing(): void {
    this.choice.stop();
    this.#refusal = null;
  }

  /**
   * Hides a part of a picture, or the whole file, for everyone. Refused, `refusalOf` says why, and what was chosen stays; otherwise it
   * answers with the file as it is then.
   */
  async hide(file: MaskableFile, region: Rectangle | null): Promise<MaskedFileFragment | null> {
    if (this.isBusy) return null;
    this.#refusal = null;
    let hidden: MaskedFileFragment | null = null;
    const refusal = await this.#attempt(async () => {
      const { id, revision = 0 } = this.current(file);
      const input = { attachmentId: id, revision, ...region };
      const { maskRegion: outcome } = await this.#options.api.request(MaskRegion, { input });
      if ('current' in outcome) {
        const { current } = outcome;
        for (const each of 'attachments' in current ? current.attachments : []) this.#take(each);
      }
      if (outcome.__typename !== 'Attachment') return { name: outcome.__typename };
      hidden = outcome;
      return this.#take(outcome);
    });
    if (refusal) this.#refusal = { fileId: file.id, refusal };
    else this.#say(region ? m.mask_done() : m.file_done());
    return hidden;
  }

  /** Puts what a region hides back for everyone. */
  async release(regionId: string): Promise<MaskingRefusal | null> {
    const refusal = await this.#attempt(async () => {
      const { unmaskRegion: outcome } = await this.#options.api.request(UnmaskRegion, { regionId });
      return outcome.__typename === 'Attachment' ? this.#take(outcome) : { name: outcome.__typename };
    });
    if (!refusal) {
      this.forget();
      this.#say(m.mask_released());
    }
    return refusal;
  }

  /** Shows what a region hides here for a minute. It is kept nowhere else. */
  async reveal(regionId: string, reason: string): Promise<MaskingRefusal | null> {
    const { api, read } = this.#options;
    const forgotten = this.#forgotten;
    return this.#attempt(async () => {
      const { revealRegion: outcome } = await api.request(RevealRegion, { regionId, reason: tidied(reason) });
      if (outcome.__typename === 'RateLimited') return { name: outcome.__typename, retryAfter: outcome.retryAfter };
      if (outcome.__typename !== 'RevealedRegion') return { name: outcome.__typename };
      const content = await read(outcome.path);
      if (forgotten !== this.#forgotten) return null;
      this.forget();
      const left = Date.parse(outcome.expiresAt) - Date.now();
      // What the server gives out has up to a minute left; otherwise this machine's clock is wrong.
      const ms = left > 0 && left <= revealedForMs ? left : revealedForMs;
      this.#revealed = { regionId, source: URL.createObjectURL(content), until: Date.now() + ms };
      this.#timer = setTimeout(() => this.forget(), ms);
      return null;
    });
  }

  /** Destroys what a region hides. */
  async seal(regionId: string): Promise<MaskingRefusal | null> {
    const refusal = await this.#attempt(async () => {
      const { sealRegion: outcome } = await this.#options.api.request(SealRegion, { regionId });
      return outcome.__typename === 'Attachment' ? this.#take(outcome) : { name: outcome.__typename };
    });
    if (!refusal) {
      this.forget();
      this.#say(m.mask_sealed_done());
    }
    return refusal;
  }

  /** What a region hides, while it may be seen. */
  revealedOf(regionId: string): RevealedRegion | null {
    return this.#revealed?.regionId === regionId ? this.#revealed : null;
  }

  /** Hides again what was being looked at. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#forgotten += 1;
    if (this.#revealed) URL.revokeObjectURL(this.#revealed.source);
    this.#revealed = null;
  }

  /** The database was restored: what answers told may not have happened. */
  begin(): void {
    this.#told = new Map();
    this.forget();
  }

  async #attempt(work: () => Promise<MaskingRefusal | null>): Promise<MaskingRefusal | null> {
    this.#busy += 1;
    try {
      return await work();
    } catch {
      return { name: 'Unreachable' };
    } finally {
      this.#busy -= 1;
    }
  }

  #take(file: MaskedFileFragment): null {
    const others = [...this.#told].filter(([id]) => id !== file.id).slice(1 - toldCount);
    this.#told = new Map([...others, [file.id, file]]);
    return null;
  }

  /** As with texts: a repeated announcement must be another text. */
  #say(words: string): void {
    this.#said = this.#said === words ? `${words}\u00a0` : words;
  }
}

export const [getRegionMasking, setRegionMasking] = createContext<RegionMasking>();
