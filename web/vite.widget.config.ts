import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import {
  Kind,
  parse,
  print,
  separateOperations,
  stripIgnoredCharacters,
  visit,
  type DirectiveNode,
  type DocumentNode,
  type SelectionNode,
  type ValueNode,
} from 'graphql';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build, defineConfig, type Plugin } from 'vite';
import { isolatedParameters } from './isolated-parameters.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const target = 'es2022';

/** The dialog takes the colours and sizes of the theme, light and dark, and nothing of Tailwind: its styles are its components'. */
function themeTokens(): Plugin {
  return {
    name: 'damso:theme-tokens',
    enforce: 'pre',
    transform: {
      filter: { id: /\/lib\/ui\/theme\.css$/ },
      handler(css) {
        const light = /^@theme \{\n[^]*?^\}/m.exec(css)?.[0];
        const dark = /^@media \(prefers-color-scheme: dark\) \{\n {2}:root \{\n[^]*?^\}/m.exec(css)?.[0];
        if (!light || !dark) this.error('theme.css no longer has the shape that the dialog takes its colours from');
        return [light.replace('@theme', ':root').replace(/^\s*--[\w-]+-\*: initial;\n/gm, ''), dark].join('\n');
      },
    },
    // Most of the theme is the console's.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const sheets = Object.values(bundle).flatMap((file) =>
          file.type === 'asset' && file.fileName.endsWith('.css') ? [file] : [],
        );
        // What is loaded later takes its tokens from the first sheet, too.
        const used = new Set(
          sheets.flatMap(({ source }) =>
            Array.from(source.toString().matchAll(/var\((--[\w-]+)/g), ([, name]) => name),
          ),
        );
        for (const sheet of sheets) {
          sheet.source = sheet.source
            .toString()
            .replace(/(--[\w-]+):[^;}]*;?/g, (all, name: string) => (used.has(name) ? all : ''))
            .replace(/@media[^{]*\{:root\{\}\}/g, '');
        }
      },
    },
  };
}

/** A classic script is read in the encoding of its page, and many a Korean shop's is still EUC-KR: only ASCII reads the same there. */
function asciiOnly(): Plugin {
  return {
    name: 'damso:ascii-only',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.code.replace(
          /[^\0-\x7f]/g,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
        );
      }
    },
  };
}

/** The dialog is of one language as long as it lives and asks for no other: a message is a choice between two texts, and no more. */
function leanMessages(): Plugin {
  return {
    name: 'damso:lean-messages',
    transform: {
      filter: { id: /\/paraglide\/messages\/\w+\.js$/ },
      handler(code) {
        const name = /export const (\w+) =/.exec(code)?.[1];
        const texts = code.matchAll(/^const (ko|en)_\w+ = .*\n\treturn .*? \((`.*`)\)\n\};/gm);
        const { ko, en } = Object.fromEntries(Array.from(texts, ([, language, text]) => [language!, text!]));
        if (!name || !ko || !en) return null;
        const isPlain = !`${ko}${en}`.includes('${');
        return isPlain
          ? `import { say } from '../runtime.js';\nexport const ${name} = /* @__PURE__ */ say(${en}, ${ko});`
          : `import { getLocale } from '../runtime.js';\nexport const ${name} = (i) => (getLocale() === 'en' ? ${en} : ${ko});`;
      },
    },
  };
}

/** Of the runtime, which finds out the language in many ways, that leaves what is said here. */
function leanLanguage(): Plugin {
  return {
    name: 'damso:lean-language',
    load: {
      filter: { id: /\/paraglide\/runtime\.js$/ },
      handler: () => `
        export let getLocale = () => 'ko';
        export const say = (en, ko) => () => (getLocale() === 'en' ? en : ko);
        export const overwriteGetLocale = (to) => (getLocale = to);
        export const isLocale = (locale) => locale === 'ko' || locale === 'en';`,
    },
  };
}

/** The dialog is never rendered on a server, so Svelte needs no way to take over what a server rendered. */
function noHydration(): Plugin {
  return {
    name: 'damso:no-hydration',
    transform: {
      filter: { id: /\/svelte\/src\/internal\/client\/dom\/hydration\.js$/ },
      handler(code) {
        const constant = code
          .replace('export let hydrating = false', 'export const hydrating = false')
          .replace('hydrating = value', 'void value');
        if (constant.split('hydrating = ').length !== 2)
          this.error('Svelte no longer has the switch that is turned off here');
        return constant;
      },
    },
  };
}

