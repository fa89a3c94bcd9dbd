/** Files and folders that were picked or dropped, with their paths. */

/** @typedef {import('./import.js').Input} Input */

/** @param {FileList} list of an <input> @returns {Input[]} */
export const pickedFiles = (list) =>
  Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

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
  if (entry.isDirectory) {
    for await (const inner of entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry))) {
      await collect(inner, inputs);
    }
    return;
  }
  const { fullPath } = entry;
  /** @type {File} */
  const file = await new Promise((resolve, reject) =>
    /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
  );
  inputs.push({ path: fullPath.replace(/^\//, ''), file });
}

/** @param {DataTransfer} transfer @returns {Promise<Input[]>} */
export async function droppedFiles(transfer) {
  // They are gone after the first wait.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
  const files = [...transfer.files];
  /** @type {Input[]} */
  const inputs = [];
  if (!entries.some(Boolean)) return files.map((file) => ({ path: file.name, file }));
  for (const entry of entries) if (entry) await collect(entry, inputs);
  return inputs;
}

/** What a dataset of these files is called. @param {Input[]} inputs */
export function nameOf(inputs) {
  const [first] = inputs[0].path.split('/');
  return first.replace(/\.(zip|csv|png|jpe?g|gz)$/i, '').replace(/\.csv$/i, '') || first;
}
