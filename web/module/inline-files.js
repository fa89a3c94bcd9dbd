/** Stands in for the files in base64, which package.mjs writes. */

export const wasm = '';
export const pretrained = '';
