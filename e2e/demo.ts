/** The service in which the story that is told takes place, by its name in addresses. */
export let service = 'demo';

/** An agent of every demo. */
export type Who = 'mina' | 'jun' | 'sora';

/** By which an agent of that service signs in. */
export const emailOf = (who: Who) => `${who}@${service}.test`;

/** From now on stories take place in this demo. */
export function moveTo(demo: string): void {
  service = demo;
}

/** The demos of a product that several files share: each is new to the story that takes it. */
export const spareDemos = Array.from({ length: 40 }, (_, at) => `demo-${at + 1}`);
