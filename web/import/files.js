/** Files and folders the visitor picked or dropped, with their paths. */
import { breather } from '../messenger/slices.js';
import { FORMATS } from './formats/index.js';

/**
 * @typedef {object} Input
 * @property {string} path
 * @property {File | null} [file] null if it can't be read
 * @property {FileSystemDirectoryHandle} [folder] instead of a file
 */

/** How long to work before yielding to the page. */
const SLICE_MS = 20;

/**
 * Processes a long list part by part, so that the page stays responsive.
 * @template T
 * @param {T[]} list
 * @param {number} size of a part, small enough to take a few milliseconds
 * @param {(part: T[]) => void} use
 * @param {() => boolean} [isActive] false stops the work
 */
export async function inParts(list, size, use, isActive = () => true) {
  const breathe = breather(SLICE_MS);
  for (let first = 0; first < list.length && isActive(); first += size) {
    use(list.slice(first, first + size));
    await breathe();
  }
}

/** @param {Iterable<File>} list @returns {Promise<Input[]>} */
export async function pickedFiles(list) {
  /** @type {Input[]} */
  const inputs = [];
  await inParts([...list], 1000, (files) => {
    for (const file of files) inputs.push({ path: file.webkitRelativePath || file.name, file });
  });
  return inputs;
}

/** @param {FileSystemDirectoryEntry} folder @returns {AsyncGenerator<FileSystemEntry>} */
async function* entriesOf(folder) {
  const reader = folder.createReader();
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return;
    yield* batch;
  }
}

/** @param {FileSystemEntry} entry @param {Input[]} inputs the files found are appended */
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
  // The browser empties the list after the first await.
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
 * Opens a folder picker that returns a handle, where the browser has one. With an <input>, Chromium
 * queries the disk for every file before the page gets the first, which blocks the page.
 * @returns {Promise<Input[]> | null} empty if no folder was opened; null if there is no such picker
 */
export function pickFolder() {
  const { showDirectoryPicker } = /** @type {any} */ (window);
  if (!showDirectoryPicker) return null;
  return showDirectoryPicker.call(window, { id: 'dataset' }).then(
    (/** @type {FileSystemDirectoryHandle} */ folder) => [{ path: folder.name, folder }],
    () => [],
  );
}

/** File extensions to strip from the name of a dataset. */
const EXTENSION = new RegExp(
  `\\.(${['zip', ...FORMATS.flatMap(({ extensions }) => extensions)].join('|')})$`,
  'i',
);

/** The name for a dataset made of these files. @param {Input[]} inputs */
export function nameOf(inputs) {
  const [first] = inputs[0].path.split('/');
  return first.replace(/\.gz$/i, '').replace(EXTENSION, '') || first;
}
