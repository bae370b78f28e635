import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import tseslint from 'typescript-eslint';

/*
 * Imports in api/src run one way, so that a slice can be read, tested and removed without knowing the ones built on it: a slice
 * imports only slices of an earlier line. The files at the root of api/src are shared by all, except those that put the slices
 * together, as edge/ and the programs in bin/ do.
 */
const slices = [
  ['realtime', 'files'],
  ['access'],
  ['picture'],
  ['service'],
  ['mail'],
  ['account'],
  ['agent'],
  ['api-client'],
  ['customer'],
  ['attachment'],
  ['chat'],
  ['ticket', 'rating'],
  ['masking'],
  ['event'],
  ['webhook'],
  ['customer-data'],
  ['helpcenter'],
  ['offboarding', 'privacy', 'setup'],
  ['organisation'],
];
const assembly = ['edge', 'bin', 'schema.ts', 'viewer.schema.ts'];
/** Inside a slice, entity ← service ← schema; whatever is neither entity nor schema counts as service. */
const kinds = ['entity', 'service', 'schema'];

const source = resolve(import.meta.dirname, 'api/src');

function placeOf(file) {
  const path = relative(source, file);
  if (path.startsWith('..')) return null;
  const name = basename(path);
  const kind = name.endsWith('.entity.ts') ? 0 : name.endsWith('.schema.ts') ? 2 : 1;
  const slice = dirname(path) === '.' ? null : path.split(sep)[0];
  // Every slice asks who is asking; only what is public about it names agent and customer.
  const layer = slice === 'access' && kind === 2 ? slices.length : slices.findIndex((line) => line.includes(slice));
  return { slice, layer, kind, name };
}

const importDirection = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = placeOf(context.filename);
    if (!from?.slice || assembly.includes(from.slice) || from.name.endsWith('.test.ts')) return {};

    function check(node) {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string' || !specifier.startsWith('.')) return;
      const to = placeOf(resolve(dirname(context.filename), specifier));
      if (!to) return;
      const report = (message) => context.report({ node: node.source, message });

      const part = to.slice ?? to.name;
      if (assembly.includes(part)) report(`${part} puts the slices together; no slice may import it.`);
      if (!to.slice || assembly.includes(part)) return;
      // Relations go both ways, through thunks; and a type is gone before the program runs.
      if (to.kind === 0 && (from.kind === 0 || node.importKind === 'type')) return;
      if (from.layer < 0 || to.layer < 0) {
        report(`'${from.layer < 0 ? from.slice : to.slice}' has no line in eslint.config.js: say what it builds on.`);
      } else if (to.slice !== from.slice && to.layer >= from.layer) {
        report(
          `'${from.slice}' must not know '${to.slice}': imports run ${slices.map((line) => line.join(', ')).join(' ← ')}.`,
        );
      } else if (to.kind > from.kind && !isErrors(to)) {
        report(`Not from ${kinds[from.kind]} to ${kinds[to.kind]}: inside a slice imports run ${kinds.join(' ← ')}.`);
      }
    }
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

/** Typed outcomes are thrown by the rules of an entity as well as by its verbs. */
const isErrors = ({ name }) => name.endsWith('.errors.ts');

/*
 * The web part likewise: a folder imports only folders of an earlier line. The console, the help center and the widget stand beside
 * each other on lib and know nothing of each other; routes put them on addresses, and nothing imports a route.
 */
const folders = {
  lib: [['paraglide', 'graphql'], ['bidi'], ['files'], ['chat', 'consent', 'inquiry', 'ui']],
  console: [
    ['picker', 'service', 'rating', 'alerts'],
    ['sign-in'],
    ['list', 'forms'],
    ['team'],
    ['masking', 'hold'],
    ['transcript'],
    ['tickets'],
    ['info'],
    ['desk', 'history', 'customers', 'settings', 'account'],
    ['organisation'],
    ['shell'],
  ],
  helpcenter: [],
  developers: [],
  widget: [],
  routes: [],
};
/** What each part may import besides itself. */
const beneath = {
  lib: [],
  console: ['lib'],
  helpcenter: ['lib'],
  developers: ['lib'],
  widget: ['lib'],
  routes: ['lib', 'console', 'helpcenter', 'developers'],
};

const webSource = resolve(import.meta.dirname, 'web/src');

function webPlaceOf(file) {
  const path = relative(webSource, file);
  if (path.startsWith('..')) return null;
  const [first, second] = path.split(sep);
  // The files beside the folders, such as hooks, are SvelteKit's, as routes are.
  const part = first in folders ? first : 'routes';
  const layer = folders[part].findIndex((line) => line.includes(second));
  return { part, folder: second, layer, name: basename(path) };
}

