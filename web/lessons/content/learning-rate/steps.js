/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: { layers: 'dense 128, relu, dense 10', sampleCount: 5000, epochs: 2 },
  steps: [
    { id: 'start', kind: 'say' },
    {
      id: 'best',
      kind: 'choose',
      options: ['tiny', 'medium', 'large', 'huge'],
      truth: { best: ['tiny', 'medium', 'large', 'huge'] },
    },
    {
      id: 'worst',
      kind: 'choose',
      options: ['tiny', 'medium', 'large', 'huge'],
      truth: { worst: ['tiny', 'medium', 'large', 'huge'] },
    },
    {
      id: 'level',
      kind: 'guess',
      of: 'medium_test',
      slider: { from: 0.1, to: 1, step: 0.01, start: 0.5, unit: 'percent' },
    },
    {
      id: 'train',
      kind: 'train',
      show: ['curve'],
      runs: [
        { id: 'tiny', settings: { learningRate: 0.001 } },
        { id: 'medium', settings: { learningRate: 0.1 } },
        { id: 'large', settings: { learningRate: 1 } },
        { id: 'huge', settings: { learningRate: 3 } },
      ],
    },
    {
      id: 'end',
      kind: 'compare',
      guesses: ['best', 'worst', 'level'],
      runs: ['tiny', 'medium', 'large', 'huge'],
      show: [],
    },
    { id: 'why', kind: 'say' },
  ],
};
