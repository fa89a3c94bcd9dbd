/** Reads sidecars, texts and JSON that say something about other files: their labels, or the names of classes. */

import { HEAD_BYTES } from '../evidence/kinds.js';
import { withoutExtension } from '../evidence/labels.js';
import { readJsonLabels, readVoc, readYamlNames, readYolo } from '../formats/annotations.js';
import { isPicture } from '../formats/images.js';
import { isTable, readSidecarTable } from '../formats/sidecar-table.js';
import { named } from './plan.js';

/** Larger files list no labels. */
const MAX_BYTES = 64 << 20;
/** If the beginning of a file ends in a longer line, it is a table of large images. */
const LONGEST_LINE = 60_000;

/** @param {string} path */
const baseOf = (path) => path.split(/[/\\]/).at(-1)?.toLowerCase() ?? '';

/** Where the names of YOLO's classes are. */
const CLASS_NAMES = /(^|\/)(classes\.txt|obj\.names|labels\.txt|names\.txt|_darknet\.labels)$/;

/**
 * Sets `sidecar` of the entries that are sidecars.
 * @param {import('./find.js').Entry[]} entries
 * @param {(entry: import('./find.js').Entry) => Promise<Uint8Array>} whole
 */
export async function readSidecars(entries, whole) {
  const texts = entries.filter(({ kind }) => kind === 'text' || kind === 'json');
  if (!texts.length) return;
  /** @type {Set<string>} */
  const images = new Set();
  for (const entry of entries) {
    const file = named(entry);
    if (!isPicture(file)) continue;
    const base = baseOf(file.name);
    images.add(base);
    images.add(withoutExtension(base));
  }
  const isImage = (/** @type {string} */ name) => {
    const base = baseOf(name);
    return images.has(base) || images.has(withoutExtension(base));
  };
  /** @type {Map<string, string>} */
  const boxes = new Map();
  for (const entry of texts) {
    const head = entry.head ?? new Uint8Array(0);
    if (
      entry.kind === 'text' &&
      head.length < HEAD_BYTES &&
      images.has(withoutExtension(baseOf(entry.path)))
    ) {
      const text = new TextDecoder().decode(head);
      const label = readYolo(text) ?? readVoc(text);
      if (label) {
        const base = withoutExtension(baseOf(entry.path));
        boxes.set(base, label);
        entry.sidecar = {
          kind: 'files',
          labels: new Map([[base, label]]),
          parts: new Map(),
          boxes: label === 'boxes',
        };
        continue;
      }
    }
    if (entry.kind === 'text' && isTable(head)) continue;
    entry.sidecar = (await sidecarOf(entry, head, whole, isImage)) ?? undefined;
    if (!entry.sidecar && !/\.(csv|tsv)(\.gz)?$/i.test(entry.path)) entry.kind = 'unknown';
  }
  if (boxes.size) nameBoxes(texts);
  for (const text of texts) labelInOrder(text, entries);
}

/**
 * @param {import('./find.js').Entry} entry @param {Uint8Array} head
 * @param {(entry: import('./find.js').Entry) => Promise<Uint8Array>} whole
 * @param {(name: string) => boolean} isImage
 */
async function sidecarOf(entry, head, whole, isImage) {
  if (entry.kind === 'text') {
    const end = head.lastIndexOf(10);
    const isWhole = head.length < HEAD_BYTES;
    if (!isWhole && end < head.length - LONGEST_LINE) return null;
    const lines = isWhole ? head : head.subarray(0, Math.max(0, end));
    if (!readSidecarTable(lines, isImage)) return null;
  }
  try {
    const bytes = await whole(entry);
    if (bytes.length > MAX_BYTES) return null;
    if (entry.kind === 'text') return readSidecarTable(bytes, isImage);
    return readJsonLabels(new TextDecoder().decode(bytes), isImage);
  } catch {
    return null; // reported as a file that is not a dataset
  }
}

/** Gives YOLO's classes the names in the list beside them. @param {import('./find.js').Entry[]} texts */
function nameBoxes(texts) {
  const yaml = texts.find(({ path }) => /\.ya?ml$/i.test(path));
  const names = yaml?.head && readYamlNames(new TextDecoder().decode(yaml.head));
  if (names) {
    yaml.sidecar = { kind: 'names', names };
    yaml.kind = 'text';
    return;
  }
  const list = texts.find(
    ({ path, sidecar }) => CLASS_NAMES.test(path.toLowerCase()) && sidecar?.kind === 'list',
  );
  if (list?.sidecar?.kind !== 'list') return;
  list.sidecar = {
    kind: 'names',
    names: new Map(list.sidecar.labels.map((name, i) => [String(i), name])),
  };
}

/** @param {string} path */
const folderOf = (path) => path.slice(0, -baseOf(path).length);

/**
 * Gives a list of labels to the images of a folder beside it, if there are as many, in the order of their names.
 * @param {import('./find.js').Entry} text @param {import('./find.js').Entry[]} entries
 */
function labelInOrder(text, entries) {
  if (text.sidecar?.kind !== 'list' || !text.sidecar.ordered) return;
  const { labels } = text.sidecar;
  // A text that hardly repeats itself doesn't list classes.
  if (2 * new Set(labels).size > labels.length) return;
  /** @type {Map<string, string[]>} */
  const folders = new Map();
  for (const entry of entries) {
    if (entry.container !== text.container || !isPicture(named(entry))) continue;
    const folder = folderOf(entry.path);
    if (!folder.startsWith(folderOf(text.path))) continue;
    const paths = folders.get(folder) ?? [];
    folders.set(folder, paths);
    paths.push(entry.path);
  }
  const fitting = [...folders.values()].filter((paths) => paths.length === labels.length);
  if (fitting.length !== 1) return;
  const paths = fitting[0].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const all = new Map(paths.map((path, i) => [path, labels[i]]));
  text.sidecar = { kind: 'files', labels: all, parts: new Map() };
}
