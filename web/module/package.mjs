/**
 * Assembles the npm package from the output of the site's build, and generates its types.
 *
 *     node web/module/package.mjs [FOLDER]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const folder = process.argv[2] ?? 'build/package';
const { version, description, license, engines } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @param {string} name @param {string} text */
const write = (name, text) => writeFileSync(`${folder}/${name}`, text);
/** @param {string} name */
const read = (name) => readFileSync(`${folder}/${name}`, 'utf8');

/** These take their types from the site's entry point, which the package replaces. */
const DRAWING_AND_READING = [
  ...['data/box.js', 'draw/pad.js', 'draw/paint-stroke.js', 'draw/sketch.js'],
  ...['cut', 'cut-path', 'number', 'scribble', 'views'].map((name) => `answer/${name}.js`),
];

/** Only for the page, which loads and starts things its own way. */
const PAGE_ONLY = [
  ...['index.js', 'lazy.js', 'platform.js', 'thread.worker.js'],
  ...['guard-page.js', 'trainer-options-page.js'],
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/wasm`, { recursive: true });
for (const file of readdirSync('web/inkling').filter((name) => !PAGE_ONLY.includes(name))) {
  cpSync(`web/inkling/${file}`, `${folder}/inkling/${file}`);
}
/** With the page's readers and their libraries inside; the rest is copied as it is. */
const BUNDLED = ['foreign.js', 'command.js', 'command-thread.js'];
/** Only for those. */
const INSIDE = ['datasets.js'];
const apart = [...BUNDLED, ...INSIDE];
const modules = readdirSync('web/module').filter((name) => name.endsWith('.js'));
for (const file of modules.filter((name) => !apart.includes(name))) {
  cpSync(`web/module/${file}`, `${folder}/module/${file}`);
}
// The types of what is bundled below, which TypeScript need not read.
write(
  'module/foreign.js',
  "/** @param {any} low @param {any} given @returns {Promise<{ file: Uint8Array, report: import('./types.js').ModelReport }>} */\n" +
    'export async function openForeign(low, given) { throw given ?? low; }\n',
);
cpSync('build/cli/inkling-cli.cjs', `${folder}/wasm/inkling-cli.cjs`);
cpSync('build/cli/inkling-cli.wasm', `${folder}/wasm/inkling-cli.wasm`);
for (const file of [
  'fetch/fetch-bytes.js',
  'messenger/turns.js',
  'data/sureness.js',
  ...DRAWING_AND_READING,
]) {
  cpSync(`web/${file}`, `${folder}/${file}`);
}
cpSync('web/module/README.md', `${folder}/README.md`);
for (const file of ['LICENSE', 'CHANGELOG.md']) cpSync(file, `${folder}/${file}`);
const assets = readdirSync('build/site').filter(
  (name) => /\.(wasm|safetensors)$/.test(name) && !/reader|groups/.test(name),
);
for (const file of assets) cpSync(`build/site/${file}`, `${folder}/wasm/${file}`);

// The entry point with everything inside, for bundlers that do not copy files.
const base64 = (/** @type {string} */ name) =>
  readFileSync(`build/site/${name}`).toString('base64');
write(
  'module/inline-files.js',
  `/** @type {string} */\nexport const wasm = '${base64('inkling.wasm')}';\n` +
    `/** @type {string} */\nexport const pretrained = '${base64('pretrained.safetensors')}';\n`,
);

/** By subpath, the module of each entry point. */
const ENTRIES = { '.': 'index', './pad': 'inkling-pad', './inline': 'inline' };

const entry = (/** @type {string} */ name) => ({
  types: `./module/${name}.d.ts`,
  ...(name === 'index' && { browser: './module/index.browser.js', node: './module/index.js' }),
  default: `./module/${name === 'index' ? 'index.browser' : name}.js`,
});
const manifest = {
  name: 'inkling',
  version,
  description,
  keywords: [
    ...['neural-network', 'handwriting', 'digit-recognition', 'mnist', 'webassembly', 'wasm'],
    ...['machine-learning', 'training', 'onnx', 'custom-element', 'typescript'],
  ],
  license,
  type: 'module',
  bin: { inkling: './module/command.js' },
  engines,
  sideEffects: ['./module/inkling-pad.js', './pad.js'],
  // For resolvers that do not know exports.
  main: './module/index.js',
  module: './module/index.browser.js',
  browser: './module/index.browser.js',
  types: './module/index.d.ts',
  exports: {
    ...Object.fromEntries(Object.entries(ENTRIES).map(([path, name]) => [path, entry(name)])),
    './react': { types: './react.d.ts', default: './react.js' },
    './wasm/*': './wasm/*',
    './pretrained.safetensors': './wasm/pretrained.safetensors',
    './package.json': './package.json',
  },
};
write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
for (const name of ['pad', 'inline']) {
  const from = /** @type {Record<string, string>} */ (ENTRIES)[`./${name}`];
  for (const ending of ['js', 'd.ts']) {
    write(`${name}.${ending}`, `export * from './module/${from}.js';\n`);
  }
}

for (const file of DRAWING_AND_READING) {
  write(
    file,
    read(file).replaceAll("import('../inkling/index.js')", "import('../inkling/types.js')"),
  );
}
const tsc = [
  '--ignoreConfig',
  '--allowJs',
  '--declaration',
  '--emitDeclarationOnly',
  '--stripInternal',
  '--strict',
  '--skipLibCheck',
];
execFileSync(
  'node_modules/.bin/tsc',
  [
    ...tsc,
    ...['--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom,dom.iterable'],
    ...['--types', 'node', '--rootDir', folder, '--outDir', folder],
    ...['index', 'index.browser', 'inkling-pad', 'inline'].map(
      (name) => `${folder}/module/${name}.js`,
    ),
  ],
  { stdio: 'inherit' },
);

// Before TypeScript 5.7, typed arrays were not generic.
const GENERIC = /\b((?:Uint8|Uint8Clamped|Int32|Float32|Float64)Array)<ArrayBuffer(?:Like)?>/g;
for (const file of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
  if (file.endsWith('.d.ts')) write(file, read(file).replace(GENERIC, '$1'));
}
/**
 * The descriptions of types, which TypeScript does not copy: the text before a typedef tag, or after its
 * name.
 * @param {string} source
 */
function descriptions(source) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [comment] of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const text = comment.replace(/^\/\*\*|\*\/$/g, '').replace(/^[ \t]*\*[ \t]?/gm, '');
    const [before, ...typedefs] = text.split('@typedef ');
    for (const [i, typedef] of typedefs.entries()) {
      let [depth, end] = [0, 0];
      do {
        depth += { '{': 1, '}': -1 }[typedef[end++]] ?? 0;
      } while (depth > 0);
      const [, name, after] = /^\s*(\w+)\s*([\s\S]*)/.exec(typedef.slice(end)) ?? [];
      const own =
        after?.split('@')[0].trim() || (i === 0 && typedefs.length === 1 && before.trim());
      if (name && own) found.set(name, own);
    }
  }
  return found;
}
for (const file of [
  ...['inkling/types', 'module/types', 'inkling/errors', 'inkling/groups', 'inkling/pages'],
  'inkling/pictures',
]) {
  const told = descriptions(read(`${file}.js`));
  write(
    `${file}.d.ts`,
    read(`${file}.d.ts`).replace(/^(?:export )?type (\w+) = /gm, (start, name) => {
      const text = told.get(name);
      return text ? `/**\n * ${text.replaceAll('\n', '\n * ')}\n */\n${start}` : start;
    }),
  );
}
// Nor does it copy those of functions that entry() returns.
for (const name of ['index', 'index.browser', 'inline']) {
  const source = read('module/inkling.js');
  const documented = (/** @type {string} */ called) =>
    new RegExp(`( *\\/\\*\\*(?:(?!\\*\\/)[\\s\\S])*\\*\\/)\\s*async function ${called}\\(`)
      .exec(source)?.[1]
      .replace(/^ {2}/gm, '');
  write(
    `module/${name}.d.ts`,
    read(`module/${name}.d.ts`).replace(
      /export declare const loadInkling: \((.*?)\) => (Promise<.*?>), load: \((.*?)\) => (Promise<.*?>);/,
      (_, ...parts) =>
        [
          documented('loadInkling'),
          `export declare function loadInkling(${parts[0]}): ${parts[1]};`,
          documented('load'),
          `export declare function load(${parts[2]}): ${parts[3]};`,
        ].join('\n'),
    ),
  );
}
// `using` works wherever TypeScript knows it; these declarations are those of its library.
write(
  'inkling/held.d.ts',
  read('inkling/held.d.ts').replace(
    /(export (?:declare )?class Held \{\n)/,
    '$1    /** Frees its memory at the end of a `using` block. */\n    [Symbol.dispose](): void;\n',
  ) +
    'declare global {\n    interface SymbolConstructor {\n        readonly dispose: unique symbol;\n    }\n}\n',
);
write(
  'module/inkling-pad.d.ts',
  `${read('module/inkling-pad.d.ts')}declare global {
    interface HTMLElementTagNameMap {
        'inkling-pad': InklingPad;
    }
    interface HTMLElementEventMap {
        predicted: CustomEvent<import('./types.js').NumberReading & import('./types.js').Prediction & { digit: number }>;
        ready: Event;
        failed: CustomEvent<Error>;
    }
    namespace JSX {
        interface IntrinsicElements {
            /** In JSX of Preact, Solid, and React 18; for React 19, import the types of inkling/react. */
            'inkling-pad': InklingPadAttributes;
        }
    }
}
/** The attributes of \`<inkling-pad>\` in JSX. */
export type InklingPadAttributes = {
    /** Address of a safetensors file to use instead of the pretrained network. */
    model?: string;
    /** In a form, the answer is sent under this name. */
    name?: string;
    /** The label of the button that clears; default 'Clear'. */
    'clear-label'?: string;
    /** The pad's name for screen readers; default 'Draw a digit here'. */
    'pad-label'?: string;
    /** As of any element. */
    id?: string;
    /** As of any element. */
    class?: string;
    /** As of any element. */
    className?: string;
    /** As of any element. */
    slot?: string;
    /** As of any element. */
    hidden?: boolean;
    /** As of any element. */
    style?: any;
    /** As in the framework. */
    ref?: any;
    /** As in the framework. */
    key?: any;
};
`,
);
// Only types: React 19 has its own namespace JSX, which can be extended only where React is installed.
write('react.js', 'export {};\n');
write(
  'react.d.ts',
  `import type { InklingPadAttributes } from './module/inkling-pad.js';
declare module 'react' {
    namespace JSX {
        interface IntrinsicElements {
            'inkling-pad': InklingPadAttributes;
        }
    }
}
`,
);

/** Modules of the package that bundles share with it. */
const shared = new Map([
  [resolve('web/inkling/errors.js'), '../inkling/errors.js'],
  [resolve('web/module/index.js'), './index.js'],
]);
await build({
  absWorkingDir: process.cwd(),
  entryPoints: BUNDLED.map((name) => `web/module/${name}`),
  outdir: `${folder}/module`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser', // of the libraries, the versions without Node's modules
  target: 'es2022',
  minify: true,
  // In the same folder, so that all of them find the package's own modules.
  chunkNames: 'reader-[hash]',
  legalComments: 'inline',
  external: ['node:*'],
  logLevel: 'warning',
  plugins: [
    {
      name: 'shared with the package',
      setup: ({ onResolve }) =>
        onResolve({ filter: /(errors|index)\.js$/ }, ({ path, importer, kind }) => {
          if (kind === 'entry-point' || !path.startsWith('.')) return undefined;
          const own = shared.get(resolve(dirname(importer), path));
          return own ? { path: own, external: true } : undefined;
        }),
    },
    {
      name: 'only English',
      setup: ({ onLoad }) =>
        onLoad({ filter: /text\/languages\.js$/ }, () => ({
          contents: "export const LANGUAGES = { en: { name: 'English' } };",
        })),
    },
  ],
});
