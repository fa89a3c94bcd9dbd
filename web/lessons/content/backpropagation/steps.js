/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  settings: {
    layers: 'dense 16, relu, dense 10',
    sampleCount: 1000,
    epochs: 3,
    learningRate: 0.1,
  },
  steps: [
    { id: 'start', kind: 'say' },
    { id: 'prepare', kind: 'train', runs: [{ id: 'small', settings: {} }], show: ['network'] },
    { id: 'example', kind: 'example', show: ['network', 'answer'] },
    { id: 'delta', kind: 'compute', answer: 'delta' },
    { id: 'gradient', kind: 'compute', answer: 'gradient' },
    { id: 'update', kind: 'compute', answer: 'updated' },
    {
      id: 'respect',
      kind: 'choose',
      options: ['weight', 'input', 'label'],
      truth: 'weight',
    },
    { id: 'batch', kind: 'compute', answer: 'mean' },
    { id: 'reset', kind: 'choose', options: ['digit', 'step', 'epoch', 'never'], truth: 'step' },
    {
      id: 'bold',
      kind: 'choose',
      options: ['less', 'same', 'more'],
      truth: { compare: ['step2_others', 'before_others'], within: 0.05 },
    },
    { id: 'nudge', kind: 'nudge', rates: [0.001, 0.1, 1] },
    { id: 'end', kind: 'compare', guesses: ['bold'] },
  ],
};
