/**
 * The classes of images that are files of their own, by evidence from all of them: a table or JSON that
 * lists them, the level of folders whose names vary like classes, or a digit or word in their names.
 */
import {
  classesInFileNames,
  classLikeness,
  isNoise,
  isSingle,
  partOfFolder,
  readableNames,
  saysNothing,
  WORDS,
} from './class-names.js';
import { cleanName } from './names.js';

/**
 * @typedef {import('../formats/format.js').Named} Named
 * @typedef {import('../formats/format.js').Job} Job
 * @typedef {import('../worker/find.js').Skip} Skip
 * @typedef {import('../worker/collector.js').Part} Part
 *
 * @typedef {object} Pathed
 * @property {import('../worker/find.js').Entry} entry
 * @property {string[]} folders from the outside in
 * @property {string} base its name
 *
 * @typedef {'list' | 'names' | `folder${number}`} ClassSource what names the classes: a table beside the
 *   images, their file names, or a level of folders, counted from the image outward
 * @typedef {{ used: ClassSource, offers: { source: ClassSource, examples: string[] }[] }} ClassChoice
 *   the source used, and all that fit
 */

const ARCHIVE = /(\.(zip|npz|tar|tgz|tar\.gz|gz|tm))+$/i;

/** @param {string} path */
const partsOf = (path) =>
  path
    .split(/[/\\]/)
    .map(cleanName)
    .filter((part) => !/^\.{0,2}$/.test(part));

/** @param {string} name */
export const withoutExtension = (name) => name.replace(/\.\w{2,5}$/, '');

/** The name of the class that an archive is named after. @param {string} container */
const archiveName = (container) =>
  cleanName((partsOf(container).at(-1) ?? '').replace(ARCHIVE, '').replace(/\s*\(\d+\)$/, ''));

/**
 * Groups files whose folders are compared. Archives without folders belong together: each may be a
 * class.
 * @param {Named[]} files
 * @returns {Pathed[][]}
 */
function groupsOf(files) {
  /** @type {Map<string, Pathed[]>} */
  const groups = new Map();
  for (const { entry } of files) {
    const parts = partsOf(entry.path);
    const one = { entry, folders: parts.slice(0, -1), base: parts.at(-1) ?? '' };
    const key = entry.container ?? '';
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  const flat = [...groups].filter(
    ([container, group]) => container && group.every(({ folders }) => !folders.length),
  );
  if (flat.length < 2) return [...groups.values()];
  /** @type {Pathed[]} */
  const merged = [];
  for (const [container, group] of flat) {
    groups.delete(container);
    for (const one of group) merged.push({ ...one, folders: [archiveName(container)] });
  }
  return [...groups.values(), merged];
}

/** Files whose names are compared to find out whether they could name classes. */
const NAMES_COMPARED = 2000;
const EXAMPLES = 4;

/**
 * The levels of folders that could name classes, the most likely first.
 * @param {Pathed[]} group
 * @returns {{ level: number, names: string[], likeness: number }[]}
 */
function levelsOf(group) {
  const deepest = group.reduce((most, { folders }) => Math.max(most, folders.length), 0);
  /** @type {{ level: number, names: string[], likeness: number }[]} */
  const levels = [];
  for (let level = 1; level <= deepest; level++) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { folders } of group) {
      const name = folders.at(-level);
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const covered = [...counts.values()].reduce((sum, count) => sum + count, 0);
    // A level that few images have, such as of a stray deeper folder, means nothing.
    if (covered * 2 < group.length) continue;
    const names = [...counts.keys()];
    const likeness = classLikeness(names);
    if (likeness > 0) levels.push({ level, names, likeness });
  }
  // Equally likely levels: the folder nearest to the image.
  return levels.sort((a, b) => b.likeness - a.likeness || a.level - b.level);
}

/**
 * The level of folders that are named after classes known from elsewhere; 0 if there is none.
 * @param {Pathed[]} group @param {Set<string>} classes
 */
