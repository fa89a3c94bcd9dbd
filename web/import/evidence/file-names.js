/** What the names of files say: roles, parts of a dataset, and what is left. */

const ROLES =
  /^(images?|imgs?|x|data|pixels?|features?|inputs?|labels?|lbls?|y|targets?|class(es)?|idx\d?|ubyte|u?int(8|16|32|64)?|float(32|64)?|double|short|byte|bin|npy|npz|gz|csv|tsv|txt|arr|copy|kopie|\d|\d+x\d+|)$/;

/** What a file's name says besides its role. @param {import('../worker/find.js').Entry} entry */
export function wordsOf({ path, container }) {
  // NumPy calls an unnamed array arr_0: then the name is that of its archive.
  const base = /(^|\/)arr_\d+\.npy$/.test(path) && container ? container : path;
  return (base.split(/[/\\]/).at(-1) ?? '')
    .replace(/\s*\(\d+\)/g, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/(^|[-_. ])(x|y)(train|test|val)/g, '$1$2-$3')
    .split(/[-_.\s]+/)
    .filter((word) => !ROLES.test(word));
}

/** The part of a dataset that a file is named after. @param {import('../worker/find.js').Entry} entry @returns {import('../worker/collector.js').Part | null} */
export function partOf(entry) {
  const words = wordsOf(entry);
  if (words.some((word) => /^(train|training)$/.test(word))) return 'train';
  return words.some((word) => /^(test|testing|t10k|val|valid|validation)$/.test(word))
    ? 'test'
    : null;
}
