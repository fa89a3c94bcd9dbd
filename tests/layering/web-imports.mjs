/** The imports of web/, and which of them web/rooms.js forbids. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CONTRACTS, FLOORS, IN_NODE, PAGE_ONLY, WORKER_DOORS } from '../../web/rooms.js';

/**
 * @typedef {object} Arrow an import
 * @property {string} from a path in web/
 * @property {string} to
 * @property {boolean} type whether it only imports a type, in a comment
 */

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));

/** Belongs to no room itself. */
const TABLE = 'rooms.js';

/** Modules of web/. */
const modules = () =>
  readdirSync(WEB, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.m?js$/.test(path) && path !== TABLE);

/**
 * Imports of code come from the bundler that builds the page, imports of types from comments.
 * @param {Record<string, string>} [added] text to add at the top of modules
 * @returns {Promise<Arrow[]>}
 */
export async function arrowsOf(added = {}) {
  const paths = modules();
  /** @param {string} path */
  const textOf = (path) => (added[path] ?? '') + readFileSync(join(WEB, path), 'utf8');
  const { metafile } = await build({
    absWorkingDir: WEB,
    entryPoints: paths,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    splitting: true,
    write: false,
    outdir: 'nowhere',
    metafile: true,
    logLevel: 'silent',
    plugins: [
      {
        name: 'added text',
        setup: ({ onLoad }) =>
          onLoad({ filter: /\.m?js$/ }, ({ path }) => {
            const name = path.slice(WEB.length).replaceAll('\\', '/');
            return name in added ? { contents: textOf(name), loader: 'js' } : undefined;
          }),
      },
    ],
  });
  return paths.flatMap((from) => {
    const code = metafile.inputs[from].imports
      .filter(({ external, path }) => !external && /\.m?js$/.test(path))
      .map(({ path }) => path);
    const named = [...textOf(from).matchAll(/import\('(\.[^']+)'\)/g)].map(([, path]) =>
      posix.join(posix.dirname(from), path),
    );
    const types = named.filter((path) => !code.includes(path));
    return [
      ...[...new Set(code)].map((to) => ({ from, to, type: false })),
      ...[...new Set(types)].map((to) => ({ from, to, type: true })),
    ];
  });
}

/** @param {string} path */
const roomOf = (path) => path.split('/')[0];
/** @param {string} path */
const inWorker = (path) => path.split('/')[1] === 'worker';
/** @param {string} path */
const floorOf = (path) => FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));

/**
 * Why an import is forbidden; undefined if it is allowed.
 * @param {Arrow} arrow
 * @returns {string | undefined}
 */
function faultOf({ from, to, type }) {
  for (const path of [from, to]) {
    if (floorOf(path) < 0) return `${path} is in no room of FLOORS`;
  }
  if (type && to in CONTRACTS) return undefined;
  const [here, there] = [roomOf(from), roomOf(to)];
  if (!type && inWorker(to)) {
    if (here === there && inWorker(from)) return undefined;
    if (inWorker(from) && WORKER_DOORS.includes(from)) return undefined;
    if (IN_NODE.includes(from)) return undefined;
    return inWorker(from)
      ? `only WORKER_DOORS may import the worker/ of another room`
      : 'modules of the page may only import types from a worker/';
  }
  if (here === there || floorOf(to) < floorOf(from)) return undefined;
  return floorOf(to) === floorOf(from)
    ? `${here} and ${there} are on one floor, and rooms of a floor may not import each other`
    : `${there} is on a floor above ${here}`;
}

/**
 * Imports through which a worker depends on modules that need a document.
 * @param {Arrow[]} arrows
 */
function pageInWorkers(arrows) {
  /** @type {Map<string, string[]>} */
  const code = new Map();
  for (const { from, to, type } of arrows) {
    if (!type) code.set(from, [...(code.get(from) ?? []), to]);
  }
  const reached = new Set([...code.keys()].filter(inWorker));
  /** @type {string[]} */
  const faults = [];
  for (const from of reached) {
    for (const to of code.get(from) ?? []) {
      if (PAGE_ONLY.includes(roomOf(to)) && !inWorker(to)) {
        faults.push(`${from} imports ${to}: workers load it, and ${roomOf(to)} needs a page`);
      } else reached.add(to);
    }
  }
  return faults;
}

/** The forbidden imports, one message each. @param {Arrow[]} arrows */
export function faultsOf(arrows) {
  const faults = arrows.flatMap((arrow) => {
    const fault = faultOf(arrow);
    const verb = arrow.type ? 'names a type of' : 'imports';
    return fault ? [`${arrow.from} ${verb} ${arrow.to}: ${fault}`] : [];
  });
  return [...faults, ...pageInWorkers(arrows)];
}
