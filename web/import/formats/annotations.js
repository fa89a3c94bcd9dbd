/** Labels beside images: JSON with a label per file, COCO, YOLO's text files, and Pascal VOC's XML. */

/** @typedef {import('./sidecar-table.js').Sidecar} Sidecar */

const FILE_KEYS = [
  'file_name',
  'filename',
  'file',
  'image',
  'img',
  'path',
  'image_path',
  'name',
  'id',
];
const LABEL_KEYS = ['label', 'class', 'category', 'digit', 'target', 'class_name', 'y', 'labels'];

/** @param {any} value a label, or null for anything else @returns {string | null} */
function labelOf(value) {
  if (Array.isArray(value) && value.length === 1) return labelOf(value[0]);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** @param {any} record @param {string[]} keys */
const pick = (record, keys) =>
  keys.map((key) => record?.[key]).find((value) => value !== undefined);

/** @param {any} data of COCO @returns {Sidecar | null} */
function coco({ images, annotations, categories }) {
  if (!Array.isArray(images) || !Array.isArray(annotations)) return null;
  const names = new Map(
    (categories ?? []).map((/** @type {any} */ { id, name }) => [id, String(name)]),
  );
  const files = new Map(images.map((/** @type {any} */ image) => [image?.id, image?.file_name]));
  /** @type {Map<string, string>} */
  const labels = new Map();
  let boxes = false;
  for (const { image_id, category_id } of annotations) {
    const file = files.get(image_id);
    if (typeof file !== 'string') continue;
    // Several objects in an image: no class describes it.
    boxes ||= labels.has(file);
    labels.set(file, names.get(category_id) ?? String(category_id));
  }
  return labels.size ? { kind: 'files', labels, parts: new Map(), boxes } : null;
}

/**
 * @param {string} text
 * @param {(name: string) => boolean} isImage
 * @returns {Sidecar | null}
 */
export function readJsonLabels(text, isImage) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    // One record per line.
    try {
      data = text
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => JSON.parse(line));
    } catch {
      return null;
    }
  }
  if (!data || typeof data !== 'object') return null;
  const found = coco(data);
  if (found) return found;
  const list = Array.isArray(data)
    ? data
    : (pick(data, ['samples', 'data', 'images', 'items']) ?? null);
  /** @type {Map<string, string>} */
  const labels = new Map();
  /** @param {any} file @param {any} value */
  const add = (file, value) => {
    const label = labelOf(value) ?? labelOf(pick(value, LABEL_KEYS));
    if (typeof file === 'string' && label !== null && isImage(file)) labels.set(file, label);
  };
  if (Array.isArray(list)) for (const one of list) add(pick(one, FILE_KEYS), pick(one, LABEL_KEYS));
  if (!labels.size) for (const [file, value] of Object.entries(data)) add(file, value);
  if (!labels.size) {
    const values = Object.entries(data);
    // Numbers and their names.
    const isMap =
      values.length > 1 &&
      values.every(([key, name]) => /^\d+$/.test(key) && typeof name === 'string');
    return isMap
      ? { kind: 'names', names: new Map(/** @type {[string, string][]} */ (values)) }
      : null;
  }
  return { kind: 'files', labels, parts: new Map() };
}

/** The class of the only object of a YOLO file; null if it is not one. @param {string} text @returns {string | 'boxes' | null} */
export function readYolo(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  if (!lines.length || lines.length > 1000) return null;
  const isBox = (/** @type {string} */ line) => /^\s*\d+(\s+[01]?\.?\d+){4,}\s*$/.test(line);
  if (!lines.every(isBox)) return null;
  const classes = new Set(lines.map((line) => line.trim().split(/\s+/)[0]));
  return lines.length === 1 ? [...classes][0] : 'boxes';
}

/** The class of the only object of a Pascal VOC file; null if it is not one. @param {string} text @returns {string | 'boxes' | null} */
export function readVoc(text) {
  if (!/^\s*(<\?xml[^>]*>\s*)?<annotation\b/.test(text)) return null;
  const classes = [...text.matchAll(/<object>\s*<name>([^<]*)<\/name>/g)].map(([, name]) =>
    name.trim(),
  );
  if (!classes.length) return null;
  return classes.length === 1 ? classes[0] : 'boxes';
}

/** The names of classes by number in a data.yaml of YOLO; null without any. @param {string} text @returns {Map<string, string> | null} */
export function readYamlNames(text) {
  const [, inline, block] =
    /^names:[ \t]*(?:\[([^\]]*)\]|\r?\n((?:[ \t]*(?:-|\d+:).*(?:\r?\n|$))+))/m.exec(text) ?? [];
  const items = inline?.split(',') ?? block?.trim().split(/\r?\n/);
  const names = items?.map((item, i) => {
    const [, number, name] = /^\s*(?:-|(\d+):)?\s*(.*?)\s*$/.exec(item) ?? [];
    return /** @type {const} */ ([number ?? String(i), name.replace(/^(['"])(.*)\1$/, '$2')]);
  });
  return names ? new Map(names) : null;
}
