/** TensorFlow.js layers models: model.json, with the weights in files beside it. */

import { float16 } from '../../data/floats.js';
import { need, ReadError } from './error.js';
import { planOfKeras } from './keras.js';

/** In the order in which Keras lists a layer's weights. */
const ORDER = [
  'depthwise_kernel',
  'pointwise_kernel',
  'kernel',
  'bias',
  'gamma',
  'beta',
  'moving_mean',
  'moving_variance',
  'alpha',
];

/** @type {Record<string, [number, (view: DataView, at: number) => number]>} */
const TYPES = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  int32: [4, (view, at) => view.getInt32(at, true)],
  float16: [2, (view, at) => float16(view.getUint16(at, true))],
  uint16: [2, (view, at) => view.getUint16(at, true)],
  uint8: [1, (view, at) => view.getUint8(at)],
  bool: [1, (view, at) => view.getUint8(at)],
};

/**
 * @param {any} json
 * @param {(name: string) => Uint8Array} external the bytes of a file beside it
 * @returns {Map<string, import('./keras.js').Weights>}
 */
function weightsIn(json, external) {
  /** @type {Map<string, import('./keras.js').Weights>} */
  const all = new Map();
  for (const group of json.weightsManifest ?? []) {
    need(Array.isArray(group?.paths) && Array.isArray(group.weights), 'damaged');
    const shards = group.paths.map((/** @type {unknown} */ path) =>
      external(String(path).split('/').pop() ?? ''),
    );
    const bytes = new Uint8Array(
      shards.reduce(
        (/** @type {number} */ sum, /** @type {Uint8Array} */ { length }) => sum + length,
        0,
      ),
    );
    let end = 0;
    for (const shard of shards) {
      bytes.set(shard, end);
      end += shard.length;
    }
    const view = new DataView(bytes.buffer);
    let at = 0;
    for (const { name, shape, dtype, quantization } of group.weights) {
      const type = TYPES[quantization?.dtype ?? dtype];
      if (!type || !Array.isArray(shape)) throw new ReadError('damaged');
      const [size, read] = type;
      const count = shape.reduce(
        (/** @type {number} */ n, /** @type {unknown} */ side) => n * Number(side),
        1,
      );
      need(Number.isInteger(count) && count >= 0 && at + count * size <= bytes.length, 'damaged'); // biome-ignore format: one condition
      const { scale = 1, min = 0 } = quantization ?? {};
      const data = new Float32Array(count);
      for (let i = 0; i < count; i++, at += size) data[i] = read(view, at) * scale + min;
      all.set(String(name), { shape, data });
    }
  }
  return all;
}

/**
 * @param {any} json
 * @param {(name: string) => Uint8Array} external
 */
export function readTfjs(json, external) {
  const topology = json.modelTopology ?? {};
  if (json.format === 'graph-model' || Array.isArray(topology.node)) {
    throw new ReadError('format', { name: 'TensorFlow.js GraphModel' });
  }
  const all = weightsIn(json, external);
  return planOfKeras({
    format: 'TensorFlow.js',
    producer: String(json.generatedBy ?? topology.keras_version ?? ''),
    config: topology.model_config ?? topology,
    weightsOf({ name }) {
      const named = [...all].filter(([key]) => key.split('/').slice(0, -1).includes(name));
      const kind = (/** @type {string} */ key) =>
        ORDER.indexOf((key.split('/').pop() ?? '').replace(/:\d+$/, ''));
      return named.sort(([a], [b]) => kind(a) - kind(b)).map(([, weights]) => weights);
    },
  });
}
