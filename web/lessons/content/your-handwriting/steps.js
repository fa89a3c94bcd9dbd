/** @type {import('../../lesson.js').Lesson} */
export const LESSON = {
  steps: [
    { id: 'start', kind: 'say', reads: 'pretrained' },
    { id: 'first', kind: 'write', figure: 'first' },
    {
      id: 'second',
      kind: 'guess',
      of: 'second',
      slider: { from: 0, to: 10, step: 1, start: 5, unit: 'count' },
    },
    {
      id: 'forget',
      kind: 'choose',
      options: ['less', 'same', 'more'],
      truth: { compare: ['test_after', 'test_before'], within: 0.002 },
    },
    { id: 'teach', kind: 'teach', from: 'first' },
    { id: 'again', kind: 'write', figure: 'second' },
    { id: 'end', kind: 'compare', guesses: ['second', 'forget'] },
  ],
};
