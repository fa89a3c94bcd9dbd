/** The addresses of the package's files. Spelled out one by one, because bundlers find assets by this pattern. */

/** The address of the pretrained network's file. load() without a source loads it. */
export const pretrained = new URL('../wasm/pretrained.safetensors', import.meta.url);

export const files = {
  'inkling.wasm': new URL('../wasm/inkling.wasm', import.meta.url),
  'inkling-threads.wasm': new URL('../wasm/inkling-threads.wasm', import.meta.url),
  'inkling-relaxed.wasm': new URL('../wasm/inkling-relaxed.wasm', import.meta.url),
  'inkling-relaxed-threads.wasm': new URL('../wasm/inkling-relaxed-threads.wasm', import.meta.url),
};
