/** Files that come from outside: dropped, shared, or opened with the installed page. */

const DATASET = /(\.(zip|tar|tgz|gz|csv|tsv|npy|npz|idx)|ubyte)$/i;
/** NumPy's arrays may be either: those with such a name, or named W1 and b1, are a network's. */
const WEIGHTS = /(weight|bias|param|model|network|(^|[^a-z])(nn|net|[wb]\d))[^/]*\.np[yz]$/i;

/**
 * The panel that reads these files.
 * @param {{ name: string, type: string }[]} files
 * @returns {'photo' | 'bring' | 'models'}
 */
export function panelFor(files) {
  const pictures = files.filter(({ type }) => type.startsWith('image/')).length;
  if (pictures === 1 && files.length === 1) return 'photo';
  if (files.length && files.every(({ name }) => WEIGHTS.test(name))) return 'models';
  if (pictures || files.some(({ name }) => DATASET.test(name))) return 'bring';
  return 'models';
}
