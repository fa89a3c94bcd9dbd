/**
 * Names in storage. All pages of an origin share its storage, and one origin may serve several copies
 * of this page from different folders.
 */

/** The folder of the page; '/' outside a browser. */
const folder = () => new URL('.', globalThis.location?.href ?? 'file:///').pathname;

/**
 * A name that no copy in another folder uses. In the root folder it is the plain name, which older
 * versions used in every folder.
 * @param {string} name
 */
export const inFolder = (name) => (folder() === '/' ? name : `${name} ${folder()}`);
