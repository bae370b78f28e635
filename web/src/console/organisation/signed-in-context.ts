import { createContext } from 'svelte';
import type { SignedIn } from '#console/team/signed-in.ts';

/** Whose console this is; also where the service is switched off and there is no team. */
export const [getSignedIn, setSignedIn] = createContext<() => SignedIn>();
