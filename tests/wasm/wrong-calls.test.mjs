/**
 * Wrong calls of the npm package, as people make them: misspelled options, text for numbers, lists in lists,
 * a promise for its value, freed objects. Each is refused with an error that names the argument.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Evaluator, InklingError, loadInkling, PIXELS } from '../../web/module/index.js';
import { site } from './helpers.mjs';

/** Anything, as from JavaScript without types. @type {any} */
const inkling = await loadInkling({ reproducible: true, wasm: site });
const { low } = inkling;
const other = await loadInkling({ reproducible: true, wasm: site });

const COUNT = 12;
const bytes = Uint8Array.from({ length: COUNT * PIXELS }, (_, i) => (i * 7919) % 256);
const image = bytes.subarray(0, PIXELS);
const floats = Float32Array.from(image, (value) => value / 255);
const labels = Array.from({ length: COUNT }, (_, i) => i % 10);
const stroke = [
  { x: 0, y: 0 },
  { x: 1, y: 2 },
];

const dataOf = (/** @type {any} */ module, /** @type {any} */ settings = {}) => {
  const made = module.createDataset(COUNT + 2, settings);
  made.add(bytes, labels);
  return made;
};
/** @type {any} */
const network = inkling.createNetwork({ layers: 'dense 10' });
/** @type {any} */
const data = dataOf(inkling);
const trainer = low.createTrainer(network, data, { batchSize: 5 });
/** @type {any} */
const evaluator = new Evaluator(network, data);
const reader = low.createPictureReader();
const foreignData = dataOf(other);
const emptyData = inkling.createDataset(3);
const freedData = dataOf(inkling);
const freedNetwork = inkling.createNetwork({ layers: 'dense 10' });
for (const one of [freedData, freedNetwork]) one.free();
const named = inkling.createDataset(9, { classNames: ['A', 'B', 'C'] });
const history = await network.fit(data, { epochs: 1 });
const file = network.save();
const model = low.readModel(file);
const target = new Uint8Array(PIXELS);
const gray = new Uint8Array(40 * 40).fill(200);
const candidates = low.groupCandidates([stroke]);
const wait = Promise.resolve(data);

/**
 * Functions, and argument lists that each must refuse with the name of the argument.
 * @type {[string, (...args: any[]) => unknown, [string, ...any[]][]][]}
 */
