/** Whose browser it is: after a while, and on request at once, it is nobody's. Apart, because most customers never need it. */
import type { BrowserStorage } from '#lib/chat/text-storage.ts';
import { graphql } from '#lib/graphql/generated/widget/index.ts';
import type { Requests } from '#lib/graphql/post.ts';
import { leftAs, storeSession } from './session.ts';

const ForgetVisitor = graphql(`
  mutation ForgetVisitor {
    forgetVisitor
  }
`);

/** Waits for it, and not for long. */
const waitFor = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, 3_000))]);

/**
 * "This is not me": the token opens nothing any more, and nothing of its customer is left in this browser, typed text included. Their
 * chats and inquiries go on. Without a network only this browser forgets.
 */
export async function leave(api: Requests, service: string, storage: BrowserStorage): Promise<void> {
  await waitFor(api.request(ForgetVisitor, {}).catch(() => undefined));
  storeSession(storage, service, undefined);
  for (const name of storage.names('')) storage.remove(name);
  // Who chose a file has loaded this already.
  await waitFor(
    import('#lib/chat/kept-files.ts').then(
      ({ dropUnnamedFiles }) => dropUnnamedFiles(storage),
      () => undefined,
    ),
  );
  storage.set(leftAs, String(Date.now()));
  location.reload();
}