const webImportDirection = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = webPlaceOf(context.filename);
    if (!from) return {};

    function check({ source }) {
      const specifier = source?.value;
      if (typeof specifier !== 'string' || !/^[.#]/.test(specifier) || specifier === './$types') return;
      const to = webPlaceOf(
        specifier.startsWith('#')
          ? resolve(webSource, specifier.slice(1))
          : resolve(dirname(context.filename), specifier),
      );
      if (!to) return;
      const report = (message) => context.report({ node: source, message });

      if (to.part === 'routes') {
        report('Nothing imports a route: what a page needs lives in console, helpcenter or developers.');
      } else if (to.part !== from.part) {
        if (!beneath[from.part].includes(to.part)) {
          report(`'${from.part}' must not know '${to.part}': what both need lives in lib.`);
        }
      } else if (to.folder !== from.folder && folders[to.part].length > 0) {
        const unknown = [from, to].find(({ layer }) => layer < 0);
        const order = folders[to.part].map((line) => line.join(', ')).join(' ← ');
        if (unknown) report(`'${unknown.folder}' has no line in eslint.config.js: say what it builds on.`);
        else if (to.layer >= from.layer) report(`'${from.folder}' must not know '${to.folder}': imports run ${order}.`);
      }
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

const onlyRoutes = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (name.startsWith('+')) return;
      context.report({
        node,
        message: `${name} is no route: web/src/routes holds only SvelteKit's own files (+page, +layout, +server, +error); the rest lives in web/src/console, web/src/helpcenter or web/src/developers.`,
      });
    },
  }),
};

/*
 * One door for writing (api/src/write.ts): a transaction anywhere else would take its locks in an order of its own, and news that
 * are told by hand are told before the commit or forgotten. Feeds, and what runs by itself, publish what no transaction writes.
 */
const transactionsAtTheDoor = [
  {
    selector: 'CallExpression[callee.property.name=/^(transactional|begin|commit)$/]',
    message: 'Transactions begin at the door: write with `app.write(scope, work)`.',
  },
  {
    selector:
      'CallExpression[callee.property.name="flush"][callee.object.property.name="em"][callee.object.object.name="ctx"]',
    message: 'A verb writes within `app.write(scope, work)`, on the unit of work of that transaction.',
  },
];
const newsAtTheDoor = [
  {
    selector: 'TemplateElement[value.raw=/[^_]revision \\+ 1/]',
    message: 'A revision grows in `advanceChat` and `advanceTicket` alone, which tell whoever it concerns.',
  },
  {
    selector: 'CallExpression[callee.property.name="publish"]',
    message: 'News are told after the commit: `tx.tell(topic, message)`.',
  },
];

/** `x.service.ts` holds verbs, functions that take the context. */
const classesElsewhere = {
  selector: 'ClassDeclaration',
  message: 'A class stands in x.ts, beside the verbs of x.service.ts.',
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/build/',
      '**/coverage/',
      '**/.svelte-kit/',
      '.damso/',
      'web/src/lib/paraglide/',
      'web/src/lib/graphql/generated/',
      'web/static/',
      'api/migrations/',
      'examples/relay/__generated__/',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: globals.node,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // Numbers and booleans read well in text; objects do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `onclick={() => close()}` is how events are wired in Svelte, and a verb's result may be ignored on purpose.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A setting, a row or a frame is checked at the edge; a second `if` for the compiler's sake hides which check counts.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser } },
    rules: {
      // The plain rule does not know that `let` is how props and derived values are declared.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
      // It takes every local Set and Date for state; ours are replaced, not changed.
      'svelte/prefer-svelte-reactivity': 'off',
      // The product lives at the root of its origin.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // Only svelte-check knows the type of what a component's tag brings along; here it is `any`.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['api/src/**/*.ts'],
    plugins: { damso: { rules: { 'import-direction': importDirection } } },
    rules: { 'damso/import-direction': 'error' },
  },
  {
    files: ['api/src/**/*.ts'],
    ignores: ['api/src/write.ts', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...transactionsAtTheDoor] },
  },
  {
    files: ['api/src/**/*.service.ts', 'api/src/**/*.schema.ts', 'api/src/*/*-*.ts', 'api/src/chat/assignment.ts'],
    ignores: [
      '**/*.test.ts',
      'api/src/chat/append-*.ts',
      '**/change-chat.ts',
      '**/change-ticket.ts',
      '**/*-feed.ts',
      '**/*-bus.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...transactionsAtTheDoor, ...newsAtTheDoor] },
  },
  {
    files: ['api/src/**/*.service.ts'],
    rules: { 'no-restricted-syntax': ['error', ...transactionsAtTheDoor, ...newsAtTheDoor, classesElsewhere] },
  },
  {
    files: ['web/src/**/*.{ts,svelte}'],
    plugins: { 'damso-web': { rules: { 'import-direction': webImportDirection, 'only-routes': onlyRoutes } } },
    rules: { 'damso-web/import-direction': 'error' },
  },
  { files: ['web/src/routes/**/*.{ts,svelte}'], rules: { 'damso-web/only-routes': 'error' } },
  {
    // Tests read the API's answers as a stranger's client does: untyped JSON.
    files: ['**/*.test.ts', 'api/test/**/*.ts', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
);
