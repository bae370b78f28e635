import type { Rolldown } from 'vite';

type Modules = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** What pages share, from what all of them need to what few do: a chunk imports none that stands after it. */
const chunks = ['start', 'console', 'account', 'explorer', 'agent', 'settings'] as const;
export type Chunk = (typeof chunks)[number];

type Part = 'everywhere' | 'console' | 'signing-in' | 'shell' | 'work' | 'settings' | 'explorer' | 'without scripts';

/** The part of the product that a page belongs to, by its file under `routes`; of layouts each has those of its pages. */
function partOf(page: string): Part {
  if (/^developers\/(explorer\/|\+)/.test(page)) return 'explorer';
  if (/^(help|developers)\//.test(page)) return 'without scripts';
  if (!page.startsWith('(console)/')) return 'everywhere';
  if (page.startsWith('(console)/+')) return 'console';
  if (!page.startsWith('(console)/(agent)/')) return 'signing-in';
  if (page.startsWith('(console)/(agent)/+layout')) return 'shell';
  return /^\(console\)\/\(agent\)\/(service|organisation)\//.test(page) ? 'settings' : 'work';
}

/**
 * Where a module goes that these pages need; one that a single page needs stays with it. What the explorer shares with the console it
 * does not load with the rest of that.
 */
export function chunkFor(pages: ReadonlySet<string>): Chunk | null {
  const parts = Array.from(pages, partOf);
  const by = (...some: Part[]) => some.some((part) => parts.includes(part));
  if (by('everywhere')) return 'start';
  if (by('console') || (by('signing-in') && by('shell'))) return 'console';
  const ofConsole = parts.filter((part) => part !== 'explorer' && part !== 'without scripts');
  if (ofConsole.length < 2 && !by('shell')) return null;
  if (by('signing-in')) return 'account';
  if (by('explorer')) return 'explorer';
  return by('shell', 'work') ? 'agent' : 'settings';
}

const routes = '/src/routes/';
/** What SvelteKit starts with on every page. */
const client = /\/runtime\/client\/client-entry\.js$|\/client-optimized\/app\.js$/;

function pageOf(id: string): string | undefined {
  const at = id.indexOf(routes);
  if (at >= 0) return id.slice(at + routes.length).replace(/\.\w+$/, '');
  return client.test(id) ? '+layout' : undefined;
}

/**
 * How the scripts of the pages are cut. By itself Rolldown makes a chunk for each set of pages that share something: some three hundred,
 * most of them below 2 kB, and each of them a request of every page of the console, which loads the code of all.
 */
export function sharedChunks(): Rolldown.CodeSplittingGroup[] {
  const links = new Map<string, { importers: readonly string[]; dynamicImporters: readonly string[] }>();
  const known = new Map<string, Chunk | null>();
  let users: Map<string, string[]> | undefined;

  /** Every module that imports messages imports all of them; which of them it shows is in its code. */
  function usersOfMessages(folder: string, modules: Modules): Map<string, string[]> {
    const found = new Map<string, string[]>();
    for (const user of modules.getModuleInfo(`${folder}/messages.js`)?.importers ?? []) {
      const code = modules.getModuleInfo(user)?.code ?? '';
      for (const name of new Set(Array.from(code.matchAll(/\bm\.(\w+)/g), ([, name]) => name!)))
        found.set(name, [...(found.get(name) ?? []), user]);
    }
    return found;
  }

  function linksOf(id: string, modules: Modules) {
    const message = /^(.*\/paraglide)\/messages\/(\w+)\.js$/.exec(id);
    if (message) {
      users ??= usersOfMessages(message[1]!, modules);
      return { importers: users.get(message[2]!) ?? [], dynamicImporters: [] };
    }
    let its = links.get(id);
    if (!its) {
      const { importers = [], dynamicImporters = [] } = modules.getModuleInfo(id) ?? {};
      // The arrays are reused.
      links.set(id, (its = { importers: [...importers], dynamicImporters: [...dynamicImporters] }));
    }
    return its;
  }

  function chunkOf(id: string, modules: Modules): Chunk | null {
    // Entries of SvelteKit; and the explorer’s graphql-js, of which importers outside of it use nothing.
    if (/sveltekit:generated|\/client-optimized\/|\/client-entry\.js$|\/node_modules\/graphql\//.test(id)) return null;
    const pages = new Set<string>();
    const seen = new Set<string>();
    const later: string[] = [];
    const climb = (queue: string[]) => {
      for (const module of queue) {
        if (seen.has(module)) continue;
        seen.add(module);
        const page = pageOf(module);
        if (page !== undefined) pages.add(page);
        else {
          const { importers, dynamicImporters } = linksOf(module, modules);
          queue.push(...importers);
          later.push(...dynamicImporters);
        }
      }
    };
    climb([id]);
    if (chunkFor(pages) === null) return null;
    // Whoever asks for it later must not get with it what others need.
    climb(later);
    return chunkFor(pages);
  }

  return [
    // SvelteKit’s client must not run before its payload is set, so what sets it stands apart, with how the client is asked for.
    { name: 'payload', test: /\/runtime\/client\/payload\.js$|vite\/preload-helper/, priority: chunks.length + 1 },
    ...chunks.map((chunk, at) => ({
      debugName: chunk,
      name(id: string, modules: Modules) {
        let its = known.get(id);
        if (its === undefined) known.set(id, (its = chunkOf(id, modules)));
        return its === chunk ? chunk : null;
      },
      priority: chunks.length - at,
    })),
  ];
}
