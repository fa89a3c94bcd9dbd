/** One image a file, in a folder that is called as what it shows. */

/** @typedef {'noClass' | 'notPicture' | 'blank'} ImagesReason */

/** @param {string} name */
export const isPicture = (name) => /\.(png|jpe?g)$/.test(name);

/** The folder that an image lies in. @param {string} path */
const folderOf = (path) => path.split(/[/\\]/).at(-2) ?? '';

export const images = /** @satisfies {import('./format.js').Format} */ ({
  words: /** @type {const} */ ('import.formatFolders'),
  endings: ['png', 'jpg', 'jpeg'],
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
