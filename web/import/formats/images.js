/** One image per file, in a folder named after its class. */

/** @typedef {'noClass' | 'notPicture' | 'blank'} ImagesReason */

/** @param {string} name */
export const isPicture = (name) => /\.(png|jpe?g)$/.test(name);

/** @param {string} path */
const folderOf = (path) => path.split(/[/\\]/).at(-2) ?? '';

export const images = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatFolders'),
  extensions: ['png', 'jpg', 'jpeg'],
  matches: isPicture,
  alone({ entry }) {
    const label = folderOf(entry.path);
    return label ? { entry, label } : null;
  },
  leftOver: /** @type {const} */ ('noClass'),
  readOne({ entry, label = '' }, bytes, { reader, add }) {
    add(label, entry.path, (target, at) => reader.read(bytes, target, at));
  },
});
