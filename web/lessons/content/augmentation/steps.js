import { VARIED } from '../../../settings/presets.js';

/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: {
    layers: 'dense 128, relu, dense 10',
    sampleCount: 500,
    epochs: 20,
    learningRate: 0.1,
    batchSize: 16,
  },
  steps: [
    { id: 'start', kind: 'say' },
    { id: 'plain', kind: 'train', runs: [{ id: 'plain', settings: {} }], show: ['curve'] },
    { id: 'idea', kind: 'say', show: [] },
    {
      id: 'gain',
      kind: 'guess',
      of: 'varied_test',
      slider: { from: 0.7, to: 1, step: 0.005, start: 0.8, unit: 'percent' },
    },
    {
      id: 'harder',
      kind: 'choose',
      options: ['less', 'same', 'more'],
      truth: { compare: ['varied_train', 'plain_train'], within: 0.01 },
    },
    {
      id: 'varied',
      kind: 'train',
      show: ['curve'],
      runs: [
        {
          id: 'varied',
          settings: {
            augmentation: 'distort',
            ...VARIED,
          },
        },
      ],
    },
    {
      id: 'end',
      kind: 'compare',
      guesses: ['gain', 'harder'],
      runs: ['plain', 'varied'],
      show: ['pad', 'answer'],
    },
  ],
};
