import { goto } from '$app/navigation';

let isUnderWay = $state(false);

/** Somebody signs out here. The end of the socket comes with the answer, or before it, and is no news then. */
export const signingOut = {
  get isUnderWay(): boolean {
    return isUnderWay;
  },
};

/** Signs out by what is asked of the server, and leads to where one signs in; fails as that does. */
export async function signOutBy(ask: () => Promise<unknown>): Promise<void> {
  isUnderWay = true;
  try {
    await ask();
    await goto('/sign-in');
  } finally {
    isUnderWay = false;
  }
}
