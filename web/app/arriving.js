/** Files that come from outside: dropped, shared, or opened with the installed page. */

const DATASET = /(\.(zip|tar|tgz|gz|csv|tsv|npy|npz|idx)|ubyte)$/i;

/**
 * The panel that reads these files.
 * @param {{ name: string, type: string }[]} files
 * @returns {'photo' | 'bring' | 'models'}
 */
export function panelFor(files) {
  const pictures = files.filter(({ type }) => type.startsWith('image/')).length;
  if (pictures === 1 && files.length === 1) return 'photo';
  if (pictures || files.some(({ name }) => DATASET.test(name))) return 'bring';
  return 'models';
}
