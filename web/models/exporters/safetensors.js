/** The model file itself. @type {import('./index.js').Exporter} */
export const safetensors = {
  extension: '.safetensors',
  type: 'application/octet-stream',
  write: (_inkling, file) => file,
};
