/**
 * Builds dist/: the site, ready for a static host. All its URLs are relative, so it works from any
 * folder.
 *
 *     node web/hosting/dist.mjs SITE_FOLDER DIST_FOLDER
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADERS } from './headers.js';

const [site = 'build/site', dist = 'dist'] = process.argv.slice(2);

/** Source maps: anyone who wants to read the source finds it in the repository. */
const LEFT_OUT = /\.map$/;

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'data'), { recursive: true });
for (const name of readdirSync(site)) {
  if (name === 'data' || LEFT_OUT.test(name)) continue;
  cpSync(join(site, name), join(dist, name), { recursive: true });
}
// The preview of a link is for other sites, the screenshots are for app stores and the browser's dialog
// for installing; the page itself needs neither.
for (const file of ['card.png', 'screenshot-wide.png', 'screenshot-narrow.png']) {
  cpSync(new URL(`../${file}`, import.meta.url), join(dist, file));
}
const manifest = JSON.parse(readFileSync(join(site, 'data/manifest.json'), 'utf8'));
const sheets = Object.values(manifest).flatMap(({ sheets }) => sheets);
const data = sheets.flatMap(({ images, labels }) => [images.file, labels.file]);
for (const file of ['manifest.json', ...data]) {
  cpSync(join(site, 'data', file), join(dist, 'data', file));
}

// Read by Netlify, Cloudflare Pages, and others. On other hosts, the service worker adds these headers.
const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
writeFileSync(join(dist, '_headers'), `/*\n${lines.join('\n')}\n`);
// Stops GitHub Pages from running Jekyll.
writeFileSync(join(dist, '.nojekyll'), '');
