/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Overfitting',
  about: 'A network that knows everything by heart, and what that is worth.',
  names: {
    few: '200 digits',
    longer: 'Twice as long',
    bigger: 'Twice as many neurons',
    data: '2,000 digits',
  },
  steps: {
    start: {
      title: 'Learning or memorizing?',
      text: [
        'A student who learns the answers to old exams by heart does well on old exams. What about a new one?',
        'This network has about 100,000 parameters and only 200 digits to learn from. It sees each of them 15 times.',
        'Accuracy is measured twice: on the 200 digits it trained on, and on 10,000 test digits it has never seen.',
      ],
    },
    known: {
      title: 'The old exam',
      text: ['How many of the 200 training digits will it get right at the end?'],
      label: 'Training accuracy',
    },
    new: {
      title: 'The new exam',
      text: ['And how many of the test digits?'],
      label: 'Test accuracy',
    },
    train: {
      title: 'Train',
      text: ['Watch the two lines of the curve. They start out together.'],
    },
    gap: {
      title: 'Memory is not knowledge',
      text: [
        'The gap between the two is called overfitting. The network has learned details of these 200 images that don’t recur in others.',
        'From its training accuracy alone, nobody could tell. That is why test digits are held out.',
      ],
    },
    cure: {
      title: 'What helps?',
      text: ['Three ideas. Which leads to the highest test accuracy?'],
      label: 'The best cure',
      options: {
        longer: 'Train twice as long',
        bigger: 'Use twice as many neurons',
        data: 'Use 2,000 digits, for the same number of steps',
      },
    },
    cures: { title: 'Try all three', text: ['Each starts from scratch.'] },
    end: {
      title: 'More data wins',
      text: [
        'Training longer can’t help: there was nothing left to learn from these digits. A bigger network memorizes just as well.',
        'More digits leave the network no choice but to look for what they have in common. If there are no more, you can make some: that is the next lesson.',
      ],
    },
  },
};
