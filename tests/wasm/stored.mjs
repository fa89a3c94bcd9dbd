/** A valid record of each kind, as the page stores it. */
import { PIXELS } from '../../web/inkling/index.js';
import { defaultSettings } from '../../web/settings/schema.js';

const points = () =>
  [0, 0.5, 1].map((epoch) => ({
    epoch,
    trainLoss: 2.3,
    trainAccuracy: 0.1,
    testLoss: epoch === 1 ? 2.2 : null,
    testAccuracy: epoch === 1 ? 0.2 : null,
  }));

/** @returns {import('../../web/train/protocol.js').SavedRun} */
export const savedRun = () => ({
  settings: { ...defaultSettings(), layers: 'dense 4, relu, dense 10' },
  parameters: new Float32Array(784 * 4 + 4 + 40 + 10),
  memory: new Float32Array(2 * (784 * 4 + 4 + 40 + 10)),
  temperature: 1,
  epoch: 1,
  position: 32,
  target: 10,
  window: {
    lossSum: 3,
    correct: 2,
    count: 32,
    sinceTest: 32,
    samples: 60_032,
    seconds: 2,
    milestones: [{ share: 0.9, samples: 30_000, seconds: 1 }],
    drawnFrom: 5000,
    untested: { epoch: 1.1, trainLoss: 2, trainAccuracy: 0.2, testLoss: null, testAccuracy: null },
  },
  points: points(),
  dataset: undefined,
  names: [...'0123456789'],
});

/** @returns {import('../../web/train/past-runs.js').PastRun} */
export const pastRun = () => ({
  id: '1764000000000-3',
  name: 'Mine',
  date: 1_764_000_000_000,
  settings: defaultSettings(),
  points: points(),
});

/** @returns {import('../../web/handwriting/samples.js').OwnSample} */
export const ownSample = () => ({
  id: '00001764000000000',
  label: 7,
  strokes: [
    [
      { x: 0.3, y: 0.2 },
      { x: 0.7, y: 0.2 },
    ],
  ],
  ink: new Uint8Array(PIXELS),
  at: 1_764_000_000_000,
  how: 'taught',
});

/** @param {Uint8Array<ArrayBuffer>} file @returns {import('../../web/models/library.js').StoredModel} */
export const storedModel = (file) => ({
  id: 'b1b2',
  name: 'Mine',
  date: 1_764_000_000_000,
  layers: 'dense 4, relu, dense 10',
  accuracy: 0.97,
  file,
});

/** @returns {import('../../web/data/library.js').StoredDataset} */
export const storedDataset = () => ({
  id: 'a1a2',
  date: 1_764_000_000_000,
  name: 'letters',
  classes: ['A', 'B'],
  counts: [2, 1],
  count: 3,
  pixels: new Blob([new Uint8Array(3 * PIXELS)]),
  labels: new Blob([new Uint8Array([0, 1, 0])]),
  parts: new Blob([new Uint8Array(3)]),
  preview: [new Uint8Array(2 * PIXELS), new Uint8Array(PIXELS)],
  skipped: [{ reason: 'damaged', count: 1, examples: ['a/1.png'] }],
  found: { kept: 1, alpha: 0, dark: 1, light: 1 },
  chosen: [0, 1],
  notes: [{ kind: 'copies', count: 2, share: 0.1, list: ['A'] }],
});

const model = () => ({
  layers: 'dense 10',
  parameters: new Float32Array(7850),
  temperature: 1.2,
});

/** @returns {import('../../web/handwriting/teaching.js').HandwritingModel} */
export const handwritingModel = () => ({ ...model(), base: model() });
