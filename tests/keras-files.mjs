/** Writes Keras's model files: .h5, .keras, and the files of TensorFlow.js. */
import { zipSync } from 'fflate';
import h5wasm from 'h5wasm/node';

/**
 * @typedef {{ class_name: string, config: Record<string, any>, inbound_nodes?: any }} LayerConfig
 * @typedef {{ name: string, shape: number[], data: Float32Array }} Weight
 * @typedef {{ layer: LayerConfig, weights: Weight[] }} Part
 */

let files = 0;

/** @param {(file: any) => void} fill @returns {Promise<Uint8Array>} */
async function hdf5(fill) {
  const { FS } = await h5wasm.ready;
  const path = `/tmp/inkling-test-${process.pid}-${files++}.h5`;
  const file = new h5wasm.File(path, 'w');
  fill(file);
  file.close();
  const bytes = FS.readFile(path);
  FS.unlink(path);
  return bytes;
}

/** @param {any} file @param {string} path */
function group(file, path) {
  let at = '';
  for (const part of path.split('/')) {
    at = at ? `${at}/${part}` : part;
    if (!file.get(at)) file.create_group(at);
  }
  return file.get(path);
}

/** @param {any} file @param {string} path @param {Weight} weight */
function put(file, path, { shape, data }) {
  const at = path.lastIndexOf('/');
  group(file, path.slice(0, at)).create_dataset({ name: path.slice(at + 1), data, shape });
}

/** @param {Part[]} parts @param {any} model */
export const kerasH5 = (parts, model) =>
  hdf5((file) => {
    if (model) file.create_attribute('model_config', JSON.stringify(model));
    file.create_attribute('keras_version', '2.15.0');
    const all = parts.map(({ layer }) => layer.config.name);
    if (all.length) group(file, 'model_weights').create_attribute('layer_names', all);
    for (const { layer, weights } of parts) {
      const { name } = layer.config;
      const own = group(file, `model_weights/${name}`);
      const names = weights.map((weight) => `${name}/${weight.name}:0`);
      if (names.length) own.create_attribute('weight_names', names);
      for (const [i, weight] of weights.entries()) {
        put(file, `model_weights/${name}/${names[i]}`, weight);
      }
    }
  });

/** @param {Part[]} parts @param {any} model @param {(layer: LayerConfig) => string} groupOf */
export async function kerasZip(parts, model, groupOf) {
  const weights = await hdf5((file) => {
    for (const { layer, weights: all } of parts) {
      group(file, `layers/${groupOf(layer)}/vars`);
      for (const [i, weight] of all.entries()) {
        put(file, `layers/${groupOf(layer)}/vars/${i}`, weight);
      }
    }
  });
  const text = (/** @type {any} */ value) => new TextEncoder().encode(JSON.stringify(value));
  return zipSync(
    {
      'metadata.json': text({ keras_version: '3.5.0' }),
      'config.json': text(model),
      'model.weights.h5': weights,
    },
    { level: 0 },
  );
}

/** @param {Part[]} parts @param {any} model @param {number} shardBytes */
export function tfjsFiles(parts, model, shardBytes) {
  const all = parts.flatMap(({ layer, weights }) =>
    weights.map((weight) => ({ ...weight, name: `${layer.config.name}/${weight.name}` })),
  );
  const bytes = Buffer.concat(all.map(({ data }) => Buffer.from(data.buffer)));
  const count = Math.ceil(bytes.length / shardBytes);
  const shards = Array.from({ length: count }, (_, i) => ({
    name: `group1-shard${i + 1}of${count}.bin`,
    bytes: new Uint8Array(bytes.subarray(i * shardBytes, (i + 1) * shardBytes)),
  }));
  const json = {
    format: 'layers-model',
    generatedBy: 'keras v2.15.0',
    modelTopology: { keras_version: '2.15.0', model_config: model },
    weightsManifest: [
      {
        paths: shards.map(({ name }) => name),
        weights: all.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return [{ name: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...shards];
}
