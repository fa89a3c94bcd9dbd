/**
 * The development server: serves build/site with the headers for cross-origin isolation.
 *
 *     node web/hosting/serve.mjs [PORT]
 *
 * Only this machine can reach it, unless HOST says otherwise: HOST=0.0.0.0 is every network it is on.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { HEADERS } from './headers.js';

const port = Number(process.argv[2] ?? process.env.PORT ?? 8080);
const host = process.env.HOST || 'localhost';
const site = fileURLToPath(new URL('../../build/site', import.meta.url));
const files = sirv(site, {
  dev: true,
  setHeaders(response) {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  },
});

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request may be answered. Another site can point its own name at this machine's address
 * (DNS rebinding), and would then read the answers.
 * @param {import('node:http').IncomingMessage} request
 */
const isMeantForUs = ({ headers }) => Boolean(process.env.HOST) || LOCAL.test(headers.host ?? '');

const server = createServer((request, response) => {
  if (!isMeantForUs(request)) {
    response.writeHead(403).end('This server answers to localhost only.');
    return;
  }
  try {
    files(request, response);
  } catch {
    // Such as a range that ends before it begins.
    if (response.headersSent) response.destroy();
    else response.writeHead(400).end();
  }
});

server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use. Choose another: PORT=8081 ./build.sh serve`
      : `The server could not start: ${error.message}`,
  );
  process.exit(1);
});

server.listen(port, host, () => {
  const { port: actual } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`Inkling is at http://localhost:${actual}/  (Ctrl+C to stop)`);
  if (process.env.HOST) {
    console.log(
      'Other devices can reach it too. Without https, browsers deny them threads, the camera, and offline use.',
    );
  }
  // A file that vanishes while it is sent must not end the server.
  process.on('uncaughtException', (error) => console.error(error.message));
});
