/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: {
    layers: 'dense 128, relu, dense 10',
    sampleCount: 200,
    epochs: 15,
    learningRate: 0.1,
    batchSize: 8,
  },
  steps: [
    { id: 'start', kind: 'say' },
    {
      id: 'known',
      kind: 'guess',
      of: 'few_train',
      slider: { from: 0.1, to: 1, step: 0.01, start: 0.5, unit: 'percent' },
    },
    {
      id: 'new',
      kind: 'guess',
      of: 'few_test',
      slider: { from: 0.1, to: 1, step: 0.01, start: 0.5, unit: 'percent' },
    },
    { id: 'train', kind: 'train', runs: [{ id: 'few', settings: {} }], show: ['curve'] },
    { id: 'gap', kind: 'compare', guesses: ['known', 'new'], runs: ['few'] },
    {
      id: 'cure',
      kind: 'choose',
      options: ['longer', 'bigger', 'data'],
      truth: { best: ['longer', 'bigger', 'data'] },
      show: [],
    },
    {
      id: 'cures',
      kind: 'train',
      show: ['curve'],
      runs: [
        { id: 'longer', settings: { epochs: 30 } },
        { id: 'bigger', settings: { layers: 'dense 256, relu, dense 10' } },
        { id: 'data', settings: { sampleCount: 2000, epochs: 3, batchSize: 16 } },
      ],
    },
    {
      id: 'end',
      kind: 'compare',
      guesses: ['cure'],
      runs: ['few', 'longer', 'bigger', 'data'],
      show: [],
    },
  ],
};
