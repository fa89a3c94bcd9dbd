/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Fool it',
  about: 'Draw something that isn’t a digit, and get a confident answer.',
  steps: {
    start: {
      title: 'It has to answer',
      text: [
        'The pretrained network on this page reads more than 99 of 100 test digits. Draw a few and see.',
        'Below its answer it says how sure it is: the probability of the best digit. All ten probabilities add up to 100%.',
      ],
    },
    surest: {
      title: 'A heart, a star, your initials',
      text: [
        'You will draw three things that are not digits. A good answer would be “none of these”, or ten low probabilities.',
        'How sure will the network be at most?',
      ],
      label: 'Probability for the surest non-digit',
    },
    draw: {
      title: 'Draw three non-digits',
      text: [
        'Draw something on the pad, change it to make the network as sure as you can, and record the answer. Then clear the pad for the next one.',
        'No digits, and nothing that a person would read as one.',
      ],
    },
    outcome: {
      title: 'Confidence is not truth',
      text: [
        'Its surest answer to a drawing that isn’t a digit was {surestDigit}, with {surest}. From 60% up, the page would have shown it without a hint of doubt.',
      ],
    },
    why: {
      title: 'Why is it so sure?',
      text: ['Think of how its answer is made.'],
      label: 'The network is sure because…',
      options: {
        eyes: 'it sees too few pixels',
        ten: 'its ten probabilities must add up to 100%, so something has to win',
        lazy: 'it was not trained for long enough',
      },
      right:
        'Yes. Softmax shares out 100% among ten digits, whatever the image. A probability says which of the ten it is, not whether it is one at all.',
      wrong:
        'No. Softmax shares out 100% among ten digits, whatever the image. A probability says which of the ten it is, not whether it is one at all.',
    },
    end: {
      title: 'What helps, and how far',
      text: [
        'This network is hard to fool, because a small part of its training images were scribbles and letters for which no digit was right. And below 60%, the page says “Not sure”.',
        'Both help with what was foreseen. Something nobody thought of can still get a confident answer. Keep that in mind when a larger system sounds certain.',
      ],
    },
  },
};