function levelOfClasses(group, classes) {
  const found = levelsOf(group).find(({ names }) => {
    const readable = readableNames(names, false);
    const known = names.filter((name) => classes.has(readable.get(name) ?? name)).length;
    return names.length > 1 && known * 2 >= names.length;
  });
  return found?.level ?? 0;
}

/** Whether all images are in folders that tell nothing apart. @param {{ names: string[] }[]} levels */
const isWrapper = (levels) =>
  levels.every(({ names: [name, ...others] }) => !others.length && !isSingle(name));

/**
 * Whether folders are those of writers: each holds files named after digits, ten in all, and once each.
 * @param {Pathed[]} group @param {(string | null)[]} inNames the digit in the name of each
 */
function areWriters(group, inNames) {
  if (inNames.length < group.length || [...new Set(inNames)].sort().join('') !== '0123456789')
    return false;
  const folders = group.map(({ folders }) => folders.at(-1) ?? '');
  const drawn = new Set(folders.map((folder, i) => `${folder}/${inNames[i]}`));
  return drawn.size === group.length;
}

/** The part of the dataset that a folder names, except the one that names the class. @param {string[]} folders @param {number} level */
function partIn(folders, level) {
  for (let i = 0; i < folders.length; i++) {
    const part = i === folders.length - level ? null : partOfFolder(folders[i]);
    if (part) return part;
  }
  return null;
}

/** @param {Pathed[]} group @param {number} level @param {Skip} skip @returns {Job[]} */
function byFolder(group, level, skip) {
  const folderOf = (/** @type {Pathed} */ { folders }) =>
    folders.slice(0, folders.length - level + 1).join('/');
  const names = new Set(group.flatMap(({ folders }) => folders.at(-level) ?? []));
  /** Folders that have class folders inside. @type {Set<string>} */
  const outer = new Set();
  for (const { folders } of group) {
    for (let i = 1; i <= folders.length - level; i++) outer.add(folders.slice(0, i).join('/'));
  }
  const singles = [...names].filter(isSingle).length;
  const areSingles = singles >= 2 && singles * 2 >= names.size;
  /** @param {Pathed} one */
  const classOf = (one) => {
    const name = one.folders.at(-level);
    if (name === undefined) return null;
    // Beside digits or letters, docs or test isn't a class; nor is a folder that holds the classes.
    if (names.size > 1 && (isNoise(name) || (areSingles && saysNothing(name)))) return null;
    if (names.size < 2 || !outer.has(folderOf(one))) return name;
    const isClass = group.some(
      (other) => other.folders.at(-level) === name && !outer.has(folderOf(other)),
    );
    return isClass ? name : null;
  };
  const classes = new Map();
  /** @type {Job[]} */
  const jobs = [];
  const cache = new Map();
  for (const one of group) {
    const key = one.folders.join('/');
    if (!cache.has(key)) cache.set(key, classOf(one));
    const label = cache.get(key);
    if (label === null) {
      skip(one.entry.path, 'noClass');
      continue;
    }
    classes.set(label, label);
    jobs.push({ entry: one.entry, label, part: partIn(one.folders, level) });
  }
  const isNist = group.some(({ folders }) =>
    folders.some((name) => /^(hsf_\d|by_(class|merge|field|write))$/i.test(name)),
  );
  const readable = readableNames([...classes.keys()], isNist);
  for (const job of jobs) job.label = readable.get(job.label ?? '') ?? job.label;
  return jobs;
}

/** @param {string[]} parts of a path */
const keyOf = (parts) => parts.join('/').toLowerCase();

/** The folders that hold all of the files, with those around them, each as the start of a key. @param {string[]} files */
function sharedFolders(files) {
  const [first = [], ...others] = files.map((file) => partsOf(file).slice(0, -1));
  let count = first.length;
  for (const folders of others)
    while (count > 0 && keyOf(folders.slice(0, count)) !== keyOf(first.slice(0, count))) count--;
  return Array.from({ length: count }, (_, i) => `${keyOf(first.slice(0, i + 1))}/`);
}