const WRONG = [
  [
    'loadInkling',
    /** @type {any} */ (loadInkling),
    [
      ['options', null],
      ['options', 'reproducible'],
      ['options', 4],
      ['options', [site]],
      ['options', new Map()],
      ['options', wait],
      ['thread', { thread: 2 }],
      ['threads', { threads: '2' }],
      ['threads', { threads: 0 }],
      ['threads', { threads: 2.5 }],
      ['threads', { threads: Number.NaN }],
      ['threads', { threads: null }],
      ['reproducible', { reproducible: 1 }],
      ['reproducible', { reproducible: 'yes' }],
      ['wasm', { wasm: 5 }],
      ['wasm', { wasm: null }],
      ['wasm', { wasm: 'http://[' }],
      ['wasm', { wasm: () => undefined }],
      ['wasm', { wasm: () => 'inkling.wasm' }],
      ['wasm', { wasm: wait }],
    ],
  ],
  [
    'load',
    (...args) => inkling.load(...args),
    [
      ['source', null],
      ['source', 7],
      ['source', {}],
      ['source', []],
      ['source', [file]],
      ['source', wait],
      ['source', true],
      ['source', () => file],
      ['source', network],
      ['source', JSON.stringify(network)],
      ['source', { format: 'inkling' }],
      ['source.model', { format: 'inkling', model: 'not base64!' }],
      ['options', file, 'name'],
      ['options', file, null],
      ['options', file, new Map()],
      ['className', file, { className: ['A'] }],
      ['classNames', file, { classNames: ['A', 'B'] }],
      ['classNames', file, { classNames: '0123456789' }],
      ['input', file, { input: 'unit' }],
      ['input', file, { input: 'mean' }],
      ['inverted', file, { inverted: true }],
      ['inverted', file, { inverted: 1 }],
      ['name', file, { name: 5 }],
      ['beside', file, { beside: 'model.bin' }],
      ['beside', file, { beside: [file] }],
      ['data', file, { data: [data] }],
      ['data', file, { data: wait }],
      ['dataset', file, { data: freedData }],
    ],
  ],
  [
    'createNetwork',
    (settings) => inkling.createNetwork(settings),
    [
      ['options', 'dense 10'],
      ['options', [{ type: 'dense', units: 10 }]],
      ['options', null],
      ['options', 10],
      ['options', new Set()],
      ['layer', { layer: 'dense 10' }],
      ['maxBatch', { maxBatch: 5 }],
      ['layers', { layers: 10 }],
      ['layers', { layers: { type: 'dense', units: 10 } }],
      ['layers', { layers: [] }],
      ['layers', { layers: '' }],
      ['layers', { layers: null }],
      ['layers[0].type', { layers: ['dense 10'] }],
      ['layers[0].type', { layers: [null] }],
      ['layers[0].type', { layers: [{}] }],
      ['layers[0].type', { layers: [{ type: 'Dense', units: 10 }] }],
      ['layers[0].type', { layers: [{ type: 'conv', units: 10 }] }],
      ['layers[0].units', { layers: [{ type: 'dense' }] }],
      ['layers[0].units', { layers: [{ type: 'dense', units: '10' }] }],
      ['layers[0].units', { layers: [{ type: 'dense', units: 9.5 }] }],
      ['layers[0].units', { layers: [{ type: 'dense', units: Number.NaN }] }],
      ['layers[0].units', { layers: [{ type: 'dense', units: 5000 }] }],
      ['layers[0].unit', { layers: [{ type: 'dense', unit: 10 }] }],
      ['layers[0].activation', { layers: [{ type: 'dense', units: 10, activation: 'relu' }] }],
      ['layers[0].size', { layers: [{ type: 'dense', units: 10, size: 3 }] }],
      [
        'layers[0].pad',
        {
          layers: [
            { type: 'conv2d', units: 4, size: 3, pad: 1 },
            { type: 'dense', units: 10 },
          ],
        },
      ],
      [
        'layers[0].size',
        {
          layers: [
            { type: 'conv2d', units: 4, size: '3' },
            { type: 'dense', units: 10 },
          ],
        },
      ],
      [
        'layers[0].rate',
        {
          layers: [
            { type: 'dropout', rate: 50 },
            { type: 'dense', units: 10 },
          ],
        },
      ],
      ['hidden', { hidden: 128 }],
      ['hidden', { hidden: '128' }],
      ['hidden', { hidden: new Int32Array([3]) }],
      ['hidden[0]', { hidden: ['64'] }],
      ['hidden[0]', { hidden: [0] }],
      ['hidden[1]', { hidden: [64, 1.5] }],
      ['hidden[0]', { hidden: [[64]] }],
      ['hidden', { hidden: [64], layers: 'dense 10' }],
      ['classNames', { classNames: 'ABC' }],
      ['classNames', { classNames: ['A'] }],
      ['classNames', { classNames: new Set(['A', 'B']) }],
      ['classNames', { classNames: ['A', 'B'], layers: 'dense 3' }],
      ['classNames[1]', { classNames: ['A', 2] }],
      ['classNames[1]', { classNames: ['A', 'A\nB'] }],
      ['classNames[1]', { classNames: ['A', 'A'] }],
      ['seed', { seed: -1 }],
      ['seed', { seed: '1' }],
      ['seed', { seed: 0.5 }],
      ['seed', { seed: null }],
      ['seed', { seed: Date.now() }],
    ],
  ],
  [
    'createDataset',
    (...args) => inkling.createDataset(...args),
    [
      ['capacity'],
      ['capacity', '100'],
      ['capacity', 0],
      ['capacity', 1.5],
      ['capacity', Number.POSITIVE_INFINITY],
      ['capacity', { capacity: 9 }],
      ['options', 9, ['A', 'B']],
      ['options', 9, 'A'],
      ['options', 9, null],
      ['classnames', 9, { classnames: ['A'] }],
      ['classNames', 9, { classNames: 'AB' }],
      ['classNames', 9, { classNames: 5 }],
      ['classNames', 9, { classNames: [] }],
      ['classNames[0]', 9, { classNames: [1, 2] }],
      ['classNames[1]', 9, { classNames: ['A', 'A'] }],
    ],
  ],
  [
    'dataset',
    (...args) => inkling.dataset(...args),
    [
      ['from'],
      ['from', null],
      ['from', []],
      ['from', 'images.gz'],
      ['from', bytes],
      ['from', { images: bytes }],
      ['from', { input: image, label: 3 }],
      ['from', Promise.resolve([])],
      ['images', { images: bytes, labels: bytes }],
      ['source', { images: 5, labels: 5 }],
      ['labels[0]', [image]],
      ['labels[0]', [null]],
      ['labels[0]', [{ input: image }]],
      ['labels[0]', [{ input: image, label: null }]],
      ['labels[0]', [{ input: image, label: -1 }]],
      ['labels[0]', [{ input: image, label: 1.5 }]],
      [
        'labels[1]',
        [
          { input: image, label: 1 },
          { input: image, label: 36 },
        ],
      ],
      [
        'labels[1]',
        [
          { input: image, label: 'cat' },
          { input: image, label: 5 },
        ],
      ],
      ['labels[0]', [{ input: image, label: 2 }], { classNames: ['A', 'B'] }],
      ['labels[0]', [{ input: image, label: 'C' }], { classNames: ['A', 'B'] }],
      ['input', [{ image, label: 3 }]],
      ['input', [{ input: 5, label: 3 }]],
      ['input', [{ input: bytes.map(Number), label: 3 }].map((one) => ({ ...one, input: {} }))],
      ['options', [{ input: image, label: 1 }], ['A', 'B']],
      ['classNames', [{ input: image, label: 1 }], { classNames: 'AB' }],
    ],
  ],
  [
    'dataset.add',
    (...args) => inkling.createDataset(13).add(...args),
    [
      ['images'],
      ['images', null, 1],
      ['images', 'image', 1],
      ['images', 7, 1],
      ['images', wait, 1],
      ['images', [image], 1],
      ['images', floats.subarray(1), 1],
      ['images', new Uint16Array(PIXELS), 1],
      ['images', new ArrayBuffer(PIXELS), 1],
      ['images', { data: image, width: 28, height: 28 }, 1],
      ['images[0]', Float32Array.from(image, () => 255), 1],
      ['images[3]', floats.map((value, i) => (i === 3 ? Number.NaN : value)), 1],
      ['images[0]', Array.from(floats, String), 1],
      ['images[0]', Array(PIXELS).fill([0.5]), 1],
      ['labels', image],
      ['labels', image, null],
      ['labels', image, true],
      ['labels', image, { label: 1 }],
      ['labels', image, [1, 2]],
      ['labels', bytes, 1],
      ['labels', image, wait],
      ['labels', image, []],
      ['labels[0]', image, -1],
      ['labels[0]', image, 36],
      ['labels[0]', image, 0.5],
      ['labels[0]', image, Number.NaN],
      ['labels[0]', image, [[1]]],
      ['labels[0]', image, [null]],
      ['labels[0]', image, new BigInt64Array([1n])],
      ['label', image, 'seven'],
      ['label', image, ['10']],
      ['images', Array.from({ length: 14 * PIXELS }, () => 0), Array(14).fill(1)],
    ],
  ],
  [
    'add to a dataset with class names',
    (...args) => named.add(...args),
    [
      ['labels[0]', image, 3],
      ['labels[0]', image, [9]],
      ['label', image, 'D'],
      ['label', image, 'a'],
      ['label', image, '0'],
    ],
  ],
  [
    'dataset.split',
    (...args) => data.split(...args),
    [
      ['share'],
      ['share', 0],
      ['share', 1],
      ['share', 50],
      ['share', '0.5'],
      ['share', Number.NaN],
      ['share', { share: 0.5 }],
      ['share', [0.8, 0.2]],
      ['seed', 0.5, -1],
      ['seed', 0.5, 'x'],
      ['seed', 0.5, null],
    ],
  ],
  [
    'dataset.sample',
    (...args) => data.sample(...args),
    [['index'], ['index', -1], ['index', COUNT], ['index', '0'], ['index', 0.5], ['index', [0]]],
  ],
  [
    'dataset.addSheet',
    (...args) => data.addSheet(...args),
    [['png'], ['png', 'sheet.png'], ['png', wait], ['labels', image], ['labels', image, labels]],
  ],
  [
    'classify',
    (...args) => network.classify(...args),
    [
      ['input'],
      ['input', null],
      ['input', 7],
      ['input', {}],
      ['input', true],
      ['input', network],
      ['input', data],
      ['input', Promise.resolve(null)],
      ['input', () => image],
      ['input', new Uint16Array(PIXELS)],
      ['input', new Int32Array(PIXELS)],
      ['input', floats.subarray(1)],
      ['input', new Float32Array(2 * PIXELS)],
      ['input', Array.from(floats).slice(1)],
      ['input[0]', Float32Array.from(image, () => 200)],
      ['input[0]', floats.map(() => Number.NaN)],
      ['input[1]', [0, '1', ...Array(PIXELS - 2).fill(0)]],
      ['input', { data: new Float32Array(4 * PIXELS), width: 28, height: 28 }],
      ['input', { gray: Array.from(image), width: 28, height: 28 }],
      ['pixels', { data: new Uint8Array(3 * PIXELS), width: 28, height: 28 }],
      ['width', { data: new Uint8Array(4 * PIXELS), height: 28 }],
      ['width', { gray: image, width: '28', height: 28 }],
      ['height', { gray: image, width: 28 }],
      ['pixels', { gray: image, width: 28, height: 29 }],
      ['strokes[0]', stroke],
      ['strokes[0][0]', [[[0, 1]]]],
      ['strokes[0][0]', [[{ X: 1, Y: 1 }]]],
      ['strokes[0][1]', [[stroke[0], { x: 1, y: '2' }]]],
      ['strokes[0][0]', [[{ x: Number.NaN, y: 1 }]]],
      ['strokes[1]', [stroke, null]],
      ['strokes[0][0]', Array(28).fill(Array(28).fill(0))],
    ],
  ],
  [
    'readNumber',
    (...args) => network.readNumber(...args),
    [
      ['strokes'],
      ['strokes', null],
      ['strokes', '42'],
      ['strokes', image],
      ['strokes', { strokes: [stroke] }],
      ['strokes', wait],
      ['strokes[0]', stroke],
      ['strokes[0][0]', [['x']]],
    ],
  ],
  [
    'predict',
    (...args) => network.predict(...args),
    [
      ['x'],
      ['x', null],
      ['x', [image]],
      ['x', wait],
      ['x', 'x'],
      ['x', floats.subarray(1)],
      ['x', new Int8Array(PIXELS)],
      ['x[0]', floats.map(() => 2)],
      ['x[0]', floats.map(() => Number.NEGATIVE_INFINITY)],
    ],
  ],
  [
    'fit',
    (...args) => network.fit(...args),
    [
      ['data'],
      ['data', null],
      ['data', wait],
      ['data', [data]],
      ['data', bytes],
      ['data', { images: bytes, labels }],
      ['dataset', freedData],
      ['dataset', foreignData],
      ['dataset', emptyData],
      ['options', data, 5],
      ['options', data, null],
      ['options', data, 'adamw'],
      ['options', data, data],
      ['options', data, network],
      ['options', data, wait],
      ['options', data, new AbortController().signal],
      ['epoch', data, { epoch: 5 }],
      ['lr', data, { lr: 0.1 }],
      ['batchsize', data, { batchsize: 5 }],
      ['verbose', data, { verbose: 1 }],
      ['epochs', data, { epochs: 0 }],
      ['epochs', data, { epochs: '5' }],
      ['epochs', data, { epochs: 1.5 }],
      ['epochs', data, { epochs: Number.POSITIVE_INFINITY }],
      ['epochs', data, { epochs: Number.NaN }],
      ['epochs', data, { epochs: null }],
      ['learningRate', data, { learningRate: null }],
      ['batchSize', data, { batchSize: 0 }],
      ['batchSize', data, { batchSize: 1000 }],
      ['batchSize', data, { batchSize: '32' }],
      ['learningRate', data, { learningRate: 0 }],
      ['learningRate', data, { learningRate: -0.1 }],
      ['learningRate', data, { learningRate: '0.1' }],
      ['learningRate', data, { learningRate: Number.NaN }],
      ['learningRate', data, { learningRate: () => 0.1 }],
      ['optimizer.rule', data, { optimizer: 'adam' }],
      ['optimizer.rule', data, { optimizer: { rule: 'SGD' } }],
      ['optimizer', data, { optimizer: null }],
      ['optimizer', data, { optimizer: ['adamw'] }],
      ['learningRate', data, { optimizer: { rule: 'sgd', learningRate: 0.1 } }],
      ['optimizer.momentum', data, { optimizer: { rule: 'momentum', momentum: 1 } }],
      ['optimizer.weightDecay', data, { optimizer: { rule: 'adamw', weightDecay: '0.1' } }],
      ['optimizer.schedule', data, { optimizer: { rule: 'adamw', schedule: 'linear' } }],
      ['augmentation', data, { augmentation: 'rotate' }],
      ['augmentation', data, { augmentation: true }],
      ['augmentation', data, { augmentation: null }],
      ['augmentation', data, { augmentation: [{ rotation: 10 }] }],
      ['rotate', data, { augmentation: { rotate: 10 } }],
      ['distortion.rotation', data, { augmentation: { rotation: 180 } }],
      ['distortion.rotation', data, { augmentation: { rotation: '10' } }],
      ['mixture', data, { mixture: 0.5 }],
      ['mixture.drawn', data, { mixture: { drawn: 50 } }],
      ['mixture.lettered', data, { mixture: { lettered: 0.5 } }],
      ['labelSmoothing', data, { labelSmoothing: 1 }],
      ['labelSmoothing', data, { labelSmoothing: true }],
      ['seed', data, { seed: -1 }],
      ['seed', data, { seed: 'x' }],
      ['seed', data, { seed: 1.5, validation: 0.5 }],
      ['validation', data, { validation: 0 }],
      ['validation', data, { validation: 20 }],
      ['validation', data, { validation: '0.1' }],
      ['validation', data, { validation: true }],
      ['validation', data, { validation: [data] }],
      ['validation', data, { validation: wait }],
      ['dataset', data, { validation: freedData }],
      ['validation', data, { validation: foreignData }],
      ['validation', data, { validation: emptyData }],
      ['keepBest', data, { keepBest: true }],
      ['keepBest', data, { keepBest: 1 }],
      ['patience', data, { patience: 0 }],
      ['patience', data, { patience: '3' }],
      ['signal', data, { signal: new AbortController() }],
      ['signal', data, { signal: true }],
      ['onEpoch', data, { onEpoch: 'log' }],
      ['onBatch', data, { onBatch: [] }],
      ['worker', data, { worker: 'fit.js' }],
      ['resumeFrom', data, { resumeFrom: 'run.safetensors' }],
      ['resumeFrom', data, { resumeFrom: history }],
      ['resumeFrom', data, { resumeFrom: file }],
      ['learningRate', data, { resumeFrom: history.checkpoint, learningRate: 0.5 }],
      ['optimizer', data, { resumeFrom: history.checkpoint, optimizer: 'sgd' }],
      ['batchSize', data, { resumeFrom: history.checkpoint, batchSize: 3 }],
    ],
  ],
  [
    'epochs',
    async (...args) => {
      for await (const _ of network.epochs(...args));
    },
    [['data'], ['options', data, 3], ['epoch', data, { epoch: 3 }]],
  ],
  [
    'fit of a freed network',
    (...args) => freedNetwork.fit(...args),
    [['network', data, { epochs: 1 }]],
  ],
  [
    'classify of a freed network',
    (...args) => freedNetwork.classify(...args),
    [['network', image]],
  ],
  ['save of a freed network', (...args) => freedNetwork.save(...args), [['network']]],
  [
    'evaluate',
    (...args) => network.evaluate(...args),
    [
      ['data'],
      ['data', wait],
      ['data', bytes],
      ['dataset', emptyData],
      ['dataset', freedData],
      ['dataset', foreignData],
      ['options', data, new AbortController().signal],
      ['options', data, null],
      ['signals', data, { signals: 1 }],
      ['signal', data, { signal: true }],
      ['signal', data, { signal: new AbortController() }],
    ],
  ],
  [
    'trainBatch',
    (...args) => network.trainBatch(...args),
    [
      ['x'],
      ['x', [image], [1], 0.1],
      ['labels', image],
      ['labels', image, 'seven', 0.1],
      ['labels', image, [1, 2], 0.1],
      ['labels[0]', image, ['1'], 0.1],
      ['labels[0]', image, [10], 0.1],
      ['learningRate', image, 1],
      ['learningRate', image, 1, '0.1'],
      ['learningRate', image, 1, 0],
      ['learningRate', image, 1, { learningRate: 0.1 }],
      ['images in the minibatch', new Uint8Array(513 * PIXELS), Array(513).fill(1), 0.1],
    ],
  ],
  [
    'save',
    (...args) => network.save(...args),
    [
      ['options', 'model.safetensors'],
      ['options', null],
      ['name', { name: 'x' }],
      ['half', { half: 1 }],
      ['notes', { notes: 'mine' }],
      ['notes', { notes: ['mine'] }],
      ['notes', { notes: new Map([['a', 'b']]) }],
      ['notes', { notes: 5 }],
      ['notes.a', { notes: { a: 1 } }],
      ['notes.a', { notes: { a: null } }],
      ['classNames', { classNames: 'abc' }],
      ['classNames', { classNames: ['a'] }],
      ['trainer', { trainer: network }],
      ['trainer', { trainer: {} }],
      ['half', { half: true, trainer }],
    ],
  ],
  [
    'rename',
    (...args) => network.rename(...args),
    [
      ['classNames'],
      ['classNames', 'abcdefghij'],
      ['classNames', ['a']],
      ['classNames[0]', Array(10).fill(1)],
      ['classNames[1]', Array(10).fill('a')],
    ],
  ],
  [
    'toHeader',
    (...args) => network.toHeader(...args),
    [
      ['options', true],
      ['options', 'int8'],
      ['int8', { int8: 'yes' }],
      ['float16', { float16: true }],
    ],
  ],
  [
    'temperature',
    (value) => {
      network.temperature = value;
    },
    [['temperature'], ['temperature', '1'], ['temperature', 0], ['temperature', null]],
  ],
  [
    'initialize',
    (...args) => network.initialize(...args),
    [['seed'], ['seed', '1'], ['seed', { seed: 1 }]],
  ],
  [
    'setParameters',
    (...args) => network.setParameters(...args),
    [
      ['parameters'],
      ['parameters', [1, 2]],
      ['parameters', network],
      ['parameters', new Float64Array(7850)],
      ['parameters[0]', new Float32Array(7850).fill(Number.NaN)],
      ['parameters[0]', Array(7850).fill('0')],
      ['parameters[0]', Array(7850).fill(1e300)],
    ],
  ],
  [
    'trace',
    (...args) => network.trace(...args),
    [['x'], ['label', image], ['label', image, '3'], ['label', image, 10]],
  ],
  [
    'saliency',
    (...args) => network.saliency(...args),
    [
      ['x', new Uint8Array(2 * PIXELS), 1],
      ['output', image],
      ['output', image, 10],
    ],
  ],
  [
    'calibrate',
    (...args) => network.calibrate(...args),
    [
      ['dataset'],
      ['dataset', bytes],
      ['first', data, '0'],
      ['first', data, COUNT],
      ['count', data, 0, 99],
      ['count', data, 0, 0],
      ['count', data, 0, null],
    ],
  ],
  [
    'low.createTrainer',
    (...args) => low.createTrainer(...args),
    [
      ['network'],
      ['network', data, network],
      ['dataset', network],
      ['settings', network, data, null],
      ['settings', network, data, 'adamw'],
      ['settings', network, data, new Map()],
      ['epoch', network, data, { epoch: 1 }],
      ['streaming', network, data, { streaming: 1 }],
      ['sampleCount', network, data, { sampleCount: 99 }],
      ['fonts', network, data, {}, null],
      ['chunk', network, data, { chunk: -1 }],
    ],
  ],
  [
    'low.resume',
    (...args) => low.resume(...args),
    [
      ['model'],
      ['model', file, data],
      ['model', model, data],
      ['model', { training: {} }, data],
      ['model', { ...model, training: true }, data],
      ['dataset', low.readModel(history.checkpoint), network],
    ],
  ],
  [
    'low.readModel',
    (...args) => low.readModel(...args),
    [['file'], ['file', 'model.safetensors'], ['file', wait], ['file', [1, 2]]],
  ],
  [
    'low.loadNetwork',
    (...args) => low.loadNetwork(...args),
    [
      ['file', network],
      ['options', file, 5],
      ['maxBatch', file, { maxBatch: '5' }],
    ],
  ],
  [
    'low.rasterize',
    (...args) => low.rasterize(...args),
    [['strokes'], ['strokes', { x: 1, y: 1 }], ['strokes[0]', stroke]],
  ],
  [
    'low.groupDoubt',
    (...args) => low.groupDoubt(...args),
    [
      ['probabilities'],
      ['probabilities', 0.5],
      ['probabilities', []],
      ['probabilities', new Float64Array(10)],
      ['probabilities[0]', ['0.5']],
      ['probabilities[1]', [0.5, -1]],
      ['probabilities[0]', new Float32Array(10).fill(2)],
    ],
  ],
  [
    'low.chooseGroups',
    (...args) => low.chooseGroups(...args),
    [
      ['strokes', candidates.candidates ?? candidates],
      ['candidates', 'x', 1],
      ['strokes', [], -1],
    ],
  ],
  ['low.cutOf', (...args) => low.cutOf(...args), [['strokes'], ['strokes', []], ['strokes', [[]]]]],
  [
    'low.fitImage',
    (...args) => low.fitImage(...args),
    [
      ['width', image],
      ['height', image, 28],
      ['pixels', floats, 28, 28],
      ['pixels', image, 27, 28],
      ['width', image, '28', 28],
    ],
  ],
  [
    'low.readPage',
    (...args) => low.readPage(...args),
    [
      ['width', gray],
      ['gray', 'page.png', 40, 40],
      ['gray', gray, 40, 41],
      ['options', gray, 40, 40, 'whole'],
      ['wholes', gray, 40, 40, { wholes: true }],
      ['whole', gray, 40, 40, { whole: 1 }],
      ['straighten', gray, 40, 40, { straighten: 0.1 }],
      ['straighten', gray, 40, 40, { straighten: () => 'x' }],
      ['straighten', gray, 40, 40, { straighten: () => 10 }],
      ['split', gray, 40, 40, { split: [] }],
    ],
  ],
  [
    'low.parseLayers',
    (...args) => low.parseLayers(...args),
    [['text'], ['text', 5], ['text', null], ['text', [{ type: 'dense', units: 10 }]]],
  ],
  [
    'low.checkLayers',
    (...args) => {
      const { failure } = low.checkLayers(...args);
      if (failure) throw failure;
    },
    [['layers'], ['layers', 5], ['layers[0].type', ['dense 10']]],
  ],
  [
    'low.limitThreads',
    (...args) => low.limitThreads(...args),
    [['threads'], ['threads', '2'], ['threads', 0]],
  ],
  [
    'low.evaluate',
    (...args) => low.evaluate(...args),
    [['network'], ['dataset', network], ['dataset', network, emptyData]],
  ],
  [
    'a trainer',
    (name, ...args) => trainer[name](...args),
    [
      ['learningRate', 'setLearningRate'],
      ['learningRate', 'setLearningRate', '0.1'],
      ['learningRate', 'setLearningRate', 0],
      ['epochs', 'setEpochs', 0],
      ['epochs', 'setEpochs', '3'],
      ['memory', 'setMemory', [1]],
      ['memory', 'setMemory'],
      ['epoch', 'seek'],
      ['position', 'seek', 0],
      ['position', 'seek', 0, COUNT],
      ['epoch', 'preview', -1, 0],
      ['sample', 'preview', 0, COUNT],
    ],
  ],
  [
    'an evaluator',
    (name, ...args) => evaluator[name](...args),
    [
      ['images', 'advance'],
      ['images', 'advance', '5'],
      ['images', 'advance', 0],
      ['first', 'answers', -1],
      ['first', 'answers', '0'],
      ['images', 'answers', 0, COUNT + 1],
      ['images', 'answers', 0, null],
    ],
  ],
  [
    'new Evaluator',
    (...args) => Reflect.construct(Evaluator, args),
    [
      ['network'],
      ['network', data, network],
      ['dataset', network],
      ['dataset', network, foreignData],
    ],
  ],
  [
    'a picture reader',
    (name, ...args) => reader[name](...args),
    [
      ['file', 'read'],
      ['file', 'read', 'digit.png', target],
      ['target', 'read', image],
      ['target', 'read', image, new Float32Array(PIXELS)],
      ['target', 'read', image, new Uint8Array(5)],
      ['at', 'read', image, target, -1],
      ['file', 'readGray', wait],
      ['channels', 'readPixels', image, 28, 28, target, 0, 5],
      ['pixels', 'readPixels', floats, 28, 28, target],
      ['width', 'readPixels', image, 0, 28, target],
    ],
  ],
  [
    'options of a picture reader',
    (name, value) => {
      reader[name] = value;
    },
    [
      ['polarity', 'polarity', 'black'],
      ['framing', 'framing', true],
    ],
  ],
];

