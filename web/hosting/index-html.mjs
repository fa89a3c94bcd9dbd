/**
 * Writes the page's HTML with a modulepreload link for every module it needs at startup, so that the
 * browser fetches them in parallel instead of discovering them one by one.
 *
 *     node web/hosting/index-html.mjs METAFILE INPUT OUTPUT    (the metafile of esbuild)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const [metafile, input, output] = process.argv.slice(2);
/** @type {{ outputs: Record<string, { imports: { path: string, kind: string }[] }> }} */
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
const links = [...needed].map((path) => `<link rel="modulepreload" href="${basename(path)}">`);
const place = '<link rel="modulepreload" href="main.js">';
const html = readFileSync(input, 'utf8');
if (!html.includes(place)) throw new Error(`${input} has no ${place}`);
writeFileSync(output, html.replace(place, links.join('\n    ')));
