/**
 * Decides which modules share a file. On its own, Rollup makes one for every set of entry points that
 * have a module in common: a first visit took some thirty scripts, half of them smaller than 2 kB. Here,
 * what loads together is one file, even if a worker then loads a few modules that it does not use.
 */

/**
 * @param {object} entries paths of modules
 * @param {string} entries.start loads the language, then the page
 * @param {string} entries.page
 * @param {string} entries.stage loads as soon as the page has started
 * @param {string} entries.trainer the worker of every page
 * @param {string[]} entries.workers the others, started when needed
 * @returns {import('rollup').GetManualChunk}
 */
export function chunksFor({ start, page, stage, trainer, workers }) {
  const entries = [start, page, stage, trainer, ...workers];
  /** @type {Map<string, string> | undefined} */
  let chunks;

  /** @param {import('rollup').ManualChunkMeta} modules */
  function assign({ getModuleInfo, getModuleIds }) {
    /** These modules, and all that they import statically, directly or not. @param {string[]} paths */
    const reach = (...paths) => {
      const found = new Set(paths);
      for (const path of found) {
        for (const other of getModuleInfo(path)?.importedIds ?? []) found.add(other);
      }
      return found;
    };
    const rooms = [...getModuleIds()]
      .flatMap((path) => getModuleInfo(path)?.dynamicallyImportedIds ?? [])
      .filter((path) => !entries.includes(path));
    const early = reach(start);
    const shown = reach(page);
    const trains = reach(trainer);
    const works = reach(...workers);
    const later = reach(...rooms);
    /** @type {Map<string, string>} */
    const made = new Map();
    for (const path of reach(page, stage, trainer)) {
      if (path === stage) made.set(path, 'stage');
      if (entries.includes(path)) continue;
      if (trains.has(path)) {
        if (shown.has(path) || works.has(path) || later.has(path)) made.set(path, 'core');
      } else if (works.has(path)) made.set(path, 'shared');
      else if (early.has(path)) made.set(path, 'text');
      else if (!shown.has(path)) made.set(path, 'stage');
      else if (later.has(path)) made.set(path, 'page');
    }
    return made;
  }

  return (path, modules) => (chunks ??= assign(modules)).get(path);
}
