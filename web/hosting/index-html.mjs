/**
 * Writes what the browser reads first: the page's HTML, with a modulepreload link for every module
 * it needs at start so that they are fetched in parallel, and before-paint.js. Both are given the
 * list of languages, before-paint.js also their message for a page that can't be loaded.
 *
 *     node web/hosting/index-html.mjs METAFILE LANGUAGES SITE_FOLDER BROWSERS [ADDRESS]
 *
 * METAFILE is esbuild's, LANGUAGES the module that lists them. ADDRESS is where the site will be:
 * most services that show a preview of a link want the picture's full address.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [metafile, list, site, browsers, address] = process.argv.slice(2);
/** @type {{ LANGUAGES: Record<string, { name: string, direction: string, load: () => Promise<any> }> }} */
const { LANGUAGES } = await import(pathToFileURL(list).href);
/** @type {{ outputs: Record<string, { entryPoint?: string, imports: { path: string, kind: string }[] }> }} */
const { outputs } = JSON.parse(readFileSync(metafile, 'utf8'));

/** @type {Set<string>} */
const needed = new Set();

/** Adds a module and its static imports. @param {string} path */
function need(path) {
  if (needed.has(path)) return;
  needed.add(path);
  for (const { path: imported, kind } of outputs[path].imports) {
    if (kind === 'import-statement') need(imported);
  }
}

for (const path of Object.keys(outputs)) {
  if (['start.js', 'main.js'].includes(basename(path))) need(path);
}

/** The file with the words of a language that load first. @param {string} tag */
function wordsOf(tag) {
  const entry = Object.entries(outputs).find(
    ([, { entryPoint }]) => entryPoint === `web/text/${tag}.js`,
  );
  if (!entry) throw new Error(`The words of ${tag} are not in ${metafile}.`);
  return basename(entry[0]);
}

const languages = Object.entries(LANGUAGES);

const card = address ? `${address.replace(/\/*$/, '/')}card.png` : 'card.png';

/** Parts of the HTML, and what replaces them. @type {[string, string][]} */
const parts = [
  [
    '<link rel="modulepreload" href="main.js">',
    [...needed].map((path) => `<link rel="modulepreload" href="${basename(path)}">`).join('\n    '),
  ],
  [
    '</select>',
    `${languages.map(([tag, { name }]) => `<option value="${tag}" lang="${tag}">${name}`).join('')}</select>`,
  ],
  ['content="card.png"', `content="${card}"`],
];
let html = readFileSync(fileURLToPath(new URL('../index.html', import.meta.url)), 'utf8');
for (const [place, content] of parts) {
  if (html.split(place).length !== 2)
    throw new Error(`index.html must contain ${place} exactly once`);
  html = html.replace(place, content);
}
// Indentation is for readers of web/index.html.
writeFileSync(join(site, 'index.html'), html.replace(/\n\s+/g, '\n'));

const { WORDS: english } = await import(new URL('words.js', pathToFileURL(list)).href);
const notLoaded = await Promise.all(
  languages.map(async ([tag, { load }]) => [
    tag,
    ((await load()).WORDS.core ?? english.core).NOT_LOADED,
  ]),
);

await build({
  entryPoints: [fileURLToPath(new URL('../app/before-paint.js', import.meta.url))],
  outfile: join(site, 'before-paint.js'),
  bundle: true,
  minify: true,
  format: 'iife',
  target: browsers.split(','),
  logLevel: 'warning',
  define: {
    FILES: JSON.stringify(Object.fromEntries(languages.map(([tag]) => [tag, wordsOf(tag)]))),
    NOT_LOADED: JSON.stringify(Object.fromEntries(notLoaded)),
    RIGHT_TO_LEFT: JSON.stringify(
      languages.flatMap(([tag, { direction }]) => (direction === 'rtl' ? [tag] : [])),
    ),
  },
});
