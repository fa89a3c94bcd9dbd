/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Your handwriting',
  about: 'Write, be read, teach, and write again.',
  steps: {
    start: {
      title: 'Whose handwriting did it learn?',
      text: [
        'The pretrained network learned from digits that other people wrote, most of them in the USA around 1990.',
        'Write the ten digits the way you normally do. Then see how many it reads. After that, you teach it.',
      ],
    },
    first: {
      title: 'Write ten digits',
      text: ['Write the digit that is asked for, quickly and naturally.'],
    },
    second: {
      title: 'Predict your second try',
      text: [
        'It read {first} of 10. Now a copy of the network will learn from these ten drawings, each varied many times.',
        'Then you write ten new digits. How many will it read?',
      ],
      label: 'Digits read after teaching',
    },
    forget: {
      title: 'Will it forget?',
      text: [
        'Ten drawings by one person: that could spoil what the network knew about everyone else. So they are mixed with 3,000 digits by others.',
      ],
      label: 'Accuracy on the 10,000 test digits afterward',
      options: { less: 'Lower', same: 'About the same', more: 'Higher' },
    },
    teach: {
      title: 'Teach it',
      text: [
        'This takes a few seconds.',
        'Test digits read before: {test_before}. After: {test_after}.',
      ],
    },
    again: {
      title: 'Write ten more',
      text: ['New drawings: the network has not seen these.'],
    },
    end: {
      title: 'Data decides',
      text: [
        'First {first} of 10, then {second} of 10. With only ten drawings, one more or less may be chance. To be sure, you would have to write hundreds.',
        'What a network can do depends on whose examples it saw. If your digits are unusual, it was not your handwriting that was wrong.',
        'Under “Your handwriting” you can teach it with more drawings and use the result.',
      ],
    },
  },
};
