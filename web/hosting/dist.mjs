/**
 * Makes dist/: the site as a static host takes it. All addresses in it are relative, so it works
 * from any folder.
 *
 *     node web/hosting/dist.mjs SITE_FOLDER DIST_FOLDER
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADERS } from './headers.js';

const [site = 'build/site', dist = 'dist'] = process.argv.slice(2);

/** Source maps are for people who read the code, and they find it in the repository. */
const LEFT_OUT = /\.map$/;

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'data'), { recursive: true });
for (const name of readdirSync(site)) {
  if (name !== 'data' && !LEFT_OUT.test(name)) cpSync(join(site, name), join(dist, name));
}
const manifest = JSON.parse(readFileSync(join(site, 'data/manifest.json'), 'utf8'));
const sheets = Object.values(manifest).flatMap(({ sheets }) => sheets);
const data = sheets.flatMap(({ images, labels }) => [images.file, labels.file]);
for (const file of ['manifest.json', ...data]) {
  cpSync(join(site, 'data', file), join(dist, 'data', file));
}

// What Netlify, Cloudflare Pages and others read. The service worker sends the same elsewhere.
const lines = Object.entries(HEADERS).map(([name, value]) => `  ${name}: ${value}`);
writeFileSync(join(dist, '_headers'), `/*\n${lines.join('\n')}\n`);
// GitHub Pages then leaves the files as they are.
writeFileSync(join(dist, '.nojekyll'), '');
