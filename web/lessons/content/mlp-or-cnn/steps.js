/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: { sampleCount: 500, epochs: 8, learningRate: 0.1, batchSize: 16 },
  steps: [
    { id: 'start', kind: 'say' },
    {
      id: 'mlp',
      kind: 'train',
      show: ['network'],
      runs: [{ id: 'mlp', settings: { layers: 'dense 128, relu, dense 10' } }],
    },
    { id: 'idea', kind: 'say', show: [] },
    {
      id: 'wins',
      kind: 'choose',
      options: ['less', 'same', 'more'],
      truth: { compare: ['cnn_test', 'mlp_test'], within: 0.005 },
    },
    {
      id: 'level',
      kind: 'guess',
      of: 'cnn_test',
      slider: { from: 0.6, to: 1, step: 0.005, start: 0.8, unit: 'percent' },
    },
    {
      id: 'cnn',
      kind: 'train',
      show: ['network'],
      runs: [
        {
          id: 'cnn',
          settings: {
            layers: 'conv 5x5x8, relu, maxpool 2, conv 5x5x16, relu, maxpool 2, dense 10',
          },
        },
      ],
    },
    {
      id: 'end',
      kind: 'compare',
      guesses: ['wins', 'level'],
      runs: ['mlp', 'cnn'],
      weights: true,
      show: ['pad', 'network', 'answer'],
    },
  ],
};
