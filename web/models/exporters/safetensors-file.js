/** Writes tensors of 32-bit floats as a safetensors file. */

/** @typedef {{ name: string, shape: number[], data: Float32Array }} Tensor */

/** @param {Tensor[]} tensors @returns {Uint8Array<ArrayBuffer>} */
export function safetensorsFile(tensors) {
  let end = 0;
  const header = Object.fromEntries(
    tensors.map(({ name, shape, data }) => {
      const first = end;
      end += 4 * data.length;
      return [name, { dtype: 'F32', shape, data_offsets: [first, end] }];
    }),
  );
  const json = JSON.stringify({ __metadata__: { format: 'pt' }, ...header });
  const text = new TextEncoder().encode(json + ' '.repeat((8 - (json.length % 8)) % 8));
  const file = new Uint8Array(8 + text.length + end);
  const view = new DataView(file.buffer);
  view.setUint32(0, text.length, true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const { data } of tensors) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return file;
}
