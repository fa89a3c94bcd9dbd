/** The file with the records that were put aside: JSON, with binary data in base64. */

const STEP = 0x8000;

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP) {
    text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(text);
}

/** @param {Date} date one without a valid time has no such text */
const formatTime = (date) => (Number.isNaN(date.getTime()) ? String(date) : date.toISOString());

/**
 * A stored value as JSON can hold it. Stored values may be anything that can be cloned: cyclic, or of
 * types that JSON lacks.
 * @param {any} value @param {object[]} [inside] the objects that contain it
 * @returns {Promise<any>}
 */
async function plain(value, inside = []) {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return Number.isFinite(value) ? value : { type: typeof value, text: String(value) };
  }
  if (value === null || typeof value !== 'object') return value;
  if (inside.includes(value)) return { type: 'cycle' };
  if (value instanceof Date) return { type: 'Date', text: formatTime(value) };
  if (value instanceof RegExp) return { type: 'RegExp', text: String(value) };
  if (value instanceof Blob) {
    const bytes = await value.arrayBuffer().catch(() => null);
    return bytes && { type: 'Blob', base64: base64(new Uint8Array(bytes)) };
  }
  if (value instanceof ArrayBuffer) {
    return { type: 'ArrayBuffer', base64: base64(new Uint8Array(value)) };
  }
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    return { type: value.constructor.name, base64: base64(bytes) };
  }
  const within = [...inside, value];
  if (value instanceof Map) return { type: 'Map', entries: await plain([...value], within) };
  if (value instanceof Set) return { type: 'Set', values: await plain([...value], within) };
  // An error's message is not enumerable.
  if (value instanceof Error) return { type: value.name, text: value.message };
  if (Array.isArray(value)) return Promise.all(value.map((entry) => plain(entry, within)));
  const entries = Object.entries(value);
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, entry]) => [key, await plain(entry, within)])),
  );
}

/** @param {any[]} records */
export async function fileOf(records) {
  const lines = [];
  for (const record of records) lines.push(JSON.stringify(await plain(record)));
  return new Blob([`[\n${lines.join(',\n')}\n]\n`], { type: 'application/json' });
}
