/**
 * The development server: serves build/site with the headers for cross-origin isolation.
 *
 *     node web/hosting/serve.mjs [PORT]
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { HEADERS } from './headers.js';

const port = Number(process.argv[2] ?? process.env.PORT ?? 8080);
const site = fileURLToPath(new URL('../../build/site', import.meta.url));
const files = sirv(site, {
  dev: true,
  setHeaders(response) {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  },
});

createServer((request, response) => files(request, response))
  .on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another: PORT=8081 ./build.sh serve`
        : `The server could not start: ${error.message}`,
    );
    process.exit(1);
  })
  .listen(port, () => console.log(`Inkling is at http://localhost:${port}/  (Ctrl+C to stop)`));
