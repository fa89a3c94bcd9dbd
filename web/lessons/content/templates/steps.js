/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: { sampleCount: 10000, epochs: 3, learningRate: 0.1 },
  steps: [
    { id: 'start', kind: 'say' },
    { id: 'one', kind: 'train', runs: [{ id: 'one', settings: { layers: 'dense 10' } }] },
    { id: 'look', kind: 'say', templates: 'one', show: ['pad', 'answer'] },
    {
      id: 'gain',
      kind: 'guess',
      of: 'two_test',
      slider: { from: 0.8, to: 1, step: 0.005, start: 0.9, unit: 'percent' },
      show: ['network'],
    },
    {
      id: 'two',
      kind: 'train',
      runs: [{ id: 'two', settings: { layers: 'dense 128, dense 10' } }],
    },
    { id: 'same', kind: 'compare', guesses: ['gain'], runs: ['one', 'two'], weights: true },
    {
      id: 'bend',
      kind: 'choose',
      options: ['less', 'same', 'more'],
      truth: { compare: ['three_test', 'two_test'], within: 0.005 },
    },
    {
      id: 'three',
      kind: 'train',
      runs: [{ id: 'three', settings: { layers: 'dense 128, relu, dense 10' } }],
    },
    {
      id: 'end',
      kind: 'compare',
      guesses: ['bend'],
      runs: ['one', 'two', 'three'],
      weights: true,
      show: ['pad', 'network', 'answer'],
    },
  ],
};
