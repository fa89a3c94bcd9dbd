/**
 * Writes what the browser reads first: the page's HTML, with a modulepreload link for every module
 * it needs at start so that they are fetched in parallel, and before-paint.js. Both are given the
 * list of languages, before-paint.js also their message for a page that can't be loaded.
 *
 *     node web/hosting/index-html.mjs FILES LANGUAGES SITE_FOLDER BROWSERS [ADDRESS]
 *
 * FILES is what bundle.mjs wrote, LANGUAGES the module that lists them. ADDRESS is where the site will be:
 * most services that show a preview of a link want the picture's full address.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { filesOf, readBuiltFiles } from './built-files.mjs';

const [built, list, site, browsers, address] = process.argv.slice(2);
/** @type {{ LANGUAGES: Record<string, { name: string, direction: string, load: () => Promise<any> }> }} */
const { LANGUAGES } = await import(pathToFileURL(list).href);
const files = readBuiltFiles(built);

const languages = Object.entries(LANGUAGES);

const card = address ? `${address.replace(/\/*$/, '/')}card.png` : 'card.png';

/** Parts of the HTML, and what replaces them. @type {[string, string][]} */
const parts = [
  [
    '<link rel="modulepreload" href="main.js">',
    filesOf(files, 'web/app/start.js', 'web/app/main.js')
      .map((name) => `<link rel="modulepreload" href="${name}">`)
      .join('\n    '),
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
    FILES: JSON.stringify(
      Object.fromEntries(languages.map(([tag]) => [tag, filesOf(files, `web/text/${tag}.js`)[0]])),
    ),
    NOT_LOADED: JSON.stringify(Object.fromEntries(notLoaded)),
    RIGHT_TO_LEFT: JSON.stringify(
      languages.flatMap(([tag, { direction }]) => (direction === 'rtl' ? [tag] : [])),
    ),
  },
});
