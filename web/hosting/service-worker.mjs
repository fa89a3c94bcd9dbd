/**
 * Builds a site's service worker: web/offline/service-worker.js with the hashes of this version's
 * files. When a file changes, so does the script, which is how browsers notice a new version.
 *
 *     node web/hosting/service-worker.mjs SITE_FOLDER
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const site = process.argv[2] ?? 'build/site';

/** The files needed offline. The digits are not among them: bundled-files.js caches them when fetched. */
const NEEDED = /\.(js|css|html|wasm|svg|png|safetensors|webmanifest)$/;

/** @param {string} file */
const sha256 = (file) =>
  createHash('sha256')
    .update(readFileSync(join(site, file)))
    .digest('hex');

const names = readdirSync(site).filter((name) => NEEDED.test(name) && name !== 'service-worker.js');
const files = Object.fromEntries(
  [...names, 'data/manifest.json'].sort().map((name) => [name, sha256(name)]),
);
const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

await build({
  entryPoints: [fileURLToPath(new URL('../offline/service-worker.js', import.meta.url))],
  outfile: join(site, 'service-worker.js'),
  bundle: true,
  minify: true,
  // Firefox before 147 does not support modules as service workers.
  format: 'iife',
  target: ['chrome85', 'firefox78', 'safari14'],
  logLevel: 'warning',
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
});
