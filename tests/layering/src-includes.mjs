/** The includes of src/, and which of them the table in src/README.md forbids. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Arrow an include
 * @property {string} from a path in src/
 * @property {string} to likewise, or as written if src/ has no such file
 */

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * The table of rooms: rows such as "| `ink/` | strokes and pictures to 28×28 | base |".
 * @returns {Map<string, string[]>} what each room may include from
 */
export function rooms() {
  const rows = readFileSync(`${SRC}README.md`, 'utf8').matchAll(
    /^\| `(\w+)\/` \|.*\| ([^|]*) \|$/gm,
  );
  return new Map(
    [...rows].map(([, room, may]) => [room, may === 'nothing' ? [] : may.split(/,? /).sort()]),
  );
}

/** The room of each public header: `inkling/<subject>.h` declares what that room defines. */
const PUBLIC = /** @type {Record<string, string>} */ ({
  base: 'base',
  dataset: 'training',
  group: 'ink',
  ink: 'ink',
  inspect: 'network',
  layers: 'layers',
  model: 'model',
  network: 'network',
  photo: 'photo',
  threads: 'base',
  training: 'training',
});

/** @param {string} path in src/ */
function roomOf(path) {
  const [folder, file] = path.split('/');
  if (file === undefined) return path === 'inkling.h' ? 'public' : 'doors';
  if (folder === 'cli') return 'doors';
  return folder === 'inkling' ? (PUBLIC[file.replace('.h', '')] ?? 'unknown') : folder;
}

/** @param {string} path */
const isPublic = (path) => path === 'inkling.h' || path.startsWith('inkling/');

/** @returns {string[]} paths in src/ */
const sources = () =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[ch]$/.test(file));

/**
 * Every include from src/ of a file in src/, and every other quoted include.
 * @param {Record<string, string>} [added] text to add at the top of files
 * @returns {Arrow[]}
 */
export function includes(added = {}) {
  const files = sources();
  return files.flatMap((from) => {
    const text = (added[from] ?? '') + readFileSync(SRC + from, 'utf8');
    return [...text.matchAll(/^\s*#\s*include\s*(["<])([^">]+)[">]/gm)].flatMap(
      ([, mark, name]) => {
        // cli/ includes its own headers without a path.
        const own = from.startsWith('cli/') && files.includes(`cli/${name}`);
        const to = own ? `cli/${name}` : name;
        return mark === '"' || files.includes(to) ? [{ from, to }] : [];
      },
    );
  });
}

/**
 * Why an include is forbidden; undefined if it is allowed.
 * @param {Arrow} arrow
 * @param {Map<string, string[]>} table
 * @param {string[]} files
 * @returns {string | undefined}
 */
function faultOf({ from, to }, table, files) {
  // A short or relative path compiles, but doesn't show which room it leads to.
  if (!files.includes(to)) return 'write the room and the file, such as "base/rng.h"';
  const [here, there] = [roomOf(from), roomOf(to)];
  if (isPublic(from) && !isPublic(to)) return 'public headers may only include public headers';
  // The umbrella includes every subject; nothing below the front ends may include it.
  if (from === 'inkling.h') return undefined;
  if (here === 'doors') {
    return isPublic(to) || there === 'doors'
      ? undefined
      : 'cli/ and wasm.c may only include public headers';
  }
  const may = table.get(here);
  if (!may) return `${here} is not in the table of src/README.md`;
  if (here === there || may.includes(there)) return undefined;
  return `${here} may include ${may.join(', ') || 'nothing'}`;
}

/**
 * The forbidden includes, one message each.
 * @param {Arrow[]} arrows
 */
export function faultsOf(arrows) {
  const [table, files] = [rooms(), sources()];
  return arrows.flatMap((arrow) => {
    const fault = faultOf(arrow, table, files);
    return fault ? [`src/${arrow.from} includes ${arrow.to}: ${fault}`] : [];
  });
}
