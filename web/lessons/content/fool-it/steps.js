/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  steps: [
    { id: 'start', kind: 'say', reads: 'pretrained', show: ['pad', 'answer'] },
    {
      id: 'surest',
      kind: 'guess',
      of: 'surest',
      slider: { from: 0.1, to: 1, step: 0.01, start: 0.5, unit: 'percent' },
    },
    { id: 'draw', kind: 'draw', count: 3 },
    { id: 'outcome', kind: 'compare', guesses: ['surest'] },
    {
      id: 'why',
      kind: 'choose',
      options: ['eyes', 'ten', 'lazy'],
      truth: 'ten',
      show: [],
    },
    { id: 'end', kind: 'say' },
  ],
};
