/** Reads datasets in Node in the same formats as the page. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { split } from '../data/imported.js';
import { ImportError } from '../import/errors.js';
import { reasonWords } from '../import/reasons.js';
import { Import } from '../import/worker/import.js';
import { Judge } from '../import/worker/judge.js';
import { SIDE } from '../inkling/types.js';

/** Why a dataset can't be used. */
export class ImportRefusal extends Error {}

/** Whether the command line reads a folder as it is: sheets, idx files, or class folders. @param {string} path */
export function isPlainData(path) {
  if (!statSync(path).isDirectory()) return false;
  const names = readdirSync(path);
  if (names.some((name) => /^train-(\d\d\.png|images[-.]idx3-ubyte)$/.test(name))) return true;
  const isClass = (/** @type {string} */ name) => /^\d$/.test(name);
  const isFolder = (/** @type {string} */ name) => statSync(join(path, name)).isDirectory();
  const inside = (/** @type {string} */ name) =>
    names.includes(name) && isFolder(name) && readdirSync(join(path, name)).some(isClass);
  const folders = names.filter((name) => isClass(name) && isFolder(name));
  const plain = (/** @type {string} */ folder) =>
    readdirSync(folder).every((name) => /\.(png|jpe?g)$/i.test(name) || name.startsWith('.'));
  if (folders.length) return folders.every((name) => plain(join(path, name)));
  return inside('train') && inside('test');
}

/** @param {string} path @returns {string[]} */
const filesIn = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => filesIn(join(path, name)))
    : [path];

/** @param {number} type @param {number[]} sides */
function idxHeader(type, sides) {
  const header = Buffer.alloc(4 + 4 * sides.length);
  header.writeUInt32BE((type << 8) | sides.length);
  for (const [i, side] of sides.entries()) header.writeUInt32BE(side, 4 + 4 * i);
  return header;
}

/**
 * Reads a dataset of digits and writes it as idx files.
 * @param {any} low the module's lower layer
 * @param {string} path a file or folder
 * @param {string} folder to write to
 * @param {Uint8Array} pretrained
 * @param {(text: string) => void} say
 */
export async function importDigits(low, path, folder, pretrained, say) {
  const base = statSync(path).isDirectory() ? path : join(path, '..');
  const sources = filesIn(path).map((file) => ({
    path: relative(base, file).split(sep).join('/'),
    open: async () => new Blob([readFileSync(file)]),
  }));
  const work = new Import(
    low,
    sources,
    { name: basename(path), polarity: 'detect', framing: 'detect' },
    () => setImmediate(), // Ctrl-C is heard in between
    { judge: async () => new Judge(low, /** @type {any} */ (pretrained)) },
  );
  /** @type {import('../import/worker/collector.js').Imported} */
  let imported;
  try {
    imported = await work.run();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    const [main] = work.skipped;
    const why = main ? reasonWords(main.reason, main.detail) : reasonWords(error.reason);
    throw new ImportRefusal(`${path}: ${why}`);
  }
  const { classes, pixels, labels, parts, skipped } = imported;
  const others = classes.filter((name) => !/^\d$/.test(name));
  if (others.length) {
    throw new ImportRefusal(
      `${path} has the class “${others[0]}”; the command line takes only the digits 0 to 9. Import it on the page instead, or use inkling.dataset()`,
    );
  }
  const images = Buffer.from(await pixels.arrayBuffer());
  const numbers = Buffer.from(await labels.arrayBuffer());
  const { train, test } = split(
    numbers,
    classes.map((_, i) => i),
    parts && new Uint8Array(await parts.arrayBuffer()),
  );
  // The command line requires a test set.
  const tested = test.length ? test : train;
  mkdirSync(folder, { recursive: true });
  const size = SIDE * SIDE;
  for (const [name, indices] of Object.entries({ train: [...train], t10k: [...tested] })) {
    const write = (/** @type {string} */ file, /** @type {Buffer[]} */ blocks) =>
      writeFileSync(join(folder, `${name}-${file}-ubyte`), Buffer.concat(blocks));
    write('images-idx3', [
      idxHeader(8, [indices.length, SIDE, SIDE]),
      ...indices.map((i) => images.subarray(i * size, (i + 1) * size)),
    ]);
    write('labels-idx1', [
      idxHeader(8, [indices.length]),
      Buffer.from(indices.map((i) => Number(classes[numbers[i]]))),
    ]);
  }
  say(
    `${path}: ${train.length} images to train on, ${test.length || 'none'} held out` +
      skipped
        .map((one) => `; ${one.count} skipped: ${reasonWords(one.reason, one.detail)}`)
        .join(''),
  );
}
