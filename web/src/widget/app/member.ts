/** What goes on in the dialog when the page around says who is signed in there. Apart, because most pages do not. */
import { graphql } from '#lib/graphql/generated/widget/index.ts';
import { tryAgainAfterMs, type Dialog } from './dialog.svelte.ts';
import type { Requests } from '#lib/graphql/post.ts';
import type { FromMember, ToLauncher } from '../protocol.ts';

const Identify = graphql(`
  mutation Identify($input: IdentifyInput!) {
    identify(input: $input) {
      __typename
      ... on Identified {
        token
        customer {
          name
        }
        chat {
          id
        }
      }
      ... on IdentityRefused {
        reason
      }
    }
  }
`);

/** A token that ends so soon is replaced before it is used. */
const marginMs = 10_000;
const answersWithinMs = 5_000;
/** Tokens are counted by the minute. */
const limitedMs = 60_000;

let identity = '';
let isFresh: (() => void) | undefined;
let isWrapped = false;

/** Whoever is signed in is the matter of the page whichever it is, and what is said of it is nothing that another may not hear. */
const say = (message: ToLauncher) => window.parent.postMessage(message, '*');

/** Heeds a word of the page: who is signed in there, or that nobody is any more. */
export async function heed(dialog: Dialog, message: FromMember): Promise<void> {
  if (message.damso === 'forget') {
    if (dialog.isKnown || dialog.member) await dialog.leave();
    say({ damso: 'member', is: false });
    return;
  }
  identity = message.identity;
  if (isFresh) {
    isFresh();
    return;
  }
  const mark = markOf(identity);
  const { session } = dialog;
  // Another person than the one before, or one of whom nobody knows that: nothing of the former stays. The page says it again.
  if (session && (session.member ? session.member !== mark : message.link)) return dialog.leave();
  dialog.member = mark;
  wrap(dialog);
  await enter(dialog, message.link);
}

async function enter(dialog: Dialog, link: boolean, isSecond = false): Promise<void> {
  try {
    const input = { service: dialog.service, identity: await current(), join: !link };
    const { identify } = await dialog.requests.request(Identify, { input });
    if (identify.__typename === 'Identified') {
      say({ damso: 'member', is: true });
      dialog.name ||= identify.customer?.name ?? nameOf(identity);
      if (!identify.token) return;
      const { session } = dialog;
      const chatId = dialog.chatting ? session?.chatId : (identify.chat?.id ?? session?.chatId);
      dialog.adopt({ token: identify.token, ...(chatId && { chatId }) });
    } else if (identify.__typename === 'IdentityRefused') {
      // Of a page that was kept open or copied: its server may sign another one.
      if (!isSecond && (await renewed())) {
        await enter(dialog, link, true);
        return;
      }
      identity = '';
      // Let in before, on this device.
      if (dialog.session?.member) return;
      dialog.memberRefused = 'IdentityRefused';
    } else setTimeout(() => void enter(dialog, link), limitedMs);
  } catch {
    setTimeout(() => void enter(dialog, link), tryAgainAfterMs);
  }
}

/** Whatever begins with a consent is begun as the member. */
function wrap(dialog: Dialog): void {
  if (isWrapped) return;
  isWrapped = true;
  const { requests } = dialog;
  const former = { ...requests };
  const request: Requests['request'] = (document, variables) => former.request(document, variables);
  requests.request = async (document, variables) => {
    const given = variables as { input?: { consent?: unknown } };
    const { input } = given;
    if (!input?.consent || !dialog.member || !identity) return request(document, variables);
    const asMember = { ...given, input: { ...input, identity: await current() } };
    return request(document, asMember as typeof variables);
  };
}

/** The token, or another one where it is about to end. */
async function current(): Promise<string> {
  const { exp = 0 } = claimsOf(identity);
  if (exp * 1_000 < Date.now() + marginMs) await renewed();
  return identity;
}

/** Asks the page for another token; true when there is one. */
function renewed(): Promise<boolean> {
  const former = identity;
  return new Promise((resolve) => {
    const done = () => {
      isFresh = undefined;
      resolve(identity !== former);
    };
    isFresh = done;
    setTimeout(done, answersWithinMs);
    say({ damso: 'who' });
  });
}

interface Claims {
  sub?: string;
  name?: string;
  exp?: number;
}

/** What a token says, for what needs no proof. */
function claimsOf(token: string): Claims {
  try {
    const body = token.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(body), (each) => each.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  } catch {
    return {};
  }
}

const nameOf = (token: string) => claimsOf(token).name ?? '';

/** What tells one member from another on this device, without saying who it is (FNV-1a). */
function markOf(token: string): string {
  let hash = 0x811c9dc5;
  for (const unit of String(claimsOf(token).sub)) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return (hash >>> 0).toString(36);
}
