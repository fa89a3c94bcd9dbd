/**
 * Static servers for tests, which serve dist/ from a folder, with or without its headers. On localhost
 * the dataset is small; on whole.localhost it is all of MNIST.
 */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { HEADERS } from '../../web/hosting/headers.js';
import { fewDigits } from './few-digits.js';

/** Media types by the ending of a file. @type {Record<string, string>} */
const TYPES = { js: 'text/javascript', json: 'application/json', png: 'image/png' };

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * @param {object} [options]
 * @param {string} [options.folder] path of the site, with a slash at both ends
 * @param {boolean} [options.headers] whether to send the headers of the file _headers
 * @param {string} [options.site] the folder to serve
 * @param {number} [options.port] any free one by default
 */
export async function host({ folder = '/', headers = false, site = dist, port = 0 } = {}) {
  /** @param {string} from */
  const serve = (from) => {
    /** @param {import('node:http').ServerResponse} response */
    const setHeaders = (response) => {
      if (!headers) return;
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    };
    const files = sirv(from, { dev: true, setHeaders });
    const few = fewDigits(from);
    /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
    return (request, response) => {
      const path = new URL(request.url ?? '', 'http://localhost').pathname.slice(1);
      const instead = request.headers.host?.startsWith('whole.') ? undefined : few.get(path);
      if (!instead) {
        files(request, response);
        return;
      }
      setHeaders(response);
      const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      response.setHeader('Content-Type', type);
      response.setHeader('Cache-Control', 'no-cache');
      response.end(instead);
    };
  };
  const state = {
    /** Requested paths. @type {string[]} */
    asked: [],
    /** Paths to drop the connection for. @type {RegExp | null} */
    broken: null,
    files: serve(site),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    state.asked.push(path);
    if (state.broken?.test(path)) {
      response.destroy();
    } else if (path.startsWith(folder)) {
      request.url = `/${path.slice(folder.length)}`;
      state.files(request, response);
    } else {
      response.writeHead(404).end('Not found.');
    }
  });
  await new Promise((resolve) => server.listen(port, () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${address.port}${folder}`,
    /** The same with all of MNIST. */
    whole: `http://whole.localhost:${address.port}${folder}`,
    state,
    /** Switches to other files. @param {string} from */
    publish: (from) => {
      state.files = serve(from);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
