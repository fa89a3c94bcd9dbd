/**
 * Assembles the npm package from the output of the site's build, and generates its types.
 *
 *     node web/module/package.mjs [FOLDER]
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));
const folder = process.argv[2] ?? 'build/package';
const { version, description, license, engines } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}/wasm`, { recursive: true });
cpSync('web/inkling', `${folder}/inkling`, {
  recursive: true,
  filter: (file) => file !== 'web/inkling/index.js',
});
for (const file of [
  'fetch/fetch-bytes.js',
  'module/thread.browser.js',
  'draw/pad.js',
  'draw/sketch.js',
  'answer/views.js',
  'module/index.js',
  'module/inkling-pad.js',
]) {
  cpSync(`web/${file}`, `${folder}/${file}`);
}
cpSync('web/module/README.md', `${folder}/README.md`);
cpSync('LICENSE', `${folder}/LICENSE`);
for (const file of readdirSync('build/site').filter((name) => /\.(wasm|safetensors)$/.test(name))) {
  cpSync(`build/site/${file}`, `${folder}/wasm/${file}`);
}

const entry = (/** @type {string} */ name) => ({
  types: `./module/${name}.d.ts`,
  default: `./module/${name}.js`,
});
const manifest = {
  name: 'inkling',
  version,
  description,
  license,
  type: 'module',
  engines,
  sideEffects: ['./module/inkling-pad.js'],
  types: './module/index.d.ts',
  exports: {
    '.': entry('index'),
    './pad': entry('inkling-pad'),
    './pretrained.safetensors': './wasm/pretrained.safetensors',
    './package.json': './package.json',
  },
};
writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);

// These files take their types from the site's entry point, which the package replaces.
for (const file of ['draw/pad.js', 'draw/sketch.js', 'answer/views.js']) {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  writeFileSync(
    `${folder}/${file}`,
    text.replaceAll("import('../inkling/index.js')", "import('../inkling/types.js')"),
  );
}
const tsc = [
  '--ignoreConfig',
  '--allowJs',
  '--declaration',
  '--emitDeclarationOnly',
  '--strict',
  '--skipLibCheck',
];
execFileSync(
  'node_modules/.bin/tsc',
  [
    ...tsc,
    ...['--target', 'es2022', '--module', 'nodenext', '--lib', 'es2023,dom,dom.iterable'],
    ...['--types', 'node', '--rootDir', folder, '--outDir', folder],
    ...[`${folder}/module/index.js`, `${folder}/module/inkling-pad.js`],
  ],
  { stdio: 'inherit' },
);
