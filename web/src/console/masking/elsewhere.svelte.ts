import type { Api } from '#lib/graphql/api.ts';
import type { MaskTextInput } from '#lib/graphql/generated/console/graphql.ts';
import { graphql } from '#lib/graphql/generated/console/index.ts';
import { m } from '#lib/paraglide/messages.js';

const SameElsewhere = graphql(`
  query SameElsewhere($maskId: ID!) {
    node(id: $maskId) {
      __typename
      ... on Mask {
        sameElsewhere {
          objectId
          field
          revision
          start
          end
        }
      }
    }
  }
`);

const MaskElsewhere = graphql(`
  mutation MaskElsewhere($input: [MaskTextInput!]!) {
    maskTexts(input: $input) {
      __typename
      ... on MaskedTexts {
        refused {
          objectId
          field
        }
      }
    }
  }
`);

const keyOf = ({ objectId, field }: Pick<MaskTextInput, 'objectId' | 'field'>) => `${objectId} ${field}`;

/** Where else stands what was just hidden: offered to be hidden there too, with one confirmation. */
export class Elsewhere {
  readonly #api: Api;
  /** By mask, in the order in which they were made. */
  #places = $state.raw<ReadonlyMap<string, readonly MaskTextInput[]>>(new Map());
  #isBusy = $state(false);
  #outcome = $state.raw<{ words: string; isProblem: boolean } | null>(null);
  /** Counts dismissals: what was asked before one is not offered after it. */
  #dismissed = 0;

  constructor(api: Api) {
    this.#api = api;
  }

  /** In so many places it stands as well. */
  get count(): number {
    return unite(this.#places).length;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What came of hiding there too, until something else is hidden or it is dismissed. */
  get outcome(): { words: string; isProblem: boolean } | null {
    return this.#outcome;
  }

  /** Something was hidden: looks where else it stands. An offer that nobody can be asked for is none. */
  async notice(maskId: string): Promise<void> {
    const dismissed = this.#dismissed;
    this.#outcome = null;
    try {
      const places = await this.#ask(maskId);
      if (dismissed === this.#dismissed && places.length > 0) this.#places = new Map(this.#places).set(maskId, places);
    } catch {
      // It is hidden where the agent saw it; only the offer is missing.
    }
  }

  dismiss(): void {
    this.#dismissed += 1;
    this.#places = new Map();
    this.#outcome = null;
  }

  /** Hides it there too. Places are asked for anew, because texts may have changed since the offer. */
  async mask(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const asked = this.#places;
    try {
      const present = new Map<string, readonly MaskTextInput[]>();
      for (const maskId of asked.keys()) present.set(maskId, await this.#ask(maskId));
      const input = unite(present);
      const failed = input.length > 0 ? await this.#hide(input) : 0;
      this.dismiss();
      this.#outcome =
        failed === 0
          ? { words: m.mask_elsewhere_done({ count: input.length }), isProblem: false }
          : { words: m.mask_elsewhere_failed({ count: failed, of: input.length }), isProblem: true };
    } catch {
      this.#outcome = { words: m.mask_refused_unreachable(), isProblem: true };
    } finally {
      this.#isBusy = false;
    }
  }

  async #ask(maskId: string): Promise<readonly MaskTextInput[]> {
    const { node } = await this.#api.request(SameElsewhere, { maskId });
    return node?.__typename === 'Mask' ? node.sameElsewhere : [];
  }

  /** In how many places it was not hidden. */
  async #hide(input: readonly MaskTextInput[]): Promise<number> {
    const { maskTexts: outcome } = await this.#api.request(MaskElsewhere, { input: [...input] });
    if (outcome.__typename !== 'MaskedTexts') return input.length;
    const refused = new Set(outcome.refused.map(keyOf));
    return input.filter((place) => refused.has(keyOf(place))).length;
  }
}

/** As many places as are hidden at once; each but once, whichever masks it is the same as. */
const longest = 50;
const unite = (places: ReadonlyMap<string, readonly MaskTextInput[]>): readonly MaskTextInput[] => {
  const all = [...places.values()].flat();
  return [...new Map(all.map((place) => [`${keyOf(place)} ${place.start}`, place])).values()].slice(0, longest);
};
