/** Files and folders that were picked or dropped, with their paths. */
import { FORMATS } from './formats/index.js';

/**
 * @typedef {object} Input
 * @property {string} path
 * @property {File | null} [file] null: it can't be read
 * @property {FileSystemDirectoryHandle} [folder] in place of a file
 */

/** The page takes a breath after so long. */
const SLICE_MS = 20;

const nextTurn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Does something with a part of a long list after the other, while the page answers as before.
 * @template T
 * @param {T[]} list
 * @param {number} size of a part that takes a few milliseconds
 * @param {(part: T[]) => void} use
 * @param {() => boolean} [goingOn] whether it is still wanted
 */
export async function inSlices(list, size, use, goingOn = () => true) {
  for (let first = 0; first < list.length && goingOn(); await nextTurn()) {
    const end = performance.now() + SLICE_MS;
    for (; first < list.length && performance.now() < end; first += size) {
      use(list.slice(first, first + size));
    }
  }
}

/** @param {FileList} list of an <input> @returns {Promise<Input[]>} */
export async function pickedFiles(list) {
  /** @type {Input[]} */
  const inputs = [];
  await inSlices([...list], 1000, (files) => {
    for (const file of files) inputs.push({ path: file.webkitRelativePath || file.name, file });
  });
  return inputs;
}

/** @param {FileSystemDirectoryEntry} folder @returns {AsyncGenerator<FileSystemEntry>} */
async function* entriesOf(folder) {
  const reader = folder.createReader();
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return;
    yield* some;
  }
}

/** @param {FileSystemEntry} entry @param {Input[]} inputs what was found is added */
async function collect(entry, inputs) {
  const path = entry.fullPath.replace(/^\//, '');
  try {
    if (entry.isDirectory) {
      for await (const inner of entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry))) {
        await collect(inner, inputs);
      }
      return;
    }
    /** @type {File} */
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    inputs.push({ path, file });
  } catch {
    inputs.push({ path, file: null });
  }
}

/** @param {DataTransfer} transfer @returns {Promise<Input[]>} */
export async function droppedFiles(transfer) {
  // They are gone after the first wait.
  const dropped = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({
      file: item.getAsFile(),
      entry: item.webkitGetAsEntry?.(),
      handle: /** @type {any} */ (item).getAsFileSystemHandle?.().catch(() => null),
    }));
  /** @type {Input[]} */
  const inputs = [];
  for (const { file, entry, handle } of dropped) {
    if (!entry?.isDirectory) {
      inputs.push({ path: file?.name ?? entry?.name ?? '', file });
      continue;
    }
    const folder = await handle;
    if (folder) inputs.push({ path: folder.name, folder });
    else await collect(entry, inputs);
  }
  return inputs;
}

/**
 * Lets the visitor choose a folder where the browser gives a handle of it: with an <input>, Chromium
 * asks the disk about every file before the page hears of one, and the page is still meanwhile.
 * @returns {Promise<Input[]> | null} none: no folder was opened; null: the browser has no such way
 */
export function pickFolder() {
  const { showDirectoryPicker } = /** @type {any} */ (window);
  if (!showDirectoryPicker) return null;
  return showDirectoryPicker.call(window, { id: 'dataset' }).then(
    (/** @type {FileSystemDirectoryHandle} */ folder) => [{ path: folder.name, folder }],
    () => [],
  );
}

/** What of a file's name is no part of a dataset's name. */
const ENDING = new RegExp(
  `\\.(${['zip', ...FORMATS.flatMap(({ endings }) => endings)].join('|')})$`,
  'i',
);

/** What a dataset of these files is called. @param {Input[]} inputs */
export function nameOf(inputs) {
  const [first] = inputs[0].path.split('/');
  return first.replace(/\.gz$/i, '').replace(ENDING, '') || first;
}
