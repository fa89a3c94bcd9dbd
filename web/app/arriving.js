/** Files that come from outside: dropped, shared, or opened with the installed page. */

const DATASET = /(\.(zip|tar|tgz|gz|csv|tsv|npy|npz|idx)|ubyte)$/i;
/** NumPy arrays may be a dataset or a network: names such as dense_bias, W1, or b1 mean a network. */
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
