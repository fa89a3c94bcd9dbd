/** @type {import('../../lesson.js').Texts} */
export const TEXTS = {
  title: 'Learning rate',
  about: 'Four step sizes: which learns best, and which breaks?',
  names: { tiny: '0.001', medium: '0.1', large: '1', huge: '3' },
  steps: {
    start: {
      title: 'How big should a step be?',
      text: [
        'A network learns in small steps. After each batch of digits, every weight moves a little in the direction that lowers the error.',
        'The learning rate sets how far. You will train the same network four times, on the same 5,000 digits, with four learning rates.',
      ],
    },
    best: {
      title: 'Which one wins?',
      text: [
        'Each run sees every digit twice. Then the network is tested on digits it has never seen.',
      ],
      label: 'The learning rate with the best result',
      options: { tiny: '0.001', medium: '0.1', large: '1', huge: '3' },
    },
    worst: {
      title: 'Which one fails?',
      text: ['Guessing at random would read one digit in ten.'],
      label: 'The learning rate with the worst result',
      options: { tiny: '0.001', medium: '0.1', large: '1', huge: '3' },
    },
    level: {
      title: 'How good will 0.1 be?',
      text: ['Predict its accuracy: the share of test digits that it reads correctly.'],
      label: 'Test accuracy with 0.1',
    },
    train: {
      title: 'Train four times',
      text: ['Every run starts from the same random weights. Watch the curve.'],
    },
    end: {
      title: 'Prediction and result',
      text: [
        'Too small a step is safe but slow: the direction was right, and the time ran out. Too large a step jumps over the valley and lands higher up on the other side.',
      ],
    },
    why: {
      title: 'Why not just try the largest that works?',
      text: [
        'The best step size changes during training. At first, large steps save time. Near the end, small ones settle into the valley. Many recipes therefore lower the learning rate as they go. In the settings, this is called the schedule.',
        'With a new network, the learning rate is the first setting to tune: by factors of 3 or 10, not in small steps.',
      ],
    },
  },
};