/** Errors about a file, not about an argument. */
const ABOUT_FILES = ['NOT_A_PICTURE', 'NOT_LOADED'];

/** What is wrong with the outcome of a call; null if it was refused well. @param {unknown} error @param {string} argument */
function faultOf(error, argument) {
  if (!(error instanceof InklingError)) return String(error);
  const { message, range } = error;
  // Of a freed object, there is nothing else to say.
  const says = error.code === 'FREED' || (range && message.includes(range));
  const unclear =
    message.length >= 400 ||
    ABOUT_FILES.includes(error.code) ||
    /undefined values|NaN values|\[object/.test(message);
  const well = error.argument === argument && says && !unclear;
  return well ? null : `${error.code}, ${error.argument}: ${message}`;
}

for (const [name, call, cases] of WRONG) {
  test(`wrong calls of ${name} are refused`, async () => {
    /** @type {string[]} */
    const faults = [];
    for (const [argument, ...args] of cases) {
      /** @type {string | null} */
      let fault = 'accepted';
      try {
        await call(...args);
      } catch (error) {
        fault = faultOf(error, argument);
      }
      if (fault) faults.push(`${name}(${args.map(describe).join(', ')}), ${argument}: ${fault}`);
    }
    assert.deepEqual(faults, []);
  });
}

/** @param {unknown} value */
function describe(value) {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${value.byteLength} bytes)`;
  try {
    return String(JSON.stringify(value)).slice(0, 80);
  } catch {
    return typeof value;
  }
}

test('nothing changed', () => {
  assert.deepEqual(network.save(), file);
  assert.equal(data.count, COUNT);
  assert.equal(named.count, 0);
});
