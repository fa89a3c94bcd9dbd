/** Hosts for tests: static servers that put dist/ into a folder, with its headers or without any. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { HEADERS } from '../../web/hosting/headers.js';

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * @param {object} [options]
 * @param {string} [options.folder] below which the site is, with a slash at both ends
 * @param {boolean} [options.headers] whether the host sends those of the file _headers
 * @param {string} [options.site] the files
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
    /** Paths that were asked for. @type {string[]} */
    asked: [],
    /** Paths that are refused, as a broken connection would. @type {RegExp | null} */
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
      response.writeHead(404).end('Nothing is here.');
    }
  });
  await new Promise((resolve) => server.listen(0, () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}${folder}`,
    state,
    /** Puts up other files in place of these. @param {string} from */
    publish: (from) => {
      state.files = serve(from);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
