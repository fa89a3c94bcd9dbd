/**
 * The server of the browser tests: build/site, as the development server sends it. On localhost it has
 * few digits, on whole.localhost all of them.
 *
 *     node tests/browser/serve.mjs PORT
 */
import { fileURLToPath } from 'node:url';
import { host } from './host.js';

const site = fileURLToPath(new URL('../../build/site/', import.meta.url));
await host({ headers: true, site, port: Number(process.argv[2]) });
