import { afterNavigate, goto } from '$app/navigation';
import { page } from '$app/state';
import { afterPause } from './after-pause.svelte.ts';
import type { ListAddress } from './kept-list.svelte.ts';
import { wantedText } from './search.ts';

/**
 * The search of a list whose filters are in its address. What is searched for is personal data, so it stands beside the address, in
 * the state of the page. To be made while a component begins.
 */
export class AddressedSearch {
  /** What stands in the search field. */
  typed = $state(page.state.searchText ?? '');
  /** What was typed when the list was last asked for. */
  readonly searched = $derived(page.state.searchText ?? '');
  /** What the API is asked for; null for any text. */
  readonly text = $derived(wantedText(this.searched));

  /** `address` tells where the list is now: its path with its filters. */
  constructor(address: () => string) {
    afterNavigate(({ type }) => {
      // Another entry of the browser's history searched for something else.
      if (type !== 'goto') this.typed = this.searched;
    });
    afterPause(
      () => this.typed,
      () => {
        if (this.typed !== this.searched) void this.go(address(), true);
      },
    );
  }

  /** Goes to other filters, with what is typed. With `replace` it is the same step as the one before. */
  go(address: string, replace = false): Promise<void> {
    return goto(address, { replace, reset: false, state: { searchText: this.typed }, persistState: true });
  }
}

/** What makes a link lead back to a list as it was: the address says which filters; what was searched for goes along unseen. */
export const backTo = ({ at }: { at: ListAddress }) => ({
  href: at.address,
  onclick: (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void goto(at.address, { state: { searchText: at.typed }, persistState: true });
  },
});
