/**
 * Bundles the scripts and styles of the page.
 *
 *     node web/hosting/bundle.mjs METAFILE LANGUAGES SITE_FOLDER BROWSERS NAME=PATH...
 *
 * METAFILE is written, for index-html.mjs; LANGUAGES is the module that lists them, each NAME an entry point.
 */
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { splitWords } from './split-words.mjs';

const [file, languages, outdir, browsers, ...entries] = process.argv.slice(2);
const entryPoints = Object.fromEntries(entries.map((entry) => entry.split('=')));

const { metafile } = await build({
  entryPoints,
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: browsers.split(','),
  sourcemap: true,
  minify: true,
  charset: 'utf8',
  external: ['node:*'],
  logLevel: 'warning',
  metafile: true,
  plugins: [splitWords(languages, [entryPoints.start, entryPoints.main])],
});
writeFileSync(file, JSON.stringify(metafile));
