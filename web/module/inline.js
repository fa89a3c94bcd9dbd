/**
 * The npm package in one piece: the portable build and the pretrained network are inside, so there are
 * no files to copy. It does not start threads or workers.
 */
import { entry } from './inkling.js';
import * as files from './inline-files.js';

export * from './exports.js';

/** @param {string} base64 */
const decode = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** The pretrained network's file. load() without a source loads it. */
export const pretrained = decode(files.pretrained);

export const { loadInkling, load } = entry({
  files: { 'inkling.wasm': decode(files.wasm) },
  pretrained,
  platform: { startThread: () => {} },
});