/** Labels from tables and JSON that list files. */
class Listed {
  /** @type {Map<string, string>} */
  #labels = new Map();
  /** @type {Map<string, Part>} */
  #parts = new Map();
  /** Files with several objects. @type {Set<string>} */
  #boxes = new Set();
  /**
   * Outer folders that files are listed with, the shortest first. They may be those of another computer.
   * @type {Set<string>}
   */
  #outer = new Set(['']);

  /** @param {Named[]} tables */
  constructor(tables) {
    // What a contestant would hand in has made-up labels.
    const real = tables.filter(({ name }) => !/submission/.test(name));
    for (const { sidecar, name } of real) {
      if (sidecar?.kind !== 'files') continue;
      const part = /(^|[^a-z])(test|val|valid)([^a-z]|$)/.test(name)
        ? 'test'
        : /(^|[^a-z])train/.test(name)
          ? 'train'
          : null;
      for (const path of sharedFolders([...sidecar.labels.keys()])) this.#outer.add(path);
      for (const [file, label] of sidecar.labels) {
        const key = keyOf(partsOf(file));
        if (sidecar.boxes) this.#boxes.add(key);
        if (label && !this.#labels.has(key)) this.#labels.set(key, label);
        const own = sidecar.parts.get(file) ?? part;
        if (own) this.#parts.set(key, own);
      }
    }
  }

  get size() {
    return this.#labels.size;
  }

  /** @param {string} key */
  isBoxes(key) {
    return this.#boxes.has(key);
  }

  /** The name under which a file is listed, with any of its folders. @param {Pathed} file */
  keyOf({ folders, base }) {
    for (let i = 0; i <= folders.length; i++) {
      const inner = keyOf([...folders.slice(i), base]);
      for (const outer of this.#outer) {
        const path = outer + inner;
        if (this.#labels.has(path)) return path;
        const bare = withoutExtension(path);
        if (this.#labels.has(bare)) return bare;
      }
    }
    return null;
  }

  /** @param {string} key */
  label(key) {
    return /** @type {string} */ (this.#labels.get(key));
  }

  /** @param {string} key */
  part(key) {
    return this.#parts.get(key) ?? null;
  }
}

/** Every source of classes that fits the images, and the one that was used. */
export class ClassOffers {
  /** @type {Map<ClassSource, Set<string>>} */
  #names = new Map();
  /** Images by the source that named their class. @type {Map<ClassSource, number>} */
  #used = new Map();

  /** @param {ClassSource | 'detect'} [wanted] the visitor's choice */
  constructor(wanted = 'detect') {
    this.wanted = wanted;
  }

  /** @param {ClassSource} source @param {Iterable<string>} names */
  offer(source, names) {
    const all = this.#names.get(source) ?? new Set();
    this.#names.set(source, all);
    for (const name of names) all.add(name);
  }

  /** @param {ClassSource} source @param {number} images */
  use(source, images) {
    this.#used.set(source, (this.#used.get(source) ?? 0) + images);
  }

  /** @returns {ClassChoice | null} null if there is nothing to choose between */
  get choice() {
    const [used] = [...this.#used].sort((a, b) => b[1] - a[1])[0] ?? [];
    if (!used) return null;
    /** The sources by the names they give: sources that give the same leave nothing to choose. @type {Map<string, ClassSource>} */
    const different = new Map();
    for (const [source, names] of this.#names) {
      const key = [...names].sort().join('\n');
      // A single name can't tell classes apart.
      if (names.size > 1 && (source === used || !different.has(key))) different.set(key, source);
    }
    if (different.size < 2) return null;
    const offers = [...different.values()].map((source) => ({
      source,
      examples: [...(this.#names.get(source) ?? [])].sort().slice(0, EXAMPLES),
    }));
    return { used, offers };
  }
}

/** Evenly spaced items. @template T @param {T[]} all @param {number} most @returns {T[]} */
const spread = (all, most) =>
  all.length <= most
    ? all
    : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]);

/**
 * @param {Named[]} files images
 * @param {Named[]} tables texts and JSON that list files, or name classes
 * @param {Skip} skip
 * @param {ClassOffers} [offers] records what else could name the classes
 * @returns {Job[]}
 */
export function labelImages(files, tables, skip, offers = new ClassOffers()) {
  /** @type {Job[]} */
  const jobs = [];
  const listed = new Listed(tables);
  const names = tables.find(({ sidecar }) => sidecar?.kind === 'names')?.sidecar;
  const rename = (/** @type {string} */ label) =>
    (names?.kind === 'names' && names.names.get(label)) || label;

  /** @param {Pathed[]} group @param {(string | null)[]} keys */
  const byList = (group, keys) => {
    const unlisted = group.filter((_, i) => keys[i] === null);
    const labels = new Set(keys.flatMap((key) => (key === null ? [] : rename(listed.label(key)))));
    // The list may be of the test images only.
    const level = levelOfClasses(unlisted, labels);
    if (level) for (const job of byFolder(unlisted, level, skip)) jobs.push(job);
    else for (const { entry } of unlisted) skip(entry.path, 'unlisted');
    group.forEach((one, i) => {
      const key = keys[i];
      if (key === null) return;
      if (listed.isBoxes(key)) skip(one.entry.path, 'boxes');
      else
        jobs.push({
          entry: one.entry,
          label: rename(listed.label(key)),
          part: listed.part(key) ?? partIn(one.folders, 0),
        });
    });
  };
  /** @param {Pathed[]} group */
  const byName = (group) => {
    const inNames = classesInFileNames(group.map(({ base }) => withoutExtension(base)));
    group.forEach(({ entry, folders }, i) => {
      const label = inNames?.[i];
      if (label) jobs.push({ entry, label: rename(label), part: partIn(folders, 0) });
      else skip(entry.path, 'noClass');
    });
  };

  const groups = groupsOf(files);
  for (const group of groups) {
    const keys = listed.size ? group.map((one) => listed.keyOf(one)) : [];
    const found = keys.filter((key) => key !== null);
    /** The ways to name the classes of this group, the most likely first. @type {Map<ClassSource, () => void>} */
    const ways = new Map();
    if (found.length && (found.length * 2 >= group.length || found.length * 2 >= listed.size)) {
      ways.set('list', () => byList(group, keys));
      offers.offer('list', new Set(found.map((key) => rename(listed.label(key)))));
    }
    const levels = levelsOf(group);
    for (const { level, names } of levels) {
      ways.set(`folder${level}`, () => {
        for (const job of byFolder(group, level, skip)) jobs.push(job);
      });
      offers.offer(`folder${level}`, names);
    }
    const bases = spread(group, NAMES_COMPARED).map(({ base }) => withoutExtension(base));
    const inNames = classesInFileNames(bases);
    if (inNames) {
      ways.set('names', () => byName(group));
      offers.offer('names', new Set(inNames.flatMap((label) => (label ? [rename(label)] : []))));
    }
    const areClasses = ways.has('list') || levels.some(({ likeness }) => likeness > WORDS);
    const isWrapped = groups.length < 2 && isWrapper(levels);
    const likely =
      inNames && !areClasses && (isWrapped || areWriters(group, inNames)) ? 'names' : null;
    const source =
      [...ways.keys()].find((way) => way === offers.wanted) ?? likely ?? [...ways.keys()][0];
    if (source) {
      offers.use(source, group.length);
      ways.get(source)?.();
    } else for (const { entry } of group) skip(entry.path, 'noClass');
  }
  return jobs;
}
