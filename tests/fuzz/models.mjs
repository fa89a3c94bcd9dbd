/** Seed model files, kept small so that the fuzzer gets to mutate every byte. */
import { readFileSync } from 'node:fs';

/** @param {string} header @param {Uint8Array} data */
function file(header, data) {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, text, data]);
}

/**
 * @param {Record<string, string>} metadata
 * @param {Record<string, { shape: number[], half?: boolean }>} tensors
 * @param {(json: string) => string} [change] edits the header's text
 */
function model(metadata, tensors, change = (json) => json) {
  let end = 0;
  /** @type {Record<string, object>} */
  const header = { __metadata__: metadata };
  for (const [name, { shape, half }] of Object.entries(tensors)) {
    const first = end;
    end += shape.reduce((a, b) => a * b, half ? 2 : 4);
    header[name] = { dtype: half ? 'F16' : 'F32', shape, data_offsets: [first, end] };
  }
  // Finite as 16-bit and as 32-bit floats.
  return file(change(JSON.stringify(header)), Buffer.alloc(end, 0x11));
}

const ours = { format: 'inkling', temperature: '1.25', input: 'ink', classes: '0123456789' };

/** A network with two weight layers and 22 parameters. */
const tiny = { ...ours, layers: 'conv 1x1x1, maxpool 4, maxpool 7, dense 10' };
const tensors = {
  '0.weight': { shape: [1, 1, 1, 1] },
  '0.bias': { shape: [1] },
  '3.weight': { shape: [1, 10] },
  '3.bias': { shape: [10] },
};
const PARAMETERS = 22;

/** @param {number} rule @param {Record<string, string>} [more] */
const trained = (rule, more) => ({
  ...tiny,
  'training.learning_rate': '0.01',
  'training.batch_size': '2',
  'training.sample_count': '4',
  'training.chunk': '0',
  'training.epochs': '3',
  'training.seed': '4294967295',
  'training.augmentation': '0',
  'training.shift': '1',
  'training.rotation': '10',
  'training.scale': '0.1',
  'training.shear': '0.15',
  'training.elastic': '2',
  'training.thickness': '0.6',
  'training.drawn': '0',
  'training.lettered': '0',
  'training.strange': '0',
  'training.rule': String(rule),
  'training.momentum': '0.9',
  'training.beta2': '9.99e-1',
  'training.weight_decay': '0.01',
  'training.schedule': '1',
  'training.warm_up': '0.2',
  'training.label_smoothing': '0',
  'training.epoch': '1',
  'training.position': '2',
  ...more,
});

/** @param {number} slots */
const remembered = (slots) => ({
  ...tensors,
  'optimizer.memory': { shape: [slots, PARAMETERS] },
});

/** The beginning of the page's model: large files slow fuzzing down. */
const pretrained = readFileSync(new URL('../../web/pretrained.safetensors', import.meta.url));

/** @type {Record<string, Buffer>} */
export const MODELS = {
  tiny: model(tiny, tensors),
  half: model(
    tiny,
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape }]) => [name, { shape, half: true }]),
    ),
  ),
  sgd: model(trained(0), tensors),
  momentum: model(trained(1), remembered(1)),
  adamw: model(trained(2), remembered(2)),
  'bad-training': model(trained(2, { 'training.seed': '1e9' }), remembered(2)),
  // Every way to escape a character, and whitespace wherever it is allowed.
  escaped: model({ ...tiny, name: 'a\u00e9\u20ac\u{1f600}"\\/\b\f\n\r\t\u0001' }, tensors),
  'escaped-ascii': model({ ...tiny, name: 'a\u00e9\u20ac\u{1f600}' }, tensors, (json) =>
    json.replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  ),
  spaced: model(tiny, tensors, (json) => json.replace(/[{}[\],:]/g, ' \t$& \r\n')),
  bare: model({ format: 'inkling', layers: 'dense 10' }, {}, (json) =>
    json.replace(/"__metadata__":\{.*?\}/, '"__metadata__":{}'),
  ),
  foreign: model({ ...tiny, classes: 'ab' }, tensors),
  cold: model({ ...tiny, temperature: '0' }, tensors),
  'no-layers': model({ ...tiny, layers: 'softmax' }, tensors),
  'other-shape': model(tiny, { ...tensors, '3.bias': { shape: [5, 2] } }),
  gap: model(tiny, tensors, (json) => json.replace('"data_offsets":[0,', '"data_offsets":[1,')),
  cut: pretrained.subarray(0, 2000),
};
