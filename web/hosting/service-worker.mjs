/**
 * Builds the service worker of a site: web/offline/service-worker.js with the list of the files that
 * make up this version. Another file makes another list, and so another service worker: that is how
 * browsers notice a new version.
 *
 *     node web/hosting/service-worker.mjs SITE_FOLDER
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const site = process.argv[2] ?? 'build/site';

/** What a visitor without network needs. Digits are kept by bundled-files.js, as they are fetched. */
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
  // Not a module: Firefox before 147 runs no others as a service worker.
  format: 'iife',
  target: ['chrome85', 'firefox78', 'safari14'],
  logLevel: 'warning',
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
});
