/** Static servers for tests, which serve dist/ from a folder, with or without its headers. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { HEADERS } from '../../web/hosting/headers.js';

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * @param {object} [options]
 * @param {string} [options.folder] path of the site, with a slash at both ends
 * @param {boolean} [options.headers] whether to send the headers of the file _headers
 * @param {string} [options.site] the folder to serve
 */
export async function host({ folder = '/', headers = false, site = dist } = {}) {
  /** @param {string} from */
  const serve = (from) =>
    sirv(from, {
      dev: true,
      setHeaders(response) {
        if (!headers) return;
        for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      },
    });
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
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}${folder}`,
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
