/**
 * Names as text: decodes file names in zips that are not in UTF-8, as Windows writes them, and cleans up
 * names of classes.
 */

/** Code page 437 from 0x80 on: the encoding of zip names without the UTF-8 flag. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

/** @param {Uint8Array} bytes */
const fromCp437 = (bytes) =>
  Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join(
    '',
  );

/** @param {string} encoding @param {Uint8Array} bytes */
function strictly(encoding, bytes) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The share of bytes above 127 that form pairs as in GB 2312, where both bytes are above 160.
 * @param {Uint8Array} bytes
 */
function pairShare(bytes) {
  let high = 0;
  let paired = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 128) continue;
    high++;
    if (bytes[i] > 160 && bytes[i + 1] > 160) {
      paired += 2;
      high++;
      i++;
    }
  }
  return high ? paired / high : 0;
}

/**
 * Chooses one decoder for all names of a zip: a single one has too few letters to tell.
 * @param {Uint8Array[]} names those that do not claim to be UTF-8
 * @returns {(name: Uint8Array) => string}
 */
export function nameDecoder(names) {
  const utf8 = new TextDecoder();
  const foreign = names.filter((name) => name.some((byte) => byte > 127));
  if (foreign.every((name) => strictly('utf-8', name) !== null)) return (name) => utf8.decode(name);
  const all = new Uint8Array(foreign.reduce((sum, { length }) => sum + length + 1, 0));
  let at = 0;
  for (const name of foreign) {
    all.set(name, at);
    at += name.length + 1;
  }
  const japanese = strictly('shift_jis', all);
  const chinese = strictly('gb18030', all);
  if (chinese !== null && pairShare(all) > 0.8)
    return (name) => new TextDecoder('gb18030').decode(name);
  const letters = japanese?.match(/[^\0-\x7f]/g) ?? [];
  const kana = letters.filter((letter) => /[\u3040-\u30ff\u4e00-\u9fff\uff61-\uff9f]/.test(letter));
  if (
    letters.length &&
    kana.length > letters.length * 0.9 &&
    !/[\w][^\0-\x7f]|[^\0-\x7f][a-z]/.test(japanese ?? '')
  )
    return (name) => new TextDecoder('shift_jis').decode(name);
  return fromCp437;
}

/** A class name in one of its spellings: composed, with single spaces, and none at its ends. @param {string} name */
export const cleanName = (name) => (PLAIN.test(name) ? name : cleaned(name));

/** Most names, which need no cleaning. */
const PLAIN = /^[!-~]*$/;

/** @param {string} name */
const cleaned = (name) =>
  name
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[\s\u00a0\u200b\ufeff]+/g, ' ')
    .trim();