type Cut = readonly [what: RegExp, left: string];

/**
 * What comes over the socket is of our own server, and what cannot be read ends the connection in any case: it is not looked through. Every
 * browser has a WebSocket, and nothing here iterates over what comes.
 */
function leanSocket(): Plugin {
  const common: Cut[] = [[/function validateMessage\(val\) \{[^]*?\n\}\n/, 'const validateMessage = (val) => val;\n']];
  const client: Cut[] = [
    [
      / {2}let ws;\n {2}if \(webSocketImpl\) \{[^]*? {2}const WebSocketImpl = ws;\n/,
      '  const WebSocketImpl = WebSocket;\n',
    ],
    [/ {4}iterate\(request\) \{[^]*?\n {4}\},\n/, ''],
  ];
  return {
    name: 'damso:lean-socket',
    transform: {
      filter: { id: /\/graphql-ws\/dist\/(?:common-[\w-]+|client)\.js$/ },
      handler(code, id) {
        return (id.endsWith('/client.js') ? client : common).reduce((whole, [pattern, left]) => {
          const lean = whole.replace(pattern, left);
          if (lean === whole) this.error('graphql-ws no longer has what is left out here');
          return lean;
        }, code);
      },
    },
  };
}

/** What of Svelte shows lists. The first screen has none, so it waits for what comes later. */
const svelteLists = /\/svelte\/src\/internal\/client\/dom\/blocks\/each\.js$/;

/** Told that lists do nothing until they are used, the bundler does not load them with the rest of Svelte. */
function listsLater(): Plugin {
  return {
    name: 'damso:lists-later',
    transform: { filter: { id: svelteLists }, handler: (code) => ({ code, moduleSideEffects: false }) },
  };
}

/** A document as it is with `$atDesk` false, and without that variable. */
function withoutDesk(document: DocumentNode): DocumentNode {
  const isDesk = (node: ValueNode | undefined) => node?.kind === Kind.VARIABLE && node.name.value === 'atDesk';
  const asksDesk = ({ arguments: [given] = [] }: DirectiveNode) => isDesk(given?.value);
  const dropped = ({ directives }: SelectionNode) =>
    directives?.some((each) => each.name.value === 'include' && asksDesk(each)) ? null : undefined;
  const lean = visit(document, {
    Field: dropped,
    FragmentSpread: dropped,
    InlineFragment: dropped,
    // What the desk skips stays.
    Directive: (each) => (asksDesk(each) ? null : undefined),
    VariableDefinition: ({ variable }) => (isDesk(variable) ? null : undefined),
  });
  const [operation] = lean.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  // With the fragments that are used still.
  return operation ? Object.values(separateOperations(lean))[0]! : lean;
}

/**
 * Operations go as one line of text each, without what the desk alone asks for, and without what only types need: the index of their
 * sources, wrappers, fragments of their own. One that takes no fragment stands where it is used: all of them together would be in the first part that uses one.
 */
function leanDocuments(): Plugin {
  const oneLine = (text: string) => JSON.stringify(stripIgnoredCharacters(print(withoutDesk(parse(text)))));
  return {
    name: 'damso:lean-documents',
    enforce: 'pre',
    transform: {
      filter: { code: /\/generated\/\w+\/index\.ts'|new TypedDocumentString\(/ },
      handler: (code) =>
        code
          .replace(
            /import \{ graphql \} from ('.*\/generated\/\w+)\/index\.ts'/,
            "import * as documents from $1/graphql.ts'",
          )
          .replace(/\bgraphql\(`\s*fragment [^`]*`\);/g, '')
          .replace(/\bgraphql\(`(\s*\w+ (\w+)[^`]*)`\)/g, (_, text: string, name: string) =>
            /\.\.\.\w/.test(text) ? `documents.${name}Document` : oneLine(text),
          )
          .replace(/new TypedDocumentString\(`([^`]*)`(?:, \{.*\})?\)/g, (_, text: string) => oneLine(text)),
    },
  };
}

/**
 * Vite's way to load what a part needs beside its script knows every browser, and takes a style sheet that did not come for one that did when
 * somebody tries again. This one is for browsers that know modules, and begins anew.
 */
function leanPreload(): Plugin {
  return {
    name: 'damso:lean-preload',
    load: {
      filter: { id: /^\0vite\/preload-helper/ },
      handler: () => `
        const asked = {};
        const preload = (path) => {
          // The first part is there, with its styles.
          if (path.startsWith('assets/start-')) return;
          const link = document.createElement('link');
          link.crossOrigin = '';
          link.href = '/widget/' + path;
          link.rel = path.endsWith('.css') ? 'stylesheet' : 'modulepreload';
          document.head.append(link);
          return new Promise((resolve, reject) => {
            link.onload = resolve;
            link.onerror = () => {
              link.remove();
              delete asked[path];
              reject(new Error('Not loaded: ' + path));
            };
            if (link.rel !== 'stylesheet') resolve();
          });
        };
        export const __vitePreload = (load, paths = []) =>
          Promise.all(paths.map((path) => (asked[path] ??= preload(path)))).then(load);`,
    },
  };
}

/**
 * The page itself holds the first styles and what asks early: on a slow phone every request after it is a round of its own. Its policy names
 * both by their hashes (`pages.ts`).
 */
function inThePage(): Plugin {
  return {
    name: 'damso:in-the-page',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') this.error('There is no page');
        const built = await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          plugins: [leanDocuments()],
          build: {
            target,
            write: false,
            lib: { entry: here('src/widget/app/early.ts'), formats: ['iife'], name: 'damsoEarly' },
          },
        });
        const [{ output }] = built as unknown as [{ output: [{ code: string }] }];
        page.source = page.source
          .toString()
          .replace(/<link rel="stylesheet"[^>]* href="\/widget\/([^"]+)">/g, (_, path: string) => {
            const sheet = bundle[path];
            if (sheet?.type !== 'asset') this.error(`${path} is no style sheet`);
            Reflect.deleteProperty(bundle, path);
            return `<style>${sheet.source.toString().trim()}</style>`;
          })
          .replace('</head>', (end) => `  <script>${output[0].code.trim()}</script>\n  ${end}`);
      },
    },
  };
}

/**
 * The loader is a classic script in one file: every site that carries it loads it on every page. What it brings along with the dialog
 * are modules. Once these are built too, all files are compressed, so that none goes out as it is.
 */
function loader(): Plugin {
  const buildOne = (name: string, entry: string, format: 'iife' | 'es') =>
    build({
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      plugins: [asciiOnly()],
      build: {
        target,
        outDir: here('build/widget'),
        emptyOutDir: false,
        lib: { entry: here(entry), formats: [format], name: 'damsoWidget', fileName: () => name },
      },
    });
  return {
    name: 'damso:loader',
    async closeBundle() {
      await buildOne('widget.js', 'src/widget/loader.ts', 'iife');
      await buildOne('panel.js', 'src/widget/panel.ts', 'es');
      await buildOne('company.js', 'src/widget/company.ts', 'es');
      await buildOne('member.js', 'src/widget/member.ts', 'es');
      for (const path of globSync('**/*.{js,css,html}', { cwd: here('build/widget') })) {
        const file = here(`build/widget/${path}`);
        const text = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(text));
        writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
      }
    },
  };
}

interface Modules {
  getModuleInfo: (id: string) => { code: string | null; importedIds: string[] } | null;
}

/** What a module imports and does not merely load later, all the way down, with itself. */
function closureOf(root: string, modules: Modules): Set<string> {
  const closure = new Set([root]);
  for (const id of closure) for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) closure.add(imported);
  return closure;
}

/** The names of the messages that modules say. */
function saidIn(ids: Set<string>, modules: Modules): Set<string> {
  const code = Array.from(ids, (id) => modules.getModuleInfo(id)?.code ?? '').join('\n');
  return new Set(Array.from(code.matchAll(/\bm\.(\w+)/g), ([, name]) => name!));
}

/**
 * What the first screen is made of goes into one file, also what later parts use. A second file holds what is loaded once something shows,
 * and whatever the parts have in common that are loaded when they are wanted: a file for each mixture of users would be one more request for
 * each, and compresses worse.
 */
function sharedParts(): (id: string, modules: Modules) => string | null {
  const message = /\/paraglide\/messages\/(\w+)\.js$/;
  type Part = { has: (id: string, message: string | undefined) => boolean };
  let start: Part | undefined;
  let later: Part;
  return (id, modules) => {
    if (!start) {
      const partOf = (name: string): Part => {
        const closure = closureOf(here(`src/widget/app/${name}`), modules);
        const said = saidIn(closure, modules);
        return { has: (id, message) => closure.has(id) && (message === undefined || said.has(message)) };
      };
      const first = partOf('start.ts');
      start = { has: (id, message) => first.has(id, message) && !svelteLists.test(id) };
      const soon = partOf('later.ts');
      const wanted = ['rating-part.ts', 'leave-inquiry.ts', 'leaving.ts', '../../lib/chat/links.ts'].map(partOf);
      later = {
        has: (...module) =>
          soon.has(...module) ||
          wanted.filter((part) => part.has(...module)).length > 1 ||
          // A rule on its own, so that the form for inquiries stays small for those who wait for it.
          module[0].endsWith('/api/src/email-address.ts'),
      };
    }
    const module = [id, message.exec(id)?.[1]] as const;
    return start.has(...module) ? 'start' : later.has(...module) ? 'later' : null;
  };
}

/** One small function of the bundler would be a file, and a request, of its own: it goes to whoever uses it. */
function noRuntimeFile(): Plugin {
  return {
    name: 'damso:no-runtime-file',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const runtime = chunks.find(({ name }) => name === 'rolldown-runtime');
      if (!runtime) return;
      const [, code, helper] = /^(.*)export ?\{ ?(\w+)(?: as t)? ?\};?\s*$/s.exec(runtime.code) ?? [];
      if (!helper)
        this.error(`The bundler’s function no longer has the shape that is looked for here: ${runtime.code}`);
      for (const chunk of chunks) {
        if (!chunk.imports.includes(runtime.fileName)) continue;
        chunk.imports = chunk.imports.filter((path) => path !== runtime.fileName);
        chunk.code = chunk.code.replace(
          /import ?\{ ?t as (\w+) ?\} ?from ?["'`]\.\/rolldown-runtime-[\w-]+\.js["'`];/,
          (_, name: string) => `var ${name}=(()=>{${code};return ${helper}})();`,
        );
        if (chunk.code.includes('rolldown-runtime-')) this.error(`${chunk.fileName} still asks for it`);
      }
      Reflect.deleteProperty(bundle, runtime.fileName);
    },
  };
}

/** Short names for the scopes of styles: they stand at every element that has one. */
function scopeNames(): (component: { hash: (text: string) => string; css: string }) => string {
  const taken = new Map<string, string>();
  return ({ hash, css }) => {
    const name = `s${hash(css).slice(0, 3)}`;
    if (taken.has(name) && taken.get(name) !== css) throw new Error(`Two components have the scope ${name}`);
    taken.set(name, css);
    return name;
  };
}

/** The widget: `widget.js`, `panel.js`, `company.js`, `member.js` and the dialog they open, all into build/widget. */
export default defineConfig({
  root: here('src/widget/app'),
  base: '/widget/',
  publicDir: false,
  plugins: [
    paraglideVitePlugin({
      project: here('project.inlang'),
      outdir: here('src/lib/paraglide'),
      strategy: ['globalVariable', 'baseLocale'],
    }),
    themeTokens(),
    leanMessages(),
    isolatedParameters(),
    leanLanguage(),
    noHydration(),
    leanSocket(),
    listsLater(),
    leanDocuments(),
    svelte({
      configFile: false,
      compilerOptions: { runes: true, discloseVersion: false, cssHash: scopeNames() },
    }),
    noRuntimeFile(),
    leanPreload(),
    inThePage(),
    loader(),
  ],
  build: {
    target,
    outDir: here('build/widget'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: sharedParts(), debugName: 'shared', includeDependenciesRecursively: false }],
        },
      },
    },
  },
});
