/**
 * Bundles the scripts and styles of the page.
 *
 *     node web/hosting/bundle.mjs LIST LANGUAGES SITE_FOLDER BROWSERS NAME=PATH...
 *
 * Writes to LIST, for each built file, its sources and the files that it imports statically. LANGUAGES is
 * the module that lists the languages, each NAME an entry point.
 *
 * Rollup merges small chunks and leaves out those that are loaded already, which esbuild doesn't: a
 * visit takes half as many requests. esbuild minifies, and bundles the styles.
 */
import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import commonjs from '@rollup/plugin-commonjs';
import dynamicImportVars from '@rollup/plugin-dynamic-import-vars';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build, transform } from 'esbuild';
import { rollup } from 'rollup';
import { chunksFor } from './chunks.mjs';
import { splitWords } from './split-words.mjs';

const [list, languages, site, browsers, ...entries] = process.argv.slice(2);
const target = browsers.split(',');
const entryPoints = entries.map((entry) => entry.split('='));

/** @param {string} ending */
const entriesThatEndIn = (ending) =>
  Object.fromEntries(entryPoints.filter(([, path]) => path.endsWith(ending)));
const scripts = entriesThatEndIn('.js');

/** Chunks below this size in bytes are merged with others. A larger limit makes the first load larger. */
const SMALL = 800;

const bundle = await rollup({
  input: scripts,
  external: /^node:/,
  plugins: [
    splitWords(languages, [scripts.start, scripts.main]),
    nodeResolve({ browser: true }),
    // Types say that these are not callable.
    /** @type {any} */ (commonjs)(),
    /** @type {any} */ (dynamicImportVars)(),
    {
      name: 'minify',
      renderChunk: (code) =>
        transform(code, { minify: true, target, format: 'esm', charset: 'utf8', sourcemap: true }),
    },
  ],
  onLog(level, { code, message }, log) {
    // Modules may import each other. Any other warning, such as about a missing module, is an error.
    if (level === 'warn' && code !== 'CIRCULAR_DEPENDENCY') log('error', message);
  },
});
const workers = Object.entries(scripts).filter(([name]) => name.endsWith('.worker'));
const { 'trainer.worker': trainer, ...others } = Object.fromEntries(workers);
const { output } = await bundle.write({
  dir: site,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  manualChunks: chunksFor({
    start: resolve(scripts.start),
    page: resolve(scripts.main),
    stage: resolve('web/stage/stage.js'),
    trainer: resolve(trainer),
    workers: Object.values(others).map((path) => resolve(path)),
  }),
  onlyExplicitManualChunks: true,
  experimentalMinChunkSize: SMALL,
  generatedCode: 'es2015',
  sourcemap: true,
});

const { metafile } = await build({
  entryPoints: entriesThatEndIn('.css'),
  outdir: site,
  bundle: true,
  target,
  sourcemap: true,
  minify: true,
  charset: 'utf8',
  logLevel: 'warning',
  metafile: true,
});

/** @type {Record<string, import('./built-files.mjs').BuiltFile>} */
const files = {};
for (const part of output) {
  if (part.type !== 'chunk') continue;
  const inputs = part.moduleIds.map((path) => relative('', path));
  files[part.fileName] = { inputs, imports: part.imports };
}
for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
  if (path.endsWith('.css'))
    files[relative(site, path)] = { inputs: Object.keys(inputs), imports: [] };
}
writeFileSync(list, JSON.stringify(files));
